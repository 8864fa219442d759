#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "auth/auth.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct domain_lists *lists;

/* One message as its parser would give it, and what auth makes of it. */
struct given {
	const char *name;
	const char *from;       /* NULL: none, or several */
	const char *envelope;   /* MAIL FROM; NULL: not known */
	const char *results[3]; /* Authentication-Results, top first, all trusted */
	const char *client;     /* NULL: unknown; "internal" */
	const char *reply_to, *list;
	bool session, relayed;
};

struct world {
	struct mail *mail;
	struct message message;
	struct auth auth;
};

static struct str copy(struct world *world, const char *s)
{
	return s ? arena_str(&world->mail->arena, str_of(s)) : (struct str){ 0 };
}

static void set_address(struct world *world, const char *spec, struct address *ret)
{
	if (spec)
		assert_true(address_init(&world->mail->arena, lists, copy(world, spec),
		                         (struct str){ 0 }, ret));
}

static void build(struct world *world, const struct given *given)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct client *client = &world->message.client;

	memset(world, 0, sizeof *world);
	world->mail = mail_new(&options, &key);
	assert_non_null(world->mail);
	world->mail->has_envelope = given->envelope != NULL;
	set_address(world, given->from, &world->message.author);
	set_address(world, given->envelope, &world->message.envelope);
	set_address(world, given->reply_to, &world->message.reply);
	if (given->list)
		assert_true(domain_init(&world->mail->arena, lists, str_of(given->list),
		                        &world->message.list));
	for (size_t i = 0; i < COUNT(given->results) && given->results[i]; i++)
		assert_int_equal(mail_add_field(world->mail, str_of("Authentication-Results"),
		                                str_of(given->results[i]), NULL),
		                 0);
	client->trusted_fields = world->mail->fields;
	client->relayed = given->relayed;
	client->internal = given->client && strcmp(given->client, "internal") == 0;
	if (given->client)
		ip_parse(str_of(client->internal ? "10.0.0.1" : given->client), &client->ip);
}

static void evaluate(struct world *world, bool session)
{
	static const struct str trusted[] = { STR("mx.example.org"), STR("gw.example.org") };
	struct auth_options options = { .mode = AUTH_MODE_TRUST,
		                        .trusted_ids = trusted,
		                        .trusted_ids_n = COUNT(trusted) };

	const struct auth_input input = {
		.mail = world->mail,
		.message = &world->message,
		.options = &options,
		.domains = lists,
		.session_trusted = session,
	};

	assert_int_equal(auth_evaluate(&input, &world->auth, NULL), 0);
}

struct row {
	struct given given;
	const char *key; /* NULL: none */
	enum proof proof;
	unsigned by;
	const char *results; /* "spf dkim dmarc" */
};

#define ANN  .from = "Ann@acme.example"
#define IP   .client = "192.0.2.7"
#define SPF  IDENTITY_BY_SPF
#define DKIM IDENTITY_BY_DKIM
#define MX   "mx.example.org; "

