/* Chains of our own making, whole and then broken in one way each. The signer (tests/support/sign.h) shares nothing with what verifies. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "arc_world.h"
#include "base/buf.h"
#include "support/sign.h"

#define TEXT_MAX (1u << 20)

static struct sign_key *rsa, *small, *ed25519;

/* ---- making chains ---- */

/* What a hop does otherwise than others. */
struct hop {
	const char *cv;        /* NULL: "none", then "pass" */
	const char *tags;      /* of the message signature, more than a=, d=, s=, bh=, b= */
	const char *seal_tags; /* of the seal */
	const char *domain, *selector;
	const struct sign_key *key;
};

static const struct hop usual = { .tags = "c=relaxed/relaxed; h=from:subject",
	                          .domain = "list.example",
	                          .selector = "s" };

struct maker {
	struct buf header; /* of the message, the newest set on top */
	struct buf sealed; /* canonical: what the next seal covers */
	const char *body;
	unsigned n;
};

static const char plain_header[] = "From: Ann <ann@acme.example>\r\nTo: list@list.example\r\n"
				   "Subject: Hello\r\n  there\r\n";
static const char plain_body[] = "Good  morning,\r\nAnn \r\n\r\n";

static void maker_init(struct maker *maker)
{
	*maker = (struct maker){ .body = plain_body };
	buf_init(&maker->header, TEXT_MAX);
	buf_init(&maker->sealed, TEXT_MAX);
	buf_puts(&maker->header, plain_header);
}

static void maker_done(struct maker *maker)
{
	buf_done(&maker->header);
	buf_done(&maker->sealed);
}

static void add_canonical(struct buf *out, const char *field, bool relaxed)
{
	char *room = malloc(2 * strlen(field) + 1);

	buf_add(out, str_make(room, sign_canonical_field(str_of(field), relaxed, room)));
	free(room);
}

static char *body_digest(const struct maker *maker, bool relaxed)
{
	char *room = malloc(strlen(maker->body) + 3), *digest;
	size_t n = sign_canonical_body(str_of(maker->body), relaxed, room);

	digest = sign_digest(false, str_make(room, n));
	free(room);
	return digest;
}

static const struct sign_key *key_of(const struct hop *hop)
{
	return hop->key ? hop->key : rsa;
}

static const char *algorithm(const struct hop *hop)
{
	return key_of(hop) == ed25519 ? "ed25519-sha256" : "rsa-sha256";
}

static void sign_into(struct buf *field, const struct buf *covered, const struct sign_key *key)
{
	char *b = sign_bytes(key, false, buf_str(covered));

	buf_puts(field, b);
	free(b);
}

static void make_message_signature(const struct maker *maker, const struct hop *hop,
                                   struct buf *ret)
{
	bool relaxed = strstr(hop->tags, "c=relaxed") != NULL;
	char *bh = body_digest(maker, strstr(hop->tags, "/relaxed") != NULL);
	struct buf covered;

	buf_init(&covered, TEXT_MAX);
	add_canonical(&covered, "From: Ann <ann@acme.example>", relaxed);
	buf_puts(&covered, "\r\n");
	add_canonical(&covered, "Subject: Hello\r\n  there", relaxed);
	buf_puts(&covered, "\r\n");
	buf_printf(ret, "ARC-Message-Signature: i=%u; a=%s; d=%s; s=%s; %s;\r\n\tbh=%s;\r\n\tb=",
	           maker->n, algorithm(hop), hop->domain, hop->selector, hop->tags, bh);
	add_canonical(&covered, buf_cstr(ret), relaxed);
	sign_into(ret, &covered, key_of(hop));
	buf_done(&covered);
	free(bh);
}

