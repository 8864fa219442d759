/* Lines as they were sent, and as somebody's program quotes them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "traits/lines.h"

#define SENT                                                                                       \
	"Please send the drawings of part 12 by Friday. We pay the invoice within\n"               \
	"thirty days of delivery.\n\nKind regards\n"

static size_t digest(const char *text, uint64_t ret[LINES_MAX])
{
	struct site_key key = site_key_fixed();
	struct normal normal;
	struct arena arena;
	size_t n;

	arena_init(&arena, (size_t)16 << 20);
	assert_true(normal_init(&arena, str_of(text), &normal));
	n = lines_digest(&key, &normal, ret);
	arena_done(&arena);
	return n;
}

static void quoted_lines_are_the_lines_sent(void **state)
{
	static const struct {
		const char *name, *text;
		size_t lines, same;
	} rows[] = {
		{ "as it was sent", SENT, 2, 2 },
		{ "wrapped anew",
		  "Please send the drawings of part\n12 by Friday.\nWe pay the invoice within "
		  "thirty\n"
		  "days of delivery.\n",
		  2, 2 },
		{ "another number",
		  "Please send the drawings of part 13 by Friday. We pay the invoice within thirty "
		  "days of delivery.\n",
		  2, 1 },
		{ "a line put in",
		  "Please send the drawings of part 12 by Friday. Pay to our other account, "
		  "please. "
		  "We pay the invoice within thirty days of delivery.\n",
		  3, 2 },
		{ "directly under who wrote it",
		  "On 3 March Ann wrote:\nPlease send the drawings of part 12 by Friday. We pay "
		  "the "
		  "invoice within thirty days of delivery.\n",
		  3, 2 },
		{ "a colon within a line ends nothing",
		  "Note: please send the drawings of part 12 by Friday.\n", 1, 0 },
		{ "short lines say nothing", "Thank you.\n\nKind regards\n\nYes!\n", 0, 0 },
		{ "nothing", "", 0, 0 },
	};
	uint64_t sent[LINES_MAX], quoted[LINES_MAX];
	size_t n = digest(SENT, sent);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		size_t lines = digest(rows[i].text, quoted), same = 0;

		for (size_t k = 0; k < lines; k++)
			for (size_t j = 0; j < n; j++)
				same += quoted[k] == sent[j];
		if (lines != rows[i].lines || same != rows[i].same)
			fail_msg("%s: %zu lines, %zu of them sent", rows[i].name, lines, same);
	}
}

static void their_number_is_bounded(void **state)
{
	static char text[8000];
	uint64_t line[LINES_MAX];
	size_t n = 0;

	(void)state;
	for (int i = 0; i < 100; i++)
		n += (size_t)sprintf(text + n, "This is line number %d of the text.\n", i);
	assert_int_equal(digest(text, line), LINES_MAX);
	text[0] = '\0';
	for (int i = 0, at = 0; i < 100; i++)
		at += sprintf(text + at, "This line is the same each time.\n");
	assert_int_equal(digest(text, line), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quoted_lines_are_the_lines_sent),
		cmocka_unit_test(their_number_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
