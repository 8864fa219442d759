#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "auth/tags.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *text;
	const char *wanted; /* "name=value|name=value"; NULL: refused */
	const char *why;
} rows[] = {
	{ "v=1", "v=1", "" },
	{ "v=1;", "v=1", "" },
	{ "v=1; ", "v=1", "" },
	{ " v = 1 ; a=rsa-sha256 ", "v=1|a=rsa-sha256", "" },
	{ "v=DKIM1;p=", "v=DKIM1|p=", "" },
	{ "p=; t=s", "p=|t=s", "" },
	{ "h=from : to :\r\n\tsubject; b=a b", "h=from : to :\r\n\tsubject|b=a b", "" },
	{ "a=b=c", "a=b=c", "" },
	{ "A=1; a=2", "A=1|a=2", "" },
	{ "x_1=y", "x_1=y", "" },
	{ "", NULL, "no tags" },
	{ "  \r\n ", NULL, "no tags" },
	{ ";", NULL, "a tag without =" },
	{ "v=1;;a=2", NULL, "a tag without =" },
	{ "v=1;;", NULL, "a tag without =" },
	{ "v=1; ; ", NULL, "a tag without =" },
	{ "v", NULL, "a tag without =" },
	{ "v=1; x", NULL, "a tag without =" },
	{ "=1", NULL, "a bad tag name" },
	{ "1v=1", NULL, "a bad tag name" },
	{ "v-1=1", NULL, "a bad tag name" },
	{ "v v=1", NULL, "a bad tag name" },
	{ "\"v\"=1", NULL, "a bad tag name" },
	{ "v=1; a=2; v=1", NULL, "a tag twice" },
	{ "v=\001", NULL, "a bad character" },
	{ "v=\x7f", NULL, "a bad character" },
	{ "n=caf\xc3\xa9", NULL, "a bad character" },
};

static void reads_lists(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct tags tags = { 0 };
		const char *why = "";
		char got[256] = "";
		bool read = tags_parse(str_of(rows[i].text), &tags, &why);

		for (size_t k = 0; read && k < tags.n; k++)
			snprintf(got + strlen(got), sizeof got - strlen(got),
			         "%s" STR_FMT "=" STR_FMT, k ? "|" : "", STR_ARG(tags.tag[k].name),
			         STR_ARG(tags.tag[k].value));
		if (read != (rows[i].wanted != NULL) ||
		    (read && strcmp(got, rows[i].wanted) != 0) ||
		    (!read && strcmp(why, rows[i].why) != 0))
			fail_msg("\"%s\": \"%s\", %s", rows[i].text, got, why);
	}
}

static void refuses_nul(void **state)
{
	struct tags tags;

	(void)state;
	assert_false(tags_parse(str_make("v=1\0x", 5), &tags, NULL));
	assert_false(tags_parse(str_make("v\0=1", 4), &tags, NULL));
}

static void refuses_more_than_the_bound(void **state)
{
	char text[TAGS_MAX * 8 + 16] = "";
	struct tags tags;
	const char *why = NULL;

	(void)state;
	for (int i = 0; i < TAGS_MAX; i++)
		snprintf(text + strlen(text), sizeof text - strlen(text), "t%d=%d;", i, i);
	assert_true(tags_parse(str_of(text), &tags, &why));
	assert_int_equal(tags.n, TAGS_MAX);
	strcat(text, "one=more");
	assert_false(tags_parse(str_of(text), &tags, &why));
	assert_string_equal(why, "too many tags");
}

static void tells_absent_from_empty(void **state)
{
	struct tags tags;

	(void)state;
	assert_true(tags_parse(str_of("v=1; p="), &tags, NULL));
	assert_non_null(tags_value(&tags, "p").p);
	assert_int_equal(tags_value(&tags, "p").n, 0);
	assert_null(tags_value(&tags, "k").p);
	assert_null(tags_value(&tags, "P").p);
}

static void compacts_values(void **state)
{
	char text[9];

	(void)state;
	assert_true(tags_compact(str_of("ab\r\n\tcd ef"), text, 8));
	assert_string_equal(text, "abcdef");
	assert_true(tags_compact(str_of("12345678 "), text, 8));
	assert_string_equal(text, "12345678");
	assert_false(tags_compact(str_of("12345 6789"), text, 8));
	assert_true(tags_compact(str_of(""), text, 8));
	assert_string_equal(text, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_lists),
		cmocka_unit_test(refuses_nul),
		cmocka_unit_test(refuses_more_than_the_bound),
		cmocka_unit_test(tells_absent_from_empty),
		cmocka_unit_test(compacts_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
