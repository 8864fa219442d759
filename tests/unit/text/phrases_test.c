#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "text/normal.h"
#include "text/phrases.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const char file[] = "# sample\n"
			   "language en\n"
			   "function-words the and of to in is that it for\n"
			   "function-words l' you we   # more\n"
			   "intent payment-request\n"
			   "0.5 [please] (make|process) (a|the|this) payment\n"
			   "0.9 pay ... invoice\n"
			   "0.25 wire transfer\n"
			   "0.7 (invoic*|bill) attached\n"
			   "0.3 remit*\n"
			   "0.2 are you available?\n"
			   "0.1 (alpha|beta|gamma|delta|epsilon) [red|green|blue] [one|two] "
			   "[big|small] (cat|dog|cow|pig) sings\n"
			   "intent bank-change\n"
			   "1 new iban\n"
			   "1 card[s] numbers\n"
			   "class haus haus|h\u00fctte|geb\u00e4ud*\n"
			   "| scheune\n"
			   "spelling \u00fc ue\n"
			   "spelling \u00e4 ae\n"
			   "class bau bau|@haus\n"
			   "1 neue @bau dort\n"
			   "1 alte (@haus|br\u00fccke) dort\n"
			   "innocent payment-request\n"
			   "we will never ask ... to pay\n"
			   "innocent *\n"
			   "scam warning\n"
			   "negation\n"
			   "(never|do not|don't)\n";

static struct phrases *load(const char *text)
{
	struct phrases *phrases;
	struct err err = { 0 };

	if (phrases_load_text("test", str_of(text), &phrases, &err))
		fail_msg("%s", err.text);
	return phrases;
}

/* What is found, as "payment-request:pay the invoice|..." with the words that the reader saw. */
static void describe(const struct phrases *phrases, const char *source, char *ret, size_t size)
{
	struct arena arena;
	struct normal normal;
	struct phrase_hit *hit;
	size_t hits, n = 0;

	arena_init(&arena, 16 << 20);
	assert_true(normal_init(&arena, str_of(source), &normal));
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &hits));
	ret[0] = '\0';
	for (size_t i = 0; i < hits && n < size; i++) {
		struct str seen = normal_span(&normal, hit[i].at, hit[i].n);

		n += (size_t)snprintf(ret + n, size - n, "%s%s:" STR_FMT, i ? "|" : "",
		                      intent_names[hit[i].intent], STR_ARG(seen));
	}
	arena_done(&arena);
}

