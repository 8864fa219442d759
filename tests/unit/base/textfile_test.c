#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/textfile.h"

static void data_files_have_lines_and_comments(void **state)
{
	struct str rest = str_of("# head\n\n one # two\n a#b \r\n#x\nlast");
	struct textfile_line line = { 0 };

	(void)state;
	assert_true(textfile_next(&rest, &line) && line.number == 3 &&
	            str_eq(line.text, str_of("one")));
	assert_true(textfile_next(&rest, &line) && line.number == 4 &&
	            str_eq(line.text, str_of("a#b")));
	assert_true(textfile_next(&rest, &line) && line.number == 6 &&
	            str_eq(line.text, str_of("last")));
	assert_false(textfile_next(&rest, &line));
}

static void a_byte_order_mark_is_no_text(void **state)
{
	struct str rest = str_of("\xef\xbb\xbf# head\none\n\xef\xbb\xbftwo");
	struct textfile_line line = { 0 };

	(void)state;
	assert_true(textfile_next(&rest, &line) && line.number == 2 &&
	            str_eq(line.text, str_of("one")));
	assert_true(textfile_next(&rest, &line) &&
	            str_eq(line.text, str_of("\xef\xbb\xbftwo"))); /* only where a file begins */
	rest = str_of(NULL);
	assert_false(textfile_next(&rest, &line));
}

static void a_file_is_read_whole_or_not_at_all(void **state)
{
	char path[] = "/tmp/openbec-textfile-XXXXXX";
	struct str text = str_of("untouched");
	struct arena arena;
	struct err err;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, "0123456789", 10), 10);
	close(fd);
	arena_init(&arena, 1 << 16);
	assert_int_equal(textfile_read(&arena, path, 9, &text, &err), ERR_INPUT);
	assert_int_equal(textfile_read(&arena, "/nonexistent", 30, &text, &err), ERR_MISSING);
	assert_int_equal(textfile_read(&arena, "/", 30, &text, &err), ERR_SYSTEM);
	assert_string_equal(text.p, "untouched");
	assert_int_equal(textfile_read(&arena, path, 10, &text, &err), 0);
	assert_true(str_eq(text, str_of("0123456789")));
	assert_int_equal(truncate(path, 0), 0);
	assert_int_equal(textfile_read(&arena, path, 10, &text, &err), 0);
	assert_int_equal(text.n, 0);
	arena_done(&arena);
	arena_init(&arena, 8);
	assert_int_equal(textfile_read(&arena, path, 10, &text, &err), ERR_MEMORY);
	arena_done(&arena);
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(data_files_have_lines_and_comments),
		cmocka_unit_test(a_byte_order_mark_is_no_text),
		cmocka_unit_test(a_file_is_read_whole_or_not_at_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
