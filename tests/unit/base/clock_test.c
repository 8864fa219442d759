#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/clock.h"

static void texts_are_read_strictly(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t wanted;
	} rows[] = {
		{ "1970-01-01T00:00:00Z", true, 0 },
		{ "2026-11-24T15:06:38Z", true, 1795532798 },
		{ "2026-11-24T16:06:38+01:00", true, 1795532798 },
		{ "2026-11-24t10:36:38.5-04:30", true, 1795532798 },
		{ "2026-11-24", true, 1795478400 },
		{ "2024-02-29", true, 1709164800 },
		{ "2023-02-29", false, 0 },
		{ "1900-02-29", false, 0 },
		{ "2026-13-01", false, 0 },
		{ "2026-11-31", false, 0 },
		{ "2026-11-24T24:00:00Z", false, 0 },
		{ "2026-11-24T15:06:38", false, 0 },
		{ "2026-11-24T15:06:38.Z", false, 0 },
		{ "2026-11-24T15:06:38Zx", false, 0 },
		{ "2016-12-31T23:59:60Z", true, 1483228800 }, /* there was a leap second */
		{ "2017-01-01T05:29:60+05:30", true, 1483228800 },
		{ "2016-12-31T23:58:60Z", false, 0 },
		{ "2016-12-31T23:59:61Z", false, 0 },
		{ "0000-01-01T00:00:00Z", true, -62167219200 },
		{ "2000-02-29T00:00:00-00:00", true, 951782400 },
		{ "2026-11-24T15:06:38+24:00", false, 0 },
		{ "2026-11-24T15:06Z", false, 0 },
		{ "2026-00-10", false, 0 },
		{ "2026-11-00", false, 0 },
		{ "+026-11-24", false, 0 },
		{ " 2026-11-24", false, 0 },
		{ "2026-11-24T", false, 0 },
		{ "2026-11-24T15:06:38+1:00", false, 0 },
		{ "26-11-24", false, 0 },
		{ "", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		int64_t at = 42;
		bool ok = clock_parse(str_of(rows[i].text), &at);

		if (ok != rows[i].ok || at != (ok ? rows[i].wanted : 42))
			fail_msg("%s: %lld", rows[i].text, (long long)at);
	}
}

static void texts_are_written_and_clamped(void **state)
{
	char text[CLOCK_TEXT_SIZE];

	(void)state;
	assert_string_equal(clock_text(1795532798, text), "2026-11-24T15:06:38Z");
	assert_string_equal(clock_text(INT64_MAX, text), "9999-12-31T23:59:59Z");
	assert_string_equal(clock_text(INT64_MIN, text), "0000-01-01T00:00:00Z");
}

static void days_are_rounded_down(void **state)
{
	(void)state;
	assert_int_equal(day_of(0), 0);
	assert_int_equal(day_of(86399), 0);
	assert_int_equal(day_of(86400), 1);
	assert_int_equal(day_of(-1), -1);
	assert_int_equal(day_of(-86400), -1);
	assert_int_equal(day_of(-86401), -2);
}

static void a_clock_is_handed_in(void **state)
{
	struct clock fixed = clock_fixed(42), real = clock_system();
	int64_t before = clock_monotonic_ms();

	(void)state;
	assert_int_equal(clock_now_s(&fixed), 42);
	assert_true(clock_now_s(&real) > 1700000000);
	assert_true(clock_monotonic_ms() >= before);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_are_read_strictly),
		cmocka_unit_test(texts_are_written_and_clamped),
		cmocka_unit_test(days_are_rounded_down),
		cmocka_unit_test(a_clock_is_handed_in),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
