#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define NEW          "Given: new-sender\nFrom: ann@acme.example\n"
#define QUOTE        "\nPlease see below.\n\n> the earlier words\n> of somebody\n"

static const struct spec fake_reply[] = {
	{ "a stranger answers nothing", NEW "Subject: Re: invoice\n\nHello\n", 0.3 },
	{ "and quotes", NEW "Subject: RE: invoice\n" QUOTE, 0.5 },
	{ "in German", NEW "Subject: AW: Rechnung\n\nHallo\n", 0.3 },
	{ "in Italian", NEW "Subject: R: fattura\n\nCiao\n", 0.3 },
	{ "it names what it answers",
	  NEW "Subject: Re: invoice\nIn-Reply-To: <1@ours.example>\n\nHello\n", 0 },
	{ "or the thread", NEW "Subject: Re: invoice\nReferences: <1@ours.example>\n\nHello\n", 0 },
	{ "a forwarded message", NEW "Subject: Fwd: invoice\n" QUOTE, 0 },
	{ "a word that begins so", NEW "Subject: Reminder: invoice\n\nHello\n", 0 },
	{ "somebody known", "From: ann@acme.example\nSubject: Re: invoice\n\nHello\n", 0 },
	{ "known when proven", "Given: known-when-proven\n" NEW "Subject: Re: invoice\n\nHello\n",
	  0 },
	{ "we wrote to her", "Given: correspondent\n" NEW "Subject: Re: invoice\n\nHello\n", 0 },
	{ "a list", NEW "Subject: Re: invoice\nList-Id: <dev.list.example>\n\nHello\n", 0 },
	{ "a program", NEW "Subject: Re: invoice\nAuto-Submitted: auto-replied\n\nI am away\n", 0 },
};

static void fake_reply_speaks(void **state)
{
	(void)state;
	given_check("fake-reply", fake_reply, COUNT(fake_reply));
}

#define IN_THREAD "Given: thread=ann@acme.example\n"
#define ANSWERS   "Subject: Re: order\nIn-Reply-To: <1@ours.example>\n"
#define QUOTES_ANN                                                                                 \
	"\nHello\n\nFrom: Ann Lee <ann@acme.example>\nSent: Monday, March 3, 2025 10:11 AM\n"      \
	"To: ap@ours.example\nSubject: order\n\n12 pieces\n"

static const struct spec intrusion[] = {
	{ "a stranger", IN_THREAD "From: x@other.example\n" ANSWERS "\nHello\n", 0.5 },
	{ "with a name like hers", IN_THREAD "From: ann@acrne.example\n" ANSWERS QUOTES_ANN, 1 },
	{ "with a name like a partner's",
	  "Given: partner=acme-supplies.example\nGiven: thread=ann@acme-supplies.example\n"
	  "From: ann@acme-suppiies.example\n" ANSWERS "\nHello\n",
	  1 },
	{ "herself", IN_THREAD "From: ann@acme.example\n" ANSWERS "\nHello\n", 0 },
	{ "her colleague", IN_THREAD "From: bob@acme.example\n" ANSWERS "\nHello\n", 0 },
	{ "a neighbour at her mail provider",
	  "Given: thread=ann@gmail.com\nFrom: bob@gmail.com\n" ANSWERS "\nHello\n", 0.5 },
	{ "herself there", "Given: thread=ann@gmail.com\nFrom: Ann@gmail.com\n" ANSWERS "\nHello\n",
	  0 },
	{ "a thread that nobody knows", "From: x@other.example\n" ANSWERS "\nHello\n", 0 },
	{ "one of ours", IN_THREAD "From: ap@ours.example\n" ANSWERS "\nHello\n", 0 },
	{ "somebody established",
	  IN_THREAD "Given: established\nGiven: dkim=other.example\nFrom: x@other.example\n" ANSWERS
	            "\nHello\n",
	  0 },
	{ "established, but unproven",
	  IN_THREAD "Given: established\nFrom: x@other.example\n" ANSWERS "\nHello\n", 0.5 },
	{ "a partner",
	  IN_THREAD "Given: partner=other.example\nFrom: x@other.example\n" ANSWERS "\nHello\n",
	  0 },
	{ "brought in by her, who still reads",
	  IN_THREAD "From: x@other.example\nTo: ap@ours.example, ann@acme.example\n" ANSWERS
	            "\nHello\n",
	  0.25 },
	{ "to whom she forwarded it",
	  IN_THREAD
	  "From: x@other.example\nSubject: Fwd: order\nReferences: <1@ours.example>\n\nHello\n",
	  0.25 },
	{ "her own second address", IN_THREAD "From: Ann Lee <ann@gmail.com>\n" ANSWERS QUOTES_ANN,
	  0.25 },
	{ "her ticket system",
	  IN_THREAD "From: x@other.example\nAuto-Submitted: auto-replied\n" ANSWERS "\nHello\n",
	  0.25 },
	{ "a claimed list",
	  IN_THREAD "From: x@other.example\nList-Id: <a.list.example>\n" ANSWERS "\nHello\n",
	  0.25 },
	{ "a proven list",
	  IN_THREAD "Given: dkim=list.example\nFrom: x@other.example\n"
	            "List-Id: <a.list.example>\n" ANSWERS "\nHello\n",
	  0 },
	{ "ours to others",
	  "Given: session\n" IN_THREAD "From: ap@ours.example\n" ANSWERS "\nHello\n", 0 },
};

