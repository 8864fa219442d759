#include "party/lookalike_index.h"

#include <stdlib.h>

#define SCRATCH (64u << 10)

static int compare(const void *a, const void *b)
{
	const struct lookalike_entry *x = a, *y = b;

	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->domain < y->domain ? -1 : x->domain > y->domain;
}

static void keys_of(const struct site_key *key, struct domain known, struct lookalike_keys *ret)
{
	struct arena scratch;

	arena_init(&scratch, SCRATCH);
	lookalike_known_keys(&scratch, key, known, ret);
	arena_done(&scratch);
}

static size_t count(const struct site_key *key, const struct domain *known, size_t n)
{
	struct lookalike_keys keys;
	size_t all = 0;

	for (size_t i = 0; i < n; i++) {
		keys_of(key, known[i], &keys);
		all += keys.n;
	}
	return all;
}

int lookalike_index_init(struct arena *arena, const struct site_key *key,
                         const struct domain *known, size_t n, struct lookalike_index *ret,
                         struct err *err)
{
	size_t all = count(key, known, n);
	struct lookalike_index index = {
		.entry = arena_array(arena, all + 1, sizeof *index.entry),
	};
	struct lookalike_keys keys;

	if (!index.entry)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		keys_of(key, known[i], &keys);
		for (size_t k = 0; k < keys.n && index.n < all; k++)
			index.entry[index.n++] = (struct lookalike_entry){ keys.v[k], (uint32_t)i };
	}
	qsort(index.entry, index.n, sizeof *index.entry, compare);
	*ret = index;
	return 0;
}

/* The first entry that isn't below the key. */
static size_t lower_bound(const struct lookalike_index *index, uint64_t key)
{
	size_t from = 0, end = index->n;

	while (from < end) {
		size_t middle = from + (end - from) / 2;

		if (index->entry[middle].key < key)
			from = middle + 1;
		else
			end = middle;
	}
	return from;
}

static bool has(const uint32_t *list, size_t n, uint32_t domain)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == domain)
			return true;
	return false;
}

size_t lookalike_index_find(const struct lookalike_index *index, const struct lookalike_keys *asked,
                            uint32_t *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < asked->n; i++)
		for (size_t at = lower_bound(index, asked->v[i]);
		     at < index->n && index->entry[at].key == asked->v[i] && n < max; at++)
			if (!has(ret, n, index->entry[at].domain))
				ret[n++] = index->entry[at].domain;
	return n;
}
