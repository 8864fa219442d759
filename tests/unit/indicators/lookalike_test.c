#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define OWN          "Given: local=goldwater.com\n"
#define PARTNER      "Given: partner=goldwater.com\n"
#define LEARNED      "Given: both-ways=goldwater.com\n"
#define THREAD       "In-Reply-To: <17@mail.goldwater.com>\nReferences: <17@mail.goldwater.com>\n"
#define LIST         "List-Id: <dev.list.example>\nPrecedence: list\n"

static const struct spec own[] = {
	{ "equal to the eye", OWN "From: Ann <ann@g0ldwater.com>\n", 1 },
	{ "in other letters", OWN "From: Ann <ann@g\xd0\xbeldwater.com>\n", 1 },
	{ "the name as a host elsewhere", OWN "From: ann@goldwater.com.login.example\n", 0.8 },
	{ "one letter in a long name", OWN "From: ann@goldwatter.com\n", 0.8 },
	{ "another ending", OWN "From: ann@goldwater.net\n", 0.4 },
	{ "a word more", OWN "From: ann@goldwater-invoices.com\n", 0.4 },
	{ "another ending, and the name", OWN "From: Goldwater Accounts <ap@goldwater.net>\n",
	  0.8 },
	{ "a word more, and our thread", OWN "From: ann@goldwater-invoices.com\n" THREAD, 0.8 },
	{ "a word more, and our domain in the text",
	  OWN "From: ann@goldwater-invoices.com\n\nWrite to ap@goldwater.com as before.\n", 0.8 },
	{ "a second author", OWN "From: a@other.example, ann@g0ldwater.com\n", 1 },
	{ "as Reply-To", OWN "From: ann@other.example\nReply-To: ann@g0ldwater.com\n", 1 },
	{ "signed by itself", OWN "Given: dkim=g0ldwater.com\nFrom: ann@g0ldwater.com\n", 1 },
	{ "a claimed list", OWN "From: ann@g0ldwater.com\n" LIST, 1 },
	{ "in a link",
	  OWN "From: ann@other.example\n\nSee https://www.g0ldwater.com/login please.\n", 0.5 },
	{ "another ending in a link",
	  OWN "From: ann@other.example\n\nSee https://www.goldwater.net/ please.\n", 0 },
	{ "ourselves", OWN "From: ann@goldwater.com\n", 0 },
	{ "a host of ours", OWN "From: ann@eu.goldwater.com\n", 0 },
	{ "another of ours",
	  OWN "Given: local=goldwater-invoices.com\nFrom: ann@goldwater-invoices.com\n", 0 },
	{ "a partner of that name", OWN "Given: partner=goldwaters.com\nFrom: ann@goldwaters.com\n",
	  0 },
	{ "a host of such a partner",
	  OWN "Given: partner=goldwaters.com\nFrom: ann@mail.goldwaters.com\n", 0 },
	{ "another name", OWN "From: ann@silverlake.com\n", 0 },
	{ "a word that goes on", OWN "From: ann@goldwaterworks.com\n", 0 },
	{ "our own mail",
	  OWN "Given: session\nFrom: ann@goldwater.com\nReply-To: ann@g0ldwater.com\n", 0 },
	{ "a short name of ours", "Given: local=acme.com\nFrom: ann@acne.com\n", 0 },
	{ "a short name of ours with another ending",
	  "Given: local=acme.com\nFrom: Acme <ann@acme.net>\n", 0 },
};

