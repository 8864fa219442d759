#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/arena.h"

static void memory_is_zeroed_aligned_and_apart(void **state)
{
	struct arena arena;
	unsigned char *last = NULL;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t size = 1; size < 5000; size += 37) {
		unsigned char *p = arena_alloc(&arena, size);

		assert_non_null(p);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, size);
		assert_true(p != last);
		last = p;
	}
	arena_done(&arena);
}

static void the_bound_holds_for_small_and_large(void **state)
{
	struct arena arena;
	size_t given = 0;

	(void)state;
	arena_init(&arena, 100000);
	while (arena_alloc(&arena, 100))
		given += 100;
	assert_true(given > 50000 && given <= 100000);
	assert_true(arena.used <= 100000);
	assert_null(arena_alloc(&arena, 100000));
	assert_null(arena_array(&arena, SIZE_MAX / 2, 4));
	assert_null(arena_alloc(&arena, SIZE_MAX));
	arena_done(&arena);
	arena_init(&arena, 100000);
	assert_non_null(arena_alloc(&arena, 90000));
	assert_null(arena_alloc(&arena, 90000));
	arena_done(&arena);
}

static void texts_are_copies_with_a_nul(void **state)
{
	struct arena arena;
	struct str copy;

	(void)state;
	arena_init(&arena, 1 << 16);
	copy = arena_str(&arena, str_make("a\0B", 3));
	assert_memory_equal(copy.p, "a\0B", 4);
	assert_non_null(arena_str(&arena, str_of(NULL)).p);
	copy = arena_lower(&arena, str_of("MiXed \xc3\x84@[")); /* ASCII letters only */
	assert_string_equal(copy.p, "mixed \xc3\x84@[");
	assert_string_equal(arena_printf(&arena, "%d-%s", 7, "x").p, "7-x");
	arena_done(&arena);
}

static void arrays_grow_and_keep_what_they_hold(void **state)
{
	struct arena arena;
	int *v = NULL;
	size_t n = 0, room = 0;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (; n < 1000; n++) {
		assert_true(arena_grow(&arena, (void **)&v, n, &room, sizeof *v));
		v[n] = (int)n;
	}
	for (size_t i = 0; i < n; i++)
		assert_int_equal(v[i], i);
	arena.limit = arena.used;
	while (n < room)
		v[n++] = 0;
	assert_false(arena_grow(&arena, (void **)&v, n, &room, 4096));
	assert_int_equal(v[999], 999);
	arena_done(&arena);
}

static void many_small_pieces_near_the_bound_are_counted_whole(void **state)
{
	struct arena arena;
	size_t pieces = 0;

	(void)state;
	arena_init(&arena, 1 << 20);
	while (arena_alloc(&arena, 1))
		pieces++;
	assert_true(pieces > 1000);
	assert_true(arena.used <= arena.limit); /* what the blocks themselves need is in it */
	assert_null(arena_alloc(&arena, 1));
	arena_done(&arena);
	arena_init(&arena, 8); /* less than a block's own head */
	assert_null(arena_alloc(&arena, 1));
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(memory_is_zeroed_aligned_and_apart),
		cmocka_unit_test(the_bound_holds_for_small_and_large),
		cmocka_unit_test(texts_are_copies_with_a_nul),
		cmocka_unit_test(arrays_grow_and_keep_what_they_hold),
		cmocka_unit_test(many_small_pieces_near_the_bound_are_counted_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