static void make_seal(struct maker *maker, const struct hop *hop, struct buf *ret)
{
	const char *cv = hop->cv ? hop->cv : maker->n == 1 ? "none" : "pass";
	size_t before = maker->sealed.n;

	buf_printf(ret, "ARC-Seal: i=%u; cv=%s; a=%s; d=%s; s=%s;%s b=", maker->n, cv,
	           algorithm(hop), hop->domain, hop->selector,
	           hop->seal_tags ? hop->seal_tags : "");
	add_canonical(&maker->sealed, buf_cstr(ret), true);
	sign_into(ret, &maker->sealed, key_of(hop));
	maker->sealed.n = before; /* the same again, with b= */
}

static void add_hop(struct maker *maker, struct hop hop)
{
	struct buf results, message, seal, all;

	maker->n++;
	buf_init(&results, TEXT_MAX);
	buf_init(&message, TEXT_MAX);
	buf_init(&seal, TEXT_MAX);
	buf_init(&all, TEXT_MAX);
	buf_printf(&results,
	           "ARC-Authentication-Results: i=%u; %s;\r\n dmarc=pass header.from=acme.example",
	           maker->n, hop.domain);
	add_canonical(&maker->sealed, buf_cstr(&results), true);
	buf_puts(&maker->sealed, "\r\n");
	make_message_signature(maker, &hop, &message);
	add_canonical(&maker->sealed, buf_cstr(&message), true);
	buf_puts(&maker->sealed, "\r\n");
	make_seal(maker, &hop, &seal);
	add_canonical(&maker->sealed, buf_cstr(&seal), true);
	buf_puts(&maker->sealed, "\r\n");
	buf_printf(&all, "%s\r\n%s\r\n%s\r\n%s", buf_cstr(&seal), buf_cstr(&message),
	           buf_cstr(&results), buf_cstr(&maker->header));
	buf_done(&maker->header);
	maker->header = all;
	buf_done(&results);
	buf_done(&message);
	buf_done(&seal);
}

/* ---- checking them ---- */

static struct zone *zone_of_keys(void)
{
	struct buf text;
	struct zone *zone;

	buf_init(&text, TEXT_MAX);
	buf_printf(&text, "s._domainkey.list.example TXT %s\n", sign_key_record(rsa));
	buf_printf(&text, "ed._domainkey.forward.example TXT %s\n", sign_key_record(ed25519));
	buf_printf(&text, "small._domainkey.list.example TXT %s\n", sign_key_record(small));
	buf_printf(&text, "test._domainkey.list.example TXT %s; t=y\n", sign_key_record(rsa));
	buf_puts(&text, "gone._domainkey.list.example TXT v=DKIM1; p=\n"
	                "broken._domainkey.list.example TXT SERVFAIL\n"
	                "silent._domainkey.list.example TXT SILENT\n");
	for (unsigned i = 0; i < 60; i++)
		buf_printf(&text, "s%u._domainkey.list.example TXT %s\n", i, sign_key_record(rsa));
	zone = zone_new(buf_cstr(&text));
	buf_done(&text);
	return zone;
}

static struct arc_verdict verdict_of(const struct maker *maker, size_t piece,
                                     struct mail **ret_mail)
{
	struct zone *zone = zone_of_keys();
	struct arc_verdict verdict;
	struct buf text;

	buf_init(&text, TEXT_MAX);
	buf_printf(&text, "%s\r\n%s", buf_cstr(&maker->header), maker->body);
	*ret_mail = arc_world_mail(buf_str(&text));
	verdict = arc_world_check(zone, *ret_mail, piece);
	buf_done(&text);
	zone_free(zone);
	return verdict;
}

static void expect(const char *name, const struct maker *maker, const char *result, const char *why)
{
	struct mail *mail;
	struct arc_verdict verdict = verdict_of(maker, 5, &mail);

	if (strcmp(auth_result_names[verdict.result], result) != 0 || !strstr(verdict.why, why) ||
	    (verdict.result == AUTH_PASS) != (verdict.why[0] == '\0') ||
	    (verdict.result == AUTH_PASS) != (verdict.sealer.n != 0) ||
	    (verdict.result == AUTH_PASS) != (verdict.authentication.n != 0))
		fail_msg("%s: %s (%s), wanted %s (%s)", name, auth_result_names[verdict.result],
		         verdict.why, result, why);
	mail_free(mail);
}

