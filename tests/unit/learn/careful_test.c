/* What a store knows after several messages: nothing that a forger wants. */
#include "unit/learn/lesson.h"

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

/* Which answers say whether all our mail passes here: those of people to whom we wrote, proven, by hand. */
static const struct answer_row {
	const char *name, *from, *rest, *results;
	bool cites, found;
} answer_rows[] = {
	{ "to mail that left here", "ann@acme.example", "In-Reply-To: <1@ours.example>\n", ALIGNED,
	  true, true },
	{ "to mail of ours that didn't", "ann@acme.example", "In-Reply-To: <9@ours.example>\n",
	  ALIGNED, true, false },
	{ "to a host of ours", "ann@acme.example", "In-Reply-To: <9@mail.OURS.example>\n", ALIGNED,
	  true, false },
	{ "to mail of others", "ann@acme.example", "In-Reply-To: <9@acme.example>\n", ALIGNED,
	  false, false },
	{ "to one that ends like ours", "ann@acme.example", "In-Reply-To: <9@notours.example>\n",
	  ALIGNED, false, false },
	{ "to nothing", "ann@acme.example", "", ALIGNED, false, false },
	{ "of no proven sender", "ann@acme.example", "In-Reply-To: <9@ours.example>\n", NULL, false,
	  false },
	{ "by a program", "ann@acme.example",
	  "In-Reply-To: <9@ours.example>\nAuto-Submitted: auto-replied\n", ALIGNED, false, false },
	{ "over a list", "ann@acme.example",
	  "In-Reply-To: <9@ours.example>\nList-Id: <l.acme.example>\n", ALIGNED, false, false },
	{ "of a stranger", "eve@evil.example", "In-Reply-To: <9@ours.example>\n",
	  "dkim=pass header.d=evil.example", false, false },
};

static void answers_say_whether_we_see_all(void **state)
{
	struct given ours = { .header = OURS "\n",
		              .user = "maria",
		              .envelope = "maria@ours.example",
		              .rcpt = "ann@acme.example" };

	(void)state;
	judge(&ours, VERDICT_CLEAN);
	for (size_t i = 0; i < sizeof answer_rows / sizeof *answer_rows; i++) {
		const struct answer_row *row = &answer_rows[i];
		struct given given = { .results = row->results,
			               .envelope = row->from,
			               .at_s = SAMPLE_DAY(1) };
		struct lesson *lesson;

		snprintf(header_room, sizeof header_room, "From: %s\nMessage-ID: <%zu@x>\n%s\n",
		         row->from, i, row->rest);
		given.header = header_room;
		lesson = lesson_new(&given, VERDICT_CLEAN);
		if (lesson->batch.cites != row->cites || lesson->batch.cites_found != row->found)
			fail_msg("an answer %s: cites %d, found %d", row->name, lesson->batch.cites,
			         lesson->batch.cites_found);
		lesson_free(lesson);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(new_sender_is_said_once),         TEST(a_forger_changes_no_profile),
		TEST(malicious_mail_makes_no_pair),    TEST(a_reply_to_that_was_marked_is_met),
		TEST(whom_we_write_to_is_no_stranger), TEST(answers_say_whether_we_see_all),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
