/* spf_check() where the published suites are silent: whom it checks, whatever the envelope
 * holds; limits over the whole evaluation; faults of the DNS; what is asked ahead. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "auth/spf.h"
#include "support/zone.h"

static const char zone_of_all[] =
	"acme.example               TXT  v=spf1 ip4:192.0.2.1 ip6:2001:db8::1 -all\n"
	"xn--mller-kva.example      TXT  v=spf1 ip4:192.0.2.1 -all\n"
	"mx.sender.example          TXT  v=spf1 ip4:192.0.2.1 -all\n"
	"mx.sender.example          A    192.0.2.1\n"
	"sender.example             TXT  v=spf1 +all\n"
	"mapped.example             TXT  v=spf1 ip6:::ffff:192.0.2.1 -all\n"
	"loop.example               TXT  v=spf1 -all\n"
	"local.example              TXT  v=spf1 exists:%{l}.users.example -all\n"
	"a+b.users.example          A    127.0.0.2\n"
	"a/b=c.users.example        A    127.0.0.2\n"
	"two.example                TXT  v=spf1 +all\n"
	"two.example                TXT  v=spf1 -all\n"
	"other.example              TXT  v=spf1 +all\n"
	"other.example              TXT  v=spf10 -all\n"
	"zero.example               TXT  v=spf1 -mx/0//0 -ip4:10.0.0.0/0 ip6:::/0 -all\n"
	"zero4.example              TXT  v=spf1 a:six.example/0 a:four.example/0 -all\n"
	"zero6.example              TXT  v=spf1 a:four.example//0 ?ip4:1.2.3.4/0 a:six.example//0 "
	"-all\n"
	"four.example               A    10.9.8.7\n"
	"six.example                AAAA 2001:db8:9::9\n"
	"prefix.example             TXT  v=spf1 mx:many.example/24//48 -all\n"
	"many.example               MX   10 other.example\n"
	"many.example               MX   20 hosts.example\n"
	"many.example               MX   0 .\n"
	"hosts.example              A    192.0.2.200\n"
	"hosts.example              AAAA 2001:db8:0:1::9\n"
	"text.example               TXT  v=spf1 redirect=%{d}.%{h}\n"
	"text.example.two.labels    TXT  v=spf1 +all\n"
	"named.example              TXT  v=spf1 exists:%{p}.ok.example -all\n"
	"1.2.0.192.in-addr.arpa     PTR  forged.named.example\n"
	"1.2.0.192.in-addr.arpa     PTR  MX.Sender.example\n"
	"forged.named.example       A    203.0.113.9\n"
	"mx.sender.example.ok.example A  127.0.0.2\n"
	"pointed.example            TXT  v=spf1 ptr:sender.example -all\n"
	"unpointed.example          TXT  v=spf1 ptr:ender.example ptr:named.example -all\n"
	"nulls.example              TXT  \"v=spf1 ip4:192.0.2.1\\000 -all\"\n"
	"broken.example             *    SERVFAIL\n"
	"late.example               TXT  v=spf1 a:broken.example ip4:192.0.2.1 -all\n"
	"early.example              TXT  v=spf1 ip4:192.0.2.1 a:broken.example -all\n"
	"included.example           TXT  v=spf1 include:broken.example +all\n"
	"mxfail.example             TXT  v=spf1 mx:half.example +all\n"
	"half.example               MX   10 broken.example\n"
	"ptrfail.example            TXT  v=spf1 ptr ip4:198.51.100.1 -all\n"
	"1.100.51.198.in-addr.arpa  PTR  SERVFAIL\n"
	"silent.example             TXT  SILENT\n"
	"unknown.example            TXT  v=spf1 include:nothing.example +all\n"
	"away.example               TXT  v=spf1 redirect=nothing.example\n"
	"dead.example               TXT  v=spf1 include:two.example +all\n"
	"long.example               TXT  v=spf1 ip4:10.0.0.1 ip4:10.0.0.2 ip4:10.0.0.3 "
	"ip4:10.0.0.4 ip6:2001:db8::2 ip6:2001:db8::3 "
	"ip4:10.0.0.5 ip4:10.0.0.6 ip4:10.0.0.7 ip6:2001:db8::4 ip6:2001:db8::5 ip6:2001:db8::6 "
	"ip6:2001:db8::7 ip6:2001:db8::8 "
	"ip6:2001:db8::9 ip6:2001:db8::a ip6:2001:db8::b ip6:2001:db8::c ip6:2001:db8::d "
	"ip6:2001:db8::e ip6:2001:db8::f ip6:2001:db8::10 "
	"ip6:2001:db8::11 ip6:2001:db8::12 ip6:2001:db8::13 ip6:2001:db8::14 ip6:2001:db8::15 "
	"ip6:2001:db8::16 ip6:2001:db8::17 "
	"ip6:2001:db8::18 ip6:2001:db8::19 ip6:2001:db8::1a ip6:2001:db8::1b ip6:2001:db8::1c "
	"ip6:2001:db8::1d ~ip4:192.0.2.1 -all\n";

#define A250                                                                                       \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."                                      \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."                                      \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."                                      \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa."                                      \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct row {
	const char *client, *helo;
	struct str from;
	const char *result, *domain;
} rows[] = {
	{ "192.0.2.1", "mx.sender.example", STR("ann@acme.example"), "pass", "acme.example" },
	{ "192.0.2.2", "mx.sender.example", STR("Ann@ACME.Example."), "fail", "acme.example" },
	{ "2001:db8::1", "mx.sender.example", STR("ann@acme.example"), "pass", "acme.example" },
	{ "::ffff:192.0.2.1", "mx.sender.example", STR("ann@acme.example"), "pass",
	  "acme.example" },
	{ "192.0.2.1", "x", STR("ann@mapped.example"), "fail", "mapped.example" },
	{ "192.0.2.1", "x", STR("ann@m\xc3\xbcller.example"), "pass", "xn--mller-kva.example" },
	/* 127.0.0.0/8 and ::1 are clients as others are */
	{ "127.0.0.1", "localhost", STR("ann@loop.example"), "fail", "loop.example" },
	{ "::1", "localhost", STR("ann@loop.example"), "fail", "loop.example" },
	/* The null sender is HELO's; a domain without records is not, whatever HELO is. */
	{ "192.0.2.1", "mx.sender.example", STR(""), "pass", "mx.sender.example" },
	{ "192.0.2.1", "mx", STR(""), "none", "" },
	{ "192.0.2.1", "[192.0.2.1]", STR(""), "none", "" },
	{ "192.0.2.1", "192.0.2.1", STR(""), "none", "" },
	{ "192.0.2.1", "", STR(""), "none", "" },
	{ "192.0.2.1", "sender.example", STR("ann@no.acme.example"), "none", "no.acme.example" },
	{ "192.0.2.1", "sender.example", STR("ann@nothing.example"), "none", "nothing.example" },
	/* Senders of more than one reading. */
	{ "192.0.2.1", "x", STR("@sender.example:ann@acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("@a.example,@sender.example:ann@acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example@acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann(x)@sender.example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example(acme.example)"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example (acme.example)"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example\0.acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann\0@sender.example"), "none", "" },
	{ "192.0.2.1", "x", STR("<ann@sender.example>"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example>"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example,bob@acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("\"ann@acme.example\"@sender.example"), "pass", "sender.example" },
	{ "192.0.2.1", "x", STR("\"ann\\\"@acme.example\"@sender.example"), "pass",
	  "sender.example" },
	{ "192.0.2.1", "x", STR("\"ann@sender.example"), "none", "" },
	{ "192.0.2.1", "x", STR("\"ann\"x@sender.example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann\\@sender.example@acme.example"), "none", "" },
	{ "192.0.2.1", "x", STR("\"a\0b\"@sender.example"), "none", "" },
	{ "192.0.2.1", "x", STR("\"a\\"), "none", "" },
	{ "192.0.2.1", "x", STR("ann"), "none", "" },
	{ "192.0.2.1", "x", STR("@"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@."), "none", "" },
	{ "192.0.2.1", "x", STR("ann@sender.example.."), "none", "" },
	{ "192.0.2.1", "x", STR("ann@example"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@[192.0.2.1]"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@192.0.2.1"), "none", "" },
	{ "192.0.2.1", "x", STR("ann@" A250 "." A250 ".example"), "none", "" },
	{ "192.0.2.1", "x", STR(A250 A250 A250 "@sender.example"), "none", "" },
	{ "", "x", STR("ann@sender.example"), "none", "sender.example" },
	/* Odd local parts that are fine. */
	{ "192.0.2.1", "x", STR("a+b@local.example"), "pass", "local.example" },
	{ "192.0.2.1", "x", STR("A/B=C@local.example"), "pass", "local.example" },
	{ "192.0.2.1", "x", STR("a/b=d@local.example"), "fail", "local.example" },
	/* Records. */
	{ "192.0.2.1", "x", STR("ann@two.example"), "permerror", "two.example" },
	{ "192.0.2.1", "x", STR("ann@other.example"), "pass", "other.example" },
	{ "192.0.2.1", "x", STR("ann@nulls.example"), "permerror", "nulls.example" },
	{ "192.0.2.1", "x", STR("ann@zero.example"), "fail", "zero.example" },
	{ "2001:db8::1", "x", STR("ann@zero.example"), "pass", "zero.example" },
	{ "192.0.2.1", "x", STR("ann@zero4.example"), "pass", "zero4.example" },
	{ "2001:db8::1", "x", STR("ann@zero4.example"), "fail", "zero4.example" },
	{ "2001:db8::1", "x", STR("ann@zero6.example"), "pass", "zero6.example" },
	{ "192.0.2.1", "x", STR("ann@zero6.example"), "neutral", "zero6.example" },
	{ "192.0.2.1", "x", STR("ann@prefix.example"), "pass", "prefix.example" },
	{ "192.0.3.1", "x", STR("ann@prefix.example"), "fail", "prefix.example" },
	{ "2001:db8::1", "x", STR("ann@prefix.example"), "pass", "prefix.example" },
	{ "2001:db8:1::1", "x", STR("ann@prefix.example"), "fail", "prefix.example" },
	{ "192.0.2.1", "x", STR("ann@long.example"), "softfail", "long.example" },
	{ "2001:db8::1d", "x", STR("ann@long.example"), "pass", "long.example" },
	{ "2001:db8::1e", "x", STR("ann@long.example"), "fail", "long.example" },
	{ "192.0.2.1", "two.labels", STR("ann@text.example"), "pass", "text.example" },
	{ "192.0.2.1", "bad name", STR("ann@text.example"), "permerror", "text.example" },
	{ "192.0.2.1", "x", STR("ann@named.example"), "pass", "named.example" },
	{ "203.0.113.9", "x", STR("ann@named.example"), "fail", "named.example" },
	{ "192.0.2.1", "x", STR("ann@pointed.example"), "pass", "pointed.example" },
	{ "192.0.2.1", "x", STR("ann@unpointed.example"), "fail", "unpointed.example" },
	{ "192.0.2.1", "x", STR("ann@unknown.example"), "permerror", "unknown.example" },
	{ "192.0.2.1", "x", STR("ann@away.example"), "permerror", "away.example" },
	{ "192.0.2.1", "x", STR("ann@dead.example"), "permerror", "dead.example" },
	/* Faults: temperror, and only if the answer was needed. */
	{ "192.0.2.1", "x", STR("ann@broken.example"), "temperror", "broken.example" },
	{ "192.0.2.1", "x", STR("ann@late.example"), "temperror", "late.example" },
	{ "192.0.2.1", "x", STR("ann@early.example"), "pass", "early.example" },
	{ "192.0.2.1", "x", STR("ann@included.example"), "temperror", "included.example" },
	{ "192.0.2.1", "x", STR("ann@mxfail.example"), "temperror", "mxfail.example" },
	{ "198.51.100.1", "x", STR("ann@ptrfail.example"), "pass", "ptrfail.example" },
	{ "192.0.2.1", "x", STR("ann@silent.example"), "temperror", "silent.example" },
};

static struct spf_input input_of(const char *client, const char *helo, struct str from)
{
	struct spf_input input = { .helo = str_of(helo), .mail_from = from };

	if (*client && !ip_parse(str_of(client), &input.client))
		fail_msg("%s", client);
	if (strncmp(client, "::ffff:", 7) == 0) { /* as a socket gives it */
		memmove(input.client.bytes + 12, input.client.bytes, 4);
		memcpy(input.client.bytes, "\0\0\0\0\0\0\0\0\0\0\xff\xff", 12);
		input.client.length = 16;
	}
	return input;
}

static struct spf_verdict check(struct zone *zone, const struct spf_input *input,
                                struct arena *arena)
{
	struct dns *dns = dns_new(zone_source(zone), 50, 100);
	struct spf_verdict verdict = { .why = "?" };

	assert_int_equal(spf_check(dns, input, arena, &verdict, NULL), 0);
	dns_free(dns);
	return verdict;
}

static void results(void **unused)
{
	struct zone *zone = zone_new(zone_of_all);

	(void)unused;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		struct spf_input input = input_of(row->client, row->helo, row->from);
		struct spf_verdict verdict;
		struct arena arena;
		bool failed;

		arena_init(&arena, 1 << 20);
		verdict = check(zone, &input, &arena);
		failed = verdict.result == AUTH_TEMPERROR || verdict.result == AUTH_PERMERROR;
		if (strcmp(auth_result_names[verdict.result], row->result) != 0 ||
		    !str_eq(verdict.domain, str_of(row->domain)) ||
		    verdict.by_helo != (row->from.n == 0) || failed != (verdict.why[0] != 0))
			fail_msg("row %zu, " STR_FMT ": %s (%s) for " STR_FMT, i,
			         STR_ARG(row->from), auth_result_names[verdict.result], verdict.why,
			         STR_ARG(verdict.domain));
		arena_done(&arena);
	}
	zone_free(zone);
}

/* Each of `includes` names the next, and asks `asks` times: LIBRARIES' 5.4 million look-ups in
 * small. */
static struct zone *zone_of_includes(size_t includes, size_t asks)
{
	char text[65536];
	size_t n = 0;

	for (size_t i = 0; i <= includes; i++) {
		n += (size_t)snprintf(text + n, sizeof text - n, "n%zu.example TXT v=spf1", i);
		for (size_t k = 0; k < asks; k++)
			n += (size_t)snprintf(text + n, sizeof text - n, " exists:e.example");
		for (size_t k = 0; k < 10 && i < includes; k++)
			n += (size_t)snprintf(text + n, sizeof text - n, " include:n%zu.example",
			                      i + 1);
		n += (size_t)snprintf(text + n, sizeof text - n, " ~all\n");
	}
	return zone_new(text);
}

static struct spf_verdict check_first(struct zone *zone, struct arena *arena)
{
	struct spf_input input = input_of("192.0.2.1", "mx.example", str_of("a@n0.example"));

	return check(zone, &input, arena);
}

static void look_ups_are_counted_over_all(void **unused)
{
	static const struct {
		size_t includes, asks;
		const char *why;
	} cases[] = { { 1, 0, "" },
		      { 2, 0, "more than 10 look-ups" },
		      { 50, 0, "more than 10 look-ups" },
		      { 0, 2, "" },
		      { 0, 3, "more than 2 void look-ups" },
		      { 1, 1, "more than 2 void look-ups" } };

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct zone *zone = zone_of_includes(cases[i].includes, cases[i].asks);
		struct spf_verdict verdict;
		struct arena arena;

		arena_init(&arena, 1 << 20);
		verdict = check_first(zone, &arena);
		if (strcmp(verdict.why, cases[i].why) != 0)
			fail_msg("%zu: %s", i, verdict.why);
		assert_int_equal(verdict.result, *cases[i].why ? AUTH_PERMERROR : AUTH_SOFTFAIL);
		assert_true(zone_asked(zone) <= 11); /* the record's own, and ten */
		arena_done(&arena);
		zone_free(zone);
	}
}

/* Ten MX names with hosts each are walked, an eleventh is a mistake of the record's; of PTR
 * names the first ten count. */
static void hosts_are_bounded(void **unused)
{
	static const struct {
		size_t names;
		const char *term, *result;
	} cases[] = { { 10, "mx:mx.example", "pass" },
		      { 11, "mx:mx.example", "permerror" },
		      { 10, "ptr:h.example", "pass" },
		      { 11, "ptr:h.example", "fail" } };

	(void)unused;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct spf_verdict verdict;
		struct arena arena;
		struct zone *zone;
		char text[8192];
		int n = snprintf(text, sizeof text, "n0.example TXT v=spf1 %s -all\n",
		                 cases[i].term);

		for (size_t k = 0; k < cases[i].names; k++)
			n += snprintf(text + n, sizeof text - (size_t)n,
			              "mx.example MX 10 h%zu.h.example\n1.2.0.192.in-addr.arpa PTR "
			              "h%zu.h.example\n"
			              "h%zu.h.example A %s\n",
			              k, k, k, k + 1 == cases[i].names ? "192.0.2.1" : "192.0.2.9");
		zone = zone_new(text);
		arena_init(&arena, 1 << 20);
		verdict = check_first(zone, &arena);
		if (strcmp(auth_result_names[verdict.result], cases[i].result) != 0)
			fail_msg("%zu: %s %s", i, auth_result_names[verdict.result], verdict.why);
		assert_true(zone_asked(zone) <= 12);
		arena_done(&arena);
		zone_free(zone);
	}
}