static void whole_chains(void **state)
{
	struct maker maker;
	struct arc_verdict verdict;
	struct mail *mail;

	(void)state;
	maker_init(&maker);
	verdict = verdict_of(&maker, 5, &mail);
	assert_int_equal(verdict.result, AUTH_NONE);
	assert_int_equal(verdict.instances, 0);
	mail_free(mail);
	for (unsigned i = 1; i <= 50; i++) {
		struct hop hop = usual;

		if (i % 2 == 0) {
			hop.domain = "Forward.Example";
			hop.selector = "ed";
			hop.key = ed25519;
		}
		add_hop(&maker, hop);
		if (i > 3 && i < 50)
			continue;
		verdict = verdict_of(&maker, i, &mail);
		assert_string_equal(verdict.why, "");
		assert_int_equal(verdict.result, AUTH_PASS);
		assert_int_equal(verdict.instances, i);
		assert_true(
			str_eq(verdict.sealer, str_of(i % 2 ? "list.example" : "forward.example")));
		assert_true(str_find(verdict.authentication, str_of("dmarc=pass")) != SIZE_MAX);
		mail_free(mail);
	}
	add_hop(&maker, usual);
	expect("51 instances", &maker, "fail", "without instance");
	maker_done(&maker);
}

/* What the message's changes do. `field` is replaced by `with` in the header ("": in front). */
static const struct change {
	const char *name, *what, *with, *result, *why;
	unsigned hops;
} changes[] = {
	{ "nothing", "", "", "pass", "", 2 },
	{ "a header that isn't signed", "To: list@", "To: dev@", "pass", "", 2 },
	{ "a field on top", "", "Received: by x.example\r\n", "pass", "", 2 },
	{ "folds and blanks", "Subject: Hello\r\n  there", "subject:   Hello there ", "pass", "",
	  1 },
	{ "From", "ann@", "eve@", "fail", "a signature is wrong", 1 },
	{ "the subject", "Hello", "Hallo", "fail", "a signature is wrong", 2 },
	{ "results", "dmarc=pass header.from=acme.example", "dmarc=pass header.from=evil.example",
	  "fail", "a signature is wrong", 1 },
	{ "the newest results of two", "dmarc=pass", "dmarc=fail", "fail", "a signature is wrong",
	  2 },
	{ "cv", "cv=pass", "cv=fail", "fail", "a sealer found it broken", 2 },
	{ "cv none for the second", "cv=pass", "cv=none", "fail", "a wrong cv=", 2 },
	{ "cv pass for the first", "cv=none", "cv=pass", "fail", "a wrong cv=", 1 },
	{ "no cv", "cv=none; ", "", "fail", "a wrong cv=", 1 },
	{ "another domain", "d=list.example", "d=evil.example", "fail", "no key", 1 },
	{ "a domain that is none", "d=list.example", "d=list..example", "fail", "d= is no domain",
	  1 },
	{ "rsa-sha1", "a=rsa-sha256", "a=rsa-sha1", "fail", "rsa-sha1", 1 },
	{ "a seal that isn't there", "ARC-Seal: i=2", "X-Seal: i=2", "fail", "isn't whole", 2 },
	{ "a message signature that isn't there", "ARC-Message-Signature: i=1", "X-A: i=1", "fail",
	  "isn't whole", 2 },
	{ "results that aren't there", "ARC-Authentication-Results: i=1", "X-R: i=1", "fail",
	  "isn't whole", 1 },
	{ "a gap", "ARC-Seal: i=2", "ARC-Seal: i=3", "fail", "isn't whole", 2 },
	{ "an instance twice", "ARC-Seal: i=2", "ARC-Seal: i=1", "fail", "an instance twice", 2 },
	{ "an instance of three digits", "ARC-Seal: i=1", "ARC-Seal: i=001", "fail",
	  "without instance", 1 },
	{ "a large instance", "ARC-Seal: i=1", "ARC-Seal: i=99999999999999999999", "fail",
	  "without instance", 1 },
	{ "a negative one", "ARC-Seal: i=1", "ARC-Seal: i=-1", "fail", "without instance", 1 },
	{ "results without semicolon", "Results: i=1;", "Results: i=1", "fail", "without instance",
	  1 },
	{ "results with another tag", "Results: i=1;", "Results: j=1;", "fail", "without instance",
	  1 },
	{ "an empty seal", "", "ARC-Seal:\r\n", "fail", "without instance", 1 },
	{ "a tag twice", "ARC-Seal: i=1;", "ARC-Seal: i=1; i=1;", "fail", "without instance", 1 },
	{ "8 bits", "ARC-Seal: i=1;", "ARC-Seal: i=1; x=\xff;", "fail", "without instance", 1 },
	{ "h= in a seal", "ARC-Seal: i=1;", "ARC-Seal: i=1; h=from;", "fail", "a seal with h=", 1 },
	{ "a selector like a path", " s=s;", " s=../s;", "fail", "s= is no selector", 1 },
	{ "t= is no time", "ARC-Seal: i=1;", "ARC-Seal: i=1; t=x;", "fail", "t= is no time", 1 },
	{ "From isn't signed", "h=from:", "h=to:", "fail", "a From isn't signed", 1 },
	{ "a second From", "", "From: Eve <eve@evil.example>\r\n", "fail", "a From isn't signed",
	  1 },
	{ "a second From below", "Subject: Hello", "fROM: eve@evil.example\r\nSubject: Hello",
	  "fail", "a From isn't signed", 1 },
	{ "no From", "From: Ann", "X-From: Ann", "fail", "a From isn't signed", 1 },
	{ "an older message signature, changed alone",
	  "i=1; a=rsa-sha256; d=list.example; s=s; c=relaxed",
	  "i=1; a=rsa-sha256; d=list.example; s=s; c=x", "fail", "a signature is wrong", 2 },
};

