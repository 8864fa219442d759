/* Taking a message out of a profile again. */
#include "store/records.h"

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
		cmocka_unit_test(test_take_back_shared),
		cmocka_unit_test(test_take_back_days),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
