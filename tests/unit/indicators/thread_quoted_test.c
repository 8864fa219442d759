/* What a message quotes, against who writes it and what was sent. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define ANSWERS      "Subject: Re: order\nIn-Reply-To: <1@ours.example>\n"
#define QUOTES_ANN                                                                                 \
	"\nHello\n\nFrom: Ann Lee <ann.lee@acmeworks.example>\n"                                   \
	"Sent: Monday, March 3, 2025 10:11 AM\nTo: ap@ours.example\nSubject: order\n\n12 pieces\n"
#define QUOTES_OURS                                                                                \
	"\nHello\n\nOn 3 Mar 2025, at 10:11, Pay <ap@ours.example> wrote:\n> 12 pieces, please\n"

static const struct spec quoted_swap[] = {
	{ "a name like hers", "From: ann.lee@acmevvorks.example\n" ANSWERS QUOTES_ANN, 1 },
	{ "one letter less", "From: bob@acmework.example\n" ANSWERS QUOTES_ANN, 0.8 },
	{ "her name elsewhere", "From: Lee, Ann <desk@other.example>\n" ANSWERS QUOTES_ANN, 0.3 },
	{ "her local part elsewhere", "From: ann.lee@other.example\n" ANSWERS QUOTES_ANN, 0.3 },
	{ "and it claims a list",
	  "From: ann.lee@other.example\nList-Id: <a.list.example>\n" ANSWERS QUOTES_ANN, 0.15 },
	{ "a look-alike as a copy",
	  "From: bob@acmeworks.example\nCc: ann.lee@acmevvorks.example\n" ANSWERS QUOTES_ANN, 1 },
	{ "herself", "From: ann.lee@acmeworks.example\n" ANSWERS QUOTES_ANN, 0 },
	{ "her colleague", "From: bob@acmeworks.example\n" ANSWERS QUOTES_ANN, 0 },
	{ "another ending of her firm", "From: bob@acmeworks.test\n" ANSWERS QUOTES_ANN, 0 },
	{ "somebody else", "From: bob@other.example\n" ANSWERS QUOTES_ANN, 0 },
	{ "she reads it there, too",
	  "From: bob@other.example\nTo: ann.lee@acmeworks.example, ann.lee@other.example\n" ANSWERS
	          QUOTES_ANN,
	  0 },
	{ "a second address that we know",
	  "Given: correspondent\nGiven: dkim=other.example\nFrom: ann.lee@other.example\n" ANSWERS
	          QUOTES_ANN,
	  0 },
	{ "a partner's",
	  "Given: partner=other.example\nFrom: ann.lee@other.example\n" ANSWERS QUOTES_ANN, 0 },
	{ "a desk's name is everywhere",
	  "From: info@other.example\n" ANSWERS
	  "\nHello\n\nOn 3 Mar 2025, at 10:11, <info@acmeworks.example> wrote:\n> 12 pieces\n",
	  0 },
	{ "we are quoted, not she", "From: ap@other.example\n" ANSWERS QUOTES_OURS, 0 },
	{ "nothing is quoted", "From: ann.lee@acmevvorks.example\n" ANSWERS "\nHello\n", 0 },
};

static void swap_speaks(void **state)
{
	(void)state;
	given_check("quoted-swap", quoted_swap, COUNT(quoted_swap));
}

static const struct spec never_sent[] = {
	{ "an answer to what we never sent",
	  "Given: never-sent\nFrom: ann@acme.example\n" ANSWERS QUOTES_OURS, 1 },
	{ "a part, without an id",
	  "Given: never-sent\nFrom: ann@acme.example\nSubject: Re: order\n" QUOTES_OURS, 0.3 },
	{ "through a forwarder",
	  "Given: never-sent\nFrom: ann@acme.example\nList-Id: <a.list.example>\n" ANSWERS
	          QUOTES_OURS,
	  0.5 },
	{ "a proven list",
	  "Given: never-sent\nGiven: dkim=list.example\nFrom: ann@acme.example\n"
	  "List-Id: <a.list.example>\n" ANSWERS QUOTES_OURS,
	  0 },
	{ "we sent it", "From: ann@acme.example\n" ANSWERS QUOTES_OURS, 0 },
};

static void never_sent_speaks(void **state)
{
	(void)state;
	given_check("quoted-never-sent", never_sent, COUNT(never_sent));
}

#define BLOCK(date, to)                                                                            \
	"From: ann@acme.example\n" ANSWERS "\nHello\n\nFrom: Pay <ap@ours.example>\n" date to      \
	"Subject: order\n\n12 pieces\n"
#define TO "To: ann@acme.example\n"

/* Messages of tests arrive on 2026-09-21. */
static const struct spec quoted_format[] = {
	{ "as programs write", BLOCK("Sent: 3 March 2026 10:11\n", TO), 0 },
	{ "a day ahead, where it was already", BLOCK("Sent: 22 September 2026 10:11\n", TO), 0 },
	{ "from the future", BLOCK("Sent: 25 September 2026 10:11\n", TO), 1 },
	{ "either day or month", BLOCK("Sent: 09/10/2026 10:11\n", TO), 0 },
	{ "no such day", BLOCK("Sent: 31 June 2026 10:11\n", TO), 1 },
	{ "two languages", BLOCK("Gesendet: 3 March 2026 10:11\n", TO), 0.7 },
	{ "two languages on a list",
	  "List-Id: <a.list.example>\n" BLOCK("Gesendet: 3 March 2026 10:11\n", TO), 0.35 },
	{ "Gmail translates From alone",
	  "From: ann@acme.example\n" ANSWERS "\nHello\n\nVon: ap@ours.example\n"
	  "Date: 3. Mai 2026\nSubject: order\nTo: ann@acme.example\n\n12 pieces\n",
	  0 },
	{ "an answer before its question",
	  BLOCK("Sent: 3 March 2026 10:11\n",
	        TO) "\nFrom: ann@acme.example\nSent: 7 March 2026 10:11\nTo: "
	            "ap@ours.example\nSubject: order\n\nx\n",
	  0.5 },
	{ "a chain in its order",
	  BLOCK("Sent: 3 March 2026 10:11\n",
	        TO) "\nFrom: ann@acme.example\nSent: 2 March 2026 10:11\nTo: "
	            "ap@ours.example\nSubject: order\n\nx\n",
	  0 },
	{ "no date", BLOCK("", TO), 0 },
};

static void format_speaks(void **state)
{
	(void)state;
	given_check("quoted-format", quoted_format, COUNT(quoted_format));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(swap_speaks),
		cmocka_unit_test(never_sent_speaks),
		cmocka_unit_test(format_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
