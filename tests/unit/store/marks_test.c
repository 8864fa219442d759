/* Marks, and who is known: correspondents and staff. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                   { STR("network"), STR("192.0.2.0/24"), true, false } };

static void test_bounds_of_lists(void **state)
{
	struct world *world = *state;
	const struct mark mark = { .kind = STR("identity"),
		                   .value = STR(ANN),
		                   .verdict = STR("suspicious") };

	for (int i = 0; i < 40; i++) {
		struct sighting sighting = world_sighting(ANN, AT(100) + i, mutt, 2);
		char key[8];
		struct batch batch;

		snprintf(key, sizeof key, "p%d", i);
		batch = world_batch(key, LESSON_PENDING, AT(100) + i, &sighting, 1);
		batch.mark = &mark;
		batch.marks = 1;
		world_learn(world, &batch);
	}
	assert_int_equal(world_lines(world, "pending"), 16);
	assert_int_equal(world_lines(world, "mark"), 16);
	assert_int_equal(world_lines(world, "message"), 40);
}

static void test_marks(void **state)
{
	struct world *world = *state;
	const struct mark marks[] = {
		{ .kind = STR("identity"),
		  .value = STR("eve@evil.example"),
		  .at_s = AT(100),
		  .verdict = STR("malicious") },
		{ .kind = STR("account"),
		  .value = STR("GB...9 f00"),
		  .at_s = AT(100),
		  .expires_s = AT(110) },
	};
	struct batch batch = world_batch("m1", LESSON_NOTHING, AT(100), NULL, 0);
	struct snapshot *snapshot;
	struct mark mark;

	batch.mark = marks;
	batch.marks = 2;
	world_learn(world, &batch);
	assert_true(world_marked(world, "identity", "eve@evil.example", AT(189)));
	assert_false(world_marked(world, "identity", "eve@evil.example", AT(190))); /* 90 days */
	assert_false(world_marked(world, "account", "eve@evil.example", AT(101)));
	assert_true(world_marked(world, "account", "GB...9 f00", AT(109)));
	assert_false(world_marked(world, "account", "GB...9 f00", AT(110)));
	snapshot = world_snapshot(world);
	assert_int_equal(snapshot_mark(snapshot, str_of("identity"), str_of("eve@evil.example"),
	                               AT(101), &world->arena, &mark, NULL),
	                 0);
	snapshot_end(snapshot);
	assert_true(str_eq(mark.message, str_of("m1")) &&
	            str_eq(mark.verdict, str_of("malicious")));
	assert_int_equal(mark.at_s, AT(100));
}

static struct correspondent correspondent(struct world *world, const char *address)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct correspondent row;

	assert_int_equal(snapshot_correspondent(snapshot, str_of(address), &row, NULL), 0);
	snapshot_end(snapshot);
	return row;
}

static void write_to(struct world *world, const char *key, const char *address, int64_t at_s)
{
	struct sighting us = world_sighting("bob@example.org", at_s, NULL, 0);
	struct str to = str_of(address);
	struct batch batch = world_batch(key, LESSON_LEARN, at_s, &us, 1);

	batch.written = &to;
	batch.written_n = 1;
	world_learn(world, &batch);
}

static void test_correspondents(void **state)
{
	struct world *world = *state;
	const struct mark mark = { .kind = STR("identity"),
		                   .value = STR("m@marked.example net unknown") };
	struct batch bad = world_batch("bad", LESSON_NOTHING, AT(100), NULL, 0);
	struct correspondent row = correspondent(world, "nobody@x.example");

	assert_false(row.found);
	write_to(world, "w1", "first@x.example", AT(100)); /* we wrote first */
	row = correspondent(world, "first@x.example");
	assert_true(row.found && row.trusted && row.days == 1 && row.first_written_s == AT(100));

	world_mail(world, "i1", LESSON_LEARN, "they@x.example net 192.0.2.0/24", AT(100), "", NULL,
	           0);
	write_to(world, "w2", "they@x.example", AT(101)); /* they did: the answer proves nothing */
	assert_false(correspondent(world, "they@x.example").trusted);
	write_to(world, "w3", "they@x.example", AT(107));
	assert_false(correspondent(world, "they@x.example").trusted);
	write_to(world, "w4", "they@x.example", AT(108)); /* more than 7 days after their first */
	row = correspondent(world, "they@x.example");
	assert_true(row.trusted && row.days == 3 && row.last_day == 108);

	bad.mark = &mark;
	bad.marks = 1;
	world_learn(world, &bad);
	write_to(world, "w5", "m@marked.example", AT(120));
	assert_false(correspondent(world, "m@marked.example").trusted);
	write_to(world, "w6", "om@marked.example", AT(120)); /* another address that ends alike */
	assert_true(correspondent(world, "om@marked.example").trusted);
}

static void test_staff(void **state)
{
	static const struct {
		const char *key, *name, *address;
		int day;
	} seen[] = {
		{ "maria rossi", "Maria Rossi", "maria@example.org", 100 },
		{ "maria rossi", "Maria Rossi", "maria@example.org", 100 },
		{ "maria rossi", "Maria ROSSI", "maria@example.org", 101 },
		{ "maria rossi", "Maria Rossi", "mrossi@example.org", 101 },
		{ "luca", "Luca", "luca@example.org", 101 },
	};
	struct world *world = *state;
	struct staff_name staff[4];
	struct snapshot *snapshot;
	size_t n;

	for (size_t i = 0; i < COUNT(seen); i++) {
		char key[8];
		struct batch batch;

		snprintf(key, sizeof key, "s%zu", i);
		batch = world_batch(key, LESSON_LEARN, AT(seen[i].day), NULL, 0);
		batch.staff = (struct staff_name){ .key = str_of(seen[i].key),
			                           .name = str_of(seen[i].name),
			                           .address = str_of(seen[i].address) };
		world_learn(world, &batch);
	}
	snapshot = world_snapshot(world);
	assert_int_equal(
		snapshot_staff(snapshot, str_of("maria rossi"), &world->arena, staff, 4, &n, NULL),
		0);
	assert_int_equal(n, 2);
	assert_true(str_eq(staff[0].address, str_of("maria@example.org")) &&
	            staff[0].days == 2); /* the most used first */
	assert_true(str_eq(staff[1].address, str_of("mrossi@example.org")) && staff[1].days == 1);
	assert_int_equal(
		snapshot_staff(snapshot, str_of("maria rossi"), &world->arena, staff, 1, &n, NULL),
		0);
	assert_int_equal(n, 1);
	assert_int_equal(
		snapshot_staff(snapshot, str_of("maria"), &world->arena, staff, 4, &n, NULL), 0);
	assert_int_equal(n, 0);
	snapshot_end(snapshot);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_bounds_of_lists),
		TEST(test_marks),
		TEST(test_correspondents),
		TEST(test_staff),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
