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

#define HTML "From: ann@acme.example\nMIME-Version: 1.0\nContent-Type: text/html\n\n"
#define HIDE "<span style=\"display:none\">"
#define FILLER                                                                                     \
	"amber basin cedar delta ember fjord grove haven inlet jetty kiosk lagoon meadow nectar "  \
	"orchid prairie quarry ravine summit thicket upland valley willow yonder zephyr anchor "   \
	"beacon canyon desert estuary forest glacier harbor island jungle kelp ledge marsh night " \
	"oasis plateau quartz ridge savanna tundra umbra vista wetland xenon yucca zenith alcove " \
	"boulder cascade dune escarp fen gorge hollow isthmus juncture knoll lava mesa"

static const struct spec hidden_text[] = {
	{ "words broken by hidden letters",
	  HTML "Please p" HIDE "xq</span>ay the in" HIDE "zz</span>voice to our a" HIDE
	       "kk</span>ccount.\n",
	  1 },
	{ "an ask that isn't shown",
	  HTML "See you in May." HIDE "Please buy five Apple gift cards.</span>\n", 0.9 },
	{ "much more than is shown", HTML "See you in May." HIDE FILLER "</span>\n", 0.5 },
	{ "the same ask shown",
	  HTML "Please buy five Apple gift cards." HIDE
	       "Please buy five Apple gift cards.</span>\n",
	  0 },
	{ "the same text for small screens", HTML FILLER HIDE FILLER "</span>\n", 0 },
	{ "a preheader", HTML HIDE "Our news of May: hurry, only today!</span>Dear reader\n", 0 },
	{ "hidden between two words",
	  HTML "one " HIDE "x</span>two " HIDE "x</span>three " HIDE "x</span> four\n", 0 },
	{ "letters styled one by one", HTML "p<b>a</b>y t<i>h</i>e in<b></b>voice\n", 0 },
	{ "plain text", chat, 0 },
	{ "our own mail",
	  "Given: session\nGiven: recipient=x@acme.example\n"
	  "From: bob@ours.example\nContent-Type: text/html\n\n"
	  "See you." HIDE "Please buy five Apple gift cards.</span>\n",
	  0 },
};

#define MIXED                                                                                      \
	"From: ann@acme.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n" \
	"--b\nContent-Type: text/plain\n\n"
#define IMAGE                                                                                      \
	"\n--b\nContent-Type: image/png\nContent-Transfer-Encoding: base64\n\niVBORw0K\n--b--\n"
#define PDF "\n--b\nContent-Type: application/pdf\n\n%PDF\n--b--\n"
#define IMG "<img src=\"http://acme.example/a.png\">"

static const struct spec image_only[] = {
	{ "a picture in HTML", HTML "<p>" IMG "</p>\n", 1 },
	{ "a picture attached", MIXED "\n" IMAGE, 1 },
	{ "with a greeting", MIXED "Dear Mrs Rossi,\n" IMAGE, 0.5 },
	{ "with a greeting and a name", HTML "Hi Bob<br>" IMG "<br>Kind regards<br>Ann\n", 0.5 },
	{ "with words", MIXED "Dear Mrs Rossi,\nhere is the picture of our lunch in May.\n" IMAGE,
	  0 },
	{ "with a question", MIXED "Dear Bob, free?\n" IMAGE, 0 },
	{ "with quoted words", HTML IMG "<blockquote>See you in May.</blockquote>\n", 0 },
	{ "a dot that reports the opening",
	  HTML "<img width=1 height=1 src=\"http://a.example/x\">\n", 0 },
	{ "a PDF", MIXED "\n" PDF, 0 },
	{ "nothing at all", FROM, 0 },
	{ "a greeting without a picture", FROM "Dear Mrs Rossi,\n", 0 },
	{ "our own mail",
	  "Given: session\nGiven: recipient=x@acme.example\n"
	  "From: bob@ours.example\nContent-Type: text/html\n\n" IMG "\n",
	  0 },
};

static const struct spec greeting_alone[] = {
	{ "a greeting", FROM "Hi Bob,\n\nAnn\n", 0.5 },
	{ "in Polish",
	  "From: ann@acme.example\nContent-Type: text/plain; charset=utf-8\n\n"
	  "Dzie\u0144 dobry,\n",
	  0.5 },
	{ "with an attachment", MIXED "Hi Bob,\n" PDF, 0 },
	{ "above what it answers", FROM "Hi Bob,\n\n> See you in May.\n", 0 },
	{ "nothing at all", FROM, 0 },
	{ "a note", chat, 0 },
	{ "our own mail",
	  "Given: session\nGiven: recipient=x@acme.example\n"
	  "From: bob@ours.example\n\nHi Ann,\n",
	  0 },
};

#define FOOTER                                                                                     \
	"\n\nThis e-mail and any attachments are strictly confidential and intended solely for "   \
	"the "                                                                                     \
	"addressee. Do not tell anybody. If you have received this message in error please call "  \
	"us "                                                                                      \
	"immediately.\n"

static const struct spec secrecy[] = {
	{ "asked for", FROM "Please keep this strictly confidential, do not tell anybody.\n", 1 },
	{ "by a legal footer", FROM "See you in May." FOOTER, 0 },
};

static void hidden_text_speaks(void **state)
{
	(void)state;
	given_check("hidden-text", hidden_text, COUNT(hidden_text));
}

static void image_only_speaks(void **state)
{
	(void)state;
	given_check("image-only", image_only, COUNT(image_only));
}

static void a_greeting_alone_is_an_opener(void **state)
{
	(void)state;
	given_check("availability-probe", greeting_alone, COUNT(greeting_alone));
}

static void legal_footers_ask_for_no_secrecy(void **state)
{
	(void)state;
	assert_true(strength(secrecy[0].lines, "secrecy") > 0.7);
	assert_true(strength(secrecy[1].lines, "secrecy") == 0);
	/* but for money they do, whatever is written around it */
	assert_true(strength(FROM FOOTER "Please buy five Apple gift cards. " FOOTER, "gift-card") >
	            0.5);
}

/* What phrases find in words that HTML breaks is what the reader sees. */
static void words_broken_by_tags_are_whole(void **state)
{
	(void)state;
	assert_true(
		strength(HTML
	                 "Please bu<b></b>y five Ap<i>p</i>le g<span>i</span>ft c<u>ar</u>ds.\n",
	                 "gift-card") > 0.5);
	assert_true(strength(HTML "Please bu" HIDE "qq</span>y five Apple gi" HIDE
	                          "zz</span>ft cards.\n",
	                     "gift-card") > 0.5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_intent_has_its_row),
		cmocka_unit_test(a_row_shows_its_own_intent),
		cmocka_unit_test(words_are_heard_from_outside_and_inside),
		cmocka_unit_test(a_friendly_note_asks_nothing),
		cmocka_unit_test(the_words_are_quoted),
		cmocka_unit_test(hidden_text_speaks),
		cmocka_unit_test(image_only_speaks),
		cmocka_unit_test(a_greeting_alone_is_an_opener),
		cmocka_unit_test(legal_footers_ask_for_no_secrecy),
		cmocka_unit_test(words_broken_by_tags_are_whole),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
