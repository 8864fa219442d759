/* A clock that jumps: back, nothing counts twice; ahead, nothing real is lost. */
#include "store/faults.h"

static void test_clock_back(void **state)
{
	struct world *world = *state;
	struct mark mark = { .kind = STR("identity"), .value = STR("eve@evil.example") };
	struct batch batch = world_batch("bad", LESSON_NOTHING, AT(200), NULL, 0);
	struct profile profile;
	size_t rows = 1;

	world_try(world->store, "m1", "ann@acme.example", AT(190), 5000, NULL);
	world_try(world->store, "m2", "ann@acme.example", AT(200), 5000, NULL);
	batch.mark = &mark;
	batch.marks = 1;
	world_learn(world, &batch);

	/* back to a day between: nothing counts twice, nothing is undone */
	assert_int_equal(world_try(world->store, "m3", "ann@acme.example", AT(195), 5000, NULL), 0);
	profile = world_profile(world, "ann@acme.example");
	assert_int_equal(profile.days, 2);
	assert_int_equal(profile.last_day, 200);
	assert_int_equal(profile.last_seen_s, AT(200));
	assert_true(world_message(world, "m3").found);
	assert_true(world_marked(world, "identity", "eve@evil.example", AT(195)));
	assert_int_equal(store_prune(world->store, AT(195), &rows, NULL), 0);
	assert_int_equal(rows, 0);

	/* the same message, met again before it came */
	assert_int_equal(world_try(world->store, "m2", "ann@acme.example", AT(195), 5000, NULL), 0);
	assert_int_equal(world_contact(world, "ann@acme.example", "bob@example.org").days, 2);

	/* to long ago, and forward again: as if it had gone on */
	assert_int_equal(world_try(world->store, "m4", "ann@acme.example", AT(0), 5000, NULL), 0);
	assert_int_equal(world_try(world->store, "m5", "ann@acme.example", AT(201), 5000, NULL), 0);
	profile = world_profile(world, "ann@acme.example");
	assert_int_equal(profile.last_day, 201);
	assert_int_equal(profile.first_day, 0);
	assert_int_equal(profile.days, 4);
}

#define AHEAD 24855 /* 19 January 2038 */

/* Opens the store with the clock on `day`, and lets it prune by itself many times. */
static void prune_on(struct world *world, int day)
{
	struct store_options options = world_options(world);
	struct clock clock = clock_fixed(AT(day));

	world_close(world);
	options.clock = &clock;
	options.prune_ms = 10;
	assert_int_equal(store_open(&options, &world->store, NULL), 0);
	usleep(300000 * SLOW);
}

static void mail_on(struct world *world, int day)
{
	char key[16];

	snprintf(key, sizeof key, "d%d", day);
	assert_int_equal(world_try(world->store, key, ANN, AT(day), 5000, NULL), 0);
}

/* A daemon that believed the clock would forget everybody within the hour. */
static void test_clock_ahead(void **state)
{
	struct world *world = *state;
	const struct list_entry entry = { .list = STR("block"),
		                          .type = STR("domain"),
		                          .value = STR("evil.example"),
		                          .expires_s = AT(300) };

	for (int day = 90; day <= 100; day++)
		mail_on(world, day);
	world_mail(world, "once", LESSON_LEARN, "once@x.example", AT(95), "bob@example.org", NULL,
	           0);
	assert_int_equal(store_list_add(world->store, &entry, NULL), 0);
	prune_on(world, AHEAD);
	for (int day = 0; day < 6; day++)
		mail_on(world, AHEAD + day);
	prune_on(world, AHEAD + 5);
	assert_true(world_message(world, "d90").found);
	assert_true(world_profile(world, "once@x.example").found);
	assert_int_equal(world_lines(world, "entry"), 1);
	assert_false(world_listed(world, "block", "domain", "evil.example", AT(AHEAD)));

	/* seven days of mail can't all be wrong */
	mail_on(world, AHEAD + 6);
	prune_on(world, AHEAD + 7);
	assert_false(world_message(world, "d90").found);
	assert_false(world_profile(world, "once@x.example").found);
	assert_int_equal(world_lines(world, "entry"), 0);
	assert_true(world_profile(world, ANN).found);
	assert_true(world_message(world, "d24855").found);
}

/* What becctl shows is gone though nobody called becctl prune. */
static bool count_row(void *context, const struct store_column *column, size_t columns)
{
	(void)column;
	(void)columns;
	++*(size_t *)context;
	return true;
}

static size_t verdicts(struct world *world)
{
	size_t n = 0;

	assert_int_equal(store_query(world->store, "recent_verdicts", NULL, 0, count_row, &n, NULL),
	                 0);
	return n;
}

static void test_prunes_by_itself(void **state)
{
	struct world *world = *state;

	mail_on(world, 100);
	for (int day = 290; day < 290 + 8; day++)
		mail_on(world, day);
	assert_int_equal(verdicts(world), 9);
	prune_on(world, 297);
	assert_int_equal(verdicts(world), 8); /* the log is kept for 180 days */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_clock_back),
		TEST(test_clock_ahead),
		TEST(test_prunes_by_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
