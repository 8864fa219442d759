/* What people and programs read: views and ready queries. */
#include "store/world.h"

#define ANN "ann@acme.example"

struct collected {
	char text[4096];
	size_t rows, stop_after;
};

static bool collect(void *context, const struct store_column *column, size_t columns)
{
	struct collected *all = context;

	for (size_t i = 0; i < columns; i++) {
		size_t n = strlen(all->text);

		snprintf(all->text + n, sizeof all->text - n, "%s%s=" STR_FMT, i ? " " : "",
		         column[i].name,
		         STR_ARG(column[i].value.p ? column[i].value : str_of("NULL")));
	}
	strncat(all->text, "\n", sizeof all->text - strlen(all->text) - 1);
	return ++all->rows != all->stop_after;
}

static struct collected query(struct world *world, const char *name, const char *first,
                              const char *second)
{
	const struct str arguments[] = { str_of(first), str_of(second) };
	struct collected all = { 0 };
	struct err err;

	if (store_query(world->store, name, arguments, (first != NULL) + (second != NULL), collect,
	                &all, &err))
		fail_msg("%s: %s", name, err.text);
	return all;
}

static void test_queries(void **state)
{
	struct world *world = *state;
	struct collected all;
	const struct str none = { NULL, 0 };

	world_establish(world, ANN, 100);
	world_mail(world, "via", LESSON_LEARN, ANN " via list.example", AT(101), "", NULL, 0);
	world_mail(world, "other", LESSON_LEARN, "ann@acme.example.org", AT(101), "", NULL, 0);
	world_mail(world, "bad", LESSON_NOTHING, "eve@evil.example", AT(120), "", NULL, 0);
	all = query(world, "recent", "2", "");
	assert_int_equal(all.rows, 2);
	assert_non_null(strstr(all.text, "message=bad "));
	assert_int_equal(query(world, "recent", "100", "clean").rows, 6);
	assert_int_equal(query(world, "recent", "100", "malicious").rows, 1);
	all = query(world, "sender", ANN, NULL);
	assert_int_equal(all.rows, 2);
	assert_non_null(strstr(all.text, "party=ann@acme.example address=ann@acme.example "
	                                 "domain=acme.example proof=aligned"));
	assert_non_null(strstr(
		all.text,
		"days=4 longest_gap=5 dkim_days=0 established=1 recipients=1 marked_until=NULL"));
	all = query(world, "sender_traits", ANN, NULL);
	assert_string_equal(all.text,
	                    "kind=network value=192.0.2.0/24 days=4 first_day=100 last_day=115\n");
	assert_int_equal(query(world, "sender_verdicts", ANN, "10").rows, 4);
	all = query(world, "domain", "acme.example", NULL);
	assert_int_equal(all.rows, 1);
	assert_non_null(
		strstr(all.text, "domain=acme.example proven_senders=1 unproven_senders=1"));
	assert_int_equal(query(world, "lists", "", NULL).rows, 0);
	assert_int_equal(query(world, "sender_reputation", NULL, NULL).rows, 3);
	assert_int_equal(query(world, "domain_reputation", NULL, NULL).rows, 2);
	assert_int_equal(query(world, "recent_verdicts", NULL, NULL).rows, 7);
	all = (struct collected){ .stop_after = 1 };
	assert_int_equal(
		store_query(world->store, "recent_verdicts", &none, 0, collect, &all, NULL), 0);
	assert_int_equal(all.rows, 1);

	assert_int_equal(store_query(world->store, "no_such", &none, 0, collect, &all, NULL),
	                 ERR_USAGE);
	assert_int_equal(store_query(world->store, "sender", &none, 0, collect, &all, NULL),
	                 ERR_USAGE);
	assert_int_equal(store_query(world->store, "sender", &none, 9, collect, &all, NULL),
	                 ERR_USAGE);
	assert_true(store_query(world->store, "party_delete", &(struct str)STR(ANN), 1, collect,
	                        &all, NULL) < 0);
	assert_true(world_profile(world, ANN).found); /* a query writes nothing */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_queries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
