/* The verdict log, and texts as hostile as mail. */
#include "store/world.h"

#define ANN "ann@acme.example"

static void test_message(void **state)
{
	struct world *world = *state;
	struct sighting sighting = world_sighting(ANN, AT(100), NULL, 0);
	struct batch batch = world_batch("key1", LESSON_NOTHING, AT(100), &sighting, 1);
	struct message_record m;

	batch.message.queue_id = str_of("4XyZ");
	batch.message.findings = str_of("[{\"id\":\"urgency\"}]");
	world_learn(world, &batch);
	m = world_message(world, "key1");
	assert_true(m.found && str_eq(m.queue_id, str_of("4XyZ")) &&
	            str_eq(m.findings, batch.message.findings));
	assert_true(str_eq(m.verdict, str_of("malicious")) && str_eq(m.party, str_of(ANN)) &&
	            str_eq(m.domain, str_of("acme.example")));
	assert_true(m.score == 1.5 && m.probability == 0.25 && m.threshold == 5);
	assert_true(str_eq(m.lesson, str_of("nothing")) && m.feedback.n == 0 && m.batch.n > 0);
	assert_false(world_message(world, "key2").found);
	batch.message.key = str_of("");
	assert_int_equal(store_learn(world->store, &batch, 5000, NULL), ERR_USAGE);
}

static void test_message_named(void **state)
{
	static const struct {
		const char *name, *key;
	} rows[] = {
		{ "Q1", "new" },
		{ "mx/Q1", "new" },
		{ "mx2/Q1", "old" },
		{ "mx3/Q1", NULL },
		{ "Q2", "id" },
		{ "<x@y.example>", "id" },
		{ "x@y.example", "id" },
		{ "<bare@y.example>", "bare" },
		{ "bare@y.example", "bare" },
		{ "Q9", NULL },
		{ "", NULL },
		{ "/", NULL },
		{ "<>", NULL },
		{ "<", NULL },
		{ "' OR 1=1", NULL },
	};
	static const struct {
		const char *key, *host, *queue_id, *message_id;
		int day;
	} messages[] = {
		{ "old", "mx2", "Q1", "<a@y.example>", 100 },
		{ "new", "mx", "Q1", "<b@y.example>", 101 },
		{ "id", "mx", "Q2", "<x@y.example>", 100 },
		{ "bare", "mx", "Q3", "bare@y.example", 100 },
	};
	struct world *world = *state;
	struct snapshot *snapshot;

	for (size_t i = 0; i < COUNT(messages); i++) {
		struct batch batch =
			world_batch(messages[i].key, LESSON_NOTHING, AT(messages[i].day), NULL, 0);

		batch.message.host = str_of(messages[i].host);
		batch.message.queue_id = str_of(messages[i].queue_id);
		batch.message.message_id = str_of(messages[i].message_id);
		world_learn(world, &batch);
	}
	snapshot = world_snapshot(world);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct message_record m;

		assert_int_equal(snapshot_message_named(snapshot, str_of(rows[i].name),
		                                        &world->arena, &m, NULL),
		                 0);
		if (m.found != (rows[i].key != NULL) ||
		    (m.found && !str_eq(m.key, str_of(rows[i].key))))
			fail_msg("%s gives " STR_FMT, rows[i].name, STR_ARG(m.key));
	}
	snapshot_end(snapshot);
}

/* Bytes that are no text, very long ones, and a NUL: they are kept, and find themselves again. */
static void test_hostile_texts(void **state)
{
	static char longest[5000];
	const struct str parties[] = { STR("a\0b@x.example"),
		                       STR("\xff\xfe@x.example"),
		                       { longest, sizeof longest },
		                       STR("'; DROP TABLE party; --@x"),
		                       STR("\xed\xa0\x80@x") };
	struct world *world = *state;

	memset(longest, 'l', sizeof longest);
	for (size_t i = 0; i < COUNT(parties); i++) {
		const struct shown_trait trait = { STR("name"), parties[i], true, false };
		struct sighting sighting = { .party = parties[i],
			                     .address = parties[i],
			                     .domain = STR("x"),
			                     .proof = STR("aligned"),
			                     .at_s = AT(100),
			                     .trait = &trait,
			                     .traits = 1 };
		char key[8];
		struct batch batch;
		struct snapshot *snapshot;
		struct contact contact;
		struct profile p;

		snprintf(key, sizeof key, "h%zu", i);
		batch = world_batch(key, LESSON_LEARN, AT(100), &sighting, 1);
		batch.contact = &parties[i];
		batch.contacts = 1;
		batch.message.recipients = parties[i];
		world_learn(world, &batch);
		snapshot = world_snapshot(world);
		assert_int_equal(snapshot_profile(snapshot, parties[i], &world->arena, &p, NULL),
		                 0);
		assert_int_equal(snapshot_contact(snapshot, parties[i], parties[i], &contact, NULL),
		                 0);
		snapshot_end(snapshot);
		if (!p.found || !contact.found)
			fail_msg("party %zu isn't found again", i);
		assert_non_null(trait_record_value(profile_trait(&p, str_of("name")), parties[i]));
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_message),
		TEST(test_message_named),
		TEST(test_hostile_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