static const struct row {
	const char *name, *source, *want;
} rows[] = {
	{ "nothing", "", "" },
	{ "an honest text", "The payment was made, thank you. See the invoice.", "" },
	{ "one of", "Process this payment", "payment-request:Process this payment" },
	{ "not one of", "Process that payment", "" },
	{ "optional words at an end don't count", "please make a payment",
	  "payment-request:make a payment" },
	{ "inside other words", "remake the payments", "" },
	{ "wrapped and in capitals", "MAKE THE\n PAYMENT!", "payment-request:MAKE THE\n PAYMENT" },
	{ "obfuscated", "m\u0430ke the p.a.y.m.e.n.t",
	  "payment-request:m\u0430ke the p.a.y.m.e.n.t" },
	{ "a gap of none", "pay invoice", "payment-request:pay invoice" },
	{ "a gap of four", "pay one two three four invoice",
	  "payment-request:pay one two three four invoice" },
	{ "a gap of five", "pay one two three four five invoice", "" },
	{ "no gap over a sentence", "Please pay. The invoice is here", "" },
	{ "the latest begin counts", "pay or pay the invoice", "payment-request:pay the invoice" },
	{ "any word that begins so", "Remittance, remitted",
	  "payment-request:Remittance|payment-request:remitted" },
	{ "and exactly so", "remit", "payment-request:remit" },
	{ "but not inside", "unremitting", "" },
	{ "a word* inside", "the invoices attached", "payment-request:invoices attached" },
	{ "the other alternative", "bill attached", "payment-request:bill attached" },
	{ "nothing between behind word*", "invoices are attached", "" },
	{ "a word as it stands", "bills attached", "" },
	{ "a question", "Are you available today", "payment-request:Are you available" },
	{ "part of a word", "new card numbers and cards numbers",
	  "bank-change:card numbers|bank-change:cards numbers" },
	{ "elision", "the new l'IBAN, the new IBAN", "bank-change:new IBAN" },
	{ "a class", "neue Haus dort, neue Geb\u00e4uden dort",
	  "bank-change:neue Haus dort|bank-change:neue Geb\u00e4uden dort" },
	{ "a class that goes on", "neue Scheune dort", "bank-change:neue Scheune dort" },
	{ "a class with another in it", "neue Bau dort", "bank-change:neue Bau dort" },
	{ "a class among alternatives", "alte H\u00fctte dort, alte Br\u00fccke dort",
	  "bank-change:alte H\u00fctte dort|bank-change:alte Br\u00fccke dort" },
	{ "not of the class", "alte Bau dort", "" },
	{ "without the accent", "alte Hutte dort", "bank-change:alte Hutte dort" },
	{ "with one more", "n\u00e9ue H\u00e1us dort", "bank-change:n\u00e9ue H\u00e1us dort" },
	{ "in the other spelling", "alte Huette dort, neue Gebaeude dort",
	  "bank-change:alte Huette dort|bank-change:neue Gebaeude dort" },
	{ "many brackets", "gamma blue two small cow sings",
	  "payment-request:gamma blue two small cow sings" },
	{ "many brackets, optional ones left out", "gamma cow sings",
	  "payment-request:gamma cow sings" },
	{ "many brackets, wrong order", "gamma two blue cow sings", "" },
	{ "many brackets, a word between", "gamma blue two the cow sings", "" },

	{ "negated", "Never pay an invoice", "" },
	{ "negated by two words", "do not make the payment", "" },
	{ "negated, typographic", "Don\u2019t just make the payment", "" },
	{ "negated from three words away", "never one two three new iban", "" },
	{ "not from four", "never one two three four new iban", "bank-change:new iban" },
	{ "not over a sentence", "Never! New IBAN", "bank-change:New IBAN" },
	{ "not from behind", "new iban never", "bank-change:new iban" },
	{ "innocent", "We will never ask you to pay, wire transfer is unsafe", "" },
	{ "innocent for this intent only", "We will never ask you to pay for a new iban",
	  "bank-change:new iban" },
	{ "innocent for its sentence only", "We will never ask you to pay. Wire transfer now",
	  "payment-request:Wire transfer" },
	{ "innocent from behind", "A wire transfer to a new iban is a scam warning", "" },
	{ "innocent next sentence", "Scam warning. Wire transfer. Bye",
	  "payment-request:wire transfer" },
};

static void test_rows(void **state)
{
	struct phrases *phrases = load(file);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char got[1000];

		describe(phrases, rows[i].source, got, sizeof got);
		if (!str_ieq(str_of(got), str_of(rows[i].want)))
			fail_msg("%s: got \"%s\", want \"%s\"", rows[i].name, got, rows[i].want);
	}
	phrases_free(phrases);
}

static void test_details(void **state)
{
	struct phrases *phrases = load(file);
	struct arena arena;
	struct normal normal;
	struct phrase_hit *hit;
	size_t hits;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(normal_init(
		&arena, str_of("wire transfer, process a payment, new iban, make the payment"),
		&normal));
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &hits));
	assert_int_equal(hits, 4);
	assert_true(hit[0].weight == 0.25 && hit[1].weight == 0.5 && hit[2].weight == 1);
	assert_string_equal(hit[0].language, "en");
	assert_int_equal(hit[1].phrase, hit[3].phrase);
	assert_int_not_equal(hit[0].phrase, hit[1].phrase);
	arena_done(&arena);
	phrases_free(phrases);
}

