/* libspf2, the only place that includes it: does the client match these terms? */
#ifndef OPENBEC_AUTH_SPF_LIBRARY_H
#define OPENBEC_AUTH_SPF_LIBRARY_H

#include "auth/spf_record.h"
#include "party/network.h"

/* Terms at once: the library has 511 bytes for a compiled record, of which an ip6 takes 20. */
#define SPF_RUN_MAX 16
#define SPF_MX_MAX  10 /* RFC 7208 §4.6.4 */

/* One message's. NULL without memory. */
struct spf_library;
struct spf_library *spf_library_new(struct dns *dns, struct ip client);
void spf_library_free(struct spf_library *library); /* takes NULL */

enum spf_match {
	SPF_NO_MATCH,
	SPF_MATCH,
	SPF_MATCH_FAILED,   /* an answer didn't come */
	SPF_MATCH_TOO_MANY, /* MX records */
	SPF_MATCH_MEMORY,
};

struct spf_matched {
	char qualifier; /* of the term that matched */
	bool is_void;   /* the term's own question had no answer records */
};

/* Either 1..SPF_RUN_MAX of all, ip4, ip6, or a single a, mx or exists, whose question is for
 * `target`. */
enum spf_match spf_library_match(struct spf_library *library, const struct spf_term *term,
                                 size_t terms, struct str target, struct spf_matched *ret);

#endif
