#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define KNOWN        "Given: dkim=acme.example\nGiven: established\n"
#define LIST         "List-Id: <dev.list.example>\n"

static const struct spec divergence[] = {
	{ "another organisation", "From: ann@acme.example\nReply-To: ann@gmail.com\n", 1 },
	{ "behind one of the same",
	  "From: ann@acme.example\nReply-To: ann@acme.example, x@other.example\n", 1 },
	{ "in a second field",
	  "From: ann@acme.example\nReply-To: a@acme.example\nReply-To: x@other.example\n", 1 },
	{ "with a second author",
	  "From: ann@acme.example, bob@acme.example\nReply-To: x@other.example\n", 1 },
	{ "a claimed list", "From: ann@acme.example\nReply-To: dev@list.example\n" LIST, 0.5 },
	{ "somebody else's signature proves no list",
	  "Given: dkim=acme.example\nFrom: ann@acme.example\n"
	  "Reply-To: dev@list.example\n" LIST,
	  0.5 },
	{ "an established sender's new one",
	  KNOWN "Given: surprise=reply-to 0.6 12 gmail.com\n"
	        "From: ann@acme.example\nReply-To: ann@gmail.com\n",
	  1 },
	{ "established, with many, so that none surprises",
	  KNOWN "Given: surprise=reply-to 0 12 gmail.com\n"
	        "From: ann@acme.example\nReply-To: ann@gmail.com\n",
	  1 },
	{ "a list that signs",
	  "Given: dkim=list.example\nFrom: ann@acme.example\nReply-To: dev@list.example\n" LIST,
	  0 },
	{ "a list known for long",
	  "Given: via-established\nGiven: spf=list.example\nFrom: ann@acme.example\n"
	  "Reply-To: dev@list.example\n" LIST,
	  0 },
	{ "what an established sender always does",
	  KNOWN "Given: shown=reply-to 12\nFrom: ann@acme.example\n"
	        "Reply-To: ann@acme-group.example\n",
	  0 },
	{ "a platform that strangers share",
	  "Given: dkim=docusign.net\nFrom: dse@docusign.net\nReply-To: ann@acme.example\n", 0 },
	{ "a host of the same", "From: ann@acme.example\nReply-To: ann@eu.acme.example\n", 0 },
	{ "ours", "From: ann@acme.example\nReply-To: ap@ours.example\n", 0 },
	{ "itself", "From: ann@acme.example\nReply-To: Ann@ACME.example\n", 0 },
	{ "none", "From: ann@acme.example\n", 0 },
	{ "no author", "Reply-To: ann@gmail.com\n", 0 },
	{ "our own mail", "Given: session\nFrom: bob@ours.example\nReply-To: bob@gmail.com\n", 0 },
};

static const struct spec freemail[] = {
	{ "of a company", "From: ann@acme.example\nReply-To: annlee.acme@gmail.com\n", 1 },
	{ "second of two", "From: ann@acme.example\nReply-To: x@other.example, y@gmail.com\n", 1 },
	{ "a claimed list", "From: ann@acme.example\nReply-To: ann@gmail.com\n" LIST, 0.5 },
	{ "an unproven platform", "From: dse@docusign.net\nReply-To: ann@gmail.com\n", 1 },
	{ "through a platform",
	  "Given: dkim=docusign.net\nFrom: dse@docusign.net\nReply-To: ann@gmail.com\n", 0 },
	{ "from free mail", "From: ann@yahoo.com\nReply-To: ann@gmail.com\n", 0 },
	{ "to a company", "From: ann@acme.example\nReply-To: ann@other.example\n", 0 },
	{ "usual for an established sender",
	  KNOWN "From: ann@acme.example\nReply-To: ann@gmail.com\n", 0 },
};

static const struct spec lookalike[] = {
	{ "equal to the eye", "From: ann@acme-corn.example\nReply-To: ann@acme-com.example\n", 1 },
	{ "a long name, one letter",
	  "From: ann@contoso-industries.com\nReply-To: ann@contoso-industriees.com\n", 0.8 },
	{ "a word added", "From: ann@contoso.com\nReply-To: ann@contoso-invoices.com\n", 0.4 },
	{ "second of two",
	  "From: ann@contoso.com\nReply-To: a@other.example, ann@contoso-invoices.com\n", 0.4 },
	{ "a look-alike's own list",
	  "Given: dkim=contoso-invoices.com\nFrom: ann@contoso.com\n"
	  "Reply-To: ann@contoso-invoices.com\nList-Id: <x.contoso-invoices.com>\n",
	  0.4 },
	{ "usual",
	  "Given: dkim=contoso.com\nGiven: established\nFrom: ann@contoso.com\nReply-To: "
	  "ann@contoso-invoices.com\n",
	  0 },
	{ "another name", "From: ann@contoso.com\nReply-To: ann@fabrikam.com\n", 0 },
	{ "the same", "From: ann@contoso.com\nReply-To: ann@mail.contoso.com\n", 0 },
	{ "from us, back to us", "From: ann@contoso.com\nReply-To: bob@ours.example\n", 0 },
};

static const struct spec same_name[] = {
	{ "the local part", "From: ann.lee@acme.example\nReply-To: ann.lee@other.example\n", 1 },
	{ "the display name",
	  "From: Ann Lee <a.lee@acme.example>\nReply-To: Ann Lee <office@other.example>\n", 1 },
	{ "in another order",
	  "From: Ann Lee <a.lee@acme.example>\nReply-To: \"LEE, Ann\" <x@other.example>\n", 1 },
	{ "a claimed list", "From: ann.lee@acme.example\nReply-To: ann.lee@other.example\n" LIST,
	  0.5 },
	{ "a desk", "From: info@acme.example\nReply-To: info@other.example\n", 0 },
	{ "a desk of two words",
	  "From: accounts-payable@acme.example\nReply-To: accounts-payable@other.example\n", 0 },
	{ "an Italian desk",
	  "From: amministrazione@acme.example\nReply-To: amministrazione@other.example\n", 0 },
	{ "another name",
	  "From: Ann Lee <a.lee@acme.example>\nReply-To: Bob Ray <bob@other.example>\n", 0 },
	{ "a first name alone", "From: Ann <a.lee@acme.example>\nReply-To: Ann <x@other.example>\n",
	  0 },
	{ "a person behind a platform",
	  "Given: dkim=docusign.net\nFrom: Ann Lee <dse@docusign.net>\n"
	  "Reply-To: Ann Lee <ann@acme.example>\n",
	  0 },
	{ "a list that shows the writer's name before its own address",
	  "From: Ann Lee via Dev <dev@list.example>\nReply-To: Ann Lee <ann@acme.example>\n" LIST,
	  0 },
	{ "a form that does",
	  "From: Ann Lee <orders@shop.example>\nReply-To: Ann Lee <ann@acme.example>\n", 0 },
	{ "the same organisation",
	  "From: ann.lee@acme.example\nReply-To: ann.lee@eu.acme.example\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("reply-to-divergence", divergence)
CHECK("reply-to-freemail", freemail)
CHECK("reply-to-lookalike", lookalike)
CHECK("reply-to-same-name", same_name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(divergence_speaks),
		cmocka_unit_test(freemail_speaks),
		cmocka_unit_test(lookalike_speaks),
		cmocka_unit_test(same_name_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