static void replace(struct buf *text, const char *what, const char *with)
{
	size_t at = str_find(buf_str(text), str_of(what));
	struct buf out;

	assert_true(at != SIZE_MAX);
	buf_init(&out, TEXT_MAX);
	buf_add(&out, str_sub(buf_str(text), 0, at));
	buf_puts(&out, with);
	buf_add(&out, str_sub(buf_str(text), at + strlen(what), text->n));
	buf_done(text);
	*text = out;
}

static void changed_chains(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct maker maker;

		maker_init(&maker);
		for (unsigned hop = 0; hop < changes[i].hops; hop++)
			add_hop(&maker, usual);
		replace(&maker.header, changes[i].what, changes[i].with);
		expect(changes[i].name, &maker, changes[i].result, changes[i].why);
		maker_done(&maker);
	}
}

/* One hop each, made so. */
static const struct made {
	const char *name;
	struct hop hop;
	const char *body, *result, *why; /* body: what arrives; NULL: what was signed */
} mades[] = {
	{ "simple", { .tags = "h=from:subject" }, NULL, "pass", "" },
	{ "simple/relaxed", { .tags = "c=simple/relaxed; h=from:subject" }, NULL, "pass", "" },
	{ "relaxed/simple", { .tags = "c=relaxed/simple; h=from:subject" }, NULL, "pass", "" },
	{ "relaxed alone is relaxed/simple",
	  { .tags = "c=relaxed; h=from:subject" },
	  NULL,
	  "pass",
	  "" },
	{ "another body", { 0 }, "Good morning,\r\nEve\r\n", "fail", "the body was changed" },
	{ "a footer",
	  { 0 },
	  "Good  morning,\r\nAnn \r\n\r\nfooter\r\n",
	  "fail",
	  "the body was changed" },
	{ "blanks, relaxed", { 0 }, "Good morning,  \r\nAnn\r\n", "pass", "" },
	{ "blanks, simple",
	  { .tags = "h=from:subject" },
	  "Good morning,\r\nAnn \r\n\r\n",
	  "fail",
	  "the body was changed" },
	{ "line ends alone", { 0 }, "Good  morning,\nAnn ", "pass", "" },
	{ "l= of the whole",
	  { .tags = "c=relaxed/relaxed; h=from:subject; l=19" },
	  NULL,
	  "pass",
	  "" },
	{ "text behind l=",
	  { .tags = "c=relaxed/relaxed; h=from:subject; l=19" },
	  "Good  morning,\r\nAnn \r\nPay Eve\r\n",
	  "fail",
	  "the body was changed" },
	{ "names that aren't there",
	  { .tags = "c=relaxed/relaxed; h=from:subject:cc:from:x-y" },
	  NULL,
	  "pass",
	  "" },
	{ "itself among the names",
	  { .tags = "c=relaxed/relaxed; h=from:subject:arc-message-signature" },
	  NULL,
	  "pass",
	  "" },
	{ "not yet expired",
	  { .tags = "c=relaxed/relaxed; h=from:subject; x=1700000000" },
	  NULL,
	  "pass",
	  "" },
	{ "expired",
	  { .tags = "c=relaxed/relaxed; h=from:subject; x=1600000000" },
	  NULL,
	  "fail",
	  "expired" },
	{ "x= is no time",
	  { .tags = "c=relaxed/relaxed; h=from:subject; x=-1" },
	  NULL,
	  "fail",
	  "x= is no time" },
	{ "ARC-Seal in h=",
	  { .tags = "c=relaxed/relaxed; h=from:subject:arc-seal" },
	  NULL,
	  "fail",
	  "h= names ARC-Seal" },
	{ "a tag that nobody knows", { .seal_tags = " zz=1;" }, NULL, "pass", "" },
	{ "a small key", { .selector = "small" }, NULL, "fail", "under 1024 bits" },
	{ "a key for tests", { .selector = "test" }, NULL, "fail", "for tests" },
	{ "a key of another type",
	  { .domain = "forward.example", .selector = "ed" },
	  NULL,
	  "fail",
	  "another type" },
	{ "no key", { .selector = "nobody" }, NULL, "fail", "no key" },
	{ "a revoked key", { .selector = "gone" }, NULL, "fail", "revoked" },
	{ "SERVFAIL", { .selector = "broken" }, NULL, "temperror", "DNS" },
	{ "no answer", { .selector = "silent" }, NULL, "temperror", "DNS" },
};

