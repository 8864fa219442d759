#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define STRANGER     "From: ann@acme.example\n"

static const struct spec blocked[] = {
	{ "an address", "Given: block=address ann@acme.example\nFrom: ann@acme.example\n", 1 },
	{ "an account", "Given: block=account IT...3456 0123abcd\nFrom: ann@acme.example\n", 1 },
	{ "between our own",
	  "Given: session\nGiven: block=account IT...3456 0123abcd\nFrom: bob@ours.example\n", 1 },
	{ "nothing blocked", "From: ann@acme.example\n", 0 },
	{ "we warn others of it",
	  "Given: session\nGiven: recipient=x@acme.example\n"
	  "Given: block=account IT...3456 0123abcd\nFrom: bob@ours.example\n",
	  0 },
};

static const struct spec internal_spoof[] = {
	{ "nothing proves it", "From: maria@ours.example\n", 1 },
	{ "a host of ours", "From: maria@mail.ours.example\n", 1 },
	{ "SPF of the forger's own domain is no forwarder",
	  "Given: spf=evil.example\nFrom: maria@ours.example\n", 1 },
	{ "nor is his signature", "Given: dkim=evil.example\nFrom: maria@ours.example\n", 1 },
	{ "beside another author", "From: x@evil.example, maria@ours.example\n", 1 },
	{ "a list", "From: maria@ours.example\nList-Id: <dev.list.example>\n", 0.5 },
	{ "a proven list is a claim, too",
	  "Given: dkim=list.example\nFrom: maria@ours.example\nList-Id: <dev.list.example>\n",
	  0.5 },
	{ "a service known for long",
	  "Given: dkim=service.example\nGiven: via-established\nFrom: maria@ours.example\n", 0.5 },
	{ "a forwarder",
	  "Given: envelope=SRS0=ab=cd=ours.example=maria@fwd.example\nFrom: maria@ours.example\n",
	  0.5 },
	{ "resent", "From: maria@ours.example\nResent-From: bob@acme.example\n", 0.5 },
	{ "proven", "Given: dkim=ours.example\nFrom: maria@ours.example\n", 0 },
	{ "submitted", "Given: session\nFrom: maria@ours.example\n", 0 },
	{ "another domain", "From: maria@acme.example\n", 0 },
	{ "a name that ends alike", "From: maria@notours.example\n", 0 },
};

static const struct spec fake_banner[] = {
	{ "a verified sender", STRANGER "\nThis sender has been VERIFIED.\n\nPlease pay.\n", 1 },
	{ "in a frame", STRANGER "\n*** Verified sender: this message is safe ***\n\nHi\n", 1 },
	{ "in Italian", STRANGER "\nMittente verificato\n\nBuongiorno\n", 1 },
	{ "in German", STRANGER "\nDiese E-Mail wurde verifiziert.\n\nGuten Tag\n", 1 },
	{ "in French",
	  STRANGER "Content-Type: text/plain; charset=utf-8\n\n"
	           "Exp\xc3\xa9"
	           "diteur v\xc3\xa9rifi\xc3\xa9\n\nBonjour\n",
	  1 },
	{ "in the subject", STRANGER "Subject: [Verified Sender] Invoice\n\nHi\n", 1 },
	{ "our own notice",
	  STRANGER "\nX-BEC-Status: clean, score=0.0\n\nPlease pay the invoice.\n", 1 },
	{ "our own words", STRANGER "\nEarlier mail of this sender looked like fraud.\n", 1 },
	{ "our own tag", STRANGER "Subject: [BEC?] Invoice\n\nHi\n", 1 },
	{ "a warning",
	  STRANGER "\nCAUTION: This email originated from outside of the organization.\n\nHi\n",
	  0.5 },
	{ "a warning in the subject", STRANGER "Subject: [EXTERNAL] Invoice\n\nHi\n", 0.5 },
	{ "in HTML",
	  STRANGER "Content-Type: text/html\n\n<p><b>Verified sender</b> &#10004; This is ok"
	           "</p><p>Please pay.</p>\n",
	  1 },
	{ "in quoted text",
	  STRANGER "Subject: Re: x\n\nFine.\n\nOn Mon, 5 Jan 2026 Bob wrote:\n"
	           "> CAUTION: This email originated from outside of the organization.\n> Hi\n",
	  0 },
	{ "the tag of the other side's filter", STRANGER "Subject: Re: [EXTERNAL] Invoice\n\nHi\n",
	  0 },
	{ "words of everyday life",
	  STRANGER "\nWe verified your invoice. External auditors come.\n", 0 },
	{ "known for long",
	  "Given: dkim=acme.example\nGiven: established\n" STRANGER "\nVerified sender: this\n",
	  0 },
	{ "our own mail", "Given: session\nFrom: bob@ours.example\n\nVerified sender: this\n", 0 },
	{ "nothing", STRANGER "\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("blocked", blocked)
CHECK("internal-spoof", internal_spoof)
CHECK("fake-banner", fake_banner)

/* A fingerprint is for the store, not for people. */
static void a_blocked_account_is_shown_masked(void **state)
{
	struct given *given =
		given_new("Given: block=account IT...3456 0123abcd\nFrom: ann@acme.example\n");
	const struct finding *finding = given_finding(given, "blocked");

	(void)state;
	assert_non_null(finding);
	assert_string_equal(finding->sentence.p,
	                    "The account IT...3456 that it names is on the block list");
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(blocked_speaks),
		cmocka_unit_test(internal_spoof_speaks),
		cmocka_unit_test(fake_banner_speaks),
		cmocka_unit_test(a_blocked_account_is_shown_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
