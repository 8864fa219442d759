#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MARIA        "Given: person=Maria Rossi <maria.rossi@ours.example>\n"
#define PRIVATE      "Given: person=Maria Rossi <mrossi61@mail.example>\n"

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

static const struct spec display_name_vip[] = {
	{ "a stranger", MARIA "From: Maria Rossi <office77@gmail.com>\n", 1 },
	{ "reversed, with an office", MARIA "From: \"ROSSI, Maria\" <ceo@mail.example>\n", 1 },
	{ "with a title", MARIA "From: Dott.ssa Maria Rossi <ceo@mail.example>\n", 1 },
	{ "a middle name more", MARIA "From: Maria Grazia Rossi <ceo@mail.example>\n", 0.8 },
	{ "as the second author", MARIA "From: X <x@a.example>, Maria Rossi <ceo@b.example>\n", 1 },
	{ "a name in another field instance",
	  MARIA "From: X <x@a.example>\nFrom: Maria Rossi <ceo@b.example>\n", 1 },
	{ "a list doesn't excuse a claim",
	  MARIA "Given: dkim=list.example\nFrom: Maria Rossi <ceo@mail.example>\n"
	        "List-Id: <dev.list.example>\n",
	  1 },
	{ "known, but not proven now",
	  MARIA "Given: known-when-proven\nFrom: Maria Rossi <m@acme.example>\n", 1 },
	{ "learned from staff",
	  "Given: staff=Paul Gray <paul@ours.example>\nFrom: Paul Gray <pg@gmail.com>\n", 0.6 },
	{ "her own address", MARIA "From: Maria Rossi <maria.rossi@ours.example>\n", 0 },
	{ "her private address", PRIVATE "From: Maria Rossi <mrossi61@mail.example>\n", 0 },
	{ "a proven colleague of that name",
	  MARIA "Given: dkim=ours.example\n"
	        "From: Maria Rossi <maria.rossi2@ours.example>\n",
	  0 },
	{ "a namesake known for long",
	  MARIA "Given: dkim=acme.example\nGiven: established\n"
	        "From: Maria Rossi <m.rossi@acme.example>\n",
	  0 },
	{ "another first name", MARIA "From: Marco Rossi <marco@acme.example>\n", 0 },
	{ "the first name alone", MARIA "From: Maria <maria@acme.example>\n", 0 },
	{ "no name", MARIA "From: maria.rossi@acme.example\n", 0 },
	{ "staff from its own address",
	  "Given: staff=Paul Gray <paul@ours.example>\nFrom: Paul Gray <paul@ours.example>\n", 0 },
	{ "our own mail", MARIA "Given: session\nFrom: Maria Rossi <maria@ours.example>\n", 0 },
};

static const struct spec local_part_vip[] = {
	{ "her name at free mail", MARIA "From: maria.rossi@gmail.com\n", 1 },
	{ "with an office for a name", MARIA "From: CEO <maria.rossi@gmail.com>\n", 1 },
	{ "initial and surname", MARIA "From: mrossi@gmail.com\n", 1 },
	{ "her own", MARIA "From: maria.rossi@ours.example\n", 0 },
	{ "another who writes his name", MARIA "From: Marco Rossi <mrossi@acme.example>\n", 0 },
	{ "her first name alone", MARIA "From: maria@gmail.com\n", 0 },
	{ "known for long",
	  MARIA "Given: dkim=acme.example\nGiven: established\nFrom: maria.rossi@acme.example\n",
	  0 },
	{ "nobody is protected", "From: maria.rossi@gmail.com\n", 0 },
};

static const struct spec display_name_address[] = {
	{ "another organisation", "From: \"ceo@acme.example\" <x@gmail.com>\n", 1 },
	{ "within a name", "From: \"Ann Lee (ann@acme.example)\" <x@gmail.com>\n", 1 },
	{ "a list that rewrites",
	  "Given: dkim=list.example\nFrom: \"ann@acme.example via dev\" <dev@list.example>\n"
	  "List-Id: <dev.list.example>\n",
	  0.5 },
	{ "its own", "From: \"ann@acme.example\" <ann@acme.example>\n", 0 },
	{ "a host of its own", "From: \"ann@acme.example\" <ann@eu.acme.example>\n", 0 },
	{ "known for long",
	  "Given: dkim=list.example\nGiven: established\n"
	  "From: \"ann@acme.example via dev\" <dev@list.example>\n",
	  0 },
	{ "a handle", "From: \"ann @ acme\" <ann@gmail.com>\n", 0 },
	{ "no name", "From: ann@acme.example\n", 0 },
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

static const struct spec multiple_from[] = {
	{ "two fields", "From: ann@acme.example\nFrom: bob@acme.example\n", 1 },
	{ "twice the same field", "From: ann@acme.example\nFrom: ann@acme.example\n", 1 },
	{ "two authors", "From: ann@acme.example, bob@acme.example\n", 0.4 },
	{ "one author twice", "From: ann@acme.example, ann@acme.example\n", 0 },
	{ "one", "From: ann@acme.example\n", 0 },
	{ "none", "To: ap@ours.example\n", 0 },
};

static const struct spec malformed_from[] = {
	{ "no field", "To: ap@ours.example\n", 1 },
	{ "no address", "From: the office\n", 1 },
	{ "an empty field", "From: \n", 1 },
	{ "one", "From: ann@acme.example\n", 0 },
	{ "one with a comment", "From: ann@acme.example (Ann)\n", 0 },
	{ "several are another finding", "From: ann@acme.example, bob@acme.example\n", 0 },
	{ "a name without a domain", "From: root\n", 1 },
	{ "our own", "Given: session\nTo: ap@ours.example\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("blocked", blocked)
CHECK("display-name-vip", display_name_vip)
CHECK("local-part-vip", local_part_vip)
CHECK("display-name-address", display_name_address)
CHECK("internal-spoof", internal_spoof)
CHECK("multiple-from", multiple_from)
CHECK("malformed-from", malformed_from)

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
		cmocka_unit_test(display_name_vip_speaks),
		cmocka_unit_test(local_part_vip_speaks),
		cmocka_unit_test(display_name_address_speaks),
		cmocka_unit_test(internal_spoof_speaks),
		cmocka_unit_test(multiple_from_speaks),
		cmocka_unit_test(malformed_from_speaks),
		cmocka_unit_test(a_blocked_account_is_shown_masked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
