#include "unit/history/world.h"

#include <math.h>

#define IBAN    "DE89370400440532013000"
#define ALIGNED "dkim=pass header.d=acme.example"

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

static void assert_near(const char *what, double seen, double wanted)
{
	if (!(fabs(seen - wanted) < 0.005))
		fail_msg("%s: %.4f, wanted %.2f", what, seen, wanted);
}

static size_t shown_by(const struct sample *sample, struct shown_trait *ret)
{
	for (size_t i = 0; i < sample->traits.n; i++) {
		const struct trait *trait = &sample->traits.v[i];
		const struct trait_row *row = &trait_rows[trait->kind];

		ret[i] = (struct shown_trait){ str_of(row->name), trait->value, row->strong,
			                       row->guarded };
	}
	return sample->traits.n;
}

/* Teaches what a clean message teaches, written out by hand. */
static void teach(const struct given *given)
{
	struct sample *sample = sample_new(given);
	const struct identity *identity = &sample->auth.identity;
	struct shown_trait shown[TRAITS_MAX];
	struct str contact[8];
	struct batch batch = { .lesson = LESSON_LEARN, .contact = contact };
	struct str organisation =
		identity->domain_key.n ? identity->domain_key : sample->questions.domain_seen_key;

	batch.message.key = str_of(sample->questions.message_key);
	batch.message.at_s = sample->message.at_s;
	batch.message.party = identity->key;
	batch.message.findings = str_of("[]");
	batch.sighting[0] = (struct sighting){
		.party = identity->key,
		.address = identity->address,
		.domain = identity->domain.org,
		.proof = str_of(proof_names[identity->proof]),
		.at_s = sample->message.at_s,
		.trait = shown,
		.traits = shown_by(sample, shown),
	};
	batch.sighting[1] = batch.sighting[0];
	batch.sighting[1].party = organisation;
	batch.sighting[1].address = str_of("");
	if (identity->domain_key.n == 0)
		batch.sighting[1].traits = 0;
	batch.sightings = organisation.n ? 2 : 1;
	for (size_t i = 0; i < sample->message.recipient.n && i < 8; i++)
		contact[batch.contacts++] = sample->message.recipient.v[i].full;
	assert_int_equal(store_learn(world.store, &batch, 10000, NULL), 0);
	sample_free(sample);
}

static char header_room[512];

/* A message with an id of its own. */
static struct given on_day(int day, const char *from, const char *rest)
{
	snprintf(header_room, sizeof header_room, "From: %s\nMessage-ID: <%d@acme.example>\n%s",
	         from, day, rest);
	return (struct given){ .header = header_room, .results = ALIGNED, .at_s = SAMPLE_DAY(day) };
}

static void teach_days(int first, int last, int step, const char *from, const char *rest)
{
	for (int day = first; day <= last; day += step) {
		struct given given = on_day(day, from, rest);

		teach(&given);
	}
}

static struct history history_room;

/* What is known of it; borrowed until the next call, strings gone. */
static const struct history *read_given(const struct given *given)
{
	struct sample *sample = sample_new(given);

	history_room = *world_read(&world, world.store, sample);
	sample_free(sample);
	return &history_room;
}

static const struct history *read_day(int day, const char *from, const char *rest)
{
	struct given given = on_day(day, from, rest);

	return read_given(&given);
}

static void without_a_store_nothing_is_known(void **state)
{
	struct given given = on_day(0, "ann@acme.example", "\n");
	struct sample *sample = sample_new(&given);
	const struct history *history = world_read(&world, NULL, sample);

	(void)state;
	assert_int_equal(history->store, STORE_NONE);
	assert_false(history->new_sender || history->new_domain || history->established);
	assert_near("first contact", history->first_contact, 0);
	sample_free(sample);
}

static void spoil(const char *suffix)
{
	char path[128];
	FILE *file;

	snprintf(path, sizeof path, "%s%s", world.path, suffix);
	file = fopen(path, "r+b");
	if (!file)
		return;
	for (int i = 0; i < 20000; i++)
		fputs("this is no store ", file);
	assert_int_equal(fclose(file), 0);
}

/* Damaged under the daemon: judged without history, and said so. */
static void a_broken_store_is_no_error(void **state)
{
	struct given given = on_day(0, "ann@acme.example", "\n");
	struct sample *sample = sample_new(&given);
	const struct history *history;

	(void)state;
	spoil("");
	spoil("-wal");
	history = world_read(&world, world.store, sample);
	assert_int_equal(history->store, STORE_DEGRADED);
	assert_true(history->store_why.n > 0);
	assert_false(history->new_sender || history->new_domain || history->established);
	sample_free(sample);
}

