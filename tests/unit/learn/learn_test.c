#include "learn/learn.h"

#include <jansson.h>

#include "unit/history/world.h"

#define IBAN    "DE89370400440532013000"
#define ALIGNED "dkim=pass header.d=acme.example"
#define ANN     "From: Ann Able <ann@acme.example>\nMessage-ID: <1@acme.example>\n"
#define OURS    "From: Maria Rossi <maria@ours.example>\nMessage-ID: <1@ours.example>\n"

static struct world world;

static int begin(void **state)
{
	(void)state;
	world_begin(&world);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_end(&world);
	return 0;
}

/* A message with a verdict, and what is learned of it. */
struct lesson {
	struct sample *sample;
	struct history *history;
	struct evidence evidence;
	struct findings findings;
	struct score score;
	struct decision decision;
	struct batch batch;
};

static const struct verdict_options options = { .host = STR("mx.ours.example") };

static struct lesson *lesson_new(const struct given *given, enum verdict verdict)
{
	struct sample *sample = sample_new(given);
	struct arena *arena = &sample->mail->arena;
	struct lesson *lesson = arena_alloc(arena, sizeof *lesson);
	struct judgement judgement;

	assert_non_null(lesson);
	lesson->sample = sample;
	lesson->history = world_read(&world, world.store, sample);
	lesson->evidence = (struct evidence){
		sample->mail,    &sample->message, &sample->auth,
		&sample->text,   &sample->traits,  &sample->questions,
		lesson->history, &world.site,      world_direction(&world, sample),
		arena,
	};
	lesson->findings.v[lesson->findings.n++] = (struct finding){
		.id = "urgency",
		.family = FAMILY_INTENT,
		.weight = 0.6,
		.strength = 1,
		.points = 0.6,
		.sentence = STR("It presses"),
		.quote = STR("now"),
	};
	lesson->score = (struct score){ .total = 6.4, .probability = 0.96 };
	lesson->decision = (struct decision){ .verdict = verdict,
		                              .action = ACTION_QUARANTINE,
		                              .threshold = 5 };
	judgement = (struct judgement){ &lesson->evidence, &lesson->findings, &lesson->score,
		                        &lesson->decision, sample->mail };
	assert_int_equal(learn_batch(&judgement, &options, arena, &lesson->batch, NULL), 0);
	return lesson;
}

static void lesson_free(struct lesson *lesson)
{
	sample_free(lesson->sample);
}

/* Judges by `verdict` what the store knows now, and teaches it. */
static struct history judge(const struct given *given, enum verdict verdict)
{
	struct lesson *lesson = lesson_new(given, verdict);
	struct history history = *lesson->history;
	struct err err = { .text = "" };

	if (store_learn(world.store, &lesson->batch, 10000, &err))
		fail_msg("%s", err.text);
	lesson_free(lesson);
	return history;
}

static const char *joined(char *room, size_t size, const struct str *v, size_t n)
{
	size_t used = 0;

	room[0] = '\0';
	for (size_t i = 0; i < n; i++)
		used += (size_t)snprintf(room + used, size - used, "%s" STR_FMT, i ? " " : "",
		                         STR_ARG(v[i]));
	return room;
}

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

static const struct party_row {
	const char *name;
	struct given given;
	const char *parties; /* of the sightings */
	const char *proof;
	bool dkim;
	size_t domain_traits;
} party_rows[] = {
	{ "signed",
	  { .header = ANN "\n", .results = ALIGNED },
	  "ann@acme.example @acme.example",
	  "aligned",
	  true,
	  4 },
	{ "by SPF",
	  { .header = ANN "\n",
	    .results = "spf=pass smtp.mailfrom=acme.example",
	    .envelope = "b@acme.example" },
	  "ann@acme.example @acme.example",
	  "aligned",
	  false,
	  4 },
	{ "forwarded",
	  { .header = ANN "\n", .results = "dkim=pass header.d=list.example" },
	  "ann@acme.example via list.example @acme.example unproven",
	  "via",
	  false,
	  0 },
	{ "not proven",
	  { .header = ANN "\n" },
	  "ann@acme.example net 192.0.2.0/24 @acme.example unproven",
	  "network",
	  false,
	  0 },
	{ "free mail",
	  { .header = "From: x@gmail.com\n\n", .results = "dkim=pass header.d=gmail.com" },
	  "x@gmail.com",
	  "aligned",
	  true,
	  0 },
	{ "two authors",
	  { .header = "From: a@acme.example, b@acme.example\n\n", .results = ALIGNED },
	  "",
	  "",
	  false,
	  0 },
	{ "submitted",
	  { .header = OURS "\n", .user = "maria" },
	  "maria@ours.example @ours.example",
	  "aligned",
	  false,
	  3 },
};