static void made_chains(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof mades / sizeof *mades; i++) {
		struct hop hop = mades[i].hop;
		struct maker maker;

		hop.tags = hop.tags ? hop.tags : usual.tags;
		hop.domain = hop.domain ? hop.domain : usual.domain;
		hop.key = hop.selector && strcmp(hop.selector, "small") == 0 ? small : rsa;
		hop.selector = hop.selector ? hop.selector : usual.selector;
		maker_init(&maker);
		add_hop(&maker, hop);
		maker.body = mades[i].body ? mades[i].body : maker.body;
		expect(mades[i].name, &maker, mades[i].result, mades[i].why);
		maker_done(&maker);
	}
}

/* A seal under a good one: whoever has a key of his own can put one on a chain that he made up. */
static void older_seals(void **state)
{
	struct hop forged = usual;
	struct maker maker;

	(void)state;
	forged.key = small; /* not what its selector publishes */
	maker_init(&maker);
	add_hop(&maker, forged);
	add_hop(&maker, usual);
	add_hop(&maker, usual);
	expect("the oldest of three", &maker, "fail", "a signature is wrong");
	maker_done(&maker);
}

/* ---- bounds ---- */

static void different_keys(unsigned hops, const char *result, const char *why, size_t asked)
{
	struct zone *zone = zone_of_keys();
	struct arc_verdict verdict;
	struct maker maker;
	struct mail *mail;

	maker_init(&maker);
	for (unsigned i = 0; i < hops; i++) {
		struct hop hop = usual;
		char selector[16];

		snprintf(selector, sizeof selector, "s%u", i);
		hop.selector = selector;
		add_hop(&maker, hop);
	}
	buf_printf(&maker.header, "\r\n%s", maker.body);
	mail = arc_world_mail(buf_str(&maker.header));
	verdict = arc_world_check(zone, mail, 100);
	assert_string_equal(auth_result_names[verdict.result], result);
	assert_string_equal(verdict.why, why);
	assert_int_equal(zone_asked(zone), asked);
	mail_free(mail);
	maker_done(&maker);
	zone_free(zone);
}

