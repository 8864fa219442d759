#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DE           "IBAN: DE89 3704 0044 0532 0130 00\n"
#define IT           "IBAN: IT60 X054 2811 1010 0000 0123 456\n"
#define GB           "IBAN: GB29 NWBK 6016 1331 9268 19\n"
#define BITCOIN      "1BoatSLRHtKNngkdXEeobR76b53LETtpyT\n"
#define INVOICE      "\n\nOur invoice is attached.\n"
#define ITALIAN      "From: ann@fornitore.it"
#define GERMAN       "From: ann@lieferant.de"
#define GENERIC      "From: ann@supplier.com"

static const struct spec country[] = {
	{ "another country, nothing known", ITALIAN INVOICE DE, 0.5 },
	{ "another than all before, too", "Given: account=IT...0001 x\n" ITALIAN INVOICE DE, 1 },
	{ "a name of no country, another than before",
	  "Given: account=IT...0001 x\n" GENERIC INVOICE DE, 0.5 },
	{ "a host below it", "From: ann@mail.fornitore.it" INVOICE DE, 0.5 },
	{ "the country of its name", ITALIAN INVOICE IT, 0 },
	{ "Great Britain", "From: ann@supplier.co.uk" INVOICE GB, 0 },
	{ "Great Britain's name, another account", "From: ann@supplier.co.uk" INVOICE IT, 0.5 },
	{ "a country that was known before",
	  "Given: account=IT...0001 x\nGiven: account=DE...0001 x\n" ITALIAN INVOICE DE, 0 },
	{ "established, same country as before",
	  "Given: established\nGiven: account=DE...0001 x\n" GENERIC INVOICE DE, 0 },
	{ "a list of all accounts", ITALIAN INVOICE IT DE, 0 },
	{ "two, both abroad", ITALIAN INVOICE DE GB, 0.5 },
	{ "a name of no country, nothing known", GENERIC INVOICE DE, 0 },
	{ "a name for everybody", "From: ann@supplier.io" INVOICE DE, 0 },
	{ "free mail of some country", "From: ann@libero.it" INVOICE DE, 0 },
	{ "our own country: an account for customers here",
	  "Given: local=ours.de\n" ITALIAN INVOICE DE, 0 },
	{ "a coin has no country", ITALIAN INVOICE BITCOIN, 0 },
	{ "coins known before are no country", "Given: account=BTC...0001 x\n" GENERIC INVOICE DE,
	  0 },
	{ "quoted from somebody else", ITALIAN "\n\nThanks, paid.\n> " DE, 0 },
	{ "no account", "Given: account=IT...0001 x\n" ITALIAN INVOICE, 0 },
	{ "our own mail", "Given: session\nFrom: bob@ours.example" INVOICE DE, 0 },
};

static const struct spec shared[] = {
	{ "a stranger gave it", "Given: owner=1 joe@other.example\n" GERMAN INVOICE DE, 1 },
	{ "one of free mail", "Given: owner=2 joe@gmail.com\n" GERMAN INVOICE DE, 1 },
	{ "both of the same free mail",
	  "Given: owner=1 joe@gmail.com\nFrom: ann@gmail.com" INVOICE DE, 1 },
	{ "one who may own it", "Given: owner=9 joe@other.example\n" GERMAN INVOICE DE, 0.5 },
	{ "itself", "Given: owner=1 ann@lieferant.de\n" GERMAN INVOICE DE, 0 },
	{ "a colleague", "Given: owner=1 joe@lieferant.de\n" GERMAN INVOICE DE, 0 },
	{ "one of ours",
	  "Given: owner=1 joe@other.example\nGiven: owner=1 bob@ours.example\n" GERMAN INVOICE DE,
	  0 },
	{ "in a name that wasn't proven",
	  "Given: owner-unproven=1 joe@other.example\n" GERMAN INVOICE DE, 0 },
	{ "a platform", "Given: owner=1 dse@docusign.net\n" GERMAN INVOICE DE, 0 },
	{ "through a platform",
	  "Given: owner=1 joe@other.example\nFrom: dse@docusign.net" INVOICE DE, 0 },
	{ "the copy's reader",
	  "Given: owner=1 joe@other.example\n" GERMAN "\nCc: joe@other.example" INVOICE DE, 0 },
	{ "whom the text names",
	  "Given: owner=1 joe@other.example\n" GERMAN INVOICE
	  "We collect for www.other.example.\n" DE,
	  0 },
	{ "an established sender",
	  "Given: established\nGiven: owner=1 joe@other.example\n" GERMAN INVOICE DE, 0 },
	{ "everybody",
	  "Given: owner=1 a@a.example\nGiven: owner=1 a@b.example\n"
	  "Given: owner=1 a@c.example\nGiven: owner=1 a@d.example\nGiven: owner=1 a@e.example\n"
	  "Given: owner=1 a@f.example\nGiven: owner=1 a@g.example\nGiven: owner=1 a@h.example\n"
	  "Given: owner=1 a@i.example\n" GERMAN INVOICE DE,
	  0 },
	{ "nobody", GERMAN INVOICE DE, 0 },
	{ "our own mail",
	  "Given: session\nGiven: owner=1 joe@other.example\nFrom: bob@ours.example" INVOICE DE,
	  0 },
};

static void another_country_speaks(void **state)
{
	(void)state;
	given_check("bank-country-mismatch", country, COUNT(country));
}

static void a_shared_account_speaks(void **state)
{
	(void)state;
	given_check("bank-detail-shared", shared, COUNT(shared));
}

static void sentences_mask_the_account(void **state)
{
	struct given *given = given_new(
		"Given: account=FR...0001 x\nGiven: owner=1 joe@other.example\n" ITALIAN INVOICE
			DE);

	(void)state;
	assert_string_equal(given_finding(given, "bank-country-mismatch")->sentence.p,
	                    "Account DE...3000 is in another country than ann@fornitore.it and the "
	                    "accounts known of this sender");
	assert_string_equal(given_finding(given, "bank-detail-shared")->sentence.p,
	                    "Account DE...3000 was also given by joe@other.example");
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(another_country_speaks),
		cmocka_unit_test(a_shared_account_speaks),
		cmocka_unit_test(sentences_mask_the_account),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
