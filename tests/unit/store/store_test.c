/* The contract of a store: what one message changes, and what it doesn't. Counters are computed by hand. */
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

static void establish(struct world *world, const char *party, int from_day)
{
	for (int i = 0; i < 4; i++) {
		char key[32];

		snprintf(key, sizeof key, "e%d.%d", from_day, i);
		world_mail(world, key, LESSON_LEARN, party, AT(from_day + 5 * i), "bob@example.org",
		           mutt, 2);
	}
}

static size_t lines_of(struct world *world, const char *table)
{
	char *rows = world->backend->dump(world->path, table);
	size_t lines = 0;

	for (const char *p = rows; (p = strchr(p, '\n')); p++)
		lines++;
	free(rows);
	return lines;
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

	establish(world, ANN, 100);
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
	assert_int_equal(lines_of(world, "pending"), 1);
	world_mail(world, "c4", LESSON_LEARN, ANN, AT(123), "", mutt, 2); /* the third */
	p = world_profile(world, ANN);
	assert_non_null(trait_record_value(profile_trait(&p, str_of("mailer")), str_of("Outlook")));
	assert_non_null(trait_record_value(profile_trait(&p, str_of("network")),
	                                   str_of("198.51.100.0/24")));
	assert_null(profile_trait(&p, str_of("account"))); /* guarded */
	assert_int_equal(lines_of(world, "pending"), 0);
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
			establish(world, rows[i].party, 100);
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
	assert_int_equal(lines_of(world, "pending"), 16);
	assert_int_equal(lines_of(world, "mark"), 16);
	assert_int_equal(lines_of(world, "message"), 40);
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

static void test_lists(void **state)
{
	struct world *world = *state;
	const struct list_entry allow = { .list = STR("allow"),
		                          .type = STR("address"),
		                          .value = STR(ANN),
		                          .only = STR("first-contact"),
		                          .comment = STR("asked \xc3\xa0 Bob"),
		                          .created_s = AT(100),
		                          .expires_s = AT(110) };
	const struct list_entry block = { .list = STR("block"),
		                          .type = STR("domain"),
		                          .value = STR("evil.example"),
		                          .created_s = AT(100) };
	struct list_entry entry;
	struct snapshot *snapshot;
	bool was_there;

	assert_int_equal(store_list_add(world->store, &allow, NULL), 0);
	assert_int_equal(store_list_add(world->store, &block, NULL), 0);
	assert_true(world_listed(world, "allow", "address", ANN, AT(109)));
	assert_false(world_listed(world, "allow", "address", ANN, AT(110)));
	assert_false(world_listed(world, "block", "address", ANN, AT(109)));
	assert_false(world_listed(world, "allow", "domain", ANN, AT(109)));
	assert_true(world_listed(world, "block", "domain", "evil.example", AT(99999)));
	snapshot = world_snapshot(world);
	assert_int_equal(snapshot_list(snapshot, allow.list, allow.type, allow.value, AT(101),
	                               &world->arena, &entry, NULL),
	                 0);
	snapshot_end(snapshot);
	assert_true(str_eq(entry.only, allow.only) && str_eq(entry.comment, allow.comment));
	assert_int_equal(entry.expires_s, AT(110));
	assert_int_equal(store_list_remove(world->store, block.list, block.type, block.value,
	                                   &was_there, NULL),
	                 0);
	assert_true(was_there);
	assert_int_equal(store_list_remove(world->store, block.list, block.type, block.value,
	                                   &was_there, NULL),
	                 0);
	assert_false(was_there);
	assert_false(world_listed(world, "block", "domain", "evil.example", AT(101)));
}

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

static void test_prune(void **state)
{
	struct world *world = *state;
	const struct list_entry entry = { .list = STR("allow"),
		                          .type = STR("address"),
		                          .value = STR(ANN),
		                          .expires_s = AT(150) };
	size_t rows;

	establish(world, ANN, 100);
	world_mail(world, "once", LESSON_LEARN, "once@x.example", AT(100), "bob@example.org", mutt,
	           2);
	world_mail(world, "wait", LESSON_PENDING, ANN, AT(115), "", mutt, 2);
	assert_int_equal(store_list_add(world->store, &entry, NULL), 0);
	assert_int_equal(store_prune(world->store, AT(140), &rows, NULL), 0);
	assert_int_equal(rows, 0);
	assert_int_equal(store_prune(world->store, AT(150), &rows, NULL), 0);
	assert_int_equal(rows, 2); /* what waited, and the entry */
	assert_int_equal(lines_of(world, "message"), 6);
	assert_int_equal(store_prune(world->store, AT(290), &rows, NULL), 0);
	assert_int_equal(rows, 3 + 1); /* the log before day 110; who wrote once */
	assert_false(world_profile(world, "once@x.example").found);
	assert_false(world_contact(world, "once@x.example", "bob@example.org").found);
	assert_true(world_profile(world, ANN).found);
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	assert_int_equal(store_prune(world->store, AT(100 + 4 * 365), &rows, NULL), 0);
	assert_false(world_profile(world, ANN).found);
	world_assert_table(world, "trait", "");
	world_assert_table(world, "contact", "");
	assert_int_equal(lines_of(world, "recipient"), 1); /* the site's own */
}

/* A flood of invented senders fills no more than its bound, and pushes out nobody who wrote on two days. */
static void test_strangers_bounded(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	char key[32], party[64];
	size_t rows = 0;

	world_close(world);
	options.strangers = 100;
	assert_int_equal(store_open(&options, &world->store, NULL), 0);
	establish(world, ANN, 100);
	world_mail(world, "t1", LESSON_LEARN, "two@x.example", AT(100), "bob@example.org", NULL, 0);
	world_mail(world, "t2", LESSON_LEARN, "two@x.example", AT(101), "bob@example.org", NULL, 0);
	for (int i = 0; i < 500; i++) {
		snprintf(key, sizeof key, "f%d", i);
		snprintf(party, sizeof party, "invented-%d@flood.example", i);
		world_mail(world, key, LESSON_LEARN, party, AT(120 + i / 100), "bob@example.org",
		           mutt, 2);
	}
	assert_int_equal(store_prune(world->store, AT(125), &rows, NULL), 0);
	assert_int_equal(rows, 400);
	assert_true(world_profile(world, ANN).found);
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	assert_true(world_profile(world, "two@x.example").found);
	assert_true(world_profile(world, "invented-450@flood.example").found); /* the newest stay */
	assert_false(world_profile(world, "invented-50@flood.example").found);
	assert_false(world_contact(world, "invented-50@flood.example", "bob@example.org").found);
	assert_true(lines_of(world, "contact") <= 102);
}

struct collected {
	char text[4096];
	size_t rows, stop_after;
};

static bool collect(void *context, const struct store_column *column, size_t columns)
{
	struct collected *all = context;

	for (size_t i = 0; i < columns; i++) {
		size_t n = strlen(all->text);

		snprintf(all->text + n, sizeof all->text - n, "%s%s=" STR_FMT, i ? " " : "",
		         column[i].name,
		         STR_ARG(column[i].value.p ? column[i].value : str_of("NULL")));
	}
	strncat(all->text, "\n", sizeof all->text - strlen(all->text) - 1);
	return ++all->rows != all->stop_after;
}

static struct collected query(struct world *world, const char *name, const char *first,
                              const char *second)
{
	const struct str arguments[] = { str_of(first), str_of(second) };
	struct collected all = { 0 };
	struct err err;

	if (store_query(world->store, name, arguments, (first != NULL) + (second != NULL), collect,
	                &all, &err))
		fail_msg("%s: %s", name, err.text);
	return all;
}

static void test_queries(void **state)
{
	struct world *world = *state;
	struct collected all;
	const struct str none = { NULL, 0 };

	establish(world, ANN, 100);
	world_mail(world, "via", LESSON_LEARN, ANN " via list.example", AT(101), "", NULL, 0);
	world_mail(world, "other", LESSON_LEARN, "ann@acme.example.org", AT(101), "", NULL, 0);
	world_mail(world, "bad", LESSON_NOTHING, "eve@evil.example", AT(120), "", NULL, 0);
	all = query(world, "recent", "2", "");
	assert_int_equal(all.rows, 2);
	assert_non_null(strstr(all.text, "message=bad "));
	assert_int_equal(query(world, "recent", "100", "clean").rows, 6);
	assert_int_equal(query(world, "recent", "100", "malicious").rows, 1);
	all = query(world, "sender", ANN, NULL);
	assert_int_equal(all.rows, 2);
	assert_non_null(strstr(all.text, "party=ann@acme.example address=ann@acme.example "
	                                 "domain=acme.example proof=aligned"));
	assert_non_null(strstr(
		all.text,
		"days=4 longest_gap=5 dkim_days=0 established=1 recipients=1 marked_until=NULL"));
	all = query(world, "sender_traits", ANN, NULL);
	assert_string_equal(all.text,
	                    "kind=network value=192.0.2.0/24 days=4 first_day=100 last_day=115\n");
	assert_int_equal(query(world, "sender_verdicts", ANN, "10").rows, 4);
	all = query(world, "domain", "acme.example", NULL);
	assert_int_equal(all.rows, 1);
	assert_non_null(
		strstr(all.text, "domain=acme.example proven_senders=1 unproven_senders=1"));
	assert_int_equal(query(world, "lists", "", NULL).rows, 0);
	assert_int_equal(query(world, "sender_reputation", NULL, NULL).rows, 3);
	assert_int_equal(query(world, "domain_reputation", NULL, NULL).rows, 2);
	assert_int_equal(query(world, "recent_verdicts", NULL, NULL).rows, 7);
	all = (struct collected){ .stop_after = 1 };
	assert_int_equal(
		store_query(world->store, "recent_verdicts", &none, 0, collect, &all, NULL), 0);
	assert_int_equal(all.rows, 1);

	assert_int_equal(store_query(world->store, "no_such", &none, 0, collect, &all, NULL),
	                 ERR_USAGE);
	assert_int_equal(store_query(world->store, "sender", &none, 0, collect, &all, NULL),
	                 ERR_USAGE);
	assert_int_equal(store_query(world->store, "sender", &none, 9, collect, &all, NULL),
	                 ERR_USAGE);
	assert_true(store_query(world->store, "party_delete", &(struct str)STR(ANN), 1, collect,
	                        &all, NULL) < 0);
	assert_true(world_profile(world, ANN).found); /* a query writes nothing */
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_profile),
		TEST(test_same_day),
		TEST(test_strong_bound),
		TEST(test_first_contact_counters),
		TEST(test_same_message),
		TEST(test_same_message_not_learned),
		TEST(test_bad_mail_teaches_nothing),
		TEST(test_forged_clean_mail),
		TEST(test_pending_release),
		TEST(test_pending_stays),
		TEST(test_bounds_of_lists),
		TEST(test_marks),
		TEST(test_correspondents),
		TEST(test_staff),
		TEST(test_lists),
		TEST(test_message),
		TEST(test_message_named),
		TEST(test_hostile_texts),
		TEST(test_snapshot_stands_still),
		TEST(test_prune),
		TEST(test_strangers_bounded),
		TEST(test_queries),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