static void an_empty_store_knows_nobody(void **state)
{
	const struct history *history = read_day(0, "ann@acme.example", "\n");

	(void)state;
	assert_int_equal(history->store, STORE_OK);
	assert_int_equal(history->store_why.n, 0);
	assert_true(history->new_sender);
	assert_true(history->new_domain);
	assert_false(history->warm);
	assert_false(history->first_copy.found);
	assert_near("first contact", history->first_contact, 0);
	for (size_t i = 0; i < TRAIT_COUNT; i++)
		assert_near(trait_rows[i].name, history->surprise[i].strength, 0);
}

static void new_means_never_seen(void **state)
{
	static const struct {
		const char *name, *from, *results, *user, *client;
		bool new_sender, new_domain;
	} rows[] = {
		{ "again", "ann@acme.example", ALIGNED, NULL, NULL, false, false },
		{ "a colleague", "bea@acme.example", ALIGNED, NULL, NULL, true, false },
		{ "the same, not proven", "ann@acme.example", NULL, NULL, NULL, true, false },
		{ "forwarded", "ann@acme.example", "dkim=pass header.d=list.example", NULL, NULL,
		  true, false },
		{ "another organisation", "ann@other.example", NULL, NULL, NULL, true, true },
		{ "free mail", "x@gmail.com", "dkim=pass header.d=gmail.com", NULL, NULL, true,
		  false },
		{ "one of ours", "eve@ours.example", NULL, "eve", NULL, false, false },
		{ "from inside", "eve@ours.example", NULL, NULL, "10.0.0.1", false, false },
	};
	struct given first = on_day(0, "ann@acme.example", "\n");

	(void)state;
	teach(&first);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct given given = on_day(1, rows[i].from, "\n");
		const struct history *history;

		given.results = rows[i].results;
		given.user = rows[i].user;
		given.client = rows[i].client;
		history = read_given(&given);
		if (history->new_sender != rows[i].new_sender ||
		    history->new_domain != rows[i].new_domain)
			fail_msg("%s: sender %d, domain %d", rows[i].name, history->new_sender,
			         history->new_domain);
		assert_true(history->warm);
	}
}

/* An unproven message in a domain's name makes the domain known, and nothing else of it. */
static void a_forged_name_is_seen(void **state)
{
	struct given forged = on_day(0, "ann@acme.example", "\n");
	const struct history *history;

	(void)state;
	forged.results = NULL;
	teach(&forged);
	history = read_day(1, "ann@acme.example", "\n");
	assert_true(history->new_sender);
	assert_false(history->new_domain);
	assert_false(history->sender.found || history->domain.found);
}

