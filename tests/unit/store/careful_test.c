/* What teaches nothing, and what waits before it does. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                   { STR("network"), STR("192.0.2.0/24"), true, false } };

static void test_bad_mail_teaches_nothing(void **state)
{
	static const enum batch_lesson lessons[] = { LESSON_NOTHING, LESSON_PENDING };
	const struct shown_trait evil[] = { { STR("mailer"), STR("Evil"), false, false },
		                            { STR("network"), STR("198.51.100.0/24"), true, false },
		                            { STR("account"), STR("GB...9 f00"), true, true } };
	struct world *world = *state;
	char *before, *after;

	for (int i = 0; i < 5; i++) {
		char key[8];

		snprintf(key, sizeof key, "c%d", i);
		world_mail(world, key, LESSON_LEARN, ANN, AT(100 + 5 * i), "bob@example.org", mutt,
		           2);
	}
	assert_int_equal(world_profile(world, ANN).days, 5);
	before = world_history(world);
	for (size_t i = 0; i < COUNT(lessons); i++) {
		const struct mark mark = { .kind = STR("identity"),
			                   .value = STR("ann@acme.example net 198.51.100.0/24"),
			                   .verdict = STR("malicious") };
		struct sighting forged[] = { world_sighting(ANN, AT(130), evil, 3),
			                     world_sighting("@acme.example", AT(130), evil, 3),
			                     world_sighting("ann@acme.example net 198.51.100.0/24",
			                                    AT(130), evil, 3) };
		struct batch batch = world_batch(i ? "p" : "n", lessons[i], AT(130), forged, 3);

		batch.mark = &mark;
		batch.marks = 1;
		world_learn(world, &batch);
	}
	after = world_history(world);
	assert_string_equal(before, after); /* byte for byte */
	assert_true(
		world_marked(world, "identity", "ann@acme.example net 198.51.100.0/24", AT(131)));
	assert_false(world_marked(world, "identity", ANN, AT(131)));
	free(before);
	free(after);
}

/* An unproven identity has a profile of its own and leaves the proven one alone. */
static void test_forged_clean_mail(void **state)
{
	struct world *world = *state;
	char *before, *after;

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", mutt, 2);
	before = world->backend->dump(world->path, "trait");
	world_mail(world, "m2", LESSON_LEARN, ANN " net 198.51.100.0/24", AT(101),
	           "bob@example.org", mutt, 1);
	after = world->backend->dump(world->path, "trait");
	assert_string_equal(before, after);
	assert_int_equal(world_profile(world, ANN).days, 1);
	assert_int_equal(world_profile(world, ANN " net 198.51.100.0/24").days, 1);
	free(before);
	free(after);
}

static void test_pending_release(void **state)
{
	const struct shown_trait shown[] = { { STR("mailer"), STR("Outlook"), false, false },
		                             { STR("network"), STR("198.51.100.0/24"), true,
		                               false },
		                             { STR("account"), STR("GB...9 f00"), true, true } };
	const struct mark mark = { .kind = STR("identity"),
		                   .value = STR(ANN),
		                   .verdict = STR("suspicious") };
	struct world *world = *state;
	struct sighting sighting = world_sighting(ANN, AT(120), shown, 3);
	struct batch batch = world_batch("p", LESSON_PENDING, AT(120), &sighting, 1);
	struct profile p;

	world_establish(world, ANN, 100);
	batch.mark = &mark;
	batch.marks = 1;
	world_learn(world, &batch);
	world_mail(world, "c0", LESSON_LEARN, ANN, AT(120) + 60, "", mutt,
	           2); /* the same day: not later */
	world_mail(world, "c1", LESSON_LEARN, ANN, AT(121), "", mutt, 2);
	world_mail(world, "c2", LESSON_LEARN, ANN, AT(121) + 60, "", mutt,
	           2); /* a day counts once */
	world_mail(world, "c3", LESSON_LEARN, ANN, AT(122), "", mutt, 2);
	p = world_profile(world, ANN);
	assert_null(trait_record_value(profile_trait(&p, str_of("mailer")), str_of("Outlook")));
	assert_int_equal(world_lines(world, "pending"), 1);
	world_mail(world, "c4", LESSON_LEARN, ANN, AT(123), "", mutt, 2); /* the third */
	p = world_profile(world, ANN);
	assert_non_null(trait_record_value(profile_trait(&p, str_of("mailer")), str_of("Outlook")));
	assert_non_null(trait_record_value(profile_trait(&p, str_of("network")),
	                                   str_of("198.51.100.0/24")));
	assert_null(profile_trait(&p, str_of("account"))); /* guarded */
	assert_int_equal(world_lines(world, "pending"), 0);
	assert_true(str_eq(world_message(world, "p").lesson, str_of("released")));
	assert_true(world_marked(world, "identity", ANN, AT(124)));
}

static void test_pending_stays(void **state)
{
	static const struct {
		const char *what, *party;
		bool established, marked;
	} rows[] = {
		{ "not established", "a@x.example", false, false },
		{ "not aligned", "b@x.example net 192.0.2.0/24", true, false },
		{ "marked by another message", "c@x.example", true, true },
	};
	const struct shown_trait shown = { STR("mailer"), STR("Outlook"), false, false };
	struct world *world = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct mark mark = { .kind = STR("identity"),
			                   .value = str_of(rows[i].party),
			                   .verdict = STR("malicious") };
		char key[16];
		struct profile p;

		if (rows[i].established)
			world_establish(world, rows[i].party, 100);
		snprintf(key, sizeof key, "p%zu", i);
		world_mail(world, key, LESSON_PENDING, rows[i].party, AT(130), "", &shown, 1);
		if (rows[i].marked) {
			struct batch other = world_batch("bad", LESSON_NOTHING, AT(130), NULL, 0);

			other.mark = &mark;
			other.marks = 1;
			world_learn(world, &other);
		}
		for (int day = 131; day < 136; day++) {
			snprintf(key, sizeof key, "c%zu.%d", i, day);
			world_mail(world, key, LESSON_LEARN, rows[i].party, AT(day), "", mutt, 1);
		}
		p = world_profile(world, rows[i].party);
		if (trait_record_value(profile_trait(&p, str_of("mailer")), str_of("Outlook")))
			fail_msg("%s: came free", rows[i].what);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_bad_mail_teaches_nothing),
		TEST(test_forged_clean_mail),
		TEST(test_pending_release),
		TEST(test_pending_stays),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
