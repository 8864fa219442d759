#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/str.h"

static void comparing(void **state)
{
	(void)state;
	assert_true(str_eq(str_of("abc"), str_of("abc")));
	assert_false(str_eq(str_of("abc"), str_of("abC")));
	assert_true(str_ieq(str_of("aBc"), str_of("AbC")));
	assert_false(
		str_ieq(str_of("a@"), str_of("a`"))); /* 0x40 and 0x60 are no pair of letters */
	assert_true(str_eq(str_of(NULL), str_of("")));
	assert_true(str_cmp(str_of("ab"), str_of("abc")) < 0);
	assert_true(str_cmp(str_of("b"), str_of("abc")) > 0);
	assert_int_equal(str_cmp(str_make("a\0b", 3), str_make("a\0b", 3)), 0);
}

static void beginnings_and_ends(void **state)
{
	const struct str s = str_of("Reply-To");

	(void)state;
	assert_true(str_starts(s, str_of("Reply")));
	assert_false(str_starts(s, str_of("reply")));
	assert_true(str_istarts(s, str_of("reply")));
	assert_true(str_ends(s, str_of("-To")));
	assert_true(str_iends(s, str_of("-TO")));
	assert_false(str_ends(str_of("o"), str_of("-To")));
	assert_true(str_starts(s, str_of("")));
}

static void finding(void **state)
{
	const struct str s = str_make("a\0b\0c", 5);

	(void)state;
	assert_int_equal(str_find(s, str_make("\0c", 2)), 3);
	assert_true(str_find(s, str_of("x")) == SIZE_MAX);
	assert_int_equal(str_find(s, str_of("")), 0);
	assert_int_equal(str_ifind(str_of("xxFooxx"), str_of("fOO")), 2);
	assert_true(str_ifind(str_of("fo"), str_of("foo")) == SIZE_MAX);
	assert_int_equal(str_chr(s, '\0'), 1);
	assert_int_equal(str_rchr(s, '\0'), 3);
	assert_true(str_chr(str_of(NULL), 'x') == SIZE_MAX);
}

static void parts_never_leave_the_whole(void **state)
{
	const struct str s = str_of("abc");

	(void)state;
	assert_true(str_eq(str_sub(s, 1, 1), str_of("b")));
	assert_true(str_eq(str_sub(s, 1, SIZE_MAX), str_of("bc")));
	assert_int_equal(str_sub(s, 9, 9).n, 0);
	assert_int_equal(str_sub(str_of(NULL), 0, 1).n, 0);
	assert_true(str_eq(str_trim(str_of(" \t\r\nx y\n ")), str_of("x y")));
	assert_int_equal(str_trim(str_of(" \n")).n, 0);
}

static void cutting(void **state)
{
	struct str rest = str_of("a,,b"), part;

	(void)state;
	assert_true(str_cut(&rest, ',', &part) && str_eq(part, str_of("a")));
	assert_true(str_cut(&rest, ',', &part) && part.n == 0);
	assert_true(str_cut(&rest, ',', &part) && str_eq(part, str_of("b")));
	assert_false(str_cut(&rest, ',', &part));
	rest = str_of("one\r\ntwo\n\nlast");
	assert_true(str_line(&rest, &part) && str_eq(part, str_of("one")));
	assert_true(str_line(&rest, &part) && str_eq(part, str_of("two")));
	assert_true(str_line(&rest, &part) && part.n == 0);
	assert_true(str_line(&rest, &part) && str_eq(part, str_of("last")));
	assert_false(str_line(&rest, &part));
	rest = str_of("x\n"); /* a line end ends the last line, it opens no other */
	assert_true(str_line(&rest, &part));
	assert_false(str_line(&rest, &part));
}

static void numbers(void **state)
{
	static const struct {
		const char *text;
		uint64_t max;
		bool ok;
		uint64_t wanted;
	} rows[] = {
		{ "0", 9, true, 0 },
		{ "10", 10, true, 10 },
		{ "11", 10, false, 0 },
		{ "", 10, false, 0 },
		{ "1x", 10, false, 0 },
		{ " 1", 10, false, 0 },
		{ "-1", 10, false, 0 },
		{ "18446744073709551615", UINT64_MAX, true, UINT64_MAX },
		{ "18446744073709551616", UINT64_MAX, false, 0 },
		{ "7", 5, false, 0 },
		{ "007", 9, true, 7 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		uint64_t value = 42;
		bool ok = str_number(str_of(rows[i].text), rows[i].max, &value);

		if (ok != rows[i].ok || (ok && value != rows[i].wanted) || (!ok && value != 42))
			fail_msg("\"%s\" up to %llu", rows[i].text,
			         (unsigned long long)rows[i].max);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparing), cmocka_unit_test(beginnings_and_ends),
		cmocka_unit_test(finding),   cmocka_unit_test(parts_never_leave_the_whole),
		cmocka_unit_test(cutting),   cmocka_unit_test(numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
