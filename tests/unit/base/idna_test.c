#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/unicode.h"

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 22);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

struct row {
	const char *given, *wanted;
};

static void check(const struct row *rows, size_t n,
                  struct str (*function)(struct arena *arena, struct str s))
{
	for (size_t i = 0; i < n; i++) {
		struct str got = function(&arena, str_of(rows[i].given));

		if (!str_eq(got, str_of(rows[i].wanted)))
			fail_msg("%s: wanted %s, got " STR_FMT, rows[i].given, rows[i].wanted,
			         STR_ARG(got));
	}
}
#define CHECK(rows, function) check(rows, sizeof rows / sizeof rows[0], function)

static void domain_names(void **state)
{
	static const struct row good[] = {
		{ "Example.ORG.", "example.org" },
		{ "m\xc3\xbcller.example", "xn--mller-kva.example" },
		{ "M\xc3\x9cLLER.example", "xn--mller-kva.example" },
		{ "a_b.example", "a_b.example" },
		{ "fa\xc3\x9f.example", "xn--fa-hia.example" }, /* non-transitional */
	};
	static const char *const bad[] = {
		"",
		".",
		"a..b",
		"a b.example",
		"[192.0.2.1]",
		"a\x01.example",
		"\xff.example",
		"a\"b.example",
		"a123456789012345678901234567890123456789012345678901234567890123.example"
	};

	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		struct str got;

		assert_true(unicode_to_ascii_domain(&arena, str_of(good[i].given), &got));
		if (!str_eq(got, str_of(good[i].wanted)))
			fail_msg("%s: got " STR_FMT, good[i].given, STR_ARG(got));
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct str got;

		if (unicode_to_ascii_domain(&arena, str_of(bad[i]), &got))
			fail_msg("accepted %s", bad[i]);
	}
}

static void shown_names(void **state)
{
	static const struct row rows[] = {
		{ "xn--mller-kva.example", "m\xc3\xbcller.example" },
		{ "plain.example", "plain.example" },
		/* a label of another script than the next is no mixture */
		{ "xn--e1afmkfd.com", "\xd0\xbf\xd1\x80\xd0\xb8\xd0\xbc\xd0\xb5\xd1\x80.com" },
		{ "XN--MLLER-KVA.Example", "m\xc3\xbcller.Example" },
		/* "paypal" with one Cyrillic letter stays what the DNS knows */
		{ "xn--pypal-4ve.example", "xn--pypal-4ve.example" },
		{ "xn--mller-kva.xn--pypal-4ve.com", "m\xc3\xbcller.xn--pypal-4ve.com" },
		/* "apple" of Cyrillic letters alone: one script, but nobody could tell */
		{ "xn--80ak6aa92e.com", "xn--80ak6aa92e.com" },
		{ "xn--.example", "xn--.example" },
		{ "xn--99999999999999.example", "xn--99999999999999.example" },
		{ "..xn--mller-kva.", "..m\xc3\xbcller." },
		{ "", "" },
	};

	(void)state;
	CHECK(rows, unicode_to_shown_domain);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(domain_names),
		TEST(shown_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