static const struct spec partner[] = {
	{ "equal to the eye", PARTNER "From: ann@goIdwater.com\n", 1 },
	{ "a correspondent's", LEARNED "From: ann@g0ldwater.com\n", 1 },
	{ "a word more", PARTNER "From: ann@goldwatergroup.com\n", 0.4 },
	{ "another ending of a correspondent's", LEARNED "From: ann@goldwater.net\n", 0.4 },
	{ "with whom the recipient deals",
	  "Given: corresponds=goldwater.com\nFrom: ann@goldwater.net\n", 0.8 },
	{ "another ending, and its thread", LEARNED "From: ann@goldwater.net\n" THREAD, 0.8 },
	{ "the thread of somebody else",
	  LEARNED "From: ann@goldwater.net\nIn-Reply-To: <17@ours.example>\n", 0.4 },
	{ "and the name", PARTNER "From: \"Gold-Water Ltd.\" <ann@goldwater-billing.com>\n", 0.8 },
	{ "and another name", PARTNER "From: \"Silver Lake Ltd.\" <ann@goldwater-billing.com>\n",
	  0.4 },
	{ "an edit in a short name", "Given: partner=pascoe.com\nFrom: ann@pascoee.com\n", 0.4 },
	{ "as Reply-To of another",
	  PARTNER "From: ann@other.example\nReply-To: ann@goldwaterr.com\n", 0.8 },
	{ "the partner itself", PARTNER "From: Goldwater <ann@goldwater.com>\n", 0 },
	{ "a host of it", PARTNER "From: ann@mx.goldwater.com\n", 0 },
	{ "its own tenant", PARTNER "From: ann@goldwater.onmicrosoft.com\n", 0 },
	{ "ours", PARTNER "Given: local=goldwater.net\nFrom: ann@goldwater.net\n", 0 },
	{ "nobody knows it", "From: ann@g0ldwater.com\n", 0 },
};

static const struct spec participant[] = {
	{ "an addressee like one of ours",
	  OWN "From: ann@acme.example\nTo: bob@goldwater.com\nCc: eve@g0ldwater.com\n", 1 },
	{ "weakly", OWN "From: ann@acme.example\nTo: bob@goldwater.com, eve@goldwater.net\n", 0.4 },
	{ "like a correspondent's", LEARNED "From: ann@acme.example\nCc: eve@goldwatter.com\n",
	  0.8 },
	{ "like From", "From: ann@goldwater.com\nCc: eve@g0ldwater.com\n", 1 },
	{ "like another addressee",
	  "From: ann@acme.example\nTo: bob@goldwater.com\nCc: eve@goldwatre.com\n", 0.8 },
	{ "in place of one that is quoted",
	  "From: ann@acme.example\nCc: eve@pascoee.com\n\nOn Monday Eve <eve@pascoe.com> wrote:\n"
	  "> yes\n",
	  0.8 },
	{ "another person at a short name like it",
	  "From: ann@acme.example\nCc: eve@pascoee.com\n\nOn Monday Bob <bob@pascoe.com> wrote:\n"
	  "> yes\n",
	  0 },
	{ "another ending", "From: ann@goldwater.com\nCc: ann@goldwater.net\n", 0 },
	{ "a word more", "From: ann@goldwater.com\nCc: ann@goldwater-group.com\n", 0 },
	{ "two countries", "From: ann@goldwater-us.com\nCc: bob@goldwater-uk.com\n", 0 },
	{ "the same", "From: ann@goldwater.com\nCc: bob@goldwater.com, eve@mail.goldwater.com\n",
	  0 },
	{ "ours and another of ours",
	  OWN "Given: local=goldwaters.com\nFrom: ann@acme.example\nTo: bob@goldwater.com\n"
	      "Cc: eve@goldwaters.com\n",
	  0 },
	{ "that From is like ours is said already",
	  OWN "From: ann@g0ldwater.com\nTo: bob@goldwater.com\nCc: x@goldwater.com\n", 0 },
	{ "our own mail",
	  "Given: session\nFrom: a@ours.example\nTo: bob@goldwater.com\nCc: eve@g0ldwater.com\n",
	  0 },
};

