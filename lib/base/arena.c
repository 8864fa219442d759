/* Blocks double up to 64 KiB, so that a small message costs one malloc and a large one few; what is
 * larger than a quarter of that gets a block of its own. Under AddressSanitizer what wasn't given
 * out is poisoned, the rounding behind each piece too: the fuzzers see who reads or writes there. */
#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define OPENBEC_ASAN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define OPENBEC_ASAN
#endif

#ifdef OPENBEC_ASAN
#include <sanitizer/asan_interface.h>
#else
#define ASAN_POISON_MEMORY_REGION(p, size)   ((void)0)
#define ASAN_UNPOISON_MEMORY_REGION(p, size) ((void)0)
#endif

#define BLOCK_MIN 4096
#define BLOCK_MAX 65536
#define ALIGNMENT _Alignof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t size, used;
	_Alignas(max_align_t) char bytes[];
};

void arena_init(struct arena *arena, size_t limit)
{
	*arena = (struct arena){ .limit = limit };
}

void arena_done(struct arena *arena)
{
	struct arena_block *block = arena->head;

	while (block) {
		struct arena_block *next = block->next;

		ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
		free(block);
		block = next;
	}
	*arena = (struct arena){ 0 };
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
	size_t whole = sizeof(struct arena_block) + size;
	struct arena_block *block;

	if (whole > arena->limit || arena->used > arena->limit - whole)
		return NULL;
	block = malloc(whole);
	if (!block)
		return NULL;
	ASAN_POISON_MEMORY_REGION(block->bytes, size);
	*block = (struct arena_block){ .size = size };
	arena->used += whole;
	return block;
}

static size_t next_size(const struct arena *arena)
{
	size_t size =
		arena->head && arena->head->size < BLOCK_MAX ? 2 * arena->head->size : BLOCK_MAX;

	return arena->head ? size : BLOCK_MIN;
}

/* A block of its own goes behind the head, whose room is kept in use. */
static struct arena_block *block_apart(struct arena *arena, size_t size)
{
	struct arena_block *block = block_new(arena, size);
	struct arena_block **place = arena->head ? &arena->head->next : &arena->head;

	if (!block)
		return NULL;
	block->next = *place;
	*place = block;
	return block;
}

/* A block with room for so much. */
static struct arena_block *block_with(struct arena *arena, size_t room)
{
	struct arena_block *block = arena->head;
	size_t wanted;

	if (room > BLOCK_MAX / 4)
		return block_apart(arena, room);
	if (block && block->size - block->used >= room)
		return block;
	wanted = next_size(arena);
	block = block_new(arena, wanted < room ? room : wanted);
	if (!block)
		return block_apart(arena, room); /* near the bound, no more than is asked for */
	block->next = arena->head;
	arena->head = block;
	return block;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct arena_block *block;
	size_t room;
	char *p;

	if (size > SIZE_MAX / 2)
		return NULL;
	room = (size + ALIGNMENT - 1) & ~(ALIGNMENT - 1);
	block = block_with(arena, room);
	if (!block)
		return NULL;
	p = block->bytes + block->used;
	block->used += room;
	ASAN_UNPOISON_MEMORY_REGION(p, size);
	return memset(p, 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(count, size, &bytes))
		return NULL;
	return arena_alloc(arena, bytes ? bytes : 1);
}

struct str arena_str(struct arena *arena, struct str s)
{
	return arena_join(arena, s, (struct str){ 0 });
}

struct str arena_join(struct arena *arena, struct str a, struct str b)
{
	char *p = a.n < SIZE_MAX - b.n ? arena_alloc(arena, a.n + b.n + 1) : NULL;

	if (!p)
		return (struct str){ NULL, 0 };
	if (a.n)
		memcpy(p, a.p, a.n);
	if (b.n)
		memcpy(p + a.n, b.p, b.n);
	return (struct str){ p, a.n + b.n };
}

struct str arena_lower(struct arena *arena, struct str s)
{
	struct str copy = arena_str(arena, s);
	char *p = (char *)copy.p;

	for (size_t i = 0; i < copy.n; i++) {
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] + ('a' - 'A'));
	}
	return copy;
}

struct str arena_printf(struct arena *arena, const char *format, ...)
{
	va_list args;
	char *p;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	p = n < 0 ? NULL : arena_alloc(arena, (size_t)n + 1);
	if (!p)
		return (struct str){ NULL, 0 };
	va_start(args, format);
	vsnprintf(p, (size_t)n + 1, format, args);
	va_end(args);
	return (struct str){ p, (size_t)n };
}

bool arena_grow(struct arena *arena, void **v, size_t n, size_t *room, size_t size)
{
	size_t wanted = *room ? 2 * *room : 8;
	void *grown;

	if (n < *room)
		return true;
	grown = arena_array(arena, wanted, size);
	if (!grown)
		return false;
	if (n)
		memcpy(grown, *v, n * size);
	*v = grown;
	*room = wanted;
	return true;
}
