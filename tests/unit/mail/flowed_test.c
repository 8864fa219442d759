/* format=flowed, with the examples of RFC 3676. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/flowed.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct row {
	const char *name, *text;
	bool delete_space;
	const char *want;
} rows[] = {
	{ "fixed", "a\nb\n", false, "a\nb" },
	{ "flowed", "a \nb \nc\nd\n", false, "a b c\nd" },
	{ "DelSp", "inter \nnational\n", true, "international" },
	{ "CRLF", "a \r\nb\r\n", false, "a b" },
	{ "quoted", "> a \n> b\nc\n", false, "> a b\nc" },
	{ "another depth ends it", ">> a \n> b \nc\n", false, ">> a \n> b \nc" },
	{ "stuffed", " From me \n >x\n", false, "From me >x" },
	{ "the signature's line doesn't flow", "a\n-- \nAnn\n", false, "a\n-- \nAnn" },
	{ "flowed at the end", "a \n", false, "a " },
	{ "marks alone", ">\n>>\n>a\n", false, "> \n>> \n> a" },
	{ "nothing", "", false, "" },
};

static void test_join(void **state)
{
	struct arena arena;

	(void)state;
	arena_init(&arena, 1 << 20);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str got = flowed_join(&arena, str_of(rows[i].text), rows[i].delete_space);

		if (!str_eq(got, str_of(rows[i].want)))
			fail_msg("%s: got \"" STR_FMT "\"", rows[i].name, STR_ARG(got));
	}
	arena_done(&arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(test_join) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