static void each_party_is_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof party_rows / sizeof *party_rows; i++) {
		const struct party_row *row = &party_rows[i];
		struct lesson *lesson = lesson_new(&row->given, VERDICT_CLEAN);
		const struct batch *batch = &lesson->batch;
		struct str parties[3];
		char room[512];

		for (size_t k = 0; k < batch->sightings; k++)
			parties[k] = batch->sighting[k].party;
		assert_text(row->name, str_of(joined(room, sizeof room, parties, batch->sightings)),
		            row->parties);
		if (batch->sightings) {
			assert_text(row->name, batch->sighting[0].proof, row->proof);
			assert_int_equal(batch->sighting[0].dkim, row->dkim);
			assert_int_equal(batch->sighting[0].traits, lesson->sample->traits.n);
		} else {
			assert_int_equal(batch->lesson, LESSON_NOTHING);
			assert_int_equal(batch->contacts, 0);
		}
		if (batch->sightings > 1 && batch->sighting[1].traits != row->domain_traits)
			fail_msg("%s: %zu traits of the domain", row->name,
			         batch->sighting[1].traits);
		lesson_free(lesson);
	}
}

static void personal_traits_are_not_the_organisations(void **state)
{
	struct given given = { .header =
		                       ANN "Date: Mon, 1 Jan 2024 10:00:00 +0100\n\nTo " IBAN "\n",
		               .results = ALIGNED };
	struct lesson *lesson = lesson_new(&given, VERDICT_CLEAN);
	const struct sighting *address = &lesson->batch.sighting[0],
			      *domain = &lesson->batch.sighting[1];

	(void)state;
	/* name, hour, time zone */
	assert_int_equal(address->traits - domain->traits, 3);
	assert_int_equal(domain->address.n, 0);
	for (size_t i = 0; i < domain->traits; i++)
		for (size_t k = 0; k < TRAIT_COUNT; k++)
			if (str_eq(domain->trait[i].kind, str_of(trait_rows[k].name)))
				assert_false(trait_rows[k].personal);
	lesson_free(lesson);
}

static const struct pair_row {
	const char *name;
	struct given given;
	const char *contacts, *written, *staff;
} pair_rows[] = {
	{ "inbound",
	  { .header = ANN "\n",
	    .results = ALIGNED,
	    .rcpt = "bob+x@ours.example carol@ours.example" },
	  "bob@ours.example carol@ours.example",
	  "",
	  "" },
	{ "automatic, inbound",
	  { .header = ANN "Auto-Submitted: auto-replied\n\n", .results = ALIGNED },
	  "bob@ours.example",
	  "",
	  "" },
	{ "internal",
	  { .header = OURS "\n", .user = "maria", .envelope = "maria@ours.example" },
	  "bob@ours.example",
	  "",
	  "maria rossi" },
	{ "outbound",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example bob@ours.example y@there.example" },
	  "",
	  "x@there.example y@there.example",
	  "maria rossi" },
	{ "an automatic answer",
	  { .header = OURS "Auto-Submitted: auto-replied\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example" },
	  "",
	  "",
	  "" },
	{ "bulk",
	  { .header = OURS "Precedence: bulk\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example" },
	  "",
	  "",
	  "" },
	{ "20 recipients",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t "
	            "q@t r@t s@t" },
	  "",
	  "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t q@t r@t s@t",
	  "maria rossi" },
	{ "21 recipients",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t "
	            "q@t r@t s@t u@t" },
	  "",
	  "",
	  "maria rossi" },
	{ "a submitted foreign From",
	  { .header = ANN "\n",
	    .user = "maria",
	    .rcpt = "x@there.example",
	    .envelope = "maria@ours.example" },
	  "",
	  "x@there.example",
	  "" },
	{ "a first name alone",
	  { .header = "From: Maria <maria@ours.example>\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example" },
	  "bob@ours.example",
	  "",
	  "" },
	{ "a stranger in our name", { .header = OURS "\n" }, "bob@ours.example", "", "" },
};

