/* An admin's feedback, both ways: what waited becomes history, what was taught is taken back as far as it isn't shared. */
#include "store/world.h"

#define ANN "ann@acme.example"

static const struct shown_trait usual[] = { { STR("mailer"), STR("Mutt"), false, false },
	                                    { STR("network"), STR("192.0.2.0/24"), true, false } };
static const struct shown_trait odd[] = { { STR("mailer"), STR("Outlook"), false, false },
	                                  { STR("network"), STR("198.51.100.0/24"), true, false },
	                                  { STR("account"), STR("GB...9 f00"), true, true },
	                                  { STR("reply-to"), STR("eve@mail.example"), true,
	                                    true } };

static bool shows(struct world *world, const char *party, const char *kind, const char *value)
{
	struct profile p = world_profile(world, party);
	const struct trait_record *record = profile_trait(&p, str_of(kind));

	return record && trait_record_value(record, str_of(value));
}

static void feedback(struct world *world, const char *key, enum feedback feedback, int64_t now_s)
{
	struct err err;

	if (store_feedback(world->store, str_of(key), feedback, now_s, &err))
		fail_msg("%s: %s", key, err.text);
}

/* Of an address and its organisation, to two recipients. */
static void mail(struct world *world, const char *key, enum batch_lesson lesson, int64_t at_s,
                 const struct shown_trait *trait, size_t traits)
{
	static const struct str to[] = { STR("bob@example.org"), STR("eve@example.org") };
	const struct mark mark = { .kind = STR("identity"),
		                   .value = STR(ANN),
		                   .verdict = STR("suspicious") };
	struct sighting both[] = { world_sighting(ANN, at_s, trait, traits),
		                   world_sighting("@acme.example", at_s, trait, traits) };
	struct batch batch = world_batch(key, lesson, at_s, both, 2);

	batch.contact = to;
	batch.contacts = 2;
	batch.mark = &mark;
	batch.marks = lesson != LESSON_LEARN;
	world_learn(world, &batch);
}

static void test_suspicious_was_legitimate(void **state)
{
	struct world *world = *state;

	mail(world, "c", LESSON_LEARN, AT(100), usual, 2);
	mail(world, "s", LESSON_PENDING, AT(101), odd, 4);
	assert_true(world_marked(world, "identity", ANN, AT(102)));
	assert_false(shows(world, ANN, "mailer", "Outlook"));
	feedback(world, "s", FEEDBACK_LEGITIMATE, AT(102));
	assert_true(shows(world, ANN, "mailer", "Outlook"));
	assert_true(shows(world, ANN, "account", "GB...9 f00")); /* guarded ones, too */
	assert_true(shows(world, "@acme.example", "account", "GB...9 f00"));
	assert_int_equal(world_profile(world, ANN).days, 2);
	assert_int_equal(world_contact(world, ANN, "bob@example.org").days, 2);
	world_assert_recipient(world, "", 2, 0);
	assert_false(world_marked(world, "identity", ANN, AT(102)));
	world_assert_table(world, "pending", "");
	assert_true(str_eq(world_message(world, "s").feedback, str_of("legitimate")));
	assert_int_equal(world_message(world, "s").feedback_at_s, AT(102));
	feedback(world, "s", FEEDBACK_LEGITIMATE, AT(103)); /* said twice */
	assert_int_equal(world_profile(world, ANN).days, 2);
}

static void test_malicious_was_legitimate(void **state)
{
	struct world *world = *state;

	mail(world, "m", LESSON_NOTHING, AT(101), odd, 4);
	assert_false(world_profile(world, ANN).found);
	feedback(world, "m", FEEDBACK_LEGITIMATE, AT(102));
	assert_true(shows(world, ANN, "account", "GB...9 f00"));
	assert_true(world_contact(world, ANN, "eve@example.org").found);
	assert_false(world_marked(world, "identity", ANN, AT(102)));
	world_assert_recipient(world, "", 1, 1);
}

/* Another message's mark on the same sender stays. */
static void test_marks_of_others_stay(void **state)
{
	struct world *world = *state;

	mail(world, "a", LESSON_PENDING, AT(100), odd, 4);
	mail(world, "b", LESSON_PENDING, AT(100), odd, 4);
	feedback(world, "b", FEEDBACK_LEGITIMATE, AT(101));
	assert_true(world_marked(world, "identity", ANN, AT(102)));
	feedback(world, "a", FEEDBACK_LEGITIMATE, AT(101));
	assert_false(world_marked(world, "identity", ANN, AT(102)));
}

