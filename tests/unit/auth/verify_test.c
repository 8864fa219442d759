/* What joins SPF, DKIM, DMARC: a row is a message and what is proven by it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "unit/auth/verify_world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* KEY is the key's record. Late names: what is asked of them fails. */
static const char zone_text[] =
	"acme.example                TXT v=spf1 ip4:192.0.2.0/24 -all\n"
	"_dmarc.acme.example         TXT v=DMARC1; p=reject\n"
	"one._domainkey.acme.example TXT KEY\n"
	"gone._domainkey.acme.example TXT TIMEOUT\n"
	"list.example                TXT v=spf1 ip4:203.0.113.0/24 -all\n"
	"one._domainkey.list.example TXT KEY\n"
	"plain.example               TXT v=spf1 ip4:192.0.2.0/24 -all\n"
	"one._domainkey.plain.example TXT KEY\n"
	"strict.example              TXT v=spf1 ip4:192.0.2.0/24 -all\n"
	"_dmarc.strict.example       TXT v=DMARC1; p=reject; adkim=s; aspf=s\n"
	"one._domainkey.m.strict.example TXT KEY\n"
	"broken.example              TXT SERVFAIL\n"
	"_dmarc.broken.example       TXT SERVFAIL\n"
	"one._domainkey.broken.example TXT SERVFAIL\n"
	"helo.example                TXT v=spf1 ip4:192.0.2.0/24 -all\n"
	"_dmarc.onmicrosoft.com      TXT v=DMARC1; p=reject\n"
	"one._domainkey.evil.onmicrosoft.com TXT KEY\n";

static struct sign_key *key;
static char *zone;

static char *filled(const char *text, const char *with)
{
	struct buf out;
	const char *at;

	buf_init(&out, 1 << 20);
	for (; (at = strstr(text, "KEY")); text = at + 3) {
		buf_add(&out, str_make(text, (size_t)(at - text)));
		buf_puts(&out, with);
	}
	buf_puts(&out, text);
	return out.p;
}

static int make_key(void **state)
{
	(void)state;
	message_library_init();
	key = sign_key_rsa(2048);
	zone = filled(zone_text, sign_key_record(key));
	return 0;
}

static int free_key(void **state)
{
	(void)state;
	sign_key_free(key);
	free(zone);
	return 0;
}

struct row {
	const char *name;
	struct verify_given given;
	const char *sign; /* d= and s= of a signature; NULL: none */
	const char *header, *body;
	bool changed;         /* after signing */
	const char *results;  /* spf dkim dmarc */
	const char *identity; /* its key; NULL: none */
	enum proof proof;
	unsigned by;
};

#define ANN           "From: Ann <ann@acme.example>\r\nTo: bob@ours.example\r\nSubject: Order\r\n"
#define FROM(address) "From: <" address ">\r\nTo: bob@ours.example\r\n"
#define BODY          "Hello\r\n"
#define ACME          "d=acme.example; s=one"
#define HOP(by, client)                                                                            \
	"Received: from mx.acme.example (mx.acme.example [" client "])\r\n\tby " by                \
	" with ESMTP id 1;\r\n\tTue, 14 Nov 2023 22:13:20 +0000\r\n"
#define AR(id) "Authentication-Results: " id "; dkim=pass header.d=acme.example\r\n"
#define SPF    IDENTITY_BY_SPF
#define DKIM   IDENTITY_BY_DKIM
#define NET    "ann@acme.example net 192.0.2.0/24"

