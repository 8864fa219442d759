/* UTF-8, and the charsets that become it. */
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
	assert_int_equal(utf8_clip(str_of("\x80\x80\x80\x80\x80\x80\x80\x80"), 7).n, 4);
	assert_int_equal(utf8_put(0x20ac, out), 3);
	assert_int_equal(utf8_put(0x110000, out), 3); /* U+FFFD */
}

static void ascii_is_seen_at_any_place(void **state)
{
	char text[40];

	(void)state;
	for (size_t n = 0; n < sizeof text; n++) {
		memset(text, 0x7f, sizeof text);
		assert_true(utf8_is_ascii(str_make(text, n)));
		for (size_t i = 0; i < n; i++) {
			text[i] = (char)0x80;
			assert_false(utf8_is_ascii(str_make(text, n)));
			text[i] = 'x';
		}
	}
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
		/* one bad byte doesn't garble a text in UTF-8 */
		{ "\xc3\xbc\xff", "utf-8", "\xc3\xbc\xef\xbf\xbd" },
		{ "\xc3\xbc\xff", "", "\xc3\xbc\xef\xbf\xbd" },
		{ "\xc3\xbc\xff", "us-ascii", "\xc3\xbc\xef\xbf\xbd" },
		{ "\xc3\xbc\xff", "windows-1251", "\xd0\x93\xd1\x98\xd1\x8f" }, /* as it says */
		{ "\x80", "ISO-8859-1", "\xe2\x82\xac" }, /* as clients read it */
		{ "\x80", "us-ascii", "\xe2\x82\xac" },
		{ "\x82\xa0\x81", "shift_jis", "\xe3\x81\x82\xef\xbf\xbd" }, /* no U+001A */
		{ "\xff", "../../../etc/passwd", "\xc3\xbf" },
		{ "\xff", "utf-7,version=1", "\xc3\xbf" },
		{ "", "utf-8", "" },
		{ "x\x1by", "", "x\x1by" },
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

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(validity),
		TEST(walking_and_clipping),
		TEST(ascii_is_seen_at_any_place),
		TEST(decoding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
