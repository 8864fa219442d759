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
#define HANS         "Given: person=Hans M\xc3\xbcller <hans@ours.example>\n"
#define ROBERT       "Given: person=Robert Hale <robert@ours.example>\n"
#define STRANGER     "From: Office <office77@gmail.com>\n"

static const struct spec display_name_vip[] = {
	{ "a stranger", MARIA "From: Maria Rossi <office77@gmail.com>\n", 1 },
	{ "reversed, with an office", MARIA "From: \"ROSSI, Maria\" <ceo@mail.example>\n", 1 },
	{ "with a title", MARIA "From: Dott.ssa Maria Rossi <ceo@mail.example>\n", 1 },
	{ "with a firm", MARIA "From: \"Maria Rossi | Ours Ltd\" <ceo@mail.example>\n", 1 },
	{ "with her address",
	  MARIA "From: \"Maria Rossi (maria.rossi@ours.example)\" <x@mail.example>\n", 1 },
	{ "by way of a list", MARIA "From: \"Maria Rossi via Board\" <board@list.example>\n", 1 },
	{ "with a Cyrillic a", MARIA "From: =?utf-8?q?M=D0=B0ria_Rossi?= <ceo@mail.example>\n", 1 },
	{ "with a zero-width letter",
	  MARIA "From: =?utf-8?q?Mar=E2=80=8Bia_Rossi?= <ceo@mail.example>\n", 1 },
	{ "an umlaut spelled out", HANS "From: Hans Mueller <ceo@mail.example>\n", 1 },
	{ "an umlaut left out", HANS "From: Hans Muller <ceo@mail.example>\n", 1 },
	{ "a middle name more", MARIA "From: Maria Grazia Rossi <ceo@mail.example>\n", 0.8 },
	{ "a nickname", ROBERT "From: Bob Hale <ceo@mail.example>\n", 0.8 },
	{ "an initial", MARIA "From: M. Rossi <ceo@mail.example>\n", 0.5 },
	{ "as the second author", MARIA "From: X <x@a.example>, Maria Rossi <ceo@b.example>\n", 1 },
	{ "a name in another field instance",
	  MARIA "From: X <x@a.example>\nFrom: Maria Rossi <ceo@b.example>\n", 1 },
	{ "a list doesn't excuse a claim",
	  MARIA "Given: dkim=list.example\nFrom: Maria Rossi <ceo@mail.example>\n"
	        "List-Id: <dev.list.example>\n",
	  1 },
	{ "known, but not proven now",
	  MARIA "Given: known-when-proven\nFrom: Maria Rossi <m@acme.example>\n", 1 },
	{ "a correspondent, but not proven now",
	  MARIA "Given: correspondent\nFrom: Maria Rossi <m@acme.example>\n", 1 },
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
	{ "a namesake with whom we correspond",
	  MARIA "Given: dkim=acme.example\nGiven: correspondent\n"
	        "From: Maria Rossi <m.rossi@acme.example>\n",
	  0 },
	{ "another first name", MARIA "From: Marco Rossi <marco@acme.example>\n", 0 },
	{ "another nickname", ROBERT "From: Bill Hale <bill@acme.example>\n", 0 },
	{ "another initial", MARIA "From: G. Rossi <g@acme.example>\n", 0 },
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
	{ "an umlaut spelled out", HANS "From: hans.mueller@gmail.com\n", 1 },
	{ "her own", MARIA "From: maria.rossi@ours.example\n", 0 },
	{ "another who writes his name", MARIA "From: Marco Rossi <mrossi@acme.example>\n", 0 },
	{ "her first name alone", MARIA "From: maria@gmail.com\n", 0 },
	{ "known for long",
	  MARIA "Given: dkim=acme.example\nGiven: established\nFrom: maria.rossi@acme.example\n",
	  0 },
	{ "a colleague's",
	  "Given: staff-local=Paul Gray <paul@ours.example>\nFrom: paul.gray@gmail.com\n", 0.6 },
	{ "a colleague's, with an office",
	  "Given: staff-local=Paul Gray <paul@ours.example>\nFrom: CEO <paul.gray@gmail.com>\n",
	  0.6 },
	{ "a colleague's, of one who writes his own name",
	  "Given: staff-local=Paul Gray <paul@ours.example>\nFrom: Peter Gray "
	  "<paul.gray@gmail.com>\n",
	  0 },
	{ "a colleague's own",
	  "Given: staff-local=Paul Gray <paul.gray@ours.example>\nFrom: paul.gray@ours.example\n",
	  0 },
	{ "nobody is protected", "From: maria.rossi@gmail.com\n", 0 },
};

static const struct spec subject_vip[] = {
	{ "the name alone", MARIA STRANGER "Subject: Maria Rossi\n", 1 },
	{ "with an office", MARIA STRANGER "Subject: Maria Rossi, CEO\n", 1 },
	{ "reversed, in capitals", MARIA STRANGER "Subject: ROSSI MARIA\n", 1 },
	{ "with a Cyrillic a", MARIA STRANGER "Subject: =?utf-8?q?M=D0=B0ria_Rossi?=\n", 1 },
	{ "an umlaut spelled out", HANS STRANGER "Subject: Hans Mueller\n", 1 },
	{ "among other words", MARIA STRANGER "Subject: Message from Maria Rossi\n", 0.5 },
	{ "in an answer", MARIA STRANGER "Subject: Re: Maria Rossi\n", 0.25 },
	{ "on a list", MARIA STRANGER "Subject: Maria Rossi\nList-Id: <dev.list.example>\n", 0.5 },
	{ "a colleague's",
	  "Given: staff-subject=Paul Gray <paul@ours.example>\n" STRANGER "Subject: Paul Gray\n",
	  0.6 },
	{ "a colleague's, to him",
	  "Given: staff-subject=Paul Gray <ap@ours.example>\n" STRANGER "Subject: Paul Gray\n", 0 },
	{ "to her",
	  MARIA "Given: recipient=maria.rossi@ours.example\n" STRANGER "Subject: Maria Rossi\n",
	  0 },
	{ "with her in Cc", MARIA STRANGER "Cc: maria.rossi@ours.example\nSubject: Maria Rossi\n",
	  0 },
	{ "from her own address", MARIA "From: maria.rossi@ours.example\nSubject: Maria Rossi\n",
	  0 },
	{ "known for long",
	  MARIA "Given: dkim=acme.example\nGiven: established\nFrom: ann@acme.example\n"
	        "Subject: Maria Rossi\n",
	  0 },
	{ "another of that first name", MARIA STRANGER "Subject: Maria Bianchi\n", 0 },
	{ "apart from one another", MARIA STRANGER "Subject: Rossi meets Maria\n", 0 },
	{ "one name alone", MARIA STRANGER "Subject: Maria\n", 0 },
	{ "no subject", MARIA STRANGER, 0 },
	{ "our own mail", MARIA "Given: session\nFrom: bob@ours.example\nSubject: Maria Rossi\n",
	  0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("display-name-vip", display_name_vip)
CHECK("local-part-vip", local_part_vip)
CHECK("subject-vip", subject_vip)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(display_name_vip_speaks),
		cmocka_unit_test(local_part_vip_speaks),
		cmocka_unit_test(subject_vip_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