static void sleep_ms(long ms)
{
	nanosleep(&(struct timespec){ .tv_nsec = ms * 1000000 }, NULL);
}

/* Every answer takes a while; asked ahead, with looks in between as fields come in, they are all
 * there when the check begins. */
static void all_is_asked_ahead(void **unused)
{
	struct zone *zone =
		zone_new("n0.example    TXT  v=spf1 a:host.example include:n1.example -all\n"
	                 "n1.example    TXT  v=spf1 mx:m.example redirect=n2.example\n"
	                 "m.example     MX   10 h.example\n"
	                 "h.example     A    203.0.113.1\n"
	                 "host.example  A    203.0.113.2\n"
	                 "n2.example    TXT  v=spf1 exists:%{ir}.x.example ip4:192.0.2.1 -all\n");
	struct spf_input input = input_of("192.0.2.1", "mx.example", str_of("a@n0.example"));
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);
	struct spf_verdict verdict;
	struct arena arena;
	size_t asked;

	(void)unused;
	arena_init(&arena, 1 << 20);
	zone_late(zone, 20);
	spf_prefetch(dns, &input);
	assert_int_equal(zone_asked(zone), 1);
	for (size_t i = 0; i < 6; i++) {
		sleep_ms(50);
		spf_prefetch_more(dns, &input);
	}
	asked = zone_asked(zone);
	assert_int_equal(asked, 7);
	assert_int_equal(spf_check(dns, &input, &arena, &verdict, NULL), 0);
	assert_int_equal(verdict.result, AUTH_PASS);
	assert_int_equal(zone_asked(zone), asked);
	dns_free(dns);
	arena_done(&arena);
	zone_free(zone);
}

