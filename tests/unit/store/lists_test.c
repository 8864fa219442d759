/* The admin's lists. */
#include "store/world.h"

#define ANN "ann@acme.example"

static void test_lists(void **state)
{
	struct world *world = *state;
	const struct list_entry allow = { .list = STR("allow"),
		                          .type = STR("address"),
		                          .value = STR(ANN),
		                          .only = STR("first-contact"),
		                          .comment = STR("asked \xc3\xa0 Bob"),
		                          .created_s = AT(100),
		                          .expires_s = AT(110) };
	const struct list_entry block = { .list = STR("block"),
		                          .type = STR("domain"),
		                          .value = STR("evil.example"),
		                          .created_s = AT(100) };
	struct list_entry entry;
	struct snapshot *snapshot;
	bool was_there;

	assert_int_equal(store_list_add(world->store, &allow, NULL), 0);
	assert_int_equal(store_list_add(world->store, &block, NULL), 0);
	assert_true(world_listed(world, "allow", "address", ANN, AT(109)));
	assert_false(world_listed(world, "allow", "address", ANN, AT(110)));
	assert_false(world_listed(world, "block", "address", ANN, AT(109)));
	assert_false(world_listed(world, "allow", "domain", ANN, AT(109)));
	assert_true(world_listed(world, "block", "domain", "evil.example", AT(99999)));
	snapshot = world_snapshot(world);
	assert_int_equal(snapshot_list(snapshot, allow.list, allow.type, allow.value, AT(101),
	                               &world->arena, &entry, NULL),
	                 0);
	snapshot_end(snapshot);
	assert_true(str_eq(entry.only, allow.only) && str_eq(entry.comment, allow.comment));
	assert_int_equal(entry.expires_s, AT(110));
	assert_int_equal(store_list_remove(world->store, block.list, block.type, block.value,
	                                   &was_there, NULL),
	                 0);
	assert_true(was_there);
	assert_int_equal(store_list_remove(world->store, block.list, block.type, block.value,
	                                   &was_there, NULL),
	                 0);
	assert_false(was_there);
	assert_false(world_listed(world, "block", "domain", "evil.example", AT(101)));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_lists),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
