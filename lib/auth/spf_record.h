/* One SPF record, read strictly (RFC 7208 §4.5, §4.6, §12): a fault anywhere makes the whole of
 * it a bad one. What libspf2 gets to read is written anew from this, term by term; exp= and
 * unknown modifiers are checked and left out. */
#ifndef OPENBEC_AUTH_SPF_RECORD_H
#define OPENBEC_AUTH_SPF_RECORD_H

#include "auth/dns.h"
#include "base/arena.h"
#include "base/buf.h"

#define SPF_LOOKUPS_MAX 10 /* terms that ask, over the whole evaluation (§4.6.4) */

enum spf_kind {
	SPF_ALL,
	SPF_INCLUDE,
	SPF_A,
	SPF_MX,
	SPF_PTR,
	SPF_IP4,
	SPF_IP6,
	SPF_EXISTS,
};

struct spf_term {
	enum spf_kind kind;
	char qualifier;        /* + - ~ ? */
	unsigned char prefix4; /* of ip4, a, mx: 0..32 */
	unsigned char prefix6; /* of ip6, a, mx: 0..128 */
	unsigned char ip[16];  /* of ip4 (4 bytes), ip6 */
	struct str target;     /* a domain-spec, macros inside; empty: the current domain */
};

struct spf_record {
	struct spf_term *term;
	size_t terms;
	struct str redirect; /* a domain-spec; {NULL, 0}: none */
};

/* How many SPF records the answer to a TXT question has; `ret` is the last one. */
size_t spf_record_select(const struct dns_answer *answer, struct str *ret);

/* `text` is borrowed. ERR_INPUT for a bad record (`why`: a few words), ERR_MEMORY. */
int spf_record_parse(struct arena *arena, struct str text, struct spf_record *ret,
                     const char **why);

/* " -a:TARGET/24//64", in canonical form. */
void spf_term_write(const struct spf_term *term, struct buf *out);

/* Whether evaluating it asks the DNS, which counts against SPF_LOOKUPS_MAX. */
bool spf_term_asks(const struct spf_term *term);

#endif