static void intrusion_speaks(void **state)
{
	(void)state;
	given_check("thread-intrusion", intrusion, COUNT(intrusion));
}

#define QUOTES_TWO                                                                                 \
	"\nHello\n\nFrom: ap@ours.example\nSent: Monday, March 3, 2025 10:11 AM\n"                 \
	"To: ann@acme.example\nCc: law@office.example\nSubject: order\n\n12 pieces\n"

static const struct spec participant_dropped[] = {
	{ "another firm in her place", "From: x@other.example\n" ANSWERS QUOTES_TWO, 0.5 },
	{ "in a thread that we know", IN_THREAD "From: x@other.example\n" ANSWERS QUOTES_TWO, 1 },
	{ "a copy exchanged for another",
	  "From: ann@acme.example\nTo: ap@ours.example\nCc: x@other.example\n" ANSWERS QUOTES_TWO,
	  0.5 },
	{ "somebody dropped, nobody new", "From: ann@acme.example\n" ANSWERS QUOTES_TWO, 0 },
	{ "somebody new, nobody dropped",
	  "From: ann@acme.example\nCc: law@office.example, x@other.example\n" ANSWERS QUOTES_TWO,
	  0 },
	{ "colleagues take turns",
	  "From: bob@acme.example\nCc: clerk@office.example\n" ANSWERS QUOTES_TWO, 0 },
	{ "new, but a partner",
	  "Given: partner=other.example\nFrom: ann@acme.example\nCc: x@other.example\n" ANSWERS
	          QUOTES_TWO,
	  0 },
	{ "a forward", "From: x@other.example\nSubject: Fwd: order\n" QUOTES_TWO, 0.25 },
	{ "a program", "From: x@other.example\nAuto-Submitted: auto-replied\n" ANSWERS QUOTES_TWO,
	  0.25 },
	{ "an attribution names nobody else",
	  "From: x@other.example\n" ANSWERS
	  "\nHello\n\nOn 3 Mar 2025, at 10:11, Ann Lee <ann@acme.example> wrote:\n> 12 pieces\n",
	  0 },
	{ "nothing is quoted", "From: x@other.example\n" ANSWERS "\nHello\n", 0 },
};

static void dropped_speaks(void **state)
{
	(void)state;
	given_check("participant-dropped", participant_dropped, COUNT(participant_dropped));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fake_reply_speaks),
		cmocka_unit_test(intrusion_speaks),
		cmocka_unit_test(dropped_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