static void test_clean_was_fraud(void **state)
{
	struct world *world = *state;
	char *party, *trait, *contact;

	mail(world, "c1", LESSON_LEARN, AT(100), usual, 2);
	party = world->backend->dump(world->path, "party");
	trait = world->backend->dump(world->path, "trait");
	contact = world->backend->dump(world->path, "contact");
	mail(world, "c2", LESSON_LEARN, AT(105), odd, 4);
	assert_int_equal(world_profile(world, ANN).days, 2);
	feedback(world, "c2", FEEDBACK_BEC, AT(106));
	assert_false(shows(world, ANN, "mailer", "Outlook"));
	assert_false(shows(world, ANN, "account", "GB...9 f00"));
	assert_int_equal(world_profile(world, ANN).days, 1);
	assert_int_equal(world_profile(world, ANN).last_day, 100);
	assert_int_equal(world_profile(world, "@acme.example").days, 1);
	assert_int_equal(world_contact(world, ANN, "bob@example.org").days, 1);
	world_assert_recipient(world, "", 1, 1);
	world_assert_recipient(world, "bob@example.org", 1, 1);
	world_assert_table(world, "trait",
	                   "@acme.example|network|192.0.2.0/24|1|100|100\n" ANN
	                   "|network|192.0.2.0/24|1|100|100\n");
	assert_true(world_marked(world, "identity", ANN, AT(107)));
	assert_true(world_marked(world, "account", "GB...9 f00", AT(107)));
	assert_true(world_marked(world, "reply-to", "eve@mail.example", AT(107)));
	assert_false(world_marked(world, "identity", ANN, AT(106 + 90)));
	assert_true(world_listed(world, "block", "account", "GB...9 f00", AT(107)));
	assert_true(str_eq(world_message(world, "c2").feedback, str_of("bec")));

	feedback(world, "c2", FEEDBACK_LEGITIMATE, AT(107)); /* the admin was wrong */
	assert_true(shows(world, ANN, "account", "GB...9 f00"));
	assert_int_equal(world_profile(world, ANN).days, 2);
	world_assert_recipient(world, "", 2, 0);
	assert_false(world_marked(world, "identity", ANN, AT(107)));
	assert_false(world_marked(world, "account", "GB...9 f00", AT(107)));
	assert_false(world_listed(world, "block", "account", "GB...9 f00", AT(107)));
	feedback(world, "c2", FEEDBACK_BEC, AT(108));
	feedback(world, "c1", FEEDBACK_BEC, AT(108)); /* and the last of it */
	assert_false(world_profile(world, ANN).found);
	assert_false(world_contact(world, ANN, "bob@example.org").found);
	world_assert_recipient(world, "", 0, 0);
	world_assert_recipient(world, "bob@example.org", 0, 0);
	world_assert_table(world, "party", "");
	world_assert_table(world, "trait", "");
	mail(world, "c3", LESSON_LEARN, AT(100), usual, 2);
	world_assert_table(world, "party", party);
	world_assert_table(world, "trait", trait);
	world_assert_table(world, "contact", contact);
	free(party);
	free(trait);
	free(contact);
}

static void test_shared_stays(void **state)
{
	struct world *world = *state;
	struct sighting other;

	mail(world, "c1", LESSON_LEARN, AT(100), odd, 2);
	mail(world, "c2", LESSON_LEARN, AT(100), odd, 4);
	other = world_sighting("@acme.example", AT(100), odd,
	                       3); /* the organisation's account, by somebody else */
	{
		struct sighting both[] = { world_sighting("carl@acme.example", AT(100), odd, 3),
			                   other };
		struct batch batch = world_batch("c3", LESSON_LEARN, AT(100), both, 2);

		world_learn(world, &batch);
	}
	feedback(world, "c2", FEEDBACK_BEC, AT(101));
	assert_int_equal(world_profile(world, ANN).days, 1);
	assert_true(shows(world, ANN, "mailer", "Outlook"));
	assert_true(shows(world, ANN, "network", "198.51.100.0/24"));
	assert_false(shows(world, ANN, "account", "GB...9 f00"));
	assert_true(shows(world, "@acme.example", "account", "GB...9 f00"));
	assert_false(shows(world, "@acme.example", "reply-to", "eve@mail.example"));
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	world_assert_recipient(world, "", 1, 1); /* carl wrote to none of ours */
}