static const struct spec of_named[] = {
	{ "in the signature",
	  "From: ann@goldwaterr.com\n\nPlease pay.\n\n-- \nAnn\nwww.goldwater.com\n", 0.8 },
	{ "in a quotation",
	  "From: ann@g0ldwater.com\n\nPlease pay.\n\nOn Monday Ann <ann@goldwater.com> wrote:\n> "
	  "our invoice\n",
	  1 },
	{ "a word more", "From: ann@goldwater-invoices.com\n\nSee www.goldwater.com\n", 0.4 },
	{ "another ending", "From: ann@goldwater.net\n\nSee www.goldwater.com\n", 0 },
	{ "an edit behind another ending that is named first",
	  "From: ann@goldwaterr.com\n\nSee www.goldwaterr.net and www.goldwater.com\n", 0.8 },
	{ "itself", "From: ann@goldwater.com\n\nSee www.goldwater.com\n", 0 },
	{ "others", "From: ann@goldwater.com\n\nSee www.silverlake.com\n", 0 },
	{ "who has long been there",
	  "Given: dkim=goldwaterr.com\nGiven: established\nFrom: ann@goldwaterr.com\n\n"
	  "See www.goldwater.com\n",
	  0 },
	{ "whose organisation has",
	  "Given: dkim=goldwaterr.com\nGiven: domain-established\nFrom: ann@goldwaterr.com\n\n"
	  "See www.goldwater.com\n",
	  0 },
	{ "a correspondent",
	  "Given: correspondent\nFrom: ann@goldwaterr.com\n\nSee www.goldwater.com\n", 0 },
	{ "said already, because it is a partner's",
	  PARTNER "From: ann@g0ldwater.com\n\nSee www.goldwater.com\n", 0 },
	{ "our own mail", "Given: session\nFrom: ann@ours.example\n\nSee www.ouurs.example\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("lookalike-own-domain", own)
CHECK("lookalike-partner-domain", partner)
CHECK("lookalike-participant", participant)
CHECK("lookalike-of-named", of_named)

static void sentences_name_both(void **state)
{
	static const struct {
		const char *id, *lines, *sentence;
	} rows[] = {
		{ "lookalike-own-domain", OWN "From: ann@g0ldwater.com\n",
		  "The From domain g0ldwater.com looks the same as goldwater.com, our own domain" },
		{ "lookalike-partner-domain", LEARNED "From: Goldwater <ann@goldwater.net>\n",
		  "The From domain goldwater.net is the same name under another ending as "
		  "goldwater.com, a correspondent's domain, and the display name shows it" },
		{ "lookalike-partner-domain",
		  "Given: corresponds=goldwater.com\nFrom: ann@other.example\n"
		  "Reply-To: ann@goldwater-billing.com\n",
		  "The Reply-To domain goldwater-billing.com adds a word to goldwater.com, a "
		  "correspondent's domain, and it writes to the recipient" },
		{ "lookalike-own-domain",
		  OWN "From: ann@other.example\n\nSee https://g0ldwater.com/login please.\n",
		  "It names g0ldwater.com, which looks the same as goldwater.com, our own domain" },
		{ "lookalike-participant", OWN "From: ann@acme.example\nCc: eve@g0ldwater.com\n",
		  "The addressee's domain g0ldwater.com looks the same as goldwater.com, our own "
		  "domain" },
		{ "lookalike-participant",
		  "From: ann@acme.example\nTo: bob@goldwater.com\nCc: eve@goldwatre.com\n",
		  "The addressee bob@goldwater.com is at a domain that differs by one letter from "
		  "that of eve@goldwatre.com" },
		/* in the thread alone: not there if other ids stand first */
		{ "lookalike-of-named", "From: ann@g0ldwater.com\n" THREAD "\nPlease pay.\n",
		  "The From domain g0ldwater.com looks the same as goldwater.com, which the "
		  "message itself names" },
		{ "lookalike-of-named", "From: ann@goldwaterr.com\n\nwww.goldwater.com\n",
		  "The From domain goldwaterr.com differs by one letter from goldwater.com, which "
		  "the message itself names" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct given *given = given_new(rows[i].lines);
		const struct finding *finding = given_finding(given, rows[i].id);

		if (!finding || !str_eq(finding->sentence, str_of(rows[i].sentence)))
			fail_msg("%s: " STR_FMT, rows[i].id,
			         STR_ARG(finding ? finding->sentence : str_of("silent")));
		given_free(given);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(own_speaks),          cmocka_unit_test(partner_speaks),
		cmocka_unit_test(participant_speaks),  cmocka_unit_test(of_named_speaks),
		cmocka_unit_test(sentences_name_both),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
