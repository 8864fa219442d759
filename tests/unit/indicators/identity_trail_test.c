#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define ANN          "From: ann@acme.example\n"
#define LIST         "List-Id: <dev.list.example>\n"

static const struct spec masked_recipients[] = {
	{ "no To", ANN, 0.5 },
	{ "an empty group", ANN "To: undisclosed-recipients:;\n", 0.5 },
	{ "to itself", ANN "To: Ann <ann@acme.example>\n", 0.5 },
	{ "to itself, twice", ANN "To: ann@acme.example\nCc: ann@acme.example\n", 0.5 },
	{ "a list's claim", ANN "To: ann@acme.example\n" LIST, 0.25 },
	{ "known, but not proven now", "Given: correspondent\n" ANN, 0.5 },
	{ "to us", ANN "To: ap@ours.example\n", 0 },
	{ "a copy to us", ANN "To: ann@acme.example\nCc: ap@ours.example\n", 0 },
	{ "to a list", ANN "To: dev@list.example\n", 0 },
	{ "a note to oneself",
	  "Given: recipient=ann@ours.example\nFrom: ann@ours.example\nTo: ann@ours.example\n", 0 },
	{ "proven", "Given: dkim=acme.example\n" ANN, 0 },
	{ "a list that signs", "Given: dkim=list.example\n" ANN LIST, 0 },
	{ "a service known for long", "Given: via-established\n" ANN, 0 },
	{ "a text without a header", "Subject: Invoice\n", 0 },
	{ "our own mail", "Given: session\nFrom: bob@ours.example\n", 0 },
};

static const struct spec envelope_divergence[] = {
	{ "another organisation", "Given: envelope=x@other.example\n" ANN, 1 },
	{ "a list's claim", "Given: envelope=x@other.example\n" ANN LIST, 0.5 },
	{ "SPF of the other says nothing of From",
	  "Given: spf=other.example\nGiven: envelope=x@other.example\n" ANN, 1 },
	{ "a host of the same", "Given: envelope=bounce@mail.acme.example\n" ANN, 0 },
	{ "rewritten by a forwarder",
	  "Given: envelope=SRS0=ab=cd=acme.example=ann@fwd.example\n" ANN, 0 },
	{ "the null sender", "Given: envelope=\n" ANN, 0 },
	{ "a service for which From signs",
	  "Given: dkim=acme.example\nGiven: envelope=x@other.example\n" ANN, 0 },
	{ "a list that signs",
	  "Given: dkim=list.example\nGiven: envelope=x@list.example\n" ANN LIST, 0 },
	{ "a service known for long",
	  "Given: via-established\nGiven: envelope=x@other.example\n" ANN, 0 },
	{ "our own mail",
	  "Given: session\nGiven: envelope=x@other.example\nFrom: bob@ours.example\n", 0 },
};

static const struct spec sender_divergence[] = {
	{ "another organisation", ANN "Sender: x@other.example\n", 1 },
	{ "a list's claim", ANN "Sender: x@other.example\n" LIST, 0.5 },
	{ "an assistant", ANN "Sender: bob@acme.example\n", 0 },
	{ "none", ANN, 0 },
	{ "proven", "Given: dkim=acme.example\n" ANN "Sender: x@other.example\n", 0 },
	{ "no author", "Sender: x@other.example\n", 0 },
};

static const struct spec message_id_divergence[] = {
	{ "another organisation", ANN "Message-ID: <1@other.example>\n", 1 },
	{ "a list's claim", ANN "Message-ID: <1@other.example>\n" LIST, 0.5 },
	{ "a host of the same", ANN "Message-ID: <1@pc7.acme.example>\n", 0 },
	{ "a name that nobody registers", ANN "Message-ID: <1@localhost>\n", 0 },
	{ "no domain", ANN "Message-ID: <1>\n", 0 },
	{ "none", ANN, 0 },
	{ "proven", "Given: dkim=acme.example\n" ANN "Message-ID: <1@other.example>\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("masked-recipients", masked_recipients)
CHECK("envelope-divergence", envelope_divergence)
CHECK("sender-divergence", sender_divergence)
CHECK("message-id-divergence", message_id_divergence)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(masked_recipients_speaks),
		cmocka_unit_test(envelope_divergence_speaks),
		cmocka_unit_test(sender_divergence_speaks),
		cmocka_unit_test(message_id_divergence_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
