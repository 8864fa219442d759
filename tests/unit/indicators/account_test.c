#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define BOB          "From: bob@ours.example\n"
#define NEW          "Given: surprise=reply-to 0.6 12 gmail.com\n"

static const struct spec reply_to_external[] = {
	{ "to the outside",
	  "Given: session\nGiven: recipient=x@acme.example\n" NEW BOB "Reply-To: bob@gmail.com\n",
	  0.6 },
	{ "to colleagues", "Given: session\n" NEW BOB "Reply-To: bob@gmail.com\n", 0.6 },
	{ "as always", "Given: session\n" BOB "Reply-To: bob@gmail.com\n", 0 },
	{ "inside", "Given: session\n" NEW BOB "Reply-To: desk@ours.example\n", 0 },
	{ "none", "Given: session\n" NEW BOB, 0 },
	{ "in our name, from outside", NEW BOB "Reply-To: bob@gmail.com\n", 0 },
	{ "in another's name",
	  "Given: session\n" NEW "From: ann@acme.example\nReply-To: ann@gmail.com\n", 0 },
};

static void reply_to_external_speaks(void **state)
{
	(void)state;
	given_check("account-reply-to-external", reply_to_external, COUNT(reply_to_external));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reply_to_external_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
