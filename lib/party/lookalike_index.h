/* Known domains in memory, by their keys (party/lookalike_keys): for those that the configuration
 * names. Immutable. */
#ifndef OPENBEC_PARTY_LOOKALIKE_INDEX_H
#define OPENBEC_PARTY_LOOKALIKE_INDEX_H

#include "base/err.h"
#include "party/lookalike_keys.h"

struct lookalike_entry {
	uint64_t key;
	uint32_t domain; /* its place in the list given */
};

struct lookalike_index {
	struct lookalike_entry *entry; /* sorted */
	size_t n;
};

/* Of `n` domains; in the arena, 200 bytes a domain or so. ERR_MEMORY is the only error. */
int lookalike_index_init(struct arena *arena, const struct site_key *key,
                         const struct domain *known, size_t n, struct lookalike_index *ret,
                         struct err *err);
/* The places of those that have a key in common with `asked`, each once, `max` at most. */
size_t lookalike_index_find(const struct lookalike_index *index, const struct lookalike_keys *asked,
                            uint32_t *ret, size_t max);

#endif
