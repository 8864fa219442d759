/* What the shipped phrases hear and where they stay silent: the sentences of data/text/intents-XX.tsv, alone as a
 * mail's whole text. A row names the intents that must fire, or "none": then nothing may. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <glob.h>
#include <cmocka.h>

#include "base/textfile.h"
#include "unit/text/heard.h"

#define ARENA_MAX    ((size_t)16 << 20)
#define FILE_MAX     ((size_t)1 << 20)
#define EACH_MIN     8   /* sentences an intent that must fire */
#define INNOCENT_MIN 150 /* sentences that must not */

struct suite {
	const char *file;
	const struct phrases *phrases;
	unsigned asked[INTENT_COUNT], innocent, failures;
};

static void complain(struct suite *suite, unsigned line, const char *what, const char *intent,
                     double strength, struct str sentence)
{
	suite->failures++;
	print_message("%s:%u: %s %s (%.2f): " STR_FMT "\n", suite->file, line, what, intent,
	              strength, STR_ARG(sentence));
}

static void want_silence(struct suite *suite, unsigned line, struct str sentence,
                         const double strength[INTENT_COUNT])
{
	suite->innocent++;
	for (int i = 0; i < INTENT_COUNT; i++) {
		if (strength[i] >= HEARD_FIRES)
			complain(suite, line, "innocent, but fires", intent_names[i], strength[i],
			         sentence);
	}
}

static void want_intents(struct suite *suite, unsigned line, struct str ids, struct str sentence,
                         const double strength[INTENT_COUNT])
{
	struct str id;

	while (str_cut(&ids, ',', &id)) {
		enum intent intent;

		if (!intent_of(str_trim(id), &intent))
			fail_msg("%s:%u: no intent " STR_FMT, suite->file, line, STR_ARG(id));
		suite->asked[intent]++;
		if (strength[intent] < HEARD_FIRES)
			complain(suite, line, "not heard:", intent_names[intent], strength[intent],
			         sentence);
	}
}

static void check_row(struct suite *suite, const struct textfile_line *line)
{
	struct str sentence = line->text, ids;
	double strength[INTENT_COUNT];

	assert_true(str_cut(&sentence, '\t', &ids));
	if (sentence.n == 0)
		fail_msg("%s:%u: a tab is missing", suite->file, line->number);
	heard_strengths(suite->phrases, sentence, strength);
	if (str_eq(ids, str_of("none")))
		want_silence(suite, line->number, sentence, strength);
	else
		want_intents(suite, line->number, ids, sentence, strength);
}

/* How many rows are wrong. */
static unsigned check_file(const struct phrases *phrases, const char *file)
{
	struct suite suite = { .file = file, .phrases = phrases };
	struct textfile_line line = { .number = 0 };
	struct arena arena;
	struct str text;
	struct err err;

	arena_init(&arena, ARENA_MAX);
	if (textfile_read(&arena, file, FILE_MAX, &text, &err))
		fail_msg("%s", err.text);
	while (textfile_next(&text, &line))
		check_row(&suite, &line);
	for (int i = 0; i < INTENT_COUNT; i++) {
		if (suite.asked[i] < EACH_MIN)
			fail_msg("%s: only %u sentences for %s", file, suite.asked[i],
			         intent_names[i]);
	}
	assert_true(suite.innocent >= INNOCENT_MIN);
	arena_done(&arena);
	return suite.failures;
}

static void each_language(void **state)
{
	struct phrases *phrases;
	unsigned failures = 0;
	glob_t found;
	struct err err;

	(void)state;
	if (phrases_load(NULL, &phrases, &err))
		fail_msg("%s", err.text);
	assert_int_equal(glob(TEST_DATA "/text/intents-*.tsv", 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		failures += check_file(phrases, found.gl_pathv[i]);
	globfree(&found);
	phrases_free(phrases);
	assert_int_equal(failures, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(each_language) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
