/* Header fields in which a sender speaks in our name: every X-BEC-*, and with own verification each Authentication-Results that
 * bears our authserv-id (RFC 8601 §5). They are removed at the end of the message. */
#ifndef OPENBEC_FORGED_H
#define OPENBEC_FORGED_H

#include "base/str.h"

/* More than so many in one message are nobody's accident; to take them out one by one would keep the MTA busy for minutes, and to
 * leave one in would let it forge our verdict: such a message is refused. */
#define FORGED_MAX 1000

struct forged_field {
	char *name;
	int instance; /* among the fields of that name, from 1 */
};

struct forged {
	struct forged_field *v; /* in the order of the header */
	size_t n, room;         /* n: FORGED_MAX + 1 at most */
	int authres;            /* Authentication-Results seen, anybody's */
};

/* Looks at the next field, and keeps it if it is one of those. `id`: our authserv-id; empty: Authentication-Results stay. False
 * without memory only. */
bool forged_look(struct forged *forged, struct str id, const char *name, struct str value);
void forged_done(struct forged *forged); /* and zeroes */

#endif
