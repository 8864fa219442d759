#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/shape.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *text;
	enum text_shape want;
} rows[] = {
	{ "", SHAPE_EMPTY },
	{ " \n\t\n", SHAPE_EMPTY },
	{ "---\n***", SHAPE_EMPTY },
	{ "Hi", SHAPE_GREETING },
	{ "HELLO Maria!", SHAPE_GREETING },
	{ "Good morning dear Mrs Rossi,", SHAPE_GREETING },
	{ "Sehr geehrte Frau Rossi,\n\nMit freundlichen Gr\u00fc\u00dfen\nAnna", SHAPE_GREETING },
	{ "Buongiorno", SHAPE_GREETING },
	{ "Ch\u00e8re Madame,", SHAPE_GREETING },
	{ "Ol\u00e1 Jo\u00e3o", SHAPE_GREETING },
	{ "Cze\u015b\u0107", SHAPE_GREETING },
	{ "Hi, are you there?", SHAPE_WORDS },
	{ "Hi\nRoom 3", SHAPE_WORDS },
	{ "Hi Ann, the goods left our warehouse", SHAPE_WORDS },
	{ "High time", SHAPE_WORDS },
	{ "See you", SHAPE_WORDS },
	{ "Hi\nthanks\nfor\nthe\nlunch", SHAPE_WORDS },
	{ "Hi Ann\nhttp://a.example", SHAPE_WORDS },
	{ "\u4f60\u597d", SHAPE_WORDS },
};

static void greetings_are_told_apart(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (text_shape_of(str_of(rows[i].text)) != rows[i].want)
			fail_msg("%s", rows[i].text);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(greetings_are_told_apart) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
