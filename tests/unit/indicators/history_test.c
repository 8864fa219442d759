#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define FROM         "From: ann@acme.example\n"
#define OURS         "Given: session\nFrom: bob@ours.example\n"

static const struct spec first_contact[] = {
	{ "a stranger", "Given: first-contact=0.64\n" FROM, 0.64 },
	{ "known", FROM, 0 },
	{ "our own mail", "Given: first-contact=0.64\n" OURS, 0 },
	{ "no single author",
	  "Given: first-contact=0.64\nFrom: ann@acme.example, bob@acme.example\n", 0 },
};

static const struct spec new_sender[] = {
	{ "never seen", "Given: new-sender\n" FROM, 1 },
	{ "seen", FROM, 0 },
	{ "our own mail", "Given: new-sender\n" OURS, 0 },
};

static const struct spec new_domain[] = {
	{ "never seen", "Given: new-domain\n" FROM, 1 },
	{ "seen", "Given: new-sender\n" FROM, 0 },
	{ "our own mail", "Given: new-domain\n" OURS, 0 },
};

static const struct spec dialogue_marked[] = {
	{ "the sender", "Given: mark=identity ann@acme.example\n" FROM, 1 },
	{ "the account", "Given: mark=account IT...3456 0123abcd\n" FROM, 1 },
	{ "unmarked", FROM, 0 },
	{ "our own mail", "Given: mark=account IT...3456 0123abcd\n" OURS, 0 },
};

static const struct spec dormant_return[] = {
	{ "half a year", "Given: established\nGiven: silent=180 150\n" FROM, 1 },
	{ "four times the longest pause", "Given: established\nGiven: silent=40 10\n" FROM, 1 },
	{ "a day less", "Given: established\nGiven: silent=39 10\n" FROM, 0 },
	{ "a day less than half a year", "Given: established\nGiven: silent=179 60\n" FROM, 0 },
	{ "a holiday of one who writes daily", "Given: established\nGiven: silent=27 3\n" FROM, 0 },
	{ "nobody established", "Given: known\nGiven: silent=400 10\n" FROM, 0 },
	{ "our own mail", "Given: established\nGiven: silent=400 10\n" OURS, 0 },
};

static const struct spec new_reply_to[] = {
	{ "another than ever",
	  "Given: surprise=reply-to 0.6 12 gmail.com\n" FROM "Reply-To: ann@gmail.com\n", 0.6 },
	{ "as always", "Given: shown=reply-to 12\n" FROM "Reply-To: ann@gmail.com\n", 0 },
	{ "nothing to compare with", FROM "Reply-To: ann@gmail.com\n", 0 },
	{ "a list that signs",
	  "Given: dkim=list.example\nGiven: surprise=reply-to 0.6 12 list.example\n" FROM
	  "Reply-To: dev@list.example\nList-Id: <dev.list.example>\n",
	  0 },
	{ "a platform",
	  "Given: dkim=docusign.net\nGiven: surprise=reply-to 0.6 12 other.example\n"
	  "From: dse@docusign.net\nReply-To: x@other.example\n",
	  0 },
	{ "our own mail",
	  "Given: surprise=reply-to 0.6 12 gmail.com\n" OURS "Reply-To: ann@gmail.com\n", 0 },
};

static const struct spec platform_new_reply_to[] = {
	{ "somebody new",
	  "Given: new-sender\nGiven: dkim=docusign.net\nFrom: dse@docusign.net\nReply-To: "
	  "x@other.example\n",
	  1 },
	{ "somebody known",
	  "Given: dkim=docusign.net\nFrom: dse@docusign.net\nReply-To: x@other.example\n", 0 },
	{ "the platform itself",
	  "Given: new-sender\nGiven: dkim=docusign.net\nFrom: dse@docusign.net\n", 0 },
	{ "no platform", "Given: new-sender\n" FROM "Reply-To: x@other.example\n", 0 },
};

#define CHANGE                                                                                     \
	"\nOur bank details have changed. Please use our new bank account for all future "         \
	"payments.\n"
#define IBAN "IBAN: DE89 3704 0044 0532 0130 00\n"

static const struct spec bank_detail_new[] = {
	{ "another account", "Given: known\nGiven: surprise=account 0.8 3 IT...3456\n" FROM, 0.8 },
	{ "it says so itself, and none was seen", "Given: known\n" FROM CHANGE IBAN, 0.5 },
	{ "the same, from one who isn't proven now", "Given: known-when-proven\n" FROM CHANGE IBAN,
	  0.5 },
	{ "the account that was always given",
	  "Given: known\nGiven: shown=account 3\n" FROM CHANGE IBAN, 0 },
	{ "of a stranger nothing can change", "Given: new-sender\n" FROM CHANGE IBAN, 0 },
	{ "no account", "Given: known\n" FROM CHANGE, 0 },
	{ "no word of a change", "Given: known\n" FROM "\nYour invoice.\n" IBAN, 0 },
	{ "our own mail", "Given: known\n" OURS CHANGE IBAN, 0 },
};