/* A prefetch asks for no more than the evaluation might, and for nothing behind "all". */
static void little_is_asked_ahead(void **unused)
{
	struct zone *zone = zone_of_includes(50, 0), *closed;
	struct spf_input input = input_of("192.0.2.1", "mx.example", str_of("a@n0.example"));
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);

	(void)unused;
	spf_prefetch(dns, &input);
	for (size_t i = 0; i < 100; i++)
		spf_prefetch_more(dns, &input);
	assert_true(zone_asked(zone) <= 11);
	dns_free(dns);
	zone_free(zone);
	closed = zone_new("n0.example TXT v=spf1 -all a:x.example redirect=y.example\n");
	dns = dns_new(zone_source(closed), 1000, 1000);
	spf_prefetch(dns, &input);
	spf_prefetch_more(dns, &input);
	assert_int_equal(zone_asked(closed), 1);
	dns_free(dns);
	zone_free(closed);
}

/* The most that records can hold: eleven of 4,096 bytes, each a term every two or seven bytes. */
static void full_records_fit(void **unused)
{
	static const char *const fills[] = { " a", " ip6:::" };
	static char text[11 * (DNS_TEXT_MAX + 64)];

	(void)unused;
	for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
		size_t n = 0, fill = strlen(fills[i]);
		struct spf_verdict verdict;
		struct arena arena;
		struct zone *zone;

		for (size_t k = 0; k <= 10; k++) {
			size_t from;

			n += (size_t)sprintf(text + n, "n%zu.example TXT ", k);
			from = n;
			n += (size_t)sprintf(text + n, "v=spf1 include:n%zu.example", k + 1);
			for (; n - from + fill <= DNS_TEXT_MAX; n += fill)
				memcpy(text + n, fills[i], fill);
			text[n++] = '\n';
		}
		text[n] = '\0';
		zone = zone_new(text);
		arena_init(&arena, 1 << 20);
		verdict = check_first(zone, &arena);
		assert_string_equal(verdict.why, "more than 10 look-ups");
		assert_true(zone_asked(zone) == 11);
		arena_done(&arena);
		zone_free(zone);
	}
}

/* Without memory there is no result, and no crash. */
static void memory_ends(void **unused)
{
	struct zone *zone = zone_new(zone_of_all);
	struct spf_input input = input_of("192.0.2.1", "mx.example", str_of("a@acme.example"));
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);
	struct spf_verdict verdict;
	struct arena arena;
	struct err err;

	(void)unused;
	arena_init(&arena, 0);
	assert_int_equal(spf_check(dns, &input, &arena, &verdict, &err), ERR_MEMORY);
	arena_done(&arena);
	dns_free(dns);
	zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(results),
		cmocka_unit_test(look_ups_are_counted_over_all),
		cmocka_unit_test(hosts_are_bounded),
		cmocka_unit_test(all_is_asked_ahead),
		cmocka_unit_test(little_is_asked_ahead),
		cmocka_unit_test(full_records_fit),
		cmocka_unit_test(memory_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