static void four_days_over_fourteen_establish(void **state)
{
	static const struct {
		const char *name;
		int first, last, step;
		bool established;
	} rows[] = {
		{ "4 days over 15", 0, 15, 5, true },
		{ "3 days over 14", 0, 14, 7, false },
		{ "14 days over 13", 0, 13, 1, false },
		{ "15 days over 14", 0, 14, 1, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct history *history;

		teach_days(rows[i].first, rows[i].last, rows[i].step, "ann@acme.example", "\n");
		history = read_day(20, "ann@acme.example", "\n");
		if (history->established != rows[i].established ||
		    history->domain_established != rows[i].established)
			fail_msg("%s: %d, domain %d", rows[i].name, history->established,
			         history->domain_established);
		assert_false(history->via_established);
		world_end(&world);
		world_begin(&world);
	}
}

static void a_known_forwarder_is_established_as_such(void **state)
{
	struct given given;

	(void)state;
	for (int day = 0; day <= 14; day += 2) {
		given = on_day(day, "ann@acme.example", "\n");
		given.results = "dkim=pass header.d=list.example";
		teach(&given);
	}
	given.at_s = SAMPLE_DAY(20);
	assert_true(read_given(&given)->via_established);
	assert_false(read_given(&given)->established);
	given.results = "dkim=pass header.d=other.example";
	assert_false(read_given(&given)->via_established);
	given.results = ALIGNED;
	assert_false(read_given(&given)->via_established);
}

static void leave_mark(const char *kind, struct str value)
{
	struct mark mark = {
		.kind = str_of(kind),
		.value = value,
		.at_s = SAMPLE_DAY(15),
		.expires_s = SAMPLE_DAY(105),
		.message = str_of("0123"),
		.verdict = str_of("malicious"),
	};
	struct batch batch = { .lesson = LESSON_NOTHING, .mark = &mark, .marks = 1 };
	char key[128];

	snprintf(key, sizeof key, "%s " STR_FMT, kind, STR_ARG(value)); /* a message each */
	batch.message.key = str_of(key);
	batch.message.at_s = SAMPLE_DAY(15);
	batch.message.findings = str_of("[]");
	assert_int_equal(store_learn(world.store, &batch, 10000, NULL), 0);
}

static void marks_are_met_until_they_fade(void **state)
{
	static const struct {
		const char *name, *kind, *value, *from, *rest;
		int day;
		bool met;
	} rows[] = {
		{ "the identity", "identity", "eve@acme.example", "eve@acme.example", "\n", 16,
		  true },
		{ "it faded", "identity", "eve@acme.example", "eve@acme.example", "\n", 106,
		  false },
		{ "another", "identity", "eve@acme.example", "bea@acme.example", "\n", 16, false },
		{ "as Reply-To", "identity", "x@evil.example", "bea@acme.example",
		  "Reply-To: x@evil.example\n\n", 16, true },
		{ "Reply-To", "reply-to", "y@evil.example", "bea@acme.example",
		  "Reply-To: y@evil.example\n\n", 16, true },
		{ "Reply-To writes", "reply-to", "cid@acme.example", "cid@acme.example", "\n", 16,
		  true },
		/* a stranger can name an established sender as his Reply-To */
		{ "Reply-To that is established", "reply-to", "ann@acme.example",
		  "ann@acme.example", "\n", 16, false },
	};

	(void)state;
	teach_days(0, 15, 5, "ann@acme.example", "\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		leave_mark(rows[i].kind, str_of(rows[i].value));
		if ((read_day(rows[i].day, rows[i].from, rows[i].rest)->marks > 0) != rows[i].met)
			fail_msg("%s", rows[i].name);
	}
	leave_mark("identity", str_of("ann@acme.example"));
	assert_int_equal(read_day(16, "ann@acme.example", "\n")->marks, 1);
	assert_false(history_room.established);
	assert_false(history_room.domain_established);
	assert_true(read_day(106, "ann@acme.example", "\n")->established);
}

static void a_known_account_bears_no_mark_of_strangers(void **state)
{
	struct given given = on_day(0, "eve@evil.example", "\nTo " IBAN "\n");
	struct sample *sample;

	(void)state;
	given.results = NULL;
	sample = sample_new(&given);
	teach_days(0, 15, 5, "ann@acme.example", "\nTo " IBAN "\n");
	leave_mark("account", sample->traits.v[sample->traits.n - 1].value);
	sample_free(sample);
	assert_int_equal(read_day(16, "ann@acme.example", "\nTo " IBAN "\n")->marks, 0);
	assert_int_equal(read_day(16, "bea@acme.example", "\nTo " IBAN "\n")->marks, 1);
	assert_int_equal(read_day(16, "bea@acme.example", "\nhello\n")->marks, 0);
}

/* Ann writes to bob on 10 days: n = 10, N1 = 0, p = 1/12, (1.079 - 0.3) / 2 = 0.39. */
static void first_contact_is_per_recipient(void **state)
{
	static const struct {
		const char *name, *from, *rcpt;
		double wanted;
		const char *user;
	} rows[] = {
		{ "known to bob", "ann@acme.example", "bob@ours.example", 0, NULL },
		{ "known to bob with an extension", "ann@acme.example", "bob+x@ours.example", 0,
		  NULL },
		{ "new to bob", "eve@acme.example", "bob@ours.example", 0.39, NULL },
		{ "carol is like the site", "ann@acme.example", "carol@ours.example", 0.39, NULL },
		{ "the strongest counts", "ann@acme.example", "bob@ours.example carol@ours.example",
		  0.39, NULL },
		{ "one of ours", "eve@ours.example", "bob@ours.example", 0, "eve" },
	};

	(void)state;
	teach_days(0, 9, 1, "ann@acme.example", "\n");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct given given = on_day(11, rows[i].from, "\n");

		given.rcpt = rows[i].rcpt;
		given.user = rows[i].user;
		assert_near(rows[i].name, read_given(&given)->first_contact, rows[i].wanted);
	}
}

