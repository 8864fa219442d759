#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "text/footer.h"
#include "text/footer_marks.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct arena arena;

static struct normal normal(const char *text)
{
	struct normal ret;

	assert_true(normal_init(&arena, str_of(text), &ret));
	return ret;
}

/* What normalising would change can never be met. */
static void marks_are_as_text_is(void **state)
{
	(void)state;
	for (size_t i = 0; i < footer_marks_n; i++) {
		struct normal seen;

		assert_true(normal_init(&arena, footer_marks[i], &seen));
		assert_true(footer_marks[i].n >= 4);
		if (!str_eq(str_trim(seen.text), footer_marks[i]))
			fail_msg("\"" STR_FMT "\" becomes \"" STR_FMT "\"",
			         STR_ARG(footer_marks[i]), STR_ARG(seen.text));
	}
}

/* HERE stands where a word is asked for: inside the footer, or outside. */
static const struct {
	const char *name, *text;
	bool inside;
} rows[] = {
	{ "en",
	  "See you. This e-mail and any attachments are intended solely for the addressee. HERE If "
	  "you received this message in error, tell us.",
	  true },
	{ "it",
	  "A domani. Le informazioni contenute in questa e-mail sono riservate HERE e destinate "
	  "esclusivamente al destinatario. Se ricevuto per errore, avvisare il mittente.",
	  true },
	{ "de",
	  "Bis morgen. Diese E-Mail enth\u00e4lt vertrauliche HERE Informationen. Wenn Sie nicht "
	  "der "
	  "richtige Adressat sind, informieren Sie bitte sofort den Absender.",
	  true },
	{ "fr",
	  "\u00c0 demain. Ce message et toutes les pi\u00e8ces jointes HERE sont \u00e9tablis "
	  "\u00e0 "
	  "l'intention exclusive de ses destinataires.",
	  true },
	{ "es",
	  "Hasta ma\u00f1ana. Este mensaje y sus archivos HERE van dirigidos exclusivamente a su "
	  "destinatario.",
	  true },
	{ "pt",
	  "At\u00e9 amanh\u00e3. Esta mensagem pode conter informa\u00e7\u00e3o confidencial HERE. "
	  "Se a "
	  "recebeu por engano, informe o remetente.",
	  true },
	{ "nl", "Tot morgen. Dit bericht is uitsluitend bestemd voor de HERE geadresseerde.",
	  true },
	{ "pl",
	  "Do jutra. Niniejsza wiadomo\u015b\u0107 zawiera HERE informacje poufne i jest "
	  "przeznaczona "
	  "wy\u0142\u0105cznie dla adresata.",
	  true },
	{ "own words before it",
	  "HERE we meet. This e-mail and any attachments are intended solely for the addressee.",
	  false },
	{ "own words behind it",
	  "This e-mail and any attachments are intended solely for the addressee. HERE we meet.",
	  false },
	{ "one mark is none", "The parcel reached the intended recipient, HERE in Rome.", false },
	{ "the same mark twice is none",
	  "The intended recipient HERE moved. The intended recipient is you.", false },
	{ "an honest request", "Please keep this HERE confidential.", false },
};

static void footers_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct normal text = normal(rows[i].text);
		size_t at = str_find(text.text, str_of(" here "));
		struct footers footers;

		assert_true(at != SIZE_MAX);
		footers_find(&text, &footers);
		if (footers_excuse(&footers, INTENT_SECRECY, at) != rows[i].inside)
			fail_msg("%s", rows[i].name);
		assert_false(footers_excuse(&footers, INTENT_PAYMENT_REQUEST, at));
		assert_false(footers_excuse(&footers, INTENT_BANK_CHANGE, at));
	}
}

static void far_marks_are_two_footers_or_none(void **state)
{
	char text[4096] = "intended recipient ";
	struct footers footers;
	struct normal far;

	(void)state;
	for (int i = 0; i < 100; i++)
		strcat(text, "honest words ");
	strcat(text, "notify the sender");
	far = normal(text);
	footers_find(&far, &footers);
	assert_int_equal(footers.n, 0);
}

static void many_footers_are_bounded(void **state)
{
	size_t n = 200 << 10;
	char *text = malloc(n + 1);
	struct footers footers;
	struct normal many;

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < n; i++)
		text[i] = "notify the sender intended recipient . "[i % 39];
	text[n] = '\0';
	for (size_t i = 2000; i < n; i += 2000) /* apart from each other */
		memset(text + i, 'x', 600);
	many = normal(text);
	footers_find(&many, &footers);
	assert_int_equal(footers.n, FOOTERS_MAX);
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(marks_are_as_text_is),
		cmocka_unit_test(footers_are_found),
		cmocka_unit_test(far_marks_are_two_footers_or_none),
		cmocka_unit_test(many_footers_are_bounded),
	};
	int failed;

	arena_init(&arena, (size_t)64 << 20);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	arena_done(&arena);
	return failed;
}