static void pairs_and_staff(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pair_rows / sizeof *pair_rows; i++) {
		const struct pair_row *row = &pair_rows[i];
		struct lesson *lesson = lesson_new(&row->given, VERDICT_CLEAN);
		const struct batch *batch = &lesson->batch;
		char room[512];

		assert_text(row->name,
		            str_of(joined(room, sizeof room, batch->contact, batch->contacts)),
		            row->contacts);
		assert_text(row->name,
		            str_of(joined(room, sizeof room, batch->written, batch->written_n)),
		            row->written);
		assert_text(row->name, batch->staff.key, row->staff);
		lesson_free(lesson);
		lesson = lesson_new(&row->given, VERDICT_SUSPICIOUS);
		assert_int_equal(lesson->batch.staff.key.n, 0);
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

static char header_room[512];

static struct given on_day(int day, const char *results, const char *rest)
{
	snprintf(header_room, sizeof header_room,
	         "From: Ann Able <ann@acme.example>\nMessage-ID: <%d@acme.example>\n%s", day, rest);
	return (struct given){ .header = header_room, .results = results, .at_s = SAMPLE_DAY(day) };
}

static void new_sender_is_said_once(void **state)
{
	struct given first = on_day(0, ALIGNED, "\n"), second;

	(void)state;
	assert_true(judge(&first, VERDICT_CLEAN).new_sender);
	second = on_day(0, ALIGNED, "\nagain\n");
	assert_false(judge(&second, VERDICT_CLEAN).new_sender);
	assert_false(judge(&second, VERDICT_CLEAN).new_domain);
}

/* Everything that is stored of a party, as text. */
static void profile_text(const char *party, char *room, size_t size)
{
	struct snapshot *snapshot;
	struct profile profile;
	size_t n;

	assert_int_equal(store_snapshot(world.store, &snapshot, NULL), 0);
	assert_int_equal(snapshot_profile(snapshot, str_of(party), &world.arena, &profile, NULL),
	                 0);
	n = (size_t)snprintf(room, size, "%d %ld %ld %u %d %d %u %u", profile.found,
	                     (long)profile.first_seen_s, (long)profile.last_seen_s, profile.days,
	                     profile.first_day, profile.last_day, profile.dkim_days,
	                     profile.longest_gap_days);
	for (size_t i = 0; i < profile.traits; i++) {
		const struct trait_record *record = &profile.trait[i];

		n += (size_t)snprintf(room + n, size - n,
		                      "\n" STR_FMT " %u:", STR_ARG(record->kind), record->days);
		for (size_t k = 0; k < record->values; k++)
			n += (size_t)snprintf(room + n, size - n, " " STR_FMT "=%u,%d,%d",
			                      STR_ARG(record->value[k].value),
			                      record->value[k].days, record->value[k].first_day,
			                      record->value[k].last_day);
	}
	snapshot_end(snapshot);
}

/* Whatever is forged in Ann's name, clean or not, her profile and her organisation's stay as they were. */
static void a_forger_changes_no_profile(void **state)
{
	static const struct {
		const char *name, *results;
		enum verdict verdict;
	} rows[] = {
		{ "clean, nothing proven", NULL, VERDICT_CLEAN },
		{ "clean, by another domain", "dkim=pass header.d=evil.example", VERDICT_CLEAN },
		{ "suspicious", NULL, VERDICT_SUSPICIOUS },
		{ "malicious", NULL, VERDICT_MALICIOUS },
		{ "malicious from her own account", ALIGNED, VERDICT_MALICIOUS },
		{ "suspicious from her own account", ALIGNED, VERDICT_SUSPICIOUS },
	};
	static char address[2][4096], domain[2][4096];

	(void)state;
	for (int day = 0; day < 3; day++) {
		struct given given = on_day(day, ALIGNED, "X-Mailer: Outlook 16\n\nTo " IBAN "\n");

		judge(&given, VERDICT_CLEAN);
	}
	profile_text("ann@acme.example", address[0], sizeof address[0]);
	profile_text("@acme.example", domain[0], sizeof domain[0]);
	assert_int_equal(address[0][0], '1');
	assert_int_equal(domain[0][0], '1');
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct given given = on_day(
			10 + (int)i, rows[i].results,
			"Reply-To: x@evil.example\nX-Mailer: evil\n\nTo GB82WEST12345698765432\n");

		judge(&given, rows[i].verdict);
		profile_text("ann@acme.example", address[1], sizeof address[1]);
		profile_text("@acme.example", domain[1], sizeof domain[1]);
		if (strcmp(address[0], address[1]) || strcmp(domain[0], domain[1]))
			fail_msg("%s: %s\n\n%s", rows[i].name, address[1], domain[1]);
	}
}

