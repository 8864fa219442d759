/* A message that comes again: a retry, a copy for another recipient. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                   { STR("network"), STR("192.0.2.0/24"), true, false } };

static void test_same_message(void **state)
{
	struct world *world = *state;
	struct sighting sighting = world_sighting(ANN, AT(100), mutt, 2);
	struct sighting later = world_sighting(ANN, AT(105), mutt, 2);
	struct str to[] = { STR("bob@example.org"), STR("eve@example.org") };
	struct batch first = world_batch("m1", LESSON_LEARN, AT(100), &sighting, 1);
	struct batch again = world_batch("m1", LESSON_LEARN, AT(105), &later, 1);
	char *before, *after;

	first.contact = to;
	first.contacts = 1;
	world_learn(world, &first);
	before = world_history(world);
	again.contact = to;
	again.contacts = 1;
	again.message.verdict = str_of("malicious");
	world_learn(world, &again); /* a retry, five days later */
	after = world_history(world);
	assert_string_equal(before, after);
	free(before);
	free(after);
	assert_true(str_eq(world_message(world, "m1").verdict, str_of("clean")));
	assert_int_equal(world_message(world, "m1").at_s, AT(100));

	again.contacts =
		2; /* a further recipient: its pair alone is new, on the first copy's day */
	world_learn(world, &again);
	world_learn(world, &again);
	assert_int_equal(world_contact(world, ANN, "eve@example.org").days, 1);
	assert_int_equal(world_contact(world, ANN, "eve@example.org").last_day, 100);
	assert_int_equal(world_contact(world, ANN, "bob@example.org").days, 1);
	world_assert_recipient(world, "eve@example.org", 1, 1);
	world_assert_recipient(world, "", 1, 1);
	assert_int_equal(world_profile(world, ANN).days, 1);

	later = world_sighting(ANN, AT(131), mutt,
	                       2); /* more than 30 days on: another message of that key */
	again = world_batch("m1", LESSON_LEARN, AT(131), &later, 1);
	world_learn(world, &again);
	assert_int_equal(world_profile(world, ANN).days, 2);
	assert_int_equal(world_message(world, "m1").at_s, AT(131));
}

/* A copy that was suspicious or malicious first teaches no pairs when it comes again as clean. */
static void test_same_message_not_learned(void **state)
{
	static const enum batch_lesson lessons[] = { LESSON_NOTHING, LESSON_PENDING };
	struct world *world = *state;

	for (size_t i = 0; i < COUNT(lessons); i++) {
		const char *key = i ? "m1" : "m0";

		world_mail(world, key, lessons[i], ANN, AT(100), "bob@example.org", mutt, 2);
		world_mail(world, key, LESSON_LEARN, ANN, AT(101), "eve@example.org", mutt, 2);
		assert_false(world_profile(world, ANN).found);
		assert_false(world_contact(world, ANN, "eve@example.org").found);
	}
	world_assert_recipient(world, "", 0, 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_same_message),
		TEST(test_same_message_not_learned),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