/* Beyond the first 50 recipients the site stands for them: known identities have written to it. */
static void many_recipients_are_the_site(void **state)
{
	static char rcpt[2000];
	struct given given;
	size_t n = 0;

	(void)state;
	for (int day = 0; day < 10; day++) {
		given = on_day(day, "ann@acme.example", "\n");
		teach(&given);
	}
	for (int i = 0; i < 60; i++)
		n += (size_t)snprintf(rcpt + n, sizeof rcpt - n, "%sbob@ours.example",
		                      i ? " " : "");
	given.rcpt = rcpt;
	given.at_s = SAMPLE_DAY(11);
	assert_near("known", read_given(&given)->first_contact, 0);
	given = on_day(11, "eve@acme.example", "\n");
	given.rcpt = rcpt;
	assert_near("new", read_given(&given)->first_contact, 0.39);
}

static void we_wrote_to(const char *address)
{
	struct str written = str_of(address);
	struct batch batch = { .lesson = LESSON_LEARN, .written = &written, .written_n = 1 };

	batch.message.key = str_of(address);
	batch.message.at_s = SAMPLE_DAY(10);
	batch.message.direction = str_of("outbound");
	batch.message.findings = str_of("[]");
	assert_int_equal(store_learn(world.store, &batch, 10000, NULL), 0);
}

static void a_correspondent_is_no_stranger(void **state)
{
	struct given given;

	(void)state;
	teach_days(0, 9, 1, "ann@acme.example", "\n");
	we_wrote_to("cid@acme.example");
	assert_true(read_day(11, "cid@acme.example", "\n")->correspondent.trusted);
	assert_near("proven", history_room.first_contact, 0);
	assert_true(history_room.new_sender);
	given = on_day(11, "cid@acme.example", "\n");
	given.results = NULL;
	assert_near("not proven", read_given(&given)->first_contact, 0.39);
}

static void enter(const char *list, const char *type, struct str value)
{
	struct list_entry entry = { .list = str_of(list),
		                    .type = str_of(type),
		                    .value = value,
		                    .comment = str_of(""),
		                    .only = str_of(""),
		                    .created_s = SAMPLE_DAY(0) };

	assert_int_equal(store_list_add(world.store, &entry, NULL), 0);
}

static void lists_are_met(void **state)
{
	static const struct {
		const char *name, *from, *rest, *results;
		size_t blocks, allows;
	} rows[] = {
		{ "nobody", "bea@other.example", "\n", ALIGNED, 0, 0 },
		{ "blocked address", "x@blocked.example", "\n", NULL, 1, 0 },
		{ "its neighbour", "y@blocked.example", "\n", NULL, 0, 0 },
		{ "blocked domain", "x@bad.example", "\n", NULL, 1, 0 },
		{ "a host of it", "x@mx.eu.bad.example", "\n", NULL, 1, 0 },
		{ "not its namesake", "x@notbad.example", "\n", NULL, 0, 0 },
		{ "as Reply-To", "bea@other.example", "Reply-To: b@bad.example\n\n", NULL, 1, 0 },
		{ "as second author", "bea@other.example, b@bad.example", "\n", NULL, 1, 0 },
		{ "allowed", "ann@acme.example", "\n", ALIGNED, 0, 1 },
		{ "allowed, not proven", "ann@acme.example", "\n", NULL, 0, 0 },
		{ "allowed domain", "bea@good.example", "\n", "dkim=pass header.d=good.example", 0,
		  1 },
		{ "allowed as Reply-To", "eve@evil.example", "Reply-To: ann@acme.example\n\n",
		  "dkim=pass header.d=evil.example", 0, 0 },
	};

	(void)state;
	enter("block", "address", str_of("x@blocked.example"));
	enter("block", "domain", str_of("bad.example"));
	enter("allow", "address", str_of("ann@acme.example"));
	enter("allow", "domain", str_of("good.example"));
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct given given = on_day(1, rows[i].from, rows[i].rest);
		const struct history *history;

		given.results = rows[i].results;
		history = read_given(&given);
		if (history->blocks != rows[i].blocks || history->allows != rows[i].allows)
			fail_msg("%s: %zu blocks, %zu allows", rows[i].name, history->blocks,
			         history->allows);
	}
}

static void accounts_can_be_blocked(void **state)
{
	struct given given = on_day(1, "ann@acme.example", "\nTo " IBAN "\n");
	struct sample *sample = sample_new(&given);

	(void)state;
	enter("block", "account",
	      trait_account(&sample->mail->arena, &sample_key, &sample->text.account[0]));
	sample_free(sample);
	assert_int_equal(read_given(&given)->blocks, 1);
	assert_int_equal(read_day(1, "ann@acme.example", "\nTo GB82WEST12345698765432\n")->blocks,
	                 0);
}

