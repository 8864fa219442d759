/* A message's memory: grows in blocks up to a bound and goes at once. Not thread-safe: one arena,
 * one message, one thread at a time. */
#ifndef OPENBEC_BASE_ARENA_H
#define OPENBEC_BASE_ARENA_H

#include "base/str.h"

struct arena_block;

struct arena {
	struct arena_block *head;
	size_t used;  /* bytes asked of malloc so far */
	size_t limit; /* and how many may be */
};

void arena_init(struct arena *arena, size_t limit);
void arena_done(struct arena *arena); /* takes a zeroed one too, and zeroes */

/* Zeroed memory, aligned for any type; NULL when the bound or the machine's memory is reached. */
void *arena_alloc(struct arena *arena, size_t size);
/* An array of `count` zeroed elements; NULL on overflow too. */
void *arena_array(struct arena *arena, size_t count, size_t size);
/* A copy with a NUL behind it (not counted in n); {NULL, 0} when there is no memory. The copy of an
 * empty str has a pointer. */
struct str arena_str(struct arena *arena, struct str s);
struct str arena_join(struct arena *arena, struct str a,
                      struct str b); /* one behind the other, as arena_str() */
struct str arena_lower(struct arena *arena, struct str s); /* the copy in ASCII lower case */
struct str arena_printf(struct arena *arena, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Makes room for one more element in an array that lives in the arena: `*v` holds `n` elements of
 * `size` bytes with room for `*room`. False when the bound is reached; *v stays as it was. */
bool arena_grow(struct arena *arena, void **v, size_t n, size_t *room, size_t size);

#endif