/* Bounds: a phrase counts 16 times, and however many there are, the list ends. */
static void test_floods(void **state)
{
	struct phrases *phrases = load(file);
	char *flood = malloc(250001);
	struct arena arena, small;
	struct normal normal;
	struct phrase_hit *hit;
	size_t hits;

	(void)state;
	assert_non_null(flood);
	for (size_t i = 0; i < 250000; i += 10)
		memcpy(flood + i, "pay remit ", 10);
	strcpy(flood + 250000 - 10, " new iban");
	arena_init(&arena, 64 << 20);
	assert_true(normal_init(&arena, str_of(flood), &normal));
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &hits));
	assert_int_equal(hits, PHRASE_REPEAT_MAX + 1);
	assert_int_equal(hit[PHRASE_REPEAT_MAX].intent, INTENT_BANK_CHANGE);

	arena_init(&small, 200);
	assert_false(phrases_match(phrases, &small, &normal, &hit, &hits));
	arena_done(&small);
	arena_done(&arena);
	free(flood);
	phrases_free(phrases);
}

/* More literals than are kept, eight at each word: what stands before and behind the padding is
 * found all the same. */
static void test_padding(void **state)
{
	struct phrases *phrases = load("language en\nintent urgency\n"
	                               "0.1 to\n0.1 to to\n0.1 to to to\n0.1 to to to to\n"
	                               "0.1 to to to to to\n0.1 to to to to to to\n"
	                               "0.1 to to to to to to to\n"
	                               "0.1 to to to to to to to to\n"
	                               "intent bank-change\n1 old iban\n1 new iban\n");
	const size_t size = 249000;
	char *flood = malloc(size + 1);
	struct arena arena;
	struct normal normal;
	struct phrase_hit *hit;
	size_t hits;

	(void)state;
	assert_non_null(flood);
	for (size_t i = 0; i < size; i += 3)
		memcpy(flood + i, "to ", 3);
	memcpy(flood, "old iban ", 9);
	strcpy(flood + size - 9, " new iban");
	arena_init(&arena, 64 << 20);
	assert_true(normal_init(&arena, str_of(flood), &normal));
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &hits));
	assert_int_equal(hits, 2 + 8 * PHRASE_REPEAT_MAX);
	assert_int_equal(hit[0].intent, INTENT_BANK_CHANGE);
	assert_int_equal(hit[hits - 1].intent, INTENT_BANK_CHANGE);
	assert_int_not_equal(hit[0].phrase, hit[hits - 1].phrase);
	arena_done(&arena);
	free(flood);
	phrases_free(phrases);
}

