/* Mail of ours that left: found by its id, by what is quoted of it, and not for ever. */
#include "store/sent.h"
#include "store/world.h"

static void send_mail(struct world *world, const char *key, const char *id, int64_t at_s,
                      const uint64_t *line, size_t lines)
{
	struct sent_mail sent = { .id = str_of(id), .lines = lines };
	struct batch batch = world_batch(key, LESSON_NOTHING, at_s, NULL, 0);

	if (lines)
		memcpy(sent.line, line, lines * sizeof *line);
	batch.sent = &sent;
	world_learn(world, &batch);
}

static struct sent_mail by_id(struct world *world, const char *id, int64_t now_s)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct sent_mail sent;

	assert_int_equal(snapshot_sent(snapshot, str_of(id), now_s, &sent, NULL), 0);
	snapshot_end(snapshot);
	return sent;
}

static struct sent_mail by_lines(struct world *world, const uint64_t *line, size_t lines)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct sent_mail sent;

	assert_int_equal(snapshot_sent_quoted(snapshot, line, lines, AT(101), &sent, NULL), 0);
	snapshot_end(snapshot);
	return sent;
}

static void test_found(void **state)
{
	static const uint64_t line[] = { UINT64_MAX, 7, (uint64_t)1 << 63, 0xabcdef },
			      other[] = { 9 };
	struct world *world = *state;
	struct sent_mail sent;

	send_mail(world, "m1", "id1", AT(100), line, COUNT(line));
	send_mail(world, "m2", "id2", AT(100), NULL, 0);
	sent = by_id(world, "id1", AT(101));
	assert_true(sent.found);
	assert_int_equal(sent.at_s, AT(100));
	assert_int_equal(sent.lines, COUNT(line));
	assert_memory_equal(sent.line, line, sizeof line);
	assert_int_equal(sent_mail_lines(&sent, line, COUNT(line)), COUNT(line));
	assert_int_equal(sent_mail_lines(&sent, other, 1), 0);
	assert_true(by_id(world, "id2", AT(101)).found);
	assert_int_equal(by_id(world, "id2", AT(101)).lines, 0);
	assert_false(by_id(world, "id3", AT(101)).found);
	assert_false(by_id(world, "", AT(101)).found);

	/* without its id: whoever quotes all of it quotes its anchor */
	assert_true(by_lines(world, line, COUNT(line)).found);
	assert_false(by_lines(world, other, 1).found);
	assert_false(by_lines(world, NULL, 0).found);
}

static void test_expires(void **state)
{
	static const uint64_t line[] = { 7 };
	struct world *world = *state;
	int64_t later_s = AT(100) + (int64_t)SENT_DAYS * DAY_S;
	size_t rows = 0;

	send_mail(world, "m1", "id1", AT(100), line, 1);
	assert_true(by_id(world, "id1", later_s).found);
	assert_false(by_id(world, "id1", later_s + 1).found);
	assert_int_equal(store_prune(world->store, later_s, &rows, NULL), 0);
	assert_true(by_id(world, "id1", AT(101)).found);
	assert_int_equal(store_prune(world->store, later_s + 1, &rows, NULL), 0);
	assert_false(by_id(world, "id1", AT(101)).found);
}

/* More lines than may be kept are cut, whoever gave them. */
static void test_bounds(void **state)
{
	struct world *world = *state;
	uint64_t line[SENT_LINES_MAX];

	for (size_t i = 0; i < COUNT(line); i++)
		line[i] = 1000 - i;
	send_mail(world, "m1", "id1", AT(100), line, COUNT(line));
	assert_int_equal(by_id(world, "id1", AT(101)).lines, SENT_LINES_MAX);
	assert_true(by_lines(world, line, COUNT(line)).found);
	assert_false(by_lines(world, line, COUNT(line) - 1).found); /* the smallest is the last */
}

static void answer(struct world *world, const char *key, enum batch_lesson lesson, int64_t at_s,
                   bool found)
{
	struct batch batch = world_batch(key, lesson, at_s, NULL, 0);

	batch.cites = true;
	batch.cites_found = found;
	world_learn(world, &batch);
}

static struct coverage coverage_at(struct world *world, int64_t now_s)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct coverage coverage;

	assert_int_equal(snapshot_coverage(snapshot, now_s, &coverage, NULL), 0);
	snapshot_end(snapshot);
	return coverage;
}

static void test_coverage(void **state)
{
	struct world *world = *state;
	struct coverage coverage;

	coverage = coverage_at(world, AT(100));
	assert_int_equal(coverage.cited, 0);
	answer(world, "a1", LESSON_LEARN, AT(100), true);
	answer(world, "a1", LESSON_LEARN, AT(100), true); /* the same message again */
	answer(world, "a2", LESSON_LEARN, AT(101), false);
	answer(world, "a3", LESSON_PENDING, AT(101), false);
	answer(world, "a4", LESSON_NOTHING, AT(101), false);
	coverage = coverage_at(world, AT(101));
	assert_int_equal(coverage.cited, 2);
	assert_int_equal(coverage.found, 1);
	assert_int_equal(coverage.since_day, 100);
	coverage = coverage_at(world, AT(130)); /* the first day is over */
	assert_int_equal(coverage.cited, 1);
	assert_int_equal(coverage.found, 0);
	assert_int_equal(coverage.since_day, 101);
	assert_int_equal(store_prune(world->store, AT(200), NULL, NULL), 0);
	world_assert_table(world, "coverage", "");
}

static void test_complete(void **state)
{
	static const struct {
		struct coverage coverage;
		bool want;
	} rows[] = {
		{ { 0, 0, 0 }, false },   { { 19, 19, 0 }, false },   { { 20, 20, 0 }, true },
		{ { 20, 19, 0 }, true },  { { 20, 18, 0 }, false },   { { 39, 38, 0 }, true },
		{ { 39, 37, 0 }, false }, { { 1000, 950, 0 }, true }, { { 1000, 949, 0 }, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (coverage_is_complete(&rows[i].coverage) != rows[i].want)
			fail_msg("%lu of %lu", (unsigned long)rows[i].coverage.found,
			         (unsigned long)rows[i].coverage.cited);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_found),
		TEST(test_expires),
		TEST(test_bounds),
		TEST(test_coverage),
		cmocka_unit_test(test_complete),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
