/* Keys by which the domains that one looks like are found among a million, by look-up: a known
 * domain is kept under some, a seen one asks under some, and wherever lookalike_of() finds that
 * the one looks like the other, both have a key in common. The converse doesn't hold: what is
 * found is compared by lookalike_of(). */
#ifndef OPENBEC_PARTY_LOOKALIKE_KEYS_H
#define OPENBEC_PARTY_LOOKALIKE_KEYS_H

#include "base/keyed.h"
#include "party/domain.h"

#define LOOKALIKE_KEYS_MAX 128
struct lookalike_keys {
	uint64_t v[LOOKALIKE_KEYS_MAX]; /* each once */
	size_t n;
};

/* Both: no keys if the name can't be compared (literals, public suffixes), or without memory.
 * A name of ten letters has some 13. */
void lookalike_known_keys(struct arena *arena, const struct site_key *key, struct domain known,
                          struct lookalike_keys *ret);
void lookalike_seen_keys(struct arena *arena, const struct site_key *key, struct domain seen,
                         struct lookalike_keys *ret);

#endif
