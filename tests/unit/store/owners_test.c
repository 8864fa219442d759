/* Who gave an account: by its value, the first first, bounded, and gone with what taught it. */
#include "store/world.h"

#include "store/owners.h"

#define ACCOUNT "DE...3000 00112233445566778899aabbccddeeff"

static const struct shown_trait account[] = { { STR("account"), STR(ACCOUNT), true, true },
	                                      { STR("reply-to"), STR("x.example"), true, true } };

static size_t owners_of(struct world *world, const char *value, struct account_owner *ret,
                        size_t max)
{
	struct snapshot *snapshot;
	size_t n = 99;

	assert_int_equal(store_snapshot(world->store, &snapshot, NULL), 0);
	assert_int_equal(
		snapshot_account_owners(snapshot, str_of(value), &world->arena, ret, max, &n, NULL),
		0);
	snapshot_end(snapshot);
	return n;
}

static void test_owners(void **state)
{
	struct world *world = *state;
	struct account_owner owner[4];

	assert_int_equal(owners_of(world, ACCOUNT, owner, 4), 0);
	world_mail(world, "m1", LESSON_LEARN, "joe@other.example", AT(101), "", account, 2);
	world_mail(world, "m2", LESSON_LEARN, "ann@acme.example", AT(100), "", account, 2);
	world_mail(world, "m3", LESSON_LEARN, "ann@acme.example", AT(102), "", account, 2);
	world_mail(world, "m4", LESSON_PENDING, "eve@third.example", AT(99), "", account, 2);
	world_mail(world, "m5", LESSON_NOTHING, "mal@fourth.example", AT(99), "", account, 2);
	assert_int_equal(owners_of(world, ACCOUNT, owner, 4), 2);
	assert_true(str_eq(owner[0].party, str_of("ann@acme.example")));
	assert_true(str_eq(owner[0].address, str_of("ann@acme.example")));
	assert_true(str_eq(owner[0].domain, str_of("acme.example")));
	assert_true(str_eq(owner[0].proof, str_of("aligned")));
	assert_int_equal(owner[0].days, 2);
	assert_true(str_eq(owner[1].party, str_of("joe@other.example")));
	assert_int_equal(owner[1].days, 1);
	assert_int_equal(owners_of(world, ACCOUNT, owner, 1), 1);
	assert_int_equal(owners_of(world, "x.example", owner, 4), 0); /* no account */
	assert_int_equal(owners_of(world, "DE...3000 00", owner, 4), 0);
	assert_int_equal(owners_of(world, "", owner, 4), 0);
}

/* What feedback takes back nobody has given. */
static void test_owner_taken_back(void **state)
{
	struct world *world = *state;
	struct account_owner owner[4];

	world_mail(world, "m1", LESSON_LEARN, "joe@other.example", AT(101), "", account, 2);
	world_mail(world, "m2", LESSON_LEARN, "ann@acme.example", AT(100), "", account, 2);
	assert_int_equal(store_feedback(world->store, str_of("m1"), FEEDBACK_BEC, AT(102), NULL),
	                 0);
	assert_int_equal(owners_of(world, ACCOUNT, owner, 4), 1);
	assert_true(str_eq(owner[0].party, str_of("ann@acme.example")));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = { TEST(test_owners), TEST(test_owner_taken_back) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
