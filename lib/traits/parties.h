/* Whom a message brings in, as domains, each once, with the roles that it has: whoever looks like a party that we know is one of
 * these. */
#ifndef OPENBEC_TRAITS_PARTIES_H
#define OPENBEC_TRAITS_PARTIES_H

#include "traits/trait.h"

enum {
	PARTY_FROM = 1,  /* the first 3 authors */
	PARTY_REPLY = 2, /* the first 6 Reply-To */
	PARTY_COPY = 4,  /* To, Cc */
	PARTY_NAMED = 8, /* in the text, its links, its quotes */
};

struct party_seen {
	struct domain domain; /* no literal, no public suffix */
	unsigned roles;
};

#define PARTIES_OTHERS 16 /* of To, Cc and the text together */
#define PARTIES_MAX    (3 + 6 + PARTIES_OTHERS)
struct parties_seen {
	struct party_seen *v; /* in the arena */
	size_t n;
};

/* False without memory. */
bool parties_see(const struct trait_input *input, struct parties_seen *ret);

#endif
