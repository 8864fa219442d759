#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <errno.h>
#include <cmocka.h>

#include "base/err.h"
#include "base/unicode.h"

static void errors_are_one_printable_sentence(void **state)
{
	struct err err;

	(void)state;
	assert_int_equal(err_set(&err, ERR_CONFIG, "line\n%s", "two\x1b"), ERR_CONFIG);
	assert_string_equal(err.text, "line two ");
	assert_int_equal(err_prefix(&err, "%s:%d", "x.conf", 3), ERR_CONFIG);
	assert_string_equal(err.text, "x.conf:3: line two ");
	assert_int_equal(err_set(NULL, ERR_INPUT, "nobody listens"), ERR_INPUT);
	for (int i = 0; i < 100; i++)
		err_prefix(&err, "a prefix that is long enough to fill the text %d", i);
	assert_int_equal(err.text[sizeof err.text - 1], '\0');
}

static void what_the_system_says_stands_behind(void **state)
{
	struct err err;

	(void)state;
	errno = ENOENT;
	assert_int_equal(err_system(&err, "can't read %s", "x"), ERR_MISSING);
	assert_string_equal(err.text, "can't read x: No such file or directory");
	errno = EACCES;
	assert_int_equal(err_system(&err, "can't read %s", "x"), ERR_SYSTEM);
	assert_int_equal(err_memory(&err), ERR_MEMORY);
}

static void a_full_text_ends_between_characters(void **state)
{
	char euros[3 * 200 + 1] = "";
	struct err err;

	(void)state;
	for (int i = 0; i < 200; i++)
		memcpy(euros + 3 * i, "\xe2\x82\xac", 4);
	for (int shift = 0; shift < 3; shift++) {
		err_set(&err, ERR_INPUT, "%.*s%s", shift, "xx", euros);
		assert_true(strlen(err.text) >= sizeof err.text - 5);
		assert_true(utf8_valid(str_of(err.text)));
	}
	err_set(&err, ERR_INPUT,
	        "a\xc2\x9b"
	        "31m"); /* a control sequence of 8-bit terminals */
	assert_string_equal(err.text, "a  31m");
}

static void each_kind_has_its_exit_status(void **state)
{
	static const struct {
		enum err_kind kind;
		int status;
	} rows[] = {
		{ ERR_USAGE, 64 },
		{ ERR_INPUT, 65 },
		{ ERR_MISSING, 66 },
		{ ERR_SYSTEM, 71 },
		{ ERR_STORE, 74 },
		{ ERR_TIMEOUT, 75 },
		{ ERR_CONFIG, 78 },
		{ ERR_MEMORY, 70 },
		{ ERR_INTERNAL, 70 },
		{ (enum err_kind)0, 70 },
		{ (enum err_kind) - 1000, 70 },
		{ (enum err_kind)7, 70 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (err_exit_status(rows[i].kind) != rows[i].status)
			fail_msg("kind %d: %d", rows[i].kind, err_exit_status(rows[i].kind));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(errors_are_one_printable_sentence),
		cmocka_unit_test(what_the_system_says_stands_behind),
		cmocka_unit_test(a_full_text_ends_between_characters),
		cmocka_unit_test(each_kind_has_its_exit_status),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