static const struct {
	const char *text, *want; /* what the error says */
} broken[] = {
	{ "intent payment-request\n", "test:1: the first line says which language" },
	{ "language english\n", "test:1: language wants" },
	{ "language en\nlanguage it\n", "test:2: a second language" },
	{ "language en\n\n# c\nintent payments\n", "test:4: there is no intent \"payments\"" },
	{ "language en\ninnocent payments\n", "test:2: there is no intent" },
	{ "language en\nnegation no\n", "test:2: negation stands alone" },
	{ "language en\n0.5 pay\n", "test:2: a phrase before any intent" },
	{ "language en\nintent gift-card\npay now\n", "test:3: a phrase begins with its weight" },
	{ "language en\nintent gift-card\n0 pay\n", "test:3: a phrase begins with its weight" },
	{ "language en\nintent gift-card\n1.1 pay\n", "test:3: a phrase begins with its weight" },
	{ "language en\nintent gift-card\n0,5 pay\n", "test:3: a phrase begins with its weight" },
	{ "language en\nintent gift-card\n0.5 (pay|send\n", "test:3: a bracket isn't closed" },
	{ "language en\nintent gift-card\n0.5 pay) it\n", "test:3: \")\" outside brackets" },
	{ "language en\nintent gift-card\n0.5 pay|send\n", "test:3: \"|\" outside brackets" },
	{ "language en\nintent gift-card\n0.5 ((a)|b)\n", "test:3: brackets don't nest" },
	{ "language en\nintent gift-card\n0.5 (a||b)\n", "test:3: an empty alternative" },
	{ "language en\nintent gift-card\n0.5 ()\n", "test:3: an empty alternative" },
	{ "language en\nintent gift-card\n0.5 [a|b]\n", "test:3: beside a gap" },
	{ "language en\nintent gift-card\n0.5\n", "test:3: a phrase begins and ends with words" },
	{ "language en\nintent gift-card\n0.5 ... pay\n",
	  "test:3: a phrase begins and ends with words" },
	{ "language en\nintent gift-card\n0.5 pay ...\n",
	  "test:3: a phrase begins and ends with words" },
	{ "language en\nintent gift-card\n0.5 pay ... [a|b] ... now\n", "test:3: beside a gap" },
	{ "language en\nintent gift-card\n0.5 !!\n", "test:3: beside a gap" },
	{ "language en\nintent gift-card\n0.5 pa*\n", "test:3: \"*\" stands behind 3" },
	{ "language en\nintent gift-card\n0.5 pay*ment\n", "test:3: behind \"*\"" },
	{ "language en\nintent gift-card\n0.5 (payx* it|b)\n", "test:3: \"*\" stands behind" },
	{ "language en\nintent gift-card\n0.5 "
	  "(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)(a|b)\n",
	  "test:3: expands to more than 4096 literals" },
	{ "language en\nintent gift-card\n0.5 a [payx*] b\n", "test:3: word* can't be optional" },
	{ "language en\nclass pay pay\nintent gift-card\n0.5 @pays now\n",
	  "test:4: there is no class \"@pays\"" },
	{ "language en\nintent gift-card\n0.5 @pay now\nclass pay pay\n",
	  "test:3: there is no class \"@pay\"" },
	{ "language en\nclass pay send|@pay\n", "test:2: there is no class \"@pay\"" },
	{ "language en\nclass pay pay\nclass pay send\n", "test:3: class pay is there already" },
	{ "language en\nclass\n", "test:2: class wants a name" },
	{ "language en\nclass Pay pay\n", "test:2: class wants a name" },
	{ "language en\nclass pay\n", "test:2: an empty alternative" },
	{ "language en\nclass pay (a|b)\n", "test:2: brackets don't nest" },
	{ "language en\nclass pay a ... b\n", "test:2: an empty alternative or a gap" },
	{ "language en\nclass pay pay\nclass send @pay now\n", "test:3: brackets don't nest" },
	{ "language en\nintent gift-card\n0.5 now\n| later\n", "test:4: a phrase begins with its" },
	{ "language en\nclass pay pay*\nintent gift-card\n0.5 a [@pay] b\n",
	  "test:4: word* can't be optional" },
	{ "language en\nclass a b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b|b\n"
	  "class c @a|@a|@a|@a\nclass d @c\n| b\n",
	  "test:5: more than 128 alternatives" },
	{ "language en\nspelling o\n", "test:2: spelling wants a letter" },
	{ "language en\nspelling o oe ou\n", "test:2: spelling wants a letter" },
	{ "language en\n\xff\n", "test is not UTF-8" },
};

static void test_broken_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(broken); i++) {
		struct phrases *phrases = NULL;
		struct err err = { 0 };
		int status = phrases_load_text("test", str_of(broken[i].text), &phrases, &err);

		if (broken[i].want[0] ? status != ERR_CONFIG || !str_starts(str_of(err.text),
		                                                            str_of(broken[i].want))
		                      : status != 0)
			fail_msg("row %zu: %d, \"%s\", want \"%s\"", i, status, err.text,
			         broken[i].want);
		phrases_free(phrases);
	}
}

static void write_file(const char *folder, const char *name, const char *text)
{
	char path[300];
	FILE *out;

	snprintf(path, sizeof path, "%s/%s", folder, name);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs(text, out);
	assert_int_equal(fclose(out), 0);
}

/* The shipped languages, with an admin's file. */
static void test_folder(void **state)
{
	char folder[] = "/tmp/openbec-phrases-XXXXXX", path[300], got[200];
	struct phrases *phrases;
	struct err err = { 0 };

	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file(folder, "site.phrases",
	           "language en\nintent gift-card\n1 quibbleflux vouchers\n");
	write_file(folder, "notes.txt", "nothing\n");
	if (phrases_load(folder, &phrases, &err))
		fail_msg("%s", err.text);
	describe(phrases, "quibbleflux vouchers", got, sizeof got);
	assert_string_equal(got, "gift-card:quibbleflux vouchers");
	phrases_free(phrases);

	write_file(folder, "bad.phrases", "language en\nintent none\n");
	assert_int_equal(phrases_load(folder, &phrases, &err), ERR_CONFIG);
	assert_non_null(strstr(err.text, "bad.phrases:2: "));
	assert_int_equal(phrases_load("/nowhere/at/all", &phrases, &err), ERR_MISSING);
	snprintf(path, sizeof path, "rm -r %s", folder);
	assert_int_equal(system(path), 0);
}

