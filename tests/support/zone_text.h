/* The text of a zone (zone.h) as records; what the zone in memory and the test's DNS server both are made of. */
#ifndef OPENBEC_TESTS_SUPPORT_ZONE_TEXT_H
#define OPENBEC_TESTS_SUPPORT_ZONE_TEXT_H

#include "auth/dns.h"
#include "base/arena.h"

enum { ZONE_CNAME = 5, ZONE_ANY = 255 }; /* types beside those of enum dns_type */

enum zone_word {
	ZONE_DATA,
	ZONE_NODATA,
	ZONE_SERVFAIL,
	ZONE_TIMEOUT,
	ZONE_SILENT,
};

struct zone_record {
	struct str name; /* lower case, NUL behind it */
	unsigned type;
	enum zone_word word;
	struct dns_record record; /* of ZONE_DATA; a CNAME's target as a PTR's */
};

struct zone_text {
	struct arena arena;
	struct zone_record *v;
	size_t n, room;
};

void zone_text_init(struct zone_text *zone, const char *text); /* a wrong line ends the program */
void zone_text_done(struct zone_text *zone);

/* The next record behind `after` (NULL: the first) that the name has for that type. */
const struct zone_record *zone_text_next(const struct zone_text *zone, struct str name,
                                         unsigned type, const struct zone_record *after);
/* The name has a record of any type, or a name below it has. */
bool zone_text_exists(const struct zone_text *zone, struct str name);

#endif
