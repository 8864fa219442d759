/* What a verdict lets a message teach: its lesson, its marks, its log. */
#include "unit/learn/lesson.h"

static void the_verdict_decides_the_lesson(void **state)
{
	static const struct {
		enum verdict verdict;
		enum batch_lesson lesson;
		bool marks;
	} rows[] = {
		{ VERDICT_CLEAN, LESSON_LEARN, false },
		{ VERDICT_SUSPICIOUS, LESSON_PENDING, true },
		{ VERDICT_MALICIOUS, LESSON_NOTHING, true },
		{ VERDICT_EXEMPT, LESSON_LEARN, false },
		{ VERDICT_ERROR, LESSON_NOTHING, false },
	};
	struct given given = { .header = ANN "\n", .results = ALIGNED };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct lesson *lesson = lesson_new(&given, rows[i].verdict);

		if (lesson->batch.lesson != rows[i].lesson ||
		    (lesson->batch.marks > 0) != rows[i].marks)
			fail_msg("%s: lesson %d, %zu marks", verdict_names[rows[i].verdict],
			         lesson->batch.lesson, lesson->batch.marks);
		lesson_free(lesson);
	}
}

static const struct mark_row {
	const char *name;
	struct given given;
	const char *marks; /* "kind value", an account as shown */
} mark_rows[] = {
	{ "the identity", { .header = ANN "\n", .results = ALIGNED }, "identity ann@acme.example" },
	{ "not the one it pretends to be",
	  { .header = ANN "\n" },
	  "identity ann@acme.example net 192.0.2.0/24" },
	{ "Reply-To and account",
	  { .header = ANN "Reply-To: X@evil.example\nReferences: <1@ours.example>\nCc: "
	                  "cid@acme.example\n\nTo " IBAN "\n",
	    .results = ALIGNED },
	  "identity ann@acme.example, reply-to x@evil.example, account DE...3000" },
	{ "itself as Reply-To",
	  { .header = ANN "Reply-To: ann@acme.example\n\n", .results = ALIGNED },
	  "identity ann@acme.example" },
	{ "one of ours as Reply-To",
	  { .header = ANN "Reply-To: bob@ours.example\n\n", .results = ALIGNED },
	  "identity ann@acme.example" },
	{ "nobody, but a Reply-To",
	  { .header = "From: a@a.example, b@b.example\nReply-To: x@evil.example\n\n" },
	  "reply-to x@evil.example" },
	{ "one of ours", { .header = OURS "\nTo " IBAN "\n", .user = "maria" }, "" },
};

static void marks_of(const struct batch *batch, char *room, size_t size)
{
	size_t used = 0;

	room[0] = '\0';
	for (size_t i = 0; i < batch->marks; i++) {
		struct str value = batch->mark[i].value;

		if (str_eq(batch->mark[i].kind, str_of("account")))
			value = trait_shown(TRAIT_ACCOUNT, value);
		used += (size_t)snprintf(room + used, size - used, "%s" STR_FMT " " STR_FMT,
		                         i ? ", " : "", STR_ARG(batch->mark[i].kind),
		                         STR_ARG(value));
		assert_int_equal(batch->mark[i].expires_s - batch->mark[i].at_s, 90 * 86400);
		assert_true(str_eq(batch->mark[i].message, batch->message.key));
	}
}

static void marks_are_the_outsiders(void **state)
{
	static const enum verdict verdicts[] = { VERDICT_SUSPICIOUS, VERDICT_MALICIOUS };

	(void)state;
	for (size_t i = 0; i < sizeof mark_rows / sizeof *mark_rows; i++)
		for (size_t k = 0; k < 2; k++) {
			struct lesson *lesson = lesson_new(&mark_rows[i].given, verdicts[k]);
			char room[512];

			marks_of(&lesson->batch, room, sizeof room);
			assert_text(mark_rows[i].name, str_of(room), mark_rows[i].marks);
			lesson_free(lesson);
		}
}