static const struct row apart[] = {
	{ "asked for", "quibbleflux vouchers", "gift-card:quibbleflux vouchers" },
	{ "negated", "gronkle quibbleflux vouchers", "" },
	{ "innocent", "quibbleflux vouchers, zarkon blimpet", "" },
	{ "a second file of a language excuses the first", "zarkon smirp, quibbleflux vouchers",
	  "" },
	{ "asked for in the other", "obex snurfle tokens obey obez", "gift-card:snurfle tokens" },
	{ "not the other's negation", "obex gronkle snurfle tokens obey obez",
	  "gift-card:snurfle tokens" },
	{ "not the other's innocence", "obex snurfle tokens obey obez, zarkon blimpet",
	  "gift-card:snurfle tokens" },
	{ "but its own, wherever it stands", "obex obey obez. gronkle quibbleflux vouchers", "" },
	{ "borrowed, in a text of the borrower", "abex gronkle snurfle tokens abey abez", "" },
	{ "in no text of any", "gronkle snurfle tokens", "" },
};

/* What takes an ask back is of its language. */
static void test_languages_apart(void **state)
{
	char folder[] = "/tmp/openbec-phrases-XXXXXX", path[300], got[200];
	struct phrases *phrases;
	struct err err = { 0 };

	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file(folder, "1.phrases",
	           "language xa\nfunction-words abex abey abez\n"
	           "intent gift-card\n1 quibbleflux vouchers\n"
	           "innocent *\nzarkon blimpet\nnegation\ngronkle\n");
	write_file(
		folder, "2.phrases",
		"language xb\nfunction-words obex obey obez\nintent gift-card\n1 snurfle tokens\n");
	write_file(folder, "3.phrases", "language xa\ninnocent gift-card\nzarkon smirp\n");
	if (phrases_load(folder, &phrases, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < COUNT(apart); i++) {
		describe(phrases, apart[i].source, got, sizeof got);
		if (!str_eq(str_of(got), str_of(apart[i].want)))
			fail_msg("%s: got \"%s\", want \"%s\"", apart[i].name, got, apart[i].want);
	}
	phrases_free(phrases);
	snprintf(path, sizeof path, "rm -r %s", folder);
	assert_int_equal(system(path), 0);
}

static const struct {
	const char *text, *want;
} languages[] = {
	{ "The payment is in the folder that you sent to it", "en" },
	{ "Il pagamento di oggi non \u00e8 stato fatto", "it" },
	{ "L'iban \u00e8 questo qui di sempre non altro", "it" },
	{ "Maksu on hoidettava heti t\u00e4n\u00e4\u00e4n, kiitos", "" },
	{ "the di", "" },
	{ "the di and non that il for per", "" },
	{ "", "" },
};

/* Against the shipped languages: with one language alone nothing could be unclear. */
static void test_language(void **state)
{
	struct phrases *phrases;
	struct err err = { 0 };

	(void)state;
	if (phrases_load(NULL, &phrases, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < COUNT(languages); i++) {
		struct arena arena;
		struct normal normal;
		struct str got;

		arena_init(&arena, 1 << 20);
		assert_true(normal_init(&arena, str_of(languages[i].text), &normal));
		got = phrases_language(phrases, &normal);
		if (!str_eq(got, str_of(languages[i].want)))
			fail_msg("\"%s\": got \"" STR_FMT "\"", languages[i].text, STR_ARG(got));
		arena_done(&arena);
	}
	phrases_free(phrases);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),    cmocka_unit_test(test_details),
		cmocka_unit_test(test_floods),  cmocka_unit_test(test_broken_files),
		cmocka_unit_test(test_folder),  cmocka_unit_test(test_language),
		cmocka_unit_test(test_padding), cmocka_unit_test(test_languages_apart),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