static void a_message_met_again_is_the_first(void **state)
{
	struct given given = on_day(0, "ann@acme.example", "\n");

	(void)state;
	assert_false(read_given(&given)->first_copy.found);
	teach(&given);
	assert_true(read_given(&given)->first_copy.found);
	given.rcpt = "carol@ours.example";
	given.at_s = SAMPLE_DAY(29);
	assert_true(read_given(&given)->first_copy.found);
	given.at_s = SAMPLE_DAY(31);
	assert_false(read_given(&given)->first_copy.found);
	given.at_s = SAMPLE_DAY(1);
	given.results = NULL; /* a forger who has a copy may change what the key doesn't cover */
	assert_false(read_given(&given)->first_copy.found);
}

static void staff_is_known_by_name(void **state)
{
	struct batch batch = { .lesson = LESSON_LEARN };

	(void)state;
	batch.message.key = str_of("staff");
	batch.message.at_s = SAMPLE_DAY(0);
	batch.message.findings = str_of("[]");
	batch.staff = (struct staff_name){ str_of("maria rossi"), str_of("Maria Rossi"),
		                           str_of("maria@ours.example"), 1, day_of(SAMPLE_DAY(0)) };
	assert_int_equal(store_learn(world.store, &batch, 10000, NULL), 0);
	assert_int_equal(read_day(1, "\"Rossi, Maria\" <x@gmail.com>", "\n")->staffs, 1);
	assert_int_equal(read_day(1, "maria.rossi61@gmail.com", "\n")->staffs, 1);
	assert_int_equal(read_day(1, "CEO <maria.rossi@gmail.com>", "\n")->staff_place,
	                 STAFF_IN_LOCAL);
	assert_int_equal(read_day(1, "Maria <x@gmail.com>", "\n")->staffs, 0);
	assert_int_equal(read_day(1, "Mario Rossi <x@gmail.com>", "\n")->staffs, 0);
}

/* Through the store and back: an account after 3 days, a mailer after 10. */
static void surprises_come_from_the_store(void **state)
{
	(void)state;
	teach_days(0, 2, 1, "ann@acme.example", "X-Mailer: Outlook 16\n\nTo " IBAN "\n");
	read_day(3, "ann@acme.example", "X-Mailer: Outlook 17\n\nTo GB82WEST12345698765432\n");
	assert_near("account", history_room.surprise[TRAIT_ACCOUNT].strength, 0.80);
	assert_int_equal(history_room.surprise[TRAIT_ACCOUNT].days, 3);
	assert_near("mailer", history_room.surprise[TRAIT_MAILER].strength, 0);
	teach_days(3, 9, 1, "ann@acme.example", "X-Mailer: Outlook 16\n\nhello\n");
	read_day(10, "ann@acme.example", "X-Mailer: Thunderbird 1\n\nTo " IBAN "\n");
	assert_near("account", history_room.surprise[TRAIT_ACCOUNT].strength, 0);
	assert_near("mailer", history_room.surprise[TRAIT_MAILER].strength, 0.39);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

/* Who else gave the account that this message gives; nobody, if it gives none. */
static void an_account_has_owners(void **state)
{
	const struct history *history;

	(void)state;
	teach_days(0, 3, 1, "ann@acme.example", "\nIBAN " IBAN "\n");
	history = read_day(5, "joe@acme.example", "\nIBAN " IBAN "\n");
	assert_int_equal(history->accounts, 1);
	assert_int_equal(history->account[0].owners, 2); /* she and her organisation */
	assert_int_equal(history->account[0].owner[0].days, 4);
	history = read_day(6, "joe@acme.example", "\nNothing.\n");
	assert_int_equal(history->accounts, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(without_a_store_nothing_is_known),
		TEST(a_broken_store_is_no_error),
		TEST(an_empty_store_knows_nobody),
		TEST(new_means_never_seen),
		TEST(a_forged_name_is_seen),
		TEST(four_days_over_fourteen_establish),
		TEST(a_known_forwarder_is_established_as_such),
		TEST(an_account_has_owners),
		TEST(marks_are_met_until_they_fade),
		TEST(a_known_account_bears_no_mark_of_strangers),
		TEST(first_contact_is_per_recipient),
		TEST(many_recipients_are_the_site),
		TEST(a_correspondent_is_no_stranger),
		TEST(lists_are_met),
		TEST(accounts_can_be_blocked),
		TEST(a_message_met_again_is_the_first),
		TEST(staff_is_known_by_name),
		TEST(surprises_come_from_the_store),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
