#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/escape.h"
#include "base/json.h"
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

static void validity(void **state)
{
	static const char *const bad[] = {
		"\xff", "\xc3", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "a\x80"
	};

	(void)state;
	assert_true(utf8_valid(str_of("plain")));
	assert_true(utf8_valid(str_of("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80")));
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		assert_false(utf8_valid(str_of(bad[i])));
}

static void walking_and_clipping(void **state)
{
	const struct str s = str_of("a\xc3\xa4\xff");
	size_t at = 0;
	char out[4];

	(void)state;
	assert_int_equal(utf8_next(s, &at), 'a');
	assert_int_equal(utf8_next(s, &at), 0xe4);
	assert_int_equal(utf8_next(s, &at), 0xfffd);
	assert_int_equal(utf8_next(s, &at), -1);
	assert_int_equal(utf8_clip(s, 2).n, 1);
	assert_int_equal(utf8_clip(s, 3).n, 3);
	assert_int_equal(utf8_put(0x20ac, out), 3);
	assert_int_equal(utf8_put(0x110000, out), 3); /* U+FFFD */
}

static void decoding(void **state)
{
	static const struct {
		const char *bytes, *charset, *wanted;
	} rows[] = {
		{ "plain", "us-ascii", "plain" },
		{ "\xe4\x80", "iso-8859-15", "\xc3\xa4\xc2\x80" },
		{ "\x80 5", "", "\xe2\x82\xac 5" }, /* windows-1252 where nothing is said */
		{ "\x80 5", "no-such-charset", "\xe2\x82\xac 5" },
		{ "\xe4", "utf-8", "\xc3\xa4" },          /* and where it is said wrongly */
		{ "\xc3\xa4", "iso-8859-1", "\xc3\xa4" }, /* valid UTF-8 is taken as such */
		{ "\x1b$B%F\x1b(B", "iso-2022-jp", "\xe3\x83\x86" },
		{ "+AOQ-", "utf-7", "\xc3\xa4" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str got =
			unicode_decode(&arena, str_of(rows[i].bytes), str_of(rows[i].charset));

		assert_true(utf8_valid(got));
		if (!str_eq(got, str_of(rows[i].wanted)))
			fail_msg("row %zu: got " STR_FMT, i, STR_ARG(got));
	}
}

static void folding(void **state)
{
	static const struct row rows[] = {
		{ "PayPal", "paypal" },
		{ "STRA\xc3\x9f"
		  "E",
		  "strasse" },
		{ "pay\xe2\x80\x8bment", "payment" }, /* zero width space */
		{ "pay\xc2\xadment", "payment" },     /* soft hyphen */
		{ "\xef\xbc\xb7ire", "wire" },        /* full width W */
		{ "\xe2\x80\xaeoof", "oof" },         /* right-to-left override */
		{ "perch\xc3\xa9", "perch\xc3\xa9" },
		{ "", "" },
	};

	(void)state;
	CHECK(rows, unicode_fold);
}

static void names_without_diacritics(void **state)
{
	static const struct row rows[] = {
		{ "M\xc3\xbcller", "muller" },
		{ "\xc5\x81ukasz", "lukasz" },
		{ "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "ivan" },
		{ "plain", "plain" },
	};

	(void)state;
	CHECK(rows, unicode_ascii);
}

static void skeletons(void **state)
{
	static const struct row same[] = {
		{ "paypal", "p\xd0\xb0yp\xd0\xb0l" }, /* Cyrillic a */
		{ "google", "g00gle" },
		{ "modern", "rnodern" },
	};
	static const struct row other[] = { { "acme", "acne" }, { "example", "exemple" } };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		assert_true(str_eq(unicode_skeleton(&arena, str_of(same[i].given)),
		                   unicode_skeleton(&arena, str_of(same[i].wanted))));
	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
		assert_false(str_eq(unicode_skeleton(&arena, str_of(other[i].given)),
		                    unicode_skeleton(&arena, str_of(other[i].wanted))));
	assert_non_null(unicode_skeleton(&arena, str_of("\xff\xfe")).p);
}

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
	assert_true(str_eq(unicode_to_shown_domain(&arena, str_of("xn--mller-kva.example")),
	                   str_of("m\xc3\xbcller.example")));
	/* "paypal" with one Cyrillic letter stays what the DNS knows */
	assert_true(str_eq(unicode_to_shown_domain(&arena, str_of("xn--pypal-4ve.example")),
	                   str_of("xn--pypal-4ve.example")));
}

static void nothing_reaches_a_log_header_or_terminal_unescaped(void **state)
{
	static const struct {
		void (*escape)(struct buf *out, struct str s, size_t max);
		const char *given, *wanted;
		size_t max;
	} rows[] = {
		{ escape_log, "a\\b\n\x1b[31m\x7f", "a\\\\b\\x0a\\x1b[31m\\x7f", 100 },
		{ escape_log, "\xc3\xa4 \xe2\x80\xae \xe2\x80\xa8 \xff",
		  "\xc3\xa4 \\u{202e} \\u{2028} \\xff", 100 },
		{ escape_log, "\xc2\x9b", "\\u{9b}",
		  100 }, /* a control sequence of 8-bit terminals */
		{ escape_log, "abcdefgh", "abcdefgh", 8 },
		{ escape_log, "abcdefghi", "abcde...", 8 },
		{ escape_header, "a (b) \"c\";\\d\r\n\xc3\xa4", "a ?b? ?c???d????", 100 },
		{ escape_terminal, "a\nb\tc\\\x1b", "a b c\\\\x1b", 100 },
		{ escape_log, "", "", 10 },
		{ escape_log, "abc", "abc", 3 },
		{ escape_log, "abcd", "...", 3 },
		{ escape_log, "\xc3\xa4\xc3\xa4\xc3\xa4", "\xc3\xa4...", 5 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct buf out;

		buf_init(&out, 1000);
		rows[i].escape(&out, str_of(rows[i].given), rows[i].max);
		if (strcmp(buf_cstr(&out), rows[i].wanted) != 0)
			fail_msg("row %zu: %s", i, buf_cstr(&out));
		assert_true(out.n <= rows[i].max);
		buf_done(&out);
	}
}

static void json_never_loses_an_object_to_bad_bytes(void **state)
{
	json_t *object = json_object();
	struct err err;
	char *line;

	(void)state;
	json_object_set_new(object, "a", json_text(str_make("x\xff\0y", 4)));
	json_object_set_new(object, "b", json_tenth(6.35000001));
	line = json_line(object);
	assert_string_equal(line, "{\"a\":\"x\xef\xbf\xbd\\u0000y\",\"b\":6.4}");
	free(line);
	json_decref(object);
	assert_int_equal(json_object_of(str_of("{\"a\":1,\"a\":2}"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("[1]"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("{\"a\":\"\xff\"}"), &object, &err), ERR_INPUT);
	assert_int_equal(json_object_of(str_of("{\"a\":\"b\",\"c\":1}"), &object, &err), 0);
	assert_true(str_eq(json_get_str(&arena, object, "a"), str_of("b")));
	assert_null(json_get_str(&arena, object, "c").p);
	json_decref(object);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(validity),
		TEST(walking_and_clipping),
		TEST(decoding),
		TEST(folding),
		TEST(names_without_diacritics),
		TEST(skeletons),
		TEST(domain_names),
		TEST(nothing_reaches_a_log_header_or_terminal_unescaped),
		TEST(json_never_loses_an_object_to_bad_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