/* Not even by its retry to another recipient. */
static void malicious_mail_makes_no_pair(void **state)
{
	struct given given = on_day(0, ALIGNED, "\n");
	struct history history;

	(void)state;
	judge(&given, VERDICT_MALICIOUS);
	given.rcpt = "carol@ours.example";
	judge(&given, VERDICT_MALICIOUS);
	given = on_day(1, ALIGNED, "\n");
	given.rcpt = "bob@ours.example carol@ours.example";
	history = judge(&given, VERDICT_CLEAN);
	assert_true(history.new_sender);
	assert_false(history.warm);
	assert_int_equal(history.marks, 1);
	assert_false(judge(&given, VERDICT_CLEAN).new_sender);
}

static void a_reply_to_that_was_marked_is_met(void **state)
{
	struct given given = on_day(0, NULL, "Reply-To: x@evil.example\n\nTo " IBAN "\n"), next;

	(void)state;
	judge(&given, VERDICT_SUSPICIOUS);
	next = (struct given){ .header = "From: x@evil.example\n\n",
		               .results = "dkim=pass header.d=evil.example" };
	assert_int_equal(judge(&next, VERDICT_CLEAN).marks, 1);
	next = (struct given){ .header = "From: y@other.example\n\nTo " IBAN "\n" };
	assert_int_equal(judge(&next, VERDICT_CLEAN).marks, 1);
	next = (struct given){ .header = "From: y@other.example\nMessage-ID: <2@x>\n\nhello\n" };
	assert_int_equal(judge(&next, VERDICT_CLEAN).marks, 0);
}

static void whom_we_write_to_is_no_stranger(void **state)
{
	struct given ours = { .header = OURS "\n",
		              .user = "maria",
		              .envelope = "maria@ours.example",
		              .rcpt = "ann@acme.example" };
	struct given answer = on_day(1, ALIGNED, "In-Reply-To: <1@ours.example>\n\n");
	struct history history;

	(void)state;
	judge(&ours, VERDICT_CLEAN);
	history = judge(&answer, VERDICT_CLEAN);
	assert_true(history.correspondent.found);
	assert_true(history.correspondent.trusted);
	assert_true(history.first_contact == 0);
	answer = (struct given){ .header = "From: Maria Rossi <x@gmail.com>\n\n",
		                 .at_s = SAMPLE_DAY(1) };
	assert_int_equal(judge(&answer, VERDICT_CLEAN).staffs, 1);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_verdict_decides_the_lesson),
		TEST(each_party_is_seen),
		TEST(personal_traits_are_not_the_organisations),
		TEST(pairs_and_staff),
		TEST(marks_are_the_outsiders),
		TEST(the_log_is_whole),
		TEST(long_names_are_nobody),
		TEST(what_was_not_judged_teaches_nothing),
		TEST(memory_may_end),
		TEST(new_sender_is_said_once),
		TEST(a_forger_changes_no_profile),
		TEST(malicious_mail_makes_no_pair),
		TEST(a_reply_to_that_was_marked_is_met),
		TEST(whom_we_write_to_is_no_stranger),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
