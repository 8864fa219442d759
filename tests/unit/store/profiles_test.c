/* What one message changes in its sender's profile and the counters of first contact, and what it doesn't. Counters are computed by hand. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                   { STR("network"), STR("192.0.2.0/24"), true, false } };

static void test_profile(void **state)
{
	struct world *world = *state;
	struct sighting both[] = { world_sighting(ANN, AT(100), mutt, 2),
		                   world_sighting("@acme.example", AT(100), mutt, 1) };
	struct batch batch = world_batch("m1", LESSON_LEARN, AT(100), both, 2);
	struct profile p = world_profile(world, ANN);

	assert_false(p.found);
	both[0].dkim = true;
	batch.sighting[0] = both[0];
	world_learn(world, &batch);
	p = world_profile(world, ANN);
	assert_true(p.found && str_eq(p.party, str_of(ANN)) && str_eq(p.address, str_of(ANN)));
	assert_true(str_eq(p.domain, str_of("acme.example")) && str_eq(p.proof, str_of("aligned")));
	assert_int_equal(p.days, 1);
	assert_int_equal(p.dkim_days, 1);
	assert_int_equal(p.first_seen_s, AT(100));
	assert_int_equal(p.traits, 2);
	assert_true(profile_trait(&p, str_of("network"))->strong);
	assert_int_equal(
		trait_record_value(profile_trait(&p, str_of("network")), str_of("192.0.2.0/24"))
			->days,
		1);
	p = world_profile(world, "@acme.example");
	assert_true(p.found && p.address.n == 0 && p.traits == 1);
	assert_false(world_profile(world, "ann@acme.exampl").found);

	world_mail(world, "m2", LESSON_LEARN, ANN, AT(107), "", mutt, 2);
	p = world_profile(world, ANN);
	assert_int_equal(p.days, 2);
	assert_int_equal(p.longest_gap_days, 7);
	assert_int_equal(
		trait_record_value(profile_trait(&p, str_of("network")), str_of("192.0.2.0/24"))
			->days,
		2);
	assert_int_equal(
		trait_record_value(profile_trait(&p, str_of("mailer")), str_of("Mutt"))->last_day,
		107);
	world_assert_table(world, "trait", ANN "|network|192.0.2.0/24|2|100|107\n");
}

/* Of a day's second message nothing is written but its log. */
static void test_same_day(void **state)
{
	struct world *world = *state;
	char *before, *after;

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", mutt, 2);
	before = world_history(world);
	world_mail(world, "m2", LESSON_LEARN, ANN, AT(100) + 60, "bob@example.org", mutt, 2);
	after = world_history(world);
	assert_string_equal(before, after);
	assert_true(world_message(world, "m2").found);
	free(before);
	free(after);
}

static void test_strong_bound(void **state)
{
	struct world *world = *state;
	char value[16], *rows;
	size_t lines = 0;

	for (int i = 0; i < PROFILE_VALUES_MAX + 3; i++) {
		struct shown_trait trait = { STR("network"),
			                     { value,
			                       (size_t)snprintf(value, sizeof value, "n%d", i) },
			                     true,
			                     false };
		char key[16];

		snprintf(key, sizeof key, "k%d", i);
		world_mail(world, key, LESSON_LEARN, ANN, AT(100 + i), "", &trait, 1);
	}
	rows = world->backend->dump(world->path, "trait");
	for (const char *p = rows; (p = strchr(p, '\n')); p++)
		lines++;
	assert_int_equal(lines, PROFILE_VALUES_MAX);
	assert_non_null(strstr(rows, "|n0|"));
	assert_null(strstr(rows, "|n1|"));
	assert_null(strstr(rows, "|n3|"));
	assert_non_null(strstr(rows, "|n4|"));
	free(rows);
}

/* Three senders, two recipients, by hand. */
static void test_first_contact_counters(void **state)
{
	struct world *world = *state;

	world_mail(world, "a1", LESSON_LEARN, "a@x.example", AT(100), "bob@example.org", NULL, 0);
	world_assert_recipient(world, "bob@example.org", 1, 1);
	world_assert_recipient(world, "", 1, 1);
	world_mail(world, "a2", LESSON_LEARN, "a@x.example", AT(100), "eve@example.org", NULL, 0);
	world_assert_recipient(world, "eve@example.org", 1, 1); /* a new pair */
	world_assert_recipient(world, "", 1, 1);                /* but the site has had it today */
	world_mail(world, "a3", LESSON_LEARN, "a@x.example", AT(101), "bob@example.org", NULL, 0);
	world_assert_recipient(world, "bob@example.org", 2, 0); /* no longer on one day only */
	world_assert_recipient(world, "eve@example.org", 1, 1);
	world_assert_recipient(world, "", 2, 0);
	world_mail(world, "a4", LESSON_LEARN, "a@x.example", AT(102), "bob@example.org", NULL, 0);
	world_assert_recipient(world, "bob@example.org", 3, 0);
	world_assert_recipient(world, "", 3, 0);
	world_mail(world, "b1", LESSON_LEARN, "b@y.example net 192.0.2.0/24", AT(102),
	           "bob@example.org", NULL, 0);
	world_assert_recipient(world, "bob@example.org", 4, 1);
	world_assert_recipient(world, "", 4, 1);
	world_mail(world, "c1", LESSON_PENDING, "c@z.example", AT(102), "bob@example.org", NULL, 0);
	world_mail(world, "d1", LESSON_NOTHING, "d@z.example", AT(102), "bob@example.org", NULL, 0);
	world_assert_recipient(world, "bob@example.org", 4, 1);
	world_assert_recipient(world, "", 4, 1);
	assert_false(world_contact(world, "c@z.example", "bob@example.org").found);
	assert_int_equal(world_contact(world, "a@x.example", "bob@example.org").days, 3);
	assert_int_equal(world_contact(world, "a@x.example", "bob@example.org").last_day, 102);
	assert_int_equal(world_contact(world, "a@x.example", "bob@example.org").first_seen_s,
	                 AT(100));
	assert_int_equal(world_contact(world, "a@x.example", "eve@example.org").days, 1);
}

/* A view is consistent: what is written meanwhile isn't in it. */
static void test_snapshot_stands_still(void **state)
{
	struct world *world = *state;
	struct snapshot *snapshot = world_snapshot(world);
	struct contact contact;

	assert_int_equal(
		snapshot_contact(snapshot, str_of(ANN), str_of("bob@example.org"), &contact, NULL),
		0);
	assert_false(contact.found);
	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	assert_int_equal(
		snapshot_contact(snapshot, str_of(ANN), str_of("bob@example.org"), &contact, NULL),
		0);
	assert_false(contact.found);
	snapshot_end(snapshot);
	assert_true(world_contact(world, ANN, "bob@example.org").found);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_profile),
		TEST(test_same_day),
		TEST(test_strong_bound),
		TEST(test_first_contact_counters),
		TEST(test_snapshot_stands_still),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
