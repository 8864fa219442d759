/* Where messages begin in mbox files of all habits. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/auto.h"
#include "base/buf.h"
#include "mail/archive_lines.h"
#include "mail/archive_mbox.h"

#define F    "From ann@acme.example Mon Mar  2 09:30:00 2026\n"
#define HEAD "Subject: x\n"

static int file_of(struct str text)
{
	FILE *file = tmpfile();
	int fd;

	assert_non_null(file);
	assert_int_equal(fwrite(text.p, 1, text.n, file), text.n);
	fflush(file);
	fd = dup(fileno(file));
	fclose(file);
	return fd;
}

/* "[0,12) [12,40) " */
static bool note(void *context, const struct mbox_message *message)
{
	buf_printf(context, "%llu+%llu ", (unsigned long long)message->offset,
	           (unsigned long long)message->length);
	return true;
}

static void split(struct str text, struct buf *ret)
{
	AUTO(fd_done) int fd = file_of(text);

	assert_int_equal(mbox_split(fd, 0, text.n, note, ret, NULL), 0);
}

/* F is 47 bytes, HEAD 11. */
static const struct {
	const char *name, *text, *want;
} splits[] = {
	{ "one", F HEAD "\nbody\n\n", "0+65 " },
	{ "two", F HEAD "\nbody\n\n" F HEAD "\nbody\n", "0+65 65+64 " },
	{ "no blank line, but a field behind", F HEAD "\nbody\n" F HEAD "\n", "0+64 64+59 " },
	{ "no blank line and no field is text", F HEAD "\nbody\n" F "more\n", "0+116 " },
	{ "quoted", F HEAD "\nbody\n\n>" F HEAD "\n", "0+125 " },
	{ "only a word", F HEAD "\n\nFrom here: on\nx: y\n", "0+79 " },
	{ "a date that is none", F HEAD "\n\nFrom Mon Mar  2 at noon 2026\n" HEAD, "0+100 " },
	{ "length over a From_ line", F HEAD "Content-Length: 59\n\n" F HEAD "\n\n" F HEAD "\n",
	  "0+138 138+59 " },
	{ "too long a length", F HEAD "Content-Length: 5900\n\nx\n\n" F HEAD "\n", "0+83 83+59 " },
	{ "a length that ends in text", F HEAD "Content-Length: 3\n\nbody\n\n" F HEAD "\n",
	  "0+83 83+59 " },
	{ "no number", F HEAD "Content-Length: -1\n\nx\n\n" F HEAD "\n", "0+81 81+59 " },
	{ "zone in front", "From a@b Mon Mar 2 09:30:00 +0100 2026\n" HEAD "\n", "0+51 " },
	{ "zone behind", "From a@b Mon Mar 2 09:30 2026 +0100\n" HEAD "\n", "0+48 " },
	{ "without sender", "From  Mon Mar 2 09:30:00 2026\n" HEAD "\n", "0+42 " },
	{ "mark in front", "\xef\xbb\xbf" F HEAD "\n", "0+62 " },
	{ "no mbox", HEAD "\nbody\n", "" },
	{ "nothing", "", "" },
};

static void test_splits(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		AUTO(buf_done) struct buf got;

		buf_init(&got, 4096);
		split(str_of(splits[i].text), &got);
		if (strcmp(buf_cstr(&got), splits[i].want) != 0)
			fail_msg("%s: %s, not %s", splits[i].name, buf_cstr(&got), splits[i].want);
	}
}

static const struct {
	const char *text, *want;
} quotes[] = {
	{ ">From a\n", "From a\n" },
	{ "x\n>>From a\n> From b\n>Fromage\n", "x\n>From a\n> From b\n>Fromage\n" },
	{ ">From a", "From a" },
	{ ">>>", ">>>" },
	{ "", "" },
};

static void test_unquotes(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof quotes / sizeof *quotes; i++) {
		char text[64];
		size_t n = strlen(quotes[i].text);

		memcpy(text, quotes[i].text, n);
		n = mbox_unquote(text, n);
		text[n] = '\0';
		assert_string_equal(text, quotes[i].want);
	}
}

/* The pieces of lines longer than the buffer are whole, and only the first can be a "From " line. */
static void test_long_lines(void **state)
{
	AUTO(buf_done) struct buf text, got;
	AUTO(fd_done) int fd = -1;
	AUTO(free_done) struct lines *lines = calloc(1, sizeof *lines);
	struct line line;
	size_t begun = 0;
	uint64_t at = 0;

	(void)state;
	buf_init(&text, SIZE_MAX / 2);
	buf_init(&got, 4096);
	buf_puts(&text, F HEAD "\n");
	for (size_t i = 0; i < LINES_BUFFER + 5; i++)
		buf_addc(&text, 'a');
	buf_puts(&text, F HEAD "\n\n" F HEAD);
	fd = file_of(buf_str(&text));
	lines_init(lines, fd, 0, text.n);
	for (; lines_next(lines, &line); at += line.text.n) {
		assert_int_equal(line.offset, at);
		assert_memory_equal(line.text.p, text.p + at, line.text.n);
		begun += line.begins;
	}
	assert_int_equal(at, text.n);
	assert_int_equal(begun, 9);
	split(buf_str(&text), &got);
	assert_string_equal(buf_cstr(&got), "0+65660 65660+58 ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_splits),
		cmocka_unit_test(test_unquotes),
		cmocka_unit_test(test_long_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
