#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/escape.h"
#include "base/unicode.h"

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
		{ escape_log, "\xe2\x80\x8f\xd8\x9c", "\\u{200f}\\u{61c}", 100 }, /* bidi marks */
		{ escape_log, "\xed\xa0\x80", "\\xed\\xa0\\x80", 100 },           /* a surrogate */
		{ escape_log, "\xef\xbf\xbd", "\xef\xbf\xbd", 100 }, /* a real U+FFFD */
		{ escape_log, "\n", "...", 3 },                      /* \x0a is 4 */
		{ escape_log, "abcd", "..", 2 },
		{ escape_log, "abcd", "", 0 },
		{ escape_header, "Ann <ann@acme.example>", "Ann <ann@acme.example>", 100 },
		{ escape_header, "abcdefghi", "abcde...", 8 },
		{ escape_terminal, "abcdefghi", "abcde...", 8 },
		{ escape_terminal, "\x1b]0;x\x07", "\\x1b]0;x\\x07", 100 },
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

static void any_bytes_stay_within_the_bound(void **state)
{
	static void (*const escapes[])(struct buf * out, struct str s,
	                               size_t max) = { escape_log, escape_header, escape_terminal };
	char bytes[256 + 2];
	struct buf out;

	(void)state;
	for (size_t i = 0; i < sizeof bytes; i++)
		bytes[i] = (char)(i * 7);
	for (size_t i = 0; i < 3 * 300; i++) {
		buf_init(&out, 4096);
		buf_puts(&out, "k=");
		escapes[i % 3](&out, str_make(bytes, sizeof bytes), i / 3);
		assert_true(out.n <= 2 + i / 3);
		assert_true(utf8_valid(buf_str(&out)));
		assert_memory_equal(buf_cstr(&out), "k=", 2);
		for (size_t k = 0; k < out.n; k++)
			assert_true((unsigned char)out.p[k] >= 0x20 && out.p[k] != 0x7f);
		buf_done(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_reaches_a_log_header_or_terminal_unescaped),
		cmocka_unit_test(any_bytes_stay_within_the_bound),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