static void test_pending_was_fraud(void **state)
{
	struct world *world = *state;
	char *before, *after;

	mail(world, "c1", LESSON_LEARN, AT(100), usual, 2);
	before = world_history(world);
	mail(world, "p", LESSON_PENDING, AT(101), odd, 4);
	feedback(world, "p", FEEDBACK_BEC, AT(102));
	after = world_history(world);
	assert_string_equal(before, after); /* it had taught nothing */
	world_assert_table(world, "pending", "");
	assert_true(world_listed(world, "block", "account", "GB...9 f00", AT(103)));
	free(before);
	free(after);
}

/* What later clean mail freed goes again, and nothing but that. */
static void test_released_was_fraud(void **state)
{
	struct world *world = *state;

	for (int i = 0; i < 4; i++) {
		char key[8];

		snprintf(key, sizeof key, "e%d", i);
		mail(world, key, LESSON_LEARN, AT(100 + 5 * i), usual, 2);
	}
	mail(world, "p", LESSON_PENDING, AT(116), odd, 4);
	for (int i = 0; i < 3; i++) {
		char key[8];

		snprintf(key, sizeof key, "c%d", i);
		mail(world, key, LESSON_LEARN, AT(117 + i), usual, 2);
	}
	assert_true(shows(world, ANN, "mailer", "Outlook"));
	feedback(world, "p", FEEDBACK_BEC, AT(121));
	assert_false(shows(world, ANN, "mailer", "Outlook"));
	assert_false(shows(world, "@acme.example", "network", "198.51.100.0/24"));
	assert_int_equal(world_profile(world, ANN).days, 7);
	assert_int_equal(world_contact(world, ANN, "bob@example.org").days, 7);
	world_assert_recipient(world, "", 7, 0);
}

static void test_written_was_fraud(void **state)
{
	static const struct str to[] = { STR("new@x.example"), STR("old@x.example") };
	struct world *world = *state;
	struct sighting us = world_sighting("bob@example.org", AT(100), NULL, 0);
	struct batch batch = world_batch("w1", LESSON_LEARN, AT(100), &us, 1);
	struct snapshot *snapshot;
	struct correspondent row;

	batch.written = to + 1;
	batch.written_n = 1;
	world_learn(world, &batch);
	us = world_sighting("bob@example.org", AT(101), NULL, 0);
	batch = world_batch("w2", LESSON_LEARN, AT(101), &us, 1);
	batch.written = to;
	batch.written_n = 2;
	world_learn(world, &batch);
	feedback(world, "w2", FEEDBACK_BEC, AT(102));
	snapshot = world_snapshot(world);
	assert_int_equal(snapshot_correspondent(snapshot, to[0], &row, NULL), 0);
	assert_false(row.found);
	assert_int_equal(snapshot_correspondent(snapshot, to[1], &row, NULL), 0);
	assert_true(row.found);
	snapshot_end(snapshot);
}

/* What the admin entered himself isn't feedback's to remove. */
static void test_own_entries_stay(void **state)
{
	struct world *world = *state;
	const struct list_entry own = { .list = STR("block"),
		                        .type = STR("account"),
		                        .value = STR("GB...9 f00") };

	assert_int_equal(store_list_add(world->store, &own, NULL), 0);
	mail(world, "c", LESSON_LEARN, AT(100), odd, 4);
	feedback(world, "c", FEEDBACK_BEC, AT(101));
	feedback(world, "c", FEEDBACK_LEGITIMATE, AT(101));
	assert_true(world_listed(world, "block", "account", "GB...9 f00", AT(102)));
}

static void test_unknown_message(void **state)
{
	struct world *world = *state;
	struct err err;

	assert_int_equal(
		store_feedback(world->store, str_of("nothing"), FEEDBACK_BEC, AT(100), &err),
		ERR_MISSING);
	assert_int_equal(err.kind, ERR_MISSING);
	world_assert_table(world, "mark", "");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_suspicious_was_legitimate),
		TEST(test_malicious_was_legitimate),
		TEST(test_marks_of_others_stay),
		TEST(test_clean_was_fraud),
		TEST(test_shared_stays),
		TEST(test_pending_was_fraud),
		TEST(test_released_was_fraud),
		TEST(test_written_was_fraud),
		TEST(test_own_entries_stay),
		TEST(test_unknown_message),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
