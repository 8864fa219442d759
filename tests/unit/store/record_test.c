/* Profiles by hand: how days are counted, what is kept, what is packed and read back the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "store/record_json.h"

#define AT(day) ((int64_t)(day)*86400 + 36000)

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)16 << 20);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static struct sighting sighting_on(int day, bool dkim, const struct shown_trait *trait,
                                   size_t traits)
{
	return (struct sighting){ .party = STR("ann@acme.example"),
		                  .address = STR("ann@acme.example"),
		                  .domain = STR("acme.example"),
		                  .proof = STR("aligned"),
		                  .at_s = AT(day),
		                  .dkim = dkim,
		                  .trait = trait,
		                  .traits = traits };
}

static bool see(struct profile *profile, int day, const char *kind, const char *value)
{
	const struct shown_trait trait = { str_of(kind), str_of(value), false, false };
	struct sighting sighting = sighting_on(day, false, &trait, 1);
	bool failed, changed = profile_add(profile, &sighting, &arena, &failed);

	assert_false(failed);
	return changed;
}

static void assert_value(const struct profile *profile, const char *kind, const char *value,
                         unsigned days, int first, int last)
{
	const struct trait_record *record = profile_trait(profile, str_of(kind));
	const struct trait_value *v = record ? trait_record_value(record, str_of(value)) : NULL;

	if (!v)
		fail_msg("%s %s isn't there", kind, value);
	if (v->days != days || v->first_day != first || v->last_day != last)
		fail_msg("%s %s: %u days %d..%d, not %u %d..%d", kind, value, v->days, v->first_day,
		         v->last_day, days, first, last);
}

struct step {
	const char *what;
	int day;
	bool dkim;
	bool changed;
	unsigned days;
	int first, last;
	unsigned gap, dkim_days;
	int dkim_last;
};

static void test_days(void **state)
{
	static const struct step steps[] = {
		{ "the first", 100, false, true, 1, 100, 100, 0, 0, 0 },
		{ "the same day", 100, false, false, 1, 100, 100, 0, 0, 0 },
		{ "signed on the same day", 100, true, true, 1, 100, 100, 0, 1, 100 },
		{ "signed again", 100, true, false, 1, 100, 100, 0, 1, 100 },
		{ "the next", 101, false, true, 2, 100, 101, 1, 1, 100 },
		{ "after a gap of nine", 110, true, true, 3, 100, 110, 9, 2, 110 },
		{ "between: was it counted?", 105, false, false, 3, 100, 110, 9, 2, 110 },
		{ "before the first", 98, true, true, 4, 98, 110, 9, 3, 110 },
		{ "long before", 50, false, true, 5, 50, 110, 48, 3, 110 },
		{ "and on", 111, false, true, 6, 50, 111, 48, 3, 110 },
	};
	struct profile p = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		const struct step *s = &steps[i];
		struct sighting sighting = sighting_on(s->day, s->dkim, NULL, 0);
		bool failed;

		if (profile_add(&p, &sighting, &arena, &failed) != s->changed || failed)
			fail_msg("%s: changed is not %d", s->what, s->changed);
		if (p.days != s->days || p.first_day != s->first || p.last_day != s->last ||
		    p.longest_gap_days != s->gap)
			fail_msg("%s: %u days %d..%d gap %u", s->what, p.days, p.first_day,
			         p.last_day, p.longest_gap_days);
		if (p.dkim_days != s->dkim_days || p.dkim_last_day != s->dkim_last)
			fail_msg("%s: %u dkim days, last %d", s->what, p.dkim_days,
			         p.dkim_last_day);
	}
	assert_int_equal(p.first_seen_s, AT(50));
	assert_int_equal(p.last_seen_s, AT(111));
}

static void test_established(void **state)
{
	static const struct {
		const char *what, *proof;
		unsigned days;
		int first, last;
		bool want;
	} rows[] = {
		{ "four days over fourteen", "aligned", 4, 100, 114, true },
		{ "over thirteen", "aligned", 4, 100, 113, false },
		{ "three days", "aligned", 3, 100, 200, false },
		{ "many days, not aligned", "via", 40, 100, 200, false },
		{ "the range of a damaged row", "aligned", 9, INT32_MIN, INT32_MAX, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct profile p = { .found = true,
			             .proof = str_of(rows[i].proof),
			             .days = rows[i].days,
			             .first_day = rows[i].first,
			             .last_day = rows[i].last };

		if (profile_established(&p) != rows[i].want)
			fail_msg("%s", rows[i].what);
	}
	assert_false(profile_established(&(struct profile){ 0 }));
}

static void test_traits(void **state)
{
	const struct shown_trait two[] = { { STR("dkim"), STR("a.example"), true, false },
		                           { STR("dkim"), STR("b.example"), true, false },
		                           { STR("dkim"), STR("a.example"), true, false } };
	struct sighting sighting = sighting_on(100, true, two, 3);
	struct profile p = { 0 };
	bool failed;

	(void)state;
	assert_true(profile_add(&p, &sighting, &arena, &failed));
	assert_int_equal(p.traits, 1);
	assert_int_equal(p.trait[0].days, 1); /* of the kind: a day, however many values */
	assert_true(p.trait[0].strong);
	assert_value(&p, "dkim", "a.example", 1, 100, 100);
	assert_value(&p, "dkim", "b.example", 1, 100, 100);
	assert_false(profile_add(&p, &sighting, &arena, &failed));

	assert_true(see(&p, 100, "mailer", "X")); /* the same day, a new kind */
	assert_false(see(&p, 100, "mailer", "X"));
	assert_true(see(&p, 100, "mailer", "Y"));
	assert_true(see(&p, 103, "mailer", "X"));
	assert_value(&p, "mailer", "X", 2, 100, 103);
	assert_value(&p, "mailer", "Y", 1, 100, 100);
	assert_int_equal(profile_trait(&p, str_of("mailer"))->days, 2);
	assert_int_equal(profile_trait(&p, str_of("mailer"))->last_day, 103);
	assert_false(see(&p, 101, "mailer", "X")); /* between: not counted */
	assert_true(see(&p, 101, "mailer", "Z"));  /* but a value that is new is */
	assert_value(&p, "mailer", "Z", 1, 101, 101);
	assert_int_equal(profile_trait(&p, str_of("mailer"))->days, 2);
	assert_true(see(&p, 90, "mailer", "older"));
	assert_string_equal(profile_trait(&p, str_of("mailer"))->value[0].value.p,
	                    "older"); /* the first ever now */
	assert_int_equal(profile_trait(&p, str_of("mailer"))->days, 3);
	assert_null(profile_trait(&p, str_of("language")));
}

