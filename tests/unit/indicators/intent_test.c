#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define FROM         "From: ann@acme.example\nSubject: Hello\n\n"

static const char gift_cards[] = FROM "Please buy five Apple gift cards and send me the codes.\n";
static const char chat[] = FROM "Thank you for the nice lunch. See you in May.\n";

static double strength(const char *lines, const char *id)
{
	struct given *given = given_new(lines);
	const struct finding *finding = given_finding(given, id);
	double ret = finding ? finding->strength : 0;

	given_free(given);
	return ret;
}

/* The phrases have tests of their own (unit/text); here: each intent of them has its row, and only what is there speaks. */
static void each_intent_has_its_row(void **state)
{
	(void)state;
	for (size_t i = 0; i < INTENT_COUNT; i++)
		if (!indicator_exists(str_of(intent_names[i])))
			fail_msg("no indicator %s", intent_names[i]);
}

static void a_row_shows_its_own_intent(void **state)
{
	struct given *given = given_new(gift_cards);
	struct text *text = (struct text *)given_evidence(given)->text;
	const struct intent_found none = { 0 };
	struct findings findings;

	(void)state;
	for (size_t i = 0; i < INTENT_COUNT; i++) {
		for (size_t k = 0; k < INTENT_COUNT; k++)
			text->intent[k] = none;
		text->intent[i].strength = 0.7;
		assert_int_equal(indicators_run(given_evidence(given), &findings, NULL), 0);
		for (size_t k = 0; k < findings.n; k++) {
			if (findings.v[k].family != FAMILY_INTENT)
				continue;
			assert_string_equal(findings.v[k].id, intent_names[i]);
			assert_true(findings.v[k].strength == 0.7);
			text->intent[i].strength = 0; /* seen */
		}
		assert_true(text->intent[i].strength == 0);
	}
	given_free(given);
}

static void words_are_heard_from_outside_and_inside(void **state)
{
	(void)state;
	assert_true(strength(gift_cards, "gift-card") > 0.5);
	assert_true(strength("Given: session\nFrom: bob@ours.example\n\nPlease buy five Apple gift "
	                     "cards.\n",
	                     "gift-card") > 0.5);
	assert_true(strength("Given: session\nGiven: recipient=x@acme.example\nFrom: "
	                     "bob@ours.example\n\n"
	                     "Please buy five Apple gift cards.\n",
	                     "gift-card") == 0); /* what we ask of others */
}

static void a_friendly_note_asks_nothing(void **state)
{
	struct given *given = given_new(chat);

	(void)state;
	for (size_t i = 0; i < given_findings(given)->n; i++)
		if (given_findings(given)->v[i].family == FAMILY_INTENT)
			fail_msg("%s: %s", given_findings(given)->v[i].id,
			         given_findings(given)->v[i].quote.p);
	given_free(given);
}

static void the_words_are_quoted(void **state)
{
	struct given *given = given_new(gift_cards);
	const struct finding *finding = given_finding(given, "gift-card");

	(void)state;
	assert_non_null(finding);
	assert_true(str_ifind(finding->quote, str_of("gift card")) != SIZE_MAX);
	assert_true(finding->quote.n <= 60);
	assert_true(str_ifind(finding->sentence, str_of("apple")) == SIZE_MAX);
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_intent_has_its_row),
		cmocka_unit_test(a_row_shows_its_own_intent),
		cmocka_unit_test(words_are_heard_from_outside_and_inside),
		cmocka_unit_test(a_friendly_note_asks_nothing),
		cmocka_unit_test(the_words_are_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
