#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define SIXTY        "An Office Of Many Words That Nobody Reads To Their Very End, "
#define TO_ANNA      "Given: recipient=anna.keller@ours.example\n"

static const struct spec display_name_address[] = {
	{ "another organisation", "From: \"ceo@acme.example\" <x@gmail.com>\n", 1 },
	{ "within a name", "From: \"Ann Lee (ann@acme.example)\" <x@gmail.com>\n", 1 },
	{ "a list that rewrites",
	  "Given: dkim=list.example\nFrom: \"ann@acme.example via dev\" <dev@list.example>\n"
	  "List-Id: <dev.list.example>\n",
	  0.5 },
	{ "its own", "From: \"ann@acme.example\" <ann@acme.example>\n", 0 },
	{ "a host of its own", "From: \"ann@acme.example\" <ann@eu.acme.example>\n", 0 },
	{ "as a comment for a name", "From: x@evil.example (ceo@acme.example)\n", 1 },
	{ "in an encoded word", "From: =?utf-8?q?ceo=40acme=2Eexample?= <x@gmail.com>\n", 1 },
	{ "known for long",
	  "Given: dkim=list.example\nGiven: established\n"
	  "From: \"ann@acme.example via dev\" <dev@list.example>\n",
	  0 },
	{ "a handle", "From: \"ann @ acme\" <ann@gmail.com>\n", 0 },
	{ "no name", "From: ann@acme.example\n", 0 },
};

static const struct spec recipient_in_sender[] = {
	{ "our domain as a local part", "From: ours.example@evil.example\n", 1 },
	{ "with a desk", "From: billing-ours.example@evil.example\n", 1 },
	{ "our domain as a name", "From: \"ours.example Helpdesk\" <x@evil.example>\n", 1 },
	{ "a name of ours that is long enough",
	  "Given: local=ourworks.example\nFrom: ceo.ourworks@gmail.com\n", 0.5 },
	{ "a display name with it",
	  "Given: local=ourworks.example\nFrom: Ourworks Support <x@gmail.com>\n", 0.5 },
	{ "the recipient's own local part", TO_ANNA "From: anna.keller@gmail.com\n", 0.5 },
	{ "the recipient's name", TO_ANNA "From: Anna Keller <office@gmail.com>\n", 0.5 },
	{ "on a list",
	  "From: \"ours.example Helpdesk\" <x@evil.example>\nList-Id: <dev.list.example>\n", 0.5 },
	{ "how a supplier calls his customer",
	  "Given: local=ourworks.example\nFrom: ourworks@acme.example\n", 0 },
	{ "part of a longer word",
	  "Given: local=ourworks.example\nFrom: Flourworks <x@acme.example>\n", 0 },
	{ "a short name", "From: Ours and Theirs <x@acme.example>\n", 0 },
	{ "a desk that everybody has",
	  "Given: recipient=accounting@ours.example\nFrom: accounting@acme.example\n", 0 },
	{ "another of that family name", TO_ANNA "From: Paul Keller <paul@acme.example>\n", 0 },
	{ "a platform that signs",
	  "Given: dkim=docusign.net\nFrom: \"ours.example via DocuSign\" <dse@docusign.net>\n", 0 },
	{ "known for long",
	  "Given: dkim=gmail.com\nGiven: established\n" TO_ANNA "From: anna.keller@gmail.com\n",
	  0 },
	{ "our own domain is another finding", "From: ours.example@ours.example\n", 0 },
	{ "our own mail", "Given: session\nFrom: anna.keller@ours.example\n", 0 },
	{ "a stranger", "From: Ann Lee <ann@acme.example>\n", 0 },
};

static const struct spec multiple_from[] = {
	{ "two fields", "From: ann@acme.example\nFrom: bob@acme.example\n", 1 },
	{ "twice the same field", "From: ann@acme.example\nFrom: ann@acme.example\n", 1 },
	{ "two authors", "From: ann@acme.example, bob@acme.example\n", 0.4 },
	{ "one author twice", "From: ann@acme.example, ann@acme.example\n", 0 },
	{ "one", "From: ann@acme.example\n", 0 },
	{ "none", "To: ap@ours.example\n", 0 },
};

static const struct spec malformed_from[] = {
	{ "no field",
	  "Received: from a.example by b.example; Mon, 5 Jan 2026 09:00:00 +0000\n"
	  "To: ap@ours.example\n",
	  1 },
	{ "a text without a header", "Subject: Invoice\n", 0 },
	{ "no field, over the wire", "Given: envelope=x@evil.example\nSubject: Invoice\n", 1 },
	{ "a From in another field's fold",
	  "From: x@evil.example\nX-Note: a\n From : Ann <ann@acme.example>\n", 1 },
	{ "the names that a signature covers",
	  "DKIM-Signature: v=1; h=Date:\n From:To:Subject; d=acme.example;\n i=@acme.example\n"
	  "From: ann@acme.example\n",
	  0 },
	{ "the end of those names",
	  "DKIM-Signature: v=1; h=Date:\n From; i=@acme.example\nFrom: ann@acme.example\n", 0 },
	{ "no address", "From: the office\n", 1 },
	{ "an empty field", "From: \n", 1 },
	{ "one", "From: ann@acme.example\n", 0 },
	{ "one with a comment", "From: ann@acme.example (Ann)\n", 0 },
	{ "several are another finding", "From: ann@acme.example, bob@acme.example\n", 0 },
	{ "a name without a domain", "From: root\n", 1 },
	{ "turned around", "From: =?utf-8?q?Ann_=E2=80=AEeel?= <ann@acme.example>\n", 1 },
	{ "a subject turned around",
	  "From: ann@acme.example\nSubject: =?utf-8?q?invoice_=E2=80=AEfdp=2Eexe?=\n", 1 },
	{ "a CR within the subject", "From: ann@acme.example\nSubject: In\rvoice\n", 1 },
	{ "an empty line within From", "From: Ann Lee\n \n <ann@acme.example>\n", 1 },
	{ "an address in a comment", "From: Ann (ceo@acme.example) <x@evil.example>\n", 1 },
	{ "a long name", "From: \"" SIXTY SIXTY SIXTY SIXTY "\" <ann@acme.example>\n", 0.5 },
	{ "a name with a gap", "From: \"Ann Lee              .\" <ann@acme.example>\n", 0.5 },
	{ "folded as usual", "From: Ann Lee\n <ann@acme.example>\nSubject: a\n b\n", 0 },
	{ "an empty subject", "From: ann@acme.example\nSubject:\n", 0 },
	{ "its own address as name", "From: \"ann@acme.example\" <ann@acme.example>\n", 0 },
	{ "its own address in a comment", "From: ann@acme.example (ann@acme.example)\n", 0 },
	{ "a name of letters from right to left",
	  "From: =?utf-8?b?16nXnNeV150=?= <ann@acme.example>\n", 0 },
	{ "our own", "Given: session\nTo: ap@ours.example\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("display-name-address", display_name_address)
CHECK("recipient-in-sender", recipient_in_sender)
CHECK("multiple-from", multiple_from)
CHECK("malformed-from", malformed_from)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(display_name_address_speaks),
		cmocka_unit_test(recipient_in_sender_speaks),
		cmocka_unit_test(multiple_from_speaks),
		cmocka_unit_test(malformed_from_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