static void test_bounds(void **state)
{
	struct profile p = { 0 };
	char text[600];

	(void)state;
	for (int i = 0; i < PROFILE_VALUES_MAX + 10; i++) {
		snprintf(text, sizeof text, "v%d", i);
		see(&p, 100 + i, "mailer", text);
		see(&p, 100 + i, "language", "en");
	}
	assert_int_equal(profile_trait(&p, str_of("mailer"))->values, PROFILE_VALUES_MAX);
	assert_int_equal(profile_trait(&p, str_of("mailer"))->days, PROFILE_VALUES_MAX + 10);
	assert_value(&p, "mailer", "v0", 1, 100, 100); /* the first ever stays */
	assert_null(trait_record_value(profile_trait(&p, str_of("mailer")), str_of("v1")));
	assert_null(trait_record_value(profile_trait(&p, str_of("mailer")), str_of("v10")));
	assert_value(&p, "mailer", "v11", 1, 111, 111);
	assert_value(&p, "language", "en", PROFILE_VALUES_MAX + 10, 100,
	             100 + PROFILE_VALUES_MAX + 9);
	for (int i = 0; i < PROFILE_KINDS_MAX + 5; i++) {
		snprintf(text, sizeof text, "kind%d", i);
		see(&p, 300, text, "x");
	}
	assert_int_equal(p.traits, PROFILE_KINDS_MAX);
	memset(text, 'x', sizeof text);
	text[sizeof text - 1] = '\0';
	see(&p, 301, "kind0", text); /* cut, and found again by the whole */
	assert_non_null(trait_record_value(profile_trait(&p, str_of("kind0")), str_of(text)));
	assert_false(see(&p, 301, "kind0", text));
}

/* A full kind gives up what was seen the longest ago; of the same day, what was seen on fewer days. */
static void test_eviction(void **state)
{
	struct profile p = { 0 };
	char text[16];

	(void)state;
	see(&p, 100, "k", "first");
	see(&p, 101, "k", "often");
	see(&p, 102, "k", "often");
	see(&p, 102, "k", "rare");
	for (int i = 0; i < PROFILE_VALUES_MAX - 3; i++) {
		snprintf(text, sizeof text, "v%d", i);
		see(&p, 103, "k", text);
	}
	see(&p, 104, "k", "one more");
	assert_null(trait_record_value(profile_trait(&p, str_of("k")), str_of("rare")));
	assert_value(&p, "k", "often", 2, 101, 102);
	assert_value(&p, "k", "first", 1, 100, 100);
}

