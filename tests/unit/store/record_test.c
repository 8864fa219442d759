/* How the days and values of a profile are counted, and what is kept of them. */
#include "store/records.h"

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_days),     cmocka_unit_test(test_established),
		cmocka_unit_test(test_traits),   cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_eviction), cmocka_unit_test(test_no_memory),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