static void the_log_is_whole(void **state)
{
	struct given given = { .header = ANN "\nnow\n",
		               .results = ALIGNED,
		               .envelope = "b@acme.example",
		               .rcpt = "bob@ours.example carol@ours.example" };
	struct lesson *lesson = lesson_new(&given, VERDICT_SUSPICIOUS);
	const struct message_record *log = &lesson->batch.message;
	json_t *findings = json_loadb(log->findings.p, log->findings.n, 0, NULL);
	json_t *authentication = json_loadb(log->authentication.p, log->authentication.n, 0, NULL);

	(void)state;
	assert_text("key", log->key, lesson->sample->questions.message_key);
	assert_text("host", log->host, "mx.ours.example");
	assert_text("message_id", log->message_id, "1@acme.example");
	assert_text("direction", log->direction, "inbound");
	assert_text("verdict", log->verdict, "suspicious");
	assert_text("action", log->action, "quarantine");
	assert_text("party", log->party, "ann@acme.example");
	assert_text("domain", log->domain, "acme.example");
	assert_text("from", log->from, "ann@acme.example");
	assert_text("envelope", log->envelope, "b@acme.example");
	assert_text("recipients", log->recipients, "[\"bob@ours.example\",\"carol@ours.example\"]");
	assert_int_equal(log->recipient_total, 2);
	assert_int_equal(log->at_s, SAMPLE_DAY(0));
	assert_true(log->score > 6.39 && log->score < 6.41);
	assert_int_equal(json_array_size(findings), 1);
	assert_string_equal(json_string_value(json_object_get(json_array_get(findings, 0), "id")),
	                    "urgency");
	assert_null(json_object_get(json_array_get(findings, 0), "quote")); /* no message text */
	assert_string_equal(json_string_value(json_object_get(authentication, "dkim")), "pass");
	json_decref(findings);
	json_decref(authentication);
	lesson_free(lesson);
}

/* What a sender can make as long as he likes is no party, and is cut in the log. */
static void long_names_are_nobody(void **state)
{
	static char header[8000];
	struct given given = { .header = header, .results = ALIGNED };
	struct lesson *lesson;

	(void)state;
	sprintf(header, "From: %03000d@acme.example\nMessage-ID: <%02000d@acme.example>\n\n", 1, 1);
	lesson = lesson_new(&given, VERDICT_CLEAN);
	assert_int_equal(lesson->batch.sightings, 0);
	assert_int_equal(lesson->batch.lesson, LESSON_NOTHING);
	assert_int_equal(lesson->batch.message.party.n, 0);
	assert_true(lesson->batch.message.from.n <= 512 &&
	            lesson->batch.message.message_id.n <= 512);
	lesson_free(lesson);
}

static void what_was_not_judged_teaches_nothing(void **state)
{
	struct decision decision = decision_error("no memory");
	struct judgement judgement = { .decision = &decision };
	struct batch batch = { .marks = 9 };

	(void)state;
	assert_int_equal(learn_batch(&judgement, &options, &world.arena, &batch, NULL), 0);
	assert_int_equal(batch.message.key.n, 0);
	assert_int_equal(batch.sightings + batch.marks + batch.contacts, 0);
}

static void memory_may_end(void **state)
{
	struct given given = { .header = ANN "Reply-To: x@evil.example\n\nTo " IBAN "\n",
		               .results = ALIGNED };
	struct lesson *lesson = lesson_new(&given, VERDICT_MALICIOUS);
	struct judgement judgement = { &lesson->evidence, &lesson->findings, &lesson->score,
		                       &lesson->decision, lesson->sample->mail };
	struct batch batch = { .marks = 9 };
	struct err err = { .text = "" };
	struct arena arena;

	(void)state;
	arena_init(&arena, 1);
	assert_int_equal(learn_batch(&judgement, &options, &arena, &batch, &err), ERR_MEMORY);
	assert_int_equal(batch.marks, 9); /* results are written on success only */
	arena_done(&arena);
	lesson_free(lesson);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_verdict_decides_the_lesson),
		TEST(marks_are_the_outsiders),
		TEST(the_log_is_whole),
		TEST(long_names_are_nobody),
		TEST(what_was_not_judged_teaches_nothing),
		TEST(memory_may_end),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