static void test_hostile_values(void **state)
{
	static const struct str values[] = { STR("a\0b"), STR("\xff\xfe"), STR("\xc3"), STR(""),
		                             STR("\"\\\n\x1b") };
	struct profile p = { 0 }, back = { 0 };
	char *packed;
	bool failed;

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		const struct shown_trait trait = { STR("name"), values[i], false, false };
		struct sighting sighting = sighting_on(100, false, &trait, 1);

		assert_true(profile_add(&p, &sighting, &arena, &failed));
		assert_false(profile_add(&p, &sighting, &arena, &failed)); /* finds itself again */
	}
	packed = traits_pack(&p);
	assert_int_equal(traits_unpack(&arena, str_of(packed), &back, NULL), 0);
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		assert_non_null(
			trait_record_value(profile_trait(&back, str_of("name")), values[i]));
	free(packed);
}

static void test_packing(void **state)
{
	const struct shown_trait traits[] = { { STR("account"), STR("IT...1 abc"), true, true },
		                              { STR("mailer"), STR("Mutt"), false, false } };
	struct sighting sighting = sighting_on(100, true, traits, 2);
	struct profile p = { 0 }, back = { 0 };
	char *packed;
	bool failed;

	(void)state;
	assert_true(profile_add(&p, &sighting, &arena, &failed));
	packed = traits_pack(&p);
	assert_string_equal(packed, "{\"account\":{\"n\":1,\"d\":100},\"mailer\":{\"n\":1,\"d\":"
	                            "100,\"v\":[[\"Mutt\",1,100,100]]}}");
	assert_int_equal(traits_unpack(&arena, str_of(packed), &back, NULL), 0);
	assert_int_equal(back.traits, 2);
	assert_true(back.trait[0].strong);
	assert_false(back.trait[1].strong);
	assert_int_equal(back.trait[0].values, 0); /* have rows of their own */
	assert_value(&back, "mailer", "Mutt", 1, 100, 100);
	free(packed);
}

/* A batch comes back as it was; what the organisation shows like its address is kept once. */
static void test_lesson_packing(void **state)
{
	const struct shown_trait own[] = { { STR("name"), STR("Ann"), false, false },
		                           { STR("account"), STR("IT...1 abc"), true, true } };
	const struct shown_trait org[] = { own[1],
		                           { STR("account"), STR("IT...2 def"), true, true } };
	const struct str to = STR("bob@example.org");
	const struct mark mark = { .kind = STR("identity"), .value = STR("x") };
	struct batch batch = { .sightings = 2,
		               .contact = &to,
		               .contacts = 1,
		               .written = &to,
		               .written_n = 1,
		               .mark = &mark,
		               .marks = 1 },
		     back;
	char *packed;

	(void)state;
	batch.sighting[0] = sighting_on(100, true, own, 2);
	batch.sighting[1] = sighting_on(100, false, org, 2);
	packed = lesson_pack(&batch);
	assert_int_equal(lesson_unpack(&arena, str_of(packed), &back, NULL), 0);
	assert_int_equal(back.sightings, 2);
	assert_true(back.sighting[0].dkim && !back.sighting[1].dkim &&
	            back.sighting[1].at_s == AT(100));
	for (size_t i = 0; i < 2; i++) {
		const struct sighting *was = &batch.sighting[i], *is = &back.sighting[i];

		assert_int_equal(is->traits, 2);
		for (size_t j = 0; j < 2; j++)
			assert_true(str_eq(is->trait[j].kind, was->trait[j].kind) &&
			            str_eq(is->trait[j].value, was->trait[j].value) &&
			            is->trait[j].strong == was->trait[j].strong &&
			            is->trait[j].guarded == was->trait[j].guarded);
	}
	assert_true(back.contacts == 1 && str_eq(back.contact[0], to) && back.written_n == 1 &&
	            back.marks == 1);
	assert_ptr_equal(strstr(strstr(packed, "IT...1") + 1, "IT...1"), NULL);
	free(packed);
}

static void test_damaged_packing(void **state)
{
	static const char *const texts[] = {
		"",
		"[]",
		"{",
		"{\"a\":1}",
		"{\"a\":{\"n\":-1,\"d\":1}}",
		"{\"a\":{\"n\":1}}",
		"{\"a\":{\"n\":99999999999,\"d\":1}}",
		"{\"a\":{\"n\":1,\"d\":99999999999}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[[1,1,1,1]]}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[[\"x\",1,1]]}}",
		"{\"a\":{\"n\":1,\"d\":1,\"v\":[{}]}}",
		"{\"a\":{\"n\":\"1\",\"d\":1}}",
	};
	struct profile p = { 0 };
	struct sighting sighting;
	struct batch batch;
	bool first;

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct err err;

		if (traits_unpack(&arena, str_of(texts[i]), &p, &err) != ERR_STORE)
			fail_msg("%s was taken", texts[i]);
		assert_int_equal(sighting_unpack(&arena, str_of(texts[i]), &sighting, &first, &err),
		                 ERR_STORE);
	}
	assert_int_equal(traits_unpack(&arena, str_of("{}"), &p, NULL), 0);
	assert_int_equal(p.traits, 0);
	assert_int_equal(lesson_unpack(&arena, str_of("{\"sightings\":[1]}"), &batch, NULL),
	                 ERR_STORE);
	assert_int_equal(lesson_unpack(&arena,
	                               str_of("{\"sightings\":[{\"party\":\"p\",\"address\":\"a\","
	                                      "\"domain\":\"d\","
	                                      "\"proof\":\"x\",\"at\":1,\"traits\":[0]}]}"),
	                               &batch, NULL),
	                 ERR_STORE); /* a number that nothing bears */
	assert_int_equal(lesson_unpack(&arena, str_of("{\"contacts\":[1]}"), &batch, NULL),
	                 ERR_STORE);
}

