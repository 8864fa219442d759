#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "indicators/excerpt.h"
#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* The message names these; a span is whatever a phrase reached over. */
static const char message[] =
	"From: ann@acme.example\n\n"
	"Our new IBAN is DE89 3704 0044 0532 0130 00. Routing number 021000021, account "
	"12345678901.\n"
	"Bitcoin: 1BoatSLRHtKNngkdXEeobR76b53LETtpyT\nTel. +39 02 1234 5678\n";

static const struct {
	const char *name, *span, *want;
} rows[] = {
	{ "no number", "our new account", "our new account" },
	{ "the whole", "new IBAN DE89370400440532013000 today", "new IBAN DE...3000 today" },
	{ "in groups", "IBAN is DE89 3704 0044 0532 0130 00.", "IBAN is DE...3000." },
	{ "its beginning", "IBAN is DE89 3704", "IBAN is DE...3000" },
	{ "its end", "0532 0130 00. Routing", "DE...3000. Routing" },
	{ "its middle, over hyphens", "0044-0532-0130 of it", "DE...3000 of it" },
	{ "over a line end", "DE89 3704\n0044 0532 0130 00", "DE...3000" },
	{ "in lower case", "de89 3704 0044 0532", "DE...3000" },
	{ "the bank's number", "number 021000021, account", "number US...8901, account" },
	{ "the account's", "account 12345678901", "account US...8901" },
	{ "a coin's", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT now", "BTC...tpyT now" },
	{ "one that only the span has", "to IT60X0542811101000000123456 now", "to IT...3456 now" },
	{ "a phone number", "call +39 02 1234 5678 now", "call +39...678 now" },
	{ "another number stays", "invoice 2026-0117 of 45000 EUR",
	  "invoice 2026-0117 of 45000 EUR" },
	{ "few of its digits stay", "room 3704", "room 3704" },
	{ "harmless on a terminal", "a\x1b[2Jb\nc", "a\\x1b[2Jb c" },
	{ "cut", "12 words that are much too long to be shown in one line of a log file here",
	  "12 words that are much too long to be shown in one line o..." },
};

static void numbers_are_masked(void **state)
{
	struct given *given = given_new(message);

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str seen = excerpt_make(given_evidence(given), str_of(rows[i].span));

		if (!str_eq(seen, str_of(rows[i].want)))
			fail_msg("%s: \"" STR_FMT "\"", rows[i].name, STR_ARG(seen));
	}
	given_free(given);
}

/* Phrases that span an account, in the path as it is. */
static void no_finding_quotes_a_number(void **state)
{
	struct given *given =
		given_new("From: ann@acme.example\nSubject: new bank\n\nPlease pay the "
	                  "invoice to our new account DE89 3704 0044 0532 0130 00 "
	                  "today and use DE89370400440532013000 for all payments. Our "
	                  "bank account DE89 3704 0044 0532 0130 00 has changed.\n");
	const struct findings *findings = given_findings(given);

	(void)state;
	assert_non_null(given_finding(given, "bank-change"));
	for (size_t i = 0; i < findings->n; i++) {
		assert_true(findings->v[i].quote.n <= EXCERPT_MAX);
		if (str_find(findings->v[i].quote, str_of("3704")) != SIZE_MAX ||
		    str_find(findings->v[i].quote, str_of("0532")) != SIZE_MAX)
			fail_msg("%s: %s", findings->v[i].id, findings->v[i].quote.p);
	}
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_masked),
		cmocka_unit_test(no_finding_quotes_a_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
