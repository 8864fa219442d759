#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/buf.h"

static void a_buf_is_cut_at_its_bound(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 10);
	assert_string_equal(buf_cstr(&buf), "");
	buf_puts(&buf, "12345");
	buf_printf(&buf, "%d", 678);
	assert_false(buf.cut);
	buf_puts(&buf, "90x");
	assert_true(buf.cut);
	assert_string_equal(buf_cstr(&buf), "1234567890");
	buf_addc(&buf, 'y');
	assert_int_equal(buf.n, 10);
	buf_reset(&buf);
	assert_false(buf.cut);
	assert_string_equal(buf_cstr(&buf), "");
	buf_done(&buf);
	buf_init(&buf, 5000);
	buf_printf(&buf, "%4000d", 1); /* longer than what is formatted on the stack */
	assert_int_equal(buf.n, 4000);
	buf_done(&buf);
	buf_done(&buf);
}

static void what_is_printed_is_cut_too(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 6);
	buf_printf(&buf, "%s", "");
	assert_false(buf.cut);
	buf_printf(&buf, "%d-%s", 12, "345678");
	assert_true(buf.cut);
	assert_string_equal(buf_cstr(&buf), "12-345");
	buf_done(&buf);
	buf_init(&buf, 0);
	buf_addc(&buf, 'x');
	assert_true(buf.cut);
	assert_string_equal(buf_cstr(&buf), "");
	buf_done(&buf);
}

static void a_nul_is_a_byte_like_others(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf, 100);
	buf_add(&buf, str_make("a\0b", 3));
	assert_true(str_eq(buf_str(&buf), str_make("a\0b", 3)));
	buf_done(&buf);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buf_is_cut_at_its_bound),
		cmocka_unit_test(what_is_printed_is_cut_too),
		cmocka_unit_test(a_nul_is_a_byte_like_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