static const struct row rows[] = {
	/* aligned */
	{ { "dkim", ANN, IP, .results = { MX "dkim=pass header.d=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "dkim of a subdomain", ANN, IP,
	    .results = { MX "dkim=pass header.d=mail.acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "dkim by i= alone", ANN, IP, .results = { MX "dkim=pass header.i=x@acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "d= counts before i=", ANN, IP,
	    .results = { MX "dkim=pass header.d=other.example header.i=@acme.example" } },
	  "ann@acme.example via other.example",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	{ { "spf", ANN, IP, .envelope = "b@bounce.acme.example",
	    .results = { MX "spf=pass smtp.mailfrom=b@bounce.acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF,
	  "pass none none" },
	{ { "both", ANN, IP, .envelope = "ann@acme.example",
	    .results = { MX "spf=pass smtp.mailfrom=acme.example; dkim=pass header.d=acme.example; "
	                    "dmarc=pass header.from=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF | DKIM,
	  "pass pass pass" },
	{ { "dmarc alone", ANN, IP, .results = { MX "dmarc=pass header.from=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none none pass" },
	{ { "dmarc with an unnamed spf", ANN, IP,
	    .results = { MX "spf=pass; dmarc=pass header.from=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  SPF,
	  "pass none pass" },
	{ { "an aligned signature among others", ANN, IP,
	    .results = { MX "dkim=pass header.d=esp.example; dkim=pass header.d=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "an aligned one that broke", ANN, IP,
	    .results = { MX "dkim=fail header.d=acme.example; dkim=pass header.d=list.example" } },
	  "ann@acme.example via list.example",
	  PROOF_VIA,
	  0,
	  "none fail none" },
	{ { "the session", ANN, .client = "internal", .session = true },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  IDENTITY_BY_SESSION,
	  "none none none" },
	/* not aligned by what looks like it */
	{ { "HELO", ANN, IP, .envelope = "", .results = { MX "spf=pass smtp.helo=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "another envelope's spf", ANN, IP, .envelope = "x@evil.example",
	    .results = { MX "spf=pass smtp.mailfrom=ann@acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "spf of an internal host", ANN, .client = "internal",
	    .results = { MX "spf=pass smtp.mailfrom=ann@acme.example" } },
	  "ann@acme.example net unknown",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "spf of an unknown client", ANN,
	    .results = { MX "spf=pass smtp.mailfrom=ann@acme.example" } },
	  "ann@acme.example net unknown",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "dmarc by the spf of an internal host", ANN, .client = "internal",
	    .results = { MX "spf=pass smtp.mailfrom=ann@acme.example; dmarc=pass "
	                    "header.from=acme.example" } },
	  "ann@acme.example net unknown",
	  PROOF_NETWORK,
	  0,
	  "none none pass" },
	{ { "dmarc by HELO", ANN, IP, .envelope = "",
	    .results = { MX
	                 "spf=pass smtp.helo=acme.example; dmarc=pass header.from=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none pass" },
	{ { "spf that failed", ANN, IP, .envelope = "ann@acme.example",
	    .results = { MX "spf=softfail smtp.mailfrom=ann@acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "softfail none none" },
	{ { "a look-alike", ANN, IP,
	    .results = { MX "dkim=pass header.d=acme.example.evil.example" } },
	  "ann@acme.example via evil.example",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	{ { "dmarc of another From", ANN, IP,
	    .results = { MX "dmarc=pass header.from=evil.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "dmarc of no From", ANN, IP, .results = { MX "dmarc=pass" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none pass" },
	{ { "a strict record", ANN, IP,
	    .results = { MX "dkim=pass header.d=mail.acme.example; dmarc=fail "
	                    "header.from=acme.example" } },
	  "ann@acme.example via acme.example",
	  PROOF_VIA,
	  0,
	  "none pass fail" },
	{ { "a public suffix", .from = "ann@acme.co.uk", IP,
	    .results = { MX "dkim=pass header.d=co.uk" } },
	  "ann@acme.co.uk via co.uk",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	{ { "no author", IP, .results = { MX "dkim=pass header.d=acme.example" } },
	  NULL,
	  PROOF_VIA,
	  0,
	  "none pass none" },
	{ { "no author in an own session", .client = "internal", .session = true },
	  NULL,
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	/* fields that don't count */
	{ { "another id", ANN, IP,
	    .results = { "mx.evil.example; dkim=pass header.d=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "no id", ANN, IP, .results = { "dkim=pass header.d=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "ARC's form", ANN, IP, .results = { "i=1; " MX "dkim=pass header.d=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "malformed", ANN, IP, .results = { MX "dkim=pass header.d=acme.example (" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	/* several fields */
	{ { "the topmost spf counts", ANN, IP, .envelope = "ann@acme.example",
	    .results = { MX "spf=fail smtp.mailfrom=ann@acme.example",
	                 "gw.example.org; spf=pass smtp.mailfrom=ann@acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "fail none none" },
	{ { "a lower field without a relay is the sender's", ANN, IP,
	    .results = { MX "dkim=none", "gw.example.org; dkim=pass header.d=acme.example" } },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "signatures of all behind a relay", ANN, IP, .relayed = true,
	    .results = { MX "dkim=fail header.d=acme.example",
	                 "gw.example.org; dkim=pass header.d=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "a good signature behind many bad", ANN, IP,
	    .results = { MX "dkim=fail header.d=a.example; dkim=fail header.d=a.example; dkim=fail "
	                    "header.d=a.example; "
	                    "dkim=fail header.d=a.example; dkim=fail header.d=a.example; dkim=fail "
	                    "header.d=a.example; "
	                    "dkim=fail header.d=a.example; dkim=fail header.d=a.example; "
	                    "dkim=pass header.d=acme.example" } },
	  "ann@acme.example",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	/* via */
	{ { "via by MAIL FROM", ANN, IP, .envelope = "b@mail.esp.example",
	    .results = { MX "spf=pass smtp.mailfrom=b@mail.esp.example" } },
	  "ann@acme.example via esp.example",
	  PROOF_VIA,
	  0,
	  "pass none none" },
	{ { "a signature before MAIL FROM", ANN, IP, .envelope = "b@esp.example",
	    .results = { MX
	                 "spf=pass smtp.mailfrom=esp.example; dkim=pass header.d=list.example" } },
	  "ann@acme.example via list.example",
	  PROOF_VIA,
	  0,
	  "pass pass none" },
	{ { "a customer's signature before its service's", ANN, IP,
	    .results = { MX "dkim=pass header.d=amazonses.com; dkim=pass header.d=list.example" } },
	  "ann@acme.example via list.example",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	{ { "a tenant default", ANN, IP,
	    .results = { MX "dkim=pass header.d=acme.onmicrosoft.com" } },
	  "ann@acme.example via acme.onmicrosoft.com",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	/* shared domains */
	{ { "free mail", .from = "ann@gmail.com", IP,
	    .results = { MX "dkim=pass header.d=gmail.com" } },
	  "ann@gmail.com",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "the own tenant", .from = "ann@acme.onmicrosoft.com", IP,
	    .results = { MX "dkim=pass header.d=acme.onmicrosoft.com" } },
	  "ann@acme.onmicrosoft.com",
	  PROOF_ALIGNED,
	  DKIM,
	  "none pass none" },
	{ { "another tenant", .from = "ann@acme.onmicrosoft.com", IP,
	    .results = { MX "dkim=pass header.d=evil.onmicrosoft.com" } },
	  "ann@acme.onmicrosoft.com via evil.onmicrosoft.com",
	  PROOF_VIA,
	  0,
	  "none pass none" },
	/* network */
	{ { "nothing", ANN, IP },
	  "ann@acme.example net 192.0.2.0/24",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
	{ { "nothing, IPv6", ANN, .client = "2001:db8:1:2::3" },
	  "ann@acme.example net 2001:db8:1::/48",
	  PROOF_NETWORK,
	  0,
	  "none none none" },
};

static void test_identity(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct world world;
		struct identity *identity = &world.auth.identity;
		struct str results;

		build(&world, &row->given);
		evaluate(&world, row->given.session);
		results = arena_printf(
			&world.mail->arena, "%s %s %s", auth_result_names[world.auth.spf],
			auth_result_names[world.auth.dkim], auth_result_names[world.auth.dmarc]);
		if (!str_eq(identity->key, str_of(row->key)) || identity->proof != row->proof ||
		    identity->by != row->by || !str_eq(results, str_of(row->results)))
			fail_msg("%s: <" STR_FMT "> %s by %u, " STR_FMT, row->given.name,
			         STR_ARG(identity->key), proof_names[identity->proof], identity->by,
			         STR_ARG(results));
		if (!row->key &&
		    (identity->key.p || identity->domain_key.p || identity->aligned_key.p))
			fail_msg("%s: keys without an author", row->given.name);
		mail_free(world.mail);
	}
}

/* key, aligned_key, domain_key, aligned_domain_key; "-": none */
static void test_keys(void **state)
{
	static const struct {
		struct given given;
		const char *aligned, *domain, *aligned_domain;
	} key_rows[] = {
		{ { "aligned", ANN, IP, .results = { MX "dkim=pass header.d=acme.example" } },
		  "ann@acme.example",
		  "@acme.example",
		  "@acme.example" },
		{ { "a subdomain", .from = "ann@eu.acme.example", IP,
		    .results = { MX "dkim=pass header.d=eu.acme.example" } },
		  "ann@eu.acme.example",
		  "@acme.example",
		  "@acme.example" },
		{ { "forged", ANN, IP }, "ann@acme.example", "-", "@acme.example" },
		{ { "via", ANN, IP, .results = { MX "dkim=pass header.d=b.example" } },
		  "ann@acme.example",
		  "-",
		  "@acme.example" },
		{ { "free mail", .from = "ann@gmail.com", IP,
		    .results = { MX "dkim=pass header.d=gmail.com" } },
		  "ann@gmail.com",
		  "-",
		  "-" },
		{ { "a tenant", .from = "ann@a.onmicrosoft.com", IP,
		    .results = { MX "dkim=pass header.d=a.onmicrosoft.com" } },
		  "ann@a.onmicrosoft.com",
		  "-",
		  "-" },
		{ { "nobody", IP }, "-", "-", "-" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(key_rows); i++) {
		struct world world;
		const struct identity *identity = &world.auth.identity;
		struct str keys;

		build(&world, &key_rows[i].given);
		evaluate(&world, false);
		keys = arena_printf(&world.mail->arena, "%s %s %s",
		                    identity->aligned_key.p ? identity->aligned_key.p : "-",
		                    identity->domain_key.p ? identity->domain_key.p : "-",
		                    identity->aligned_domain_key.p ? identity->aligned_domain_key.p
		                                                   : "-");
		if (!str_eq(keys, arena_printf(&world.mail->arena, "%s %s %s", key_rows[i].aligned,
		                               key_rows[i].domain, key_rows[i].aligned_domain)))
			fail_msg("%s: " STR_FMT, key_rows[i].given.name, STR_ARG(keys));
		mail_free(world.mail);
	}
}

/* On a platform strangers share the From: the Reply-To tells them apart. */
static void test_platform(void **state)
{
	static const struct given givens[] = {
		{ "aligned", .from = "invoice@platform.example", IP, .reply_to = "bob@shop.example",
		  .results = { MX "dkim=pass header.d=platform.example" } },
		{ "not proven", .from = "invoice@platform.example", IP,
		  .reply_to = "bob@shop.example" },
		{ "no Reply-To", .from = "invoice@platform.example", IP,
		  .results = { MX "dkim=pass header.d=platform.example" } },
	};
	static const char *const keys[] = {
		"invoice@platform.example reply bob@shop.example",
		"invoice@platform.example reply bob@shop.example net 192.0.2.0/24",
		"invoice@platform.example",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(givens); i++) {
		struct world world;
		struct identity *identity = &world.auth.identity;

		build(&world, &givens[i]);
		world.message.author.domain.flags |= DOMAIN_PLATFORM;
		evaluate(&world, false);
		if (!str_eq(identity->key, str_of(keys[i])))
			fail_msg("%s: " STR_FMT, givens[i].name, STR_ARG(identity->key));
		assert_true(!identity->domain_key.p && !identity->aligned_domain_key.p);
		mail_free(world.mail);
	}
}

static void test_list(void **state)
{
	static const struct {
		struct given given;
		bool proven;
	} list_rows[] = {
		{ { "signs", ANN, IP, .list = "dev.list.example",
		    .results = { MX "dkim=pass header.d=list.example" } },
		  true },
		{ { "signature broke", ANN, IP, .list = "dev.list.example",
		    .results = { MX "dkim=fail header.d=list.example" } },
		  false },
		{ { "somebody else signs", ANN, IP, .list = "dev.list.example",
		    .results = { MX "dkim=pass header.d=evil.example" } },
		  false },
		{ { "claims a neighbour's free mail", ANN, IP, .list = "x.gmail.com",
		    .results = { MX "dkim=pass header.d=gmail.com" } },
		  false },
		{ { "no list", ANN, IP, .results = { MX "dkim=pass header.d=list.example" } },
		  false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(list_rows); i++) {
		struct world world;

		build(&world, &list_rows[i].given);
		evaluate(&world, false);
		if (world.auth.list_proven != list_rows[i].proven)
			fail_msg("%s: %d", list_rows[i].given.name, world.auth.list_proven);
		mail_free(world.mail);
	}
}

/* Fields below the first untrusted host's Received are the sender's. */
static void test_trusted_fields(void **state)
{
	static const struct given given = {
		"", ANN, IP, .results = { MX "spf=none", MX "dkim=pass header.d=acme.example" }
	};
	struct world world;

	(void)state;
	build(&world, &given);
	world.message.client.trusted_fields = 1;
	evaluate(&world, false);
	assert_int_equal(world.auth.identity.proof, PROOF_NETWORK);
	assert_true(world.auth.checked);
	world.message.client.trusted_fields = 0;
	evaluate(&world, false);
	assert_false(world.auth.checked);
	world.message.client.trusted_fields = 100;
	evaluate(&world, false);
	assert_int_equal(world.auth.identity.proof, PROOF_ALIGNED);
	mail_free(world.mail);
}

static void test_policy(void **state)
{
	static const struct {
		const char *value, *policy;
	} policy_rows[] = {
		{ MX "dmarc=fail (p=REJECT sp=NONE dis=NONE) header.from=acme.example", "reject" },
		{ MX "dmarc=fail (policy=quarantine) header.from=acme.example", "quarantine" },
		{ MX "dmarc=fail header.from=acme.example policy.dmarc=none", "none" },
		{ MX "dmarc=fail (p=none) policy.published-domain-policy=reject "
		     "header.from=acme.example",
		  "reject" },
		{ MX "dmarc=fail (p=whatever) header.from=acme.example", "" },
		{ MX "dmarc=fail (sp=reject) header.from=acme.example", "" },
		{ MX "dmarc=fail header.from=acme.example", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(policy_rows); i++) {
		struct given given = { "", ANN, IP, .results = { policy_rows[i].value } };
		struct world world;

		build(&world, &given);
		evaluate(&world, false);
		if (!str_eq(world.auth.dmarc_policy, str_of(policy_rows[i].policy)))
			fail_msg("%s: " STR_FMT, policy_rows[i].value,
			         STR_ARG(world.auth.dmarc_policy));
		assert_int_equal(world.auth.dmarc, AUTH_FAIL);
		mail_free(world.mail);
	}
}

static void test_result_names(void **state)
{
	enum auth_result result;

	(void)state;
	for (int i = AUTH_NONE; i <= AUTH_PERMERROR; i++) {
		assert_true(auth_result_of(str_of(auth_result_names[i]), &result));
		assert_int_equal(result, i);
	}
	assert_true(auth_result_of(str_of("HardFail"), &result) && result == AUTH_FAIL);
	assert_true(auth_result_of(str_of("error"), &result) && result == AUTH_TEMPERROR);
	assert_true(auth_result_of(str_of("unknown"), &result) && result == AUTH_PERMERROR);
	assert_false(auth_result_of(str_of("bestguesspass"), &result));
	assert_false(auth_result_of(str_of(""), &result));
}

static int setup(void **state)
{
	(void)state;
	return domain_lists_load(NULL, &lists, NULL);
}

static int teardown(void **state)
{
	(void)state;
	domain_lists_free(lists);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_identity),       cmocka_unit_test(test_keys),
		cmocka_unit_test(test_platform),       cmocka_unit_test(test_list),
		cmocka_unit_test(test_trusted_fields), cmocka_unit_test(test_policy),
		cmocka_unit_test(test_result_names),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
