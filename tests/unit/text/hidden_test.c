/* What hidden words are worth beside the shown ones: the stage's part of hidden-text, without mail or HTML. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "text/hidden.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char file[] = "language en\n"
			   "intent gift-card\n"
			   "0.9 buy gift cards\n"
			   "intent payment-request\n"
			   "0.6 make the payment\n"
			   "intent urgency\n"
			   "0.8 today\n"
			   "negation\n"
			   "never\n";

static const struct row {
	const char *name, *shown, *quoted, *hidden;
	double strength;
	enum intent intent;
	const char *span;
	size_t words, shown_words;
} rows[] = {
	{ "nothing hidden", "make the payment", "", "", 0, 0, "", 0, 0 },
	{ "an ask", "see you soon", "", "please Buy gift-cards now", 0.9, INTENT_GIFT_CARD,
	  "Buy gift-cards", 5, 3 },
	{ "the weightiest of two", "hello", "", "make the payment. buy gift cards", 0.9,
	  INTENT_GIFT_CARD, "buy gift cards", 6, 1 },
	{ "pressure alone, as in a preheader", "hello", "", "save today", 0, 0, "", 2, 1 },
	{ "negated", "hello", "", "never buy gift cards", 0, 0, "", 4, 1 },
	{ "what is shown as well", "alpha beta", "gamma", "gamma beta alpha alpha", 0, 0, "", 0,
	  3 },
	{ "each word once", "alpha", "", "delta delta delta", 0, 0, "", 1, 1 },
	{ "short words don't count", "alpha", "", "a to be", 0, 0, "", 0, 1 },
	{ "in other letters", "payment", "", "p\u0430yment", 0, 0, "", 0, 1 },
};

static void check(const struct phrases *phrases, const struct row *row)
{
	struct arena arena;
	struct normal own, quoted;
	struct hidden hidden;

	arena_init(&arena, 1 << 20);
	assert_true(normal_init(&arena, str_of(row->shown), &own));
	assert_true(normal_init(&arena, str_of(row->quoted), &quoted));
	assert_true(hidden_read(phrases, &arena, str_of(row->hidden), &own, &quoted, &hidden));
	if (hidden.strength != row->strength || hidden.words != row->words ||
	    hidden.shown_words != row->shown_words || !str_eq(hidden.span, str_of(row->span)) ||
	    (row->strength > 0 && hidden.intent != row->intent))
		fail_msg("%s: %.2f %s \"" STR_FMT "\", %zu words beside %zu", row->name,
		         hidden.strength, intent_names[hidden.intent], STR_ARG(hidden.span),
		         hidden.words, hidden.shown_words);
	arena_done(&arena);
}

static void test_rows(void **state)
{
	struct phrases *phrases;
	struct err err;

	(void)state;
	if (phrases_load_text("test", str_of(file), &phrases, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < COUNT(rows); i++)
		check(phrases, &rows[i]);
	phrases_free(phrases);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