static void keys_are_bounded(void **state)
{
	(void)state;
	different_keys(20, "pass", "", 20);
	different_keys(21, "fail", "too many keys", 20);
}

static void prefetches(void **state)
{
	struct zone *zone = zone_of_keys();
	struct dns *dns = dns_new(zone_source(zone), 50, 100);
	static const char *const values[] = {
		" i=1; a=rsa-sha256; d=list.example; s=s; cv=none; b=AAAA",
		" i=1; a=rsa-sha256; d=list.example; s=s; h=from; bh=AAAA; b=AAAA",
		" i=1; a=rsa-sha256; d=list.example; s=s1; cv=none; b=AAAA",
		" i=1; a=rsa-sha256; d=list.example; cv=none; b=AAAA",
		" i=1; a=rsa-sha256; d=..; s=s; cv=none; b=AAAA",
		" i=1; a=rsa-sha256; d=list.example; s=a b\x01; cv=none; b=AAAA",
		"",
	};
	static const size_t asked[] = { 1, 1, 2, 2, 2, 2, 2 };

	(void)state;
	for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
		arc_prefetch(dns, str_of(values[i]));
		assert_int_equal(zone_asked(zone), asked[i]);
	}
	dns_free(dns);
	zone_free(zone);
}

/* What we cut ourselves is no fault of the sender's. */
static void cut_header(void **state)
{
	struct maker maker;
	struct arc_verdict verdict;
	struct zone *zone = zone_of_keys();
	struct mail *mail;

	(void)state;
	maker_init(&maker);
	add_hop(&maker, usual);
	replace(&maker.header, "Subject: Hello\r\n  there\r\n", "");
	buf_printf(&maker.header, "\r\n%s", maker.body);
	mail = arc_world_mail(buf_str(&maker.header));
	mail->header_cut = true;
	verdict = arc_world_check(zone, mail, 10);
	assert_int_equal(verdict.result, AUTH_NONE);
	assert_string_equal(verdict.why, "the header was cut");
	mail_free(mail);
	maker_done(&maker);
	zone_free(zone);
}

/* Thousands of fields of a chain's: refused at the first that has no place. */
static void many_fields(void **state)
{
	struct maker maker;

	(void)state;
	maker_init(&maker);
	add_hop(&maker, usual);
	for (unsigned i = 0; i < 5000; i++)
		buf_printf(&maker.header, "ARC-Seal: i=%u; a=b\r\n", i % 50 + 1);
	expect("many fields", &maker, "fail", "an instance twice");
	maker_done(&maker);
}

static int make_keys(void **state)
{
	(void)state;
	rsa = sign_key_rsa(1024);
	small = sign_key_rsa(1023);
	ed25519 = sign_key_ed25519();
	return 0;
}

static int free_keys(void **state)
{
	(void)state;
	sign_key_free(rsa);
	sign_key_free(small);
	sign_key_free(ed25519);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole_chains),     cmocka_unit_test(changed_chains),
		cmocka_unit_test(made_chains),      cmocka_unit_test(older_seals),
		cmocka_unit_test(keys_are_bounded), cmocka_unit_test(prefetches),
		cmocka_unit_test(cut_header),       cmocka_unit_test(many_fields),
	};

	return cmocka_run_group_tests(tests, make_keys, free_keys);
}
