/* Who took part in which mail: found by its id, joined over several, bounded, and not for ever. */
#include "store/threads.h"
#include "store/world.h"

static void put(struct world *world, const char *key, const char *id, uint64_t first,
                size_t parties)
{
	struct thread_record thread = { .id = str_of(id), .parties = parties };
	struct batch batch = world_batch(key, LESSON_NOTHING, AT(100), NULL, 0);

	for (size_t i = 0; i < parties && i < THREAD_PARTIES_MAX; i++) {
		thread.address[i] = first + i;
		thread.org[i] = UINT64_MAX - first;
	}
	batch.thread = &thread;
	world_learn(world, &batch);
}

static struct thread_record get(struct world *world, const char *const *ids, int64_t now_s)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct thread_record thread = { .found = false };

	for (; *ids; ids++)
		assert_int_equal(snapshot_thread(snapshot, str_of(*ids), now_s, &thread, NULL), 0);
	snapshot_end(snapshot);
	return thread;
}

static void test_joined(void **state)
{
	static const char *const one[] = { "id1", NULL }, *const both[] = { "id1", "id2", NULL },
				 *const other[] = { "id3", "", NULL };
	struct world *world = *state;
	struct thread_record thread;

	put(world, "m1", "id1", 1, 2);
	put(world, "m2", "id2", 2, 2); /* the second of the first, and another */
	thread = get(world, one, AT(101));
	assert_true(thread.found);
	assert_int_equal(thread.parties, 2);
	assert_true(thread_has_address(&thread, 2));
	assert_true(thread_has_org(&thread, UINT64_MAX - 1));
	assert_false(thread_has_address(&thread, 3));
	assert_false(thread_has_org(&thread, 1));
	thread = get(world, both, AT(101));
	assert_int_equal(thread.parties, 3);
	assert_true(thread_has_address(&thread, 3));
	assert_false(get(world, other, AT(101)).found);
}

/* Who uses the id of another mail doesn't become one of its parties. */
static void test_first_stays(void **state)
{
	static const char *const ids[] = { "id1", NULL };
	struct world *world = *state;
	struct thread_record thread;

	put(world, "m1", "id1", 1, 1);
	put(world, "m2", "id1", 7, 1);
	thread = get(world, ids, AT(101));
	assert_true(thread_has_address(&thread, 1));
	assert_false(thread_has_address(&thread, 7));
}

static void test_bounded(void **state)
{
	static const char *const ids[] = { "id1", "id2", NULL };
	struct world *world = *state;

	put(world, "m1", "id1", 1, 1000); /* cut, whoever gave them */
	put(world, "m2", "id2", 500, 5);
	assert_int_equal(get(world, ids, AT(101)).parties, THREAD_PARTIES_MAX);
}

static void test_expires(void **state)
{
	static const char *const ids[] = { "id1", NULL };
	struct world *world = *state;
	int64_t later_s = AT(100) + (int64_t)THREAD_DAYS * DAY_S;
	size_t rows = 0;

	put(world, "m1", "id1", 1, 1);
	assert_true(get(world, ids, later_s).found);
	assert_false(get(world, ids, later_s + 1).found);
	assert_int_equal(store_prune(world->store, later_s, &rows, NULL), 0);
	assert_true(get(world, ids, AT(101)).found);
	assert_int_equal(store_prune(world->store, later_s + 1, &rows, NULL), 0);
	assert_false(get(world, ids, AT(101)).found);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_joined),
		TEST(test_first_stays),
		TEST(test_bounded),
		TEST(test_expires),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
