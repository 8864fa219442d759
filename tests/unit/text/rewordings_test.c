/* How well the intents are recognised when the same is said in other words: data/text/rewordings. It prints how many were, by
 * language and by intent, and fails below the floors. OPENBEC_SHOW=1 prints which sentences of `development` are wrong;
 * those of `held-out` are never printed: a phrase made for one of them would make it worthless as a measure. */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/textfile.h"
#include "unit/text/heard.h"

#define FILE_MAX  ((size_t)1 << 20)
#define ARENA_MAX ((size_t)16 << 20)
#define ASKS      INTENT_URGENCY /* the intents before it */

struct count {
	unsigned heard, of;
};

struct tally {
	struct count fraud[ASKS], innocent[ASKS];
};

struct floor {
	unsigned heard_min[8], innocent_max[8]; /* of 100, a language each */
};

struct part {
	const char *folder;
	bool show;
	const struct floor *floor;
};

#define LANGUAGES 8
static const char *const languages[LANGUAGES] = { "en", "it", "de", "fr", "es", "pt", "nl", "pl" };

/* What was asked for: 80 of 100, and 2 of 100 innocent ones. */
static const struct floor asked = { { 80, 80, 80, 80, 80, 80, 80, 80 },
	                            { 2, 2, 2, 2, 2, 2, 2, 2 } };

/* What was measured (percent, rounded to the safe side), which is far from that: whoever widens the phrases raises it. */
static const struct floor measured = { { 40, 48, 36, 50, 31, 31, 35, 33 },
	                               { 10, 7, 5, 9, 9, 10, 9, 12 } };

static struct count sum(const struct count count[ASKS])
{
	struct count all = { 0, 0 };

	for (int i = 0; i < ASKS; i++) {
		all.heard += count[i].heard;
		all.of += count[i].of;
	}
	return all;
}

static double percent(struct count count)
{
	return count.of ? 100.0 * count.heard / count.of : 0;
}

static void check_line(const struct phrases *phrases, const struct part *part, const char *file,
                       const struct textfile_line *line, struct tally *tally)
{
	struct str rest = line->text, id, label;
	double strength[INTENT_COUNT];
	enum intent intent;
	struct count *count;
	bool fraud;

	if (!str_cut(&rest, '\t', &id) || !str_cut(&rest, '\t', &label) || rest.n == 0 ||
	    !intent_of(id, &intent) || intent >= ASKS)
		fail_msg("%s:%u: not intent, label and text", file, line->number);
	fraud = str_eq(label, str_of("fraud"));
	if (!fraud && !str_eq(label, str_of("innocent")))
		fail_msg("%s:%u: neither fraud nor innocent", file, line->number);
	heard_strengths(phrases, rest, strength);
	count = fraud ? &tally->fraud[intent] : &tally->innocent[intent];
	count->of++;
	count->heard += strength[intent] >= HEARD_FIRES;
	if (part->show && (strength[intent] >= HEARD_FIRES) != fraud)
		print_message("%s:%u: %s %s: " STR_FMT "\n", file, line->number,
		              fraud ? "not heard:" : "innocent:", intent_names[intent],
		              STR_ARG(rest));
}

static void check_file(const struct phrases *phrases, const struct part *part, const char *language,
                       struct tally *tally)
{
	struct textfile_line line = { .number = 0 };
	struct arena arena;
	struct str text;
	struct err err;
	char file[1000];

	snprintf(file, sizeof file, "%s/text/rewordings/%s/%s.tsv", TEST_DATA, part->folder,
	         language);
	arena_init(&arena, ARENA_MAX);
	if (textfile_read(&arena, file, FILE_MAX, &text, &err))
		fail_msg("%s", err.text);
	while (textfile_next(&text, &line))
		check_line(phrases, part, file, &line, tally);
	arena_done(&arena);
}

static void print_intents(const struct tally tally[LANGUAGES])
{
	for (int i = 0; i < ASKS; i++) {
		struct count fraud = { 0, 0 }, innocent = { 0, 0 };

		for (size_t k = 0; k < LANGUAGES; k++) {
			fraud.heard += tally[k].fraud[i].heard;
			fraud.of += tally[k].fraud[i].of;
			innocent.heard += tally[k].innocent[i].heard;
			innocent.of += tally[k].innocent[i].of;
		}
		print_message("  %-20s %3u of %3u, innocent %2u of %3u\n", intent_names[i],
		              fraud.heard, fraud.of, innocent.heard, innocent.of);
	}
}

static void check_part(const struct part *part)
{
	struct tally tally[LANGUAGES] = { 0 };
	struct phrases *phrases;
	unsigned failures = 0;
	struct err err;

	if (phrases_load(NULL, &phrases, &err))
		fail_msg("%s", err.text);
	print_message("%s: recognised, innocent ones among them\n", part->folder);
	for (size_t k = 0; k < LANGUAGES; k++) {
		struct count fraud, innocent;

		check_file(phrases, part, languages[k], &tally[k]);
		fraud = sum(tally[k].fraud);
		innocent = sum(tally[k].innocent);
		assert_true(fraud.of >= 50 && innocent.of >= 50);
		print_message("  %s                   %3u of %3u, innocent %2u of %3u\n",
		              languages[k], fraud.heard, fraud.of, innocent.heard, innocent.of);
		failures += percent(fraud) < part->floor->heard_min[k] ||
		            percent(innocent) > part->floor->innocent_max[k];
	}
	print_intents(tally);
	phrases_free(phrases);
	if (failures)
		fail_msg("%s: %u languages are worse than they must be", part->folder, failures);
}

static void development(void **state)
{
	const struct part part = { "development", getenv("OPENBEC_SHOW") != NULL, &asked };

	(void)state;
	check_part(&part);
}

static void held_out(void **state)
{
	const struct part part = { "held-out", false, &measured };

	(void)state;
	check_part(&part);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(development),
		                            cmocka_unit_test(held_out) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