#define PHONE   "Phone +39 02 1234 5678\n"
#define NEW     "Given: surprise=phone 0.6 3 +39...678 +39...111\n"
#define CALL_ME "\nTo cancel the charge please call our billing department at +39 02 1234 5678.\n"

static const struct spec phone_new[] = {
	{ "with a new account", NEW "Given: surprise=account 0.8 3 IT...3456\n" FROM, 0.6 },
	{ "with words of another account", NEW "Given: known\n" FROM CHANGE PHONE, 0.6 },
	{ "as the one to call", NEW FROM CALL_ME, 0.6 },
	{ "in a signature", NEW FROM "\nSee you in May.\n\n-- \nAnn\n" PHONE, 0 },
	{ "the number that was always given, with a new account",
	  "Given: shown=phone 3\nGiven: surprise=account 0.8 3 IT...3456\n" FROM "\n" PHONE, 0 },
	{ "nothing to compare with", "Given: surprise=account 0.8 3 IT...3456\n" FROM "\n" PHONE,
	  0 },
	{ "our own mail", NEW "Given: surprise=account 0.8 3 IT...3456\n" OURS, 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("first-contact", first_contact)
CHECK("new-sender", new_sender)
CHECK("new-domain", new_domain)
CHECK("dialogue-marked", dialogue_marked)
CHECK("dormant-return", dormant_return)
CHECK("new-reply-to", new_reply_to)
CHECK("platform-new-reply-to", platform_new_reply_to)
CHECK("bank-detail-new", bank_detail_new)
CHECK("phone-new", phone_new)

/* One row a kind of trait: it has its kind's surprise, and no other kind's. */
static const struct {
	const char *id, *kind;
	const char *text; /* which the row wants to hear */
} trait_indicators[] = {
	{ "new-reply-to", "reply-to", "" },
	{ "new-envelope", "envelope", "" },
	{ "new-network", "network", "" },
	{ "new-dkim-domain", "dkim", "" },
	{ "new-mailer", "mailer", "" },
	{ "new-timezone", "timezone", "" },
	{ "new-message-id-form", "message-id", "" },
	{ "odd-hour", "hour", "" },
	{ "display-name-change", "name", "" },
	{ "language-change", "language", "" },
	{ "bank-detail-new", "account", "" },
	{ "phone-new", "phone", CALL_ME },
};

static void each_trait_has_its_row(void **state)
{
	(void)state;
	assert_int_equal(COUNT(trait_indicators), TRAIT_COUNT);
	for (size_t i = 0; i < COUNT(trait_indicators); i++) {
		char lines[256];
		struct given *given;

		snprintf(lines, sizeof lines, "Given: surprise=%s 0.4 7 seen usual\n" FROM "%s",
		         trait_indicators[i].kind, trait_indicators[i].text);
		given = given_new(lines);
		for (size_t k = 0; k < COUNT(trait_indicators); k++) {
			const struct finding *finding =
				given_finding(given, trait_indicators[k].id);

			if ((finding != NULL) != (i == k))
				fail_msg("%s: surprise of %s", trait_indicators[k].id,
				         trait_indicators[i].kind);
			if (finding && finding->strength != 0.4)
				fail_msg("%s: strength %f", finding->id, finding->strength);
		}
		given_free(given);
	}
}

static void a_sentence_says_what_was_expected(void **state)
{
	static const struct {
		const char *lines, *id, *want;
	} rows[] = {
		{ "Given: surprise=mailer 0.4 7 phpmailer outlook\n" FROM, "new-mailer",
		  "Mail program phpmailer is new: on 7 days ann@acme.example showed outlook" },
		{ "Given: surprise=account 0.66 1 IT...3456\n" FROM, "bank-detail-new",
		  "Account IT...3456 is new: on 1 day ann@acme.example showed another" },
		{ "Given: new-sender\n" FROM, "new-sender",
		  "The first mail from ann@acme.example, unproven, from network 192.0.2.0/24" },
		{ "Given: new-sender\nGiven: dkim=list.example\n" FROM, "new-sender",
		  "The first mail from ann@acme.example by way of list.example" },
		{ "Given: new-sender\nGiven: dkim=acme.example\n" FROM, "new-sender",
		  "The first mail from ann@acme.example" },
		{ "Given: mark=reply-to ann@acme.example\n" FROM, "dialogue-marked",
		  "An earlier message with the same address for replies was suspicious" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct given *given = given_new(rows[i].lines);
		const struct finding *finding = given_finding(given, rows[i].id);

		assert_non_null(finding);
		assert_string_equal(finding->sentence.p, rows[i].want);
		given_free(given);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(first_contact_speaks),
		cmocka_unit_test(new_sender_speaks),
		cmocka_unit_test(new_domain_speaks),
		cmocka_unit_test(dialogue_marked_speaks),
		cmocka_unit_test(dormant_return_speaks),
		cmocka_unit_test(new_reply_to_speaks),
		cmocka_unit_test(platform_new_reply_to_speaks),
		cmocka_unit_test(bank_detail_new_speaks),
		cmocka_unit_test(phone_new_speaks),
		cmocka_unit_test(each_trait_has_its_row),
		cmocka_unit_test(a_sentence_says_what_was_expected),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
