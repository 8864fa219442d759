/* What ages goes, and what has a bound stays within it. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                   { STR("network"), STR("192.0.2.0/24"), true, false } };

static void test_prune(void **state)
{
	struct world *world = *state;
	const struct list_entry entry = { .list = STR("allow"),
		                          .type = STR("address"),
		                          .value = STR(ANN),
		                          .expires_s = AT(150) };
	size_t rows;

	world_establish(world, ANN, 100);
	world_mail(world, "once", LESSON_LEARN, "once@x.example", AT(100), "bob@example.org", mutt,
	           2);
	world_mail(world, "wait", LESSON_PENDING, ANN, AT(115), "", mutt, 2);
	assert_int_equal(store_list_add(world->store, &entry, NULL), 0);
	assert_int_equal(store_prune(world->store, AT(140), &rows, NULL), 0);
	assert_int_equal(rows, 0);
	assert_int_equal(store_prune(world->store, AT(150), &rows, NULL), 0);
	assert_int_equal(rows, 2); /* what waited, and the entry */
	assert_int_equal(world_lines(world, "message"), 6);
	assert_int_equal(store_prune(world->store, AT(290), &rows, NULL), 0);
	assert_int_equal(rows, 3 + 1); /* the log before day 110; who wrote once */
	assert_false(world_profile(world, "once@x.example").found);
	assert_false(world_contact(world, "once@x.example", "bob@example.org").found);
	assert_true(world_profile(world, ANN).found);
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	assert_int_equal(store_prune(world->store, AT(100 + 4 * 365), &rows, NULL), 0);
	assert_false(world_profile(world, ANN).found);
	world_assert_table(world, "trait", "");
	world_assert_table(world, "contact", "");
	assert_int_equal(world_lines(world, "recipient"), 1); /* the site's own */
}

/* A flood of invented senders fills no more than its bound, and pushes out nobody who wrote on two days. */
static void test_strangers_bounded(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	char key[32], party[64];
	size_t rows = 0;

	world_close(world);
	options.strangers = 100;
	assert_int_equal(store_open(&options, &world->store, NULL), 0);
	world_establish(world, ANN, 100);
	world_mail(world, "t1", LESSON_LEARN, "two@x.example", AT(100), "bob@example.org", NULL, 0);
	world_mail(world, "t2", LESSON_LEARN, "two@x.example", AT(101), "bob@example.org", NULL, 0);
	for (int i = 0; i < 500; i++) {
		snprintf(key, sizeof key, "f%d", i);
		snprintf(party, sizeof party, "invented-%d@flood.example", i);
		world_mail(world, key, LESSON_LEARN, party, AT(120 + i / 100), "bob@example.org",
		           mutt, 2);
	}
	assert_int_equal(store_prune(world->store, AT(125), &rows, NULL), 0);
	assert_int_equal(rows, 400);
	assert_true(world_profile(world, ANN).found);
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	assert_true(world_profile(world, "two@x.example").found);
	assert_true(world_profile(world, "invented-450@flood.example").found); /* the newest stay */
	assert_false(world_profile(world, "invented-50@flood.example").found);
	assert_false(world_contact(world, "invented-50@flood.example", "bob@example.org").found);
	assert_true(world_lines(world, "contact") <= 102);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_prune),
		TEST(test_strangers_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