static void test_no_memory(void **state)
{
	const struct shown_trait trait = { STR("name"), STR("x"), false, false };
	struct sighting sighting = sighting_on(100, false, &trait, 1);

	(void)state;
	for (size_t limit = 0; limit < 256; limit += 16) {
		struct arena small;
		struct profile p = { 0 };
		bool failed;

		arena_init(&small, limit);
		if (!profile_add(&p, &sighting, &small, &failed))
			assert_true(failed);
		arena_done(&small);
	}
}

/* Taking back */

static void test_take_back_shared(void **state)
{
	const struct shown_trait both[] = { { STR("mailer"), STR("X"), false, false },
		                            { STR("network"), STR("192.0.2.0/24"), true, false } };
	const struct shown_trait one[] = { { STR("mailer"), STR("X"), false, false } };
	struct sighting a = sighting_on(100, true, both, 2), b = sighting_on(100, false, one, 1);
	struct profile p = { 0 };
	bool failed;

	(void)state;
	profile_add(&p, &a, &arena, &failed);
	profile_add(&p, &b, &arena, &failed);
	profile_take_back(
		&p, &a, &b,
		1); /* b shares the day and the mailer, not the network and the signature */
	assert_true(p.found);
	assert_int_equal(p.days, 1);
	assert_int_equal(p.dkim_days, 0);
	assert_int_equal(p.traits, 1);
	assert_value(&p, "mailer", "X", 1, 100, 100);
	profile_take_back(&p, &b, NULL, 0);
	assert_false(p.found);
	assert_int_equal(p.traits, 0);
}

static void test_take_back_days(void **state)
{
	static const struct {
		const char *what;
		int seen[5];
		int back;
		unsigned days;
		int first, last;
	} rows[] = {
		{ "the only day", { 100 }, 100, 0, 100, 100 },
		{ "the last of two", { 100, 110 }, 110, 1, 100, 100 },
		{ "the first of two", { 100, 110 }, 100, 1, 110, 110 },
		{ "the last of three", { 100, 105, 110 }, 110, 2, 100, 109 },
		{ "the first of three", { 100, 105, 110 }, 100, 2, 101, 110 },
		{ "one between", { 100, 105, 110 }, 105, 2, 100, 110 },
		{ "never counted", { 100, 110 }, 105, 2, 100, 110 },
		{ "before all", { 100, 110 }, 99, 2, 100, 110 },
		{ "behind all", { 100, 110 }, 111, 2, 100, 110 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct shown_trait trait = { STR("k"), STR("v"), false, false };
		struct sighting back = sighting_on(rows[i].back, false, &trait, 1);
		struct profile p = { 0 };

		for (size_t j = 0; j < 5 && rows[i].seen[j]; j++)
			see(&p, rows[i].seen[j], "k", "v");
		profile_take_back(&p, &back, NULL, 0);
		if (p.days != rows[i].days || p.found != (rows[i].days > 0))
			fail_msg("%s: %u days", rows[i].what, p.days);
		if (p.found && (p.first_day != rows[i].first || p.last_day != rows[i].last))
			fail_msg("%s: %d..%d", rows[i].what, p.first_day, p.last_day);
		if (p.found)
			assert_value(&p, "k", "v", rows[i].days, rows[i].first, rows[i].last);
		if (p.found && day_of(p.first_seen_s) != p.first_day)
			fail_msg("%s: first seen isn't on the first day", rows[i].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),
		cmocka_unit_test(test_established),
		cmocka_unit_test(test_traits),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_eviction),
		cmocka_unit_test(test_hostile_values),
		cmocka_unit_test(test_packing),
		cmocka_unit_test(test_lesson_packing),
		cmocka_unit_test(test_damaged_packing),
		cmocka_unit_test(test_no_memory),
		cmocka_unit_test(test_take_back_shared),
		cmocka_unit_test(test_take_back_days),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