static const struct row rows[] = {
	{ "a signature",
	  { .envelope = "x@plain.example", .client = "203.0.113.9" },
	  ACME,
	  ANN,
	  BODY,
	  false,
	  "fail pass pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM },
	{ "SPF",
	  { .envelope = "ann@acme.example" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "pass none pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF },
	{ "both",
	  { .envelope = "ann@acme.example" },
	  ACME,
	  ANN,
	  BODY,
	  false,
	  "pass pass pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF | DKIM },
	{ "neither",
	  { .envelope = "ann@acme.example", .client = "203.0.113.9" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "fail none fail",
	  "ann@acme.example net 203.0.113.0/24",
	  PROOF_NETWORK,
	  0 },
	{ "a broken signature",
	  { .envelope = "", .helo = "nowhere.example" },
	  ACME,
	  ANN,
	  BODY,
	  true,
	  "none fail fail",
	  NET,
	  PROOF_NETWORK,
	  0 },
	{ "no DMARC record is needed",
	  { .envelope = "x@acme.example" },
	  "d=plain.example; s=one",
	  FROM("eve@plain.example"),
	  BODY,
	  false,
	  "pass pass none",
	  "eve@plain.example",
	  PROOF_ALIGNED,
	  DKIM },
	{ "via a list that signs",
	  { .envelope = "b@list.example", .client = "203.0.113.9" },
	  "d=list.example; s=one",
	  ANN,
	  BODY,
	  false,
	  "pass pass fail",
	  "ann@acme.example via list.example",
	  PROOF_VIA,
	  0 },
	{ "via its envelope",
	  { .envelope = "b@list.example", .client = "203.0.113.9" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "pass none fail",
	  "ann@acme.example via list.example",
	  PROOF_VIA,
	  0 },
	{ "strict records align no subdomain",
	  { .envelope = "x@plain.example" },
	  "d=m.strict.example; s=one",
	  FROM("a@strict.example"),
	  BODY,
	  false,
	  "pass pass fail",
	  "a@strict.example via strict.example",
	  PROOF_VIA,
	  0 },
	{ "customers of a provider are no organisation",
	  { .envelope = "" },
	  "d=evil.onmicrosoft.com; s=one",
	  FROM("ceo@victim.onmicrosoft.com"),
	  BODY,
	  false,
	  "none pass *",
	  "ceo@victim.onmicrosoft.com via evil.onmicrosoft.com",
	  PROOF_VIA,
	  0 },
	{ "an empty body",
	  { .envelope = "" },
	  ACME,
	  ANN,
	  "",
	  false,
	  "none pass pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM },
	{ "byte by byte",
	  { .envelope = "", .piece = 1 },
	  ACME,
	  ANN,
	  BODY BODY "\r\n\r\n",
	  false,
	  "none pass pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM },
	{ "HELO proves nothing about From",
	  { .envelope = "", .helo = "acme.example" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "pass none fail",
	  NET,
	  PROOF_NETWORK,
	  0 },
	/* a client of ours never has an SPF result, nor has one that isn't known */
	{ "an internal host",
	  { .envelope = "ann@acme.example", .client = "10.0.0.7" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "none none fail",
	  "ann@acme.example net unknown",
	  PROOF_NETWORK,
	  0 },
	{ "a client of unknown address",
	  { .envelope = "ann@acme.example", .client = "" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "none none fail",
	  "ann@acme.example net unknown",
	  PROOF_NETWORK,
	  0 },
	/* relays of ours */
	{ "SPF of the client before a relay",
	  { .envelope = "ann@acme.example", .client = "198.51.100.9" },
	  NULL,
	  HOP("gw.ours.example", "192.0.2.7") ANN,
	  BODY,
	  false,
	  "pass none pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF },
	{ "which isn't allowed to send",
	  { .envelope = "ann@acme.example", .client = "198.51.100.9" },
	  NULL,
	  HOP("gw.ours.example", "203.0.113.9") ANN,
	  BODY,
	  false,
	  "fail none fail",
	  "ann@acme.example net 203.0.113.0/24",
	  PROOF_NETWORK,
	  0 },
	{ "a signature that the relay saw pass",
	  { .envelope = "", .client = "198.51.100.9" },
	  NULL,
	  AR("gw.ours.example") HOP("gw.ours.example", "203.0.113.9") ANN,
	  BODY,
	  false,
	  "none pass pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM },
	{ "a field from before the relay",
	  { .envelope = "", .client = "198.51.100.9" },
	  NULL,
	  HOP("gw.ours.example", "203.0.113.9") HOP("mx.evil.example", "192.0.2.9")
	          AR("gw.ours.example") ANN,
	  BODY,
	  false,
	  "none none fail",
	  "ann@acme.example net 203.0.113.0/24",
	  PROOF_NETWORK,
	  0 },
	{ "a relay's name without a relay",
	  { .envelope = "" },
	  NULL,
	  AR("gw.ours.example") ANN,
	  BODY,
	  false,
	  "none none fail",
	  NET,
	  PROOF_NETWORK,
	  0 },
	/* the DNS fails: nobody has failed */
	{ "no answer about a key",
	  { .envelope = "" },
	  "d=acme.example; s=gone",
	  ANN,
	  BODY,
	  false,
	  "none temperror temperror",
	  NET,
	  PROOF_NETWORK,
	  0 },
	{ "no answer at all",
	  { .envelope = "a@broken.example" },
	  "d=broken.example; s=one",
	  FROM("a@broken.example"),
	  BODY,
	  false,
	  "temperror temperror temperror",
	  "a@broken.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0 },
	/* nobody, or several, are proven by nothing */
	{ "two authors",
	  { .envelope = "ann@acme.example" },
	  ACME,
	  "From: eve@evil.example\r\n" ANN,
	  BODY,
	  false,
	  "pass pass none",
	  NULL,
	  PROOF_VIA,
	  0 },
	{ "no author",
	  { .envelope = "ann@acme.example" },
	  NULL,
	  "To: bob@ours.example\r\n",
	  BODY,
	  false,
	  "pass none none",
	  NULL,
	  PROOF_VIA,
	  0 },
	/* files */
	{ "a file with a Return-Path",
	  { .client = "192.0.2.7" },
	  NULL,
	  "Return-Path: <ann@acme.example>\r\n" ANN,
	  BODY,
	  false,
	  "pass none pass",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF },
	{ "a file without: not the null sender",
	  { .client = "192.0.2.7", .helo = "acme.example" },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "none none fail",
	  NET,
	  PROOF_NETWORK,
	  0 },
	{ "ours, by the session",
	  { .envelope = "ann@acme.example", .submitted = true },
	  NULL,
	  ANN,
	  BODY,
	  false,
	  "none none none",
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  IDENTITY_BY_SESSION },
};

static char *message_of(const struct row *row)
{
	char tags[200], *message;
	struct buf plain;

	if (row->sign) {
		snprintf(tags, sizeof tags,
		         "v=1; a=rsa-sha256; c=relaxed/simple; %s; h=from:to:subject", row->sign);
		message = sign_message(key, tags, row->header, row->body);
	} else {
		buf_init(&plain, 1 << 20);
		buf_printf(&plain, "%s\r\n%s", row->header, row->body);
		message = plain.p;
	}
	if (row->changed)
		message[strlen(message) - 3] ^= 1;
	return message;
}

static void check(const struct row *row, const struct verify_world *world)
{
	const struct auth *auth = &world->auth;
	struct str id = auth->identity.key;
	char results[100];
	bool any = strchr(row->results, '*') != NULL;

	snprintf(results, sizeof results, "%s %s %s", auth_result_names[auth->spf],
	         auth_result_names[auth->dkim], any ? "*" : auth_result_names[auth->dmarc]);
	if (strcmp(results, row->results) != 0 || !str_eq(id, str_of(row->identity)) ||
	    auth->identity.proof != row->proof || auth->identity.by != row->by)
		fail_msg("%s: %s, " STR_FMT " by %s (%u)", row->name, results, STR_ARG(id),
		         proof_names[auth->identity.proof], auth->identity.by);
}

static void rows_hold(void **state)
{
	(void)state;
	for (size_t i = 0; i < 2 * COUNT(rows); i++) {
		struct verify_given given = rows[i / 2].given;
		char *message = message_of(&rows[i / 2]);
		struct verify_world world;

		given.without_wire = i % 2; /* what was asked early changes no answer */
		verify_world_open(&world, &given, zone, str_of(message));
		check(&rows[i / 2], &world);
		verify_world_close(&world);
		free(message);
	}
}

/* What max-scan-size drops is signed, too. */
static void large_bodies_are_verified_whole(void **state)
{
	struct verify_given given = { .envelope = "", .scan_size = 4096, .piece = 65535 };
	size_t n = (size_t)3 << 20;
	char *body = malloc(n + 1), *message;
	struct verify_world world;

	(void)state;
	memset(body, 'x', n);
	for (size_t i = 78; i < n; i += 78)
		memcpy(body + i - 2, "\r\n", 2);
	memcpy(body + n - 2, "\r\n", 3);
	message = sign_message(key, "v=1; a=rsa-sha256; c=relaxed/simple; " ACME "; h=from", ANN,
	                       body);
	for (int changed = 0; changed < 2; changed++) {
		message[strlen(message) - 5] ^= (char)changed;
		verify_world_open(&world, &given, zone, str_of(message));
		assert_true(world.mail->body_cut);
		assert_int_equal(world.auth.dkim, changed ? AUTH_FAIL : AUTH_PASS);
		verify_world_close(&world);
	}
	free(message);
	free(body);
}

/* RFC 8601, and what others may do with it. */
static void results_are_told(void **state)
{
	static const char plain[] = "mx.ours.example; spf=pass smtp.mailfrom=acme.example; "
				    "dkim=none; dmarc=pass (p=reject) header.from=acme.example";
	struct verify_given given = { .envelope = "ann@acme.example" };
	struct verify_world world;

	(void)state;
	verify_world_open(&world, &given, zone, str_of(ANN "\r\n" BODY));
	assert_true(world.auth.verified && world.auth.dns_failure.n == 0);
	if (!str_eq(verify_world_results(&world), str_of(plain)))
		fail_msg(STR_FMT, STR_ARG(verify_world_results(&world)));
	verify_world_close(&world);
}

static void failures_of_the_dns_are_told(void **state)
{
	struct verify_given given = { .envelope = "a@broken.example" };
	struct verify_world world;

	(void)state;
	verify_world_open(&world, &given, zone, str_of(FROM("a@broken.example") "\r\n" BODY));
	assert_true(world.auth.dns_failure.n > 0);
	assert_true(str_find(verify_world_results(&world), str_of("=fail")) == SIZE_MAX);
	verify_world_close(&world);
}

/* A stranger's key that isn't found must not excuse that ours wasn't used; ours excuses. */
static void only_an_owed_key_of_the_author_excuses(void **state)
{
	static const struct {
		const char *tags;
		bool regressed;
	} cases[] = { { "d=broken.example; s=one", true }, { "d=acme.example; s=gone", false } };
	struct verify_given given = { .envelope = "ann@acme.example" };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct row row = { .sign = cases[i].tags, .header = ANN, .body = BODY };
		char *message = message_of(&row);
		struct verify_world world;

		verify_world_open(&world, &given, zone, str_of(message));
		assert_int_equal(world.auth.identity.by, IDENTITY_BY_SPF);
		assert_int_equal(identity_regressed(&world.auth, IDENTITY_SIGNING_DAYS),
		                 cases[i].regressed);
		assert_false(identity_regressed(&world.auth, IDENTITY_SIGNING_DAYS - 1));
		verify_world_close(&world);
		free(message);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_hold),
		cmocka_unit_test(large_bodies_are_verified_whole),
		cmocka_unit_test(results_are_told),
		cmocka_unit_test(failures_of_the_dns_are_told),
		cmocka_unit_test(only_an_owed_key_of_the_author_excuses),
	};

	return cmocka_run_group_tests(tests, make_key, free_key);
}
