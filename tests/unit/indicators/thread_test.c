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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fake_reply_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
