#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define FROM         "From: ann@acme.example\n"
#define FAIL(policy) "Given: results=dmarc=fail (p=" policy ") header.from=acme.example\n"
#define SPF(result)  "Given: results=spf=" result " smtp.mailfrom=acme.example\n"
#define LIST         "List-Id: <dev.list.example>\n"

static const struct spec dmarc_fail[] = {
	{ "reject", FAIL("reject") FROM, 1 },
	{ "quarantine", FAIL("quarantine") FROM, 1 },
	{ "none", FAIL("none") FROM, 0.5 },
	{ "policy not told", "Given: results=dmarc=fail header.from=acme.example\n" FROM, 0.5 },
	{ "a list breaks it", FAIL("reject") FROM LIST, 0.5 },
	{ "a list, p=none", FAIL("none") FROM LIST, 0.25 },
	{ "the forger's own SPF is no forwarder", FAIL("reject") "Given: spf=evil.example\n" FROM,
	  1 },
	{ "a forwarder",
	  FAIL("reject") "Given: envelope=SRS0=ab=cd=acme.example=ann@fwd.example\n" FROM, 0.5 },
	{ "pass", "Given: results=dmarc=pass header.from=acme.example\n" FROM, 0 },
	{ "no record", "Given: results=dmarc=none header.from=acme.example\n" FROM, 0 },
	{ "nobody has checked", FROM, 0 },
	{ "the sender's own field",
	  FROM "Authentication-Results: mx.evil.example; dmarc=fail header.from=acme.example\n",
	  0 },
	{ "our own mail", "Given: session\n" FAIL("reject") "From: bob@ours.example\n", 0 },
};

static const struct spec spf_fail[] = {
	{ "fail", SPF("fail") FROM, 1 },
	{ "softfail", SPF("softfail") FROM, 0.5 },
	{ "a forwarder broke it, the signature holds",
	  SPF("fail") "Given: dkim=acme.example\n" FROM, 0 },
	{ "pass", SPF("pass") FROM, 0 },
	{ "neutral", SPF("neutral") FROM, 0 },
	{ "temperror", SPF("temperror") FROM, 0 },
	{ "HELO's", "Given: results=spf=fail smtp.helo=acme.example\n" FROM, 0 },
	{ "nobody has checked", FROM, 0 },
};

static const struct spec dkim_broken[] = {
	{ "fails", "Given: dkim-fail=acme.example\n" FROM, 1 },
	{ "another one holds", "Given: dkim-fail=acme.example\nGiven: dkim=acme.example\n" FROM,
	  0 },
	{ "SPF holds", "Given: dkim-fail=acme.example\nGiven: spf=acme.example\n" FROM, 0 },
	{ "none", "Given: results=dkim=none\n" FROM, 0 },
	{ "temperror", "Given: results=dkim=temperror header.d=acme.example\n" FROM, 0 },
	{ "nobody has checked", FROM, 0 },
};

static const struct spec unauthenticated[] = {
	{ "nothing there", "Given: results=dkim=none\n" SPF("none") FROM, 1 },
	{ "neutral", SPF("neutral") FROM, 1 },
	{ "failures are rows of their own", SPF("fail") FROM, 0 },
	{ "a broken signature, too", "Given: dkim-fail=acme.example\n" SPF("none") FROM, 0 },
	{ "DNS owes us an answer", SPF("temperror") FROM, 0 },
	{ "aligned", "Given: dkim=acme.example\n" FROM, 0 },
	{ "another domain", "Given: dkim=list.example\n" FROM, 0 },
	{ "nobody has checked", FROM, 0 },
	{ "no author", "Given: results=dkim=none\nTo: ap@ours.example\n", 0 },
	{ "our own mail", "Given: session\nGiven: results=dkim=none\nFrom: bob@ours.example\n", 0 },
};

#define CHECK(id, specs)                                                                           \
	static void specs##_speaks(void **state)                                                   \
	{                                                                                          \
		(void)state;                                                                       \
		given_check(id, specs, COUNT(specs));                                              \
	}

CHECK("dmarc-fail", dmarc_fail)
CHECK("spf-fail", spf_fail)
CHECK("dkim-broken", dkim_broken)
CHECK("unauthenticated", unauthenticated)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dmarc_fail_speaks),
		cmocka_unit_test(spf_fail_speaks),
		cmocka_unit_test(dkim_broken_speaks),
		cmocka_unit_test(unauthenticated_speaks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
