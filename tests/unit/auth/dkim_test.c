/* Messages signed here, by keys made here, and what is said of them after all that can happen on the way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dkim_world.h"
#include "support/sign.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

enum key { RSA_2048, RSA_1024, RSA_1016, RSA_512, RSA_4096, ED25519, KEYS };

static struct {
	struct dkim_library *library;
	struct sign_key *key[KEYS];
	struct buf out;
} world;

static int set_up(void **state)
{
	static const unsigned bits[] = { [RSA_2048] = 2048,
		                         [RSA_1024] = 1024,
		                         [RSA_1016] = 1016,
		                         [RSA_512] = 512,
		                         [RSA_4096] = 4096 };

	(void)state;
	for (size_t i = 0; i < COUNT(bits); i++)
		world.key[i] = sign_key_rsa(bits[i]);
	world.key[ED25519] = sign_key_ed25519();
	world.library = dkim_library_new();
	buf_init(&world.out, 1 << 16);
	return world.library ? 0 : -1;
}

static int tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < KEYS; i++)
		sign_key_free(world.key[i]);
	dkim_library_free(world.library);
	buf_done(&world.out);
	return 0;
}

#define HEADER                                                                                     \
	"From: Ann Miller <ann@acme.example>\r\n"                                                  \
	"To: bob@corp.example\r\n"                                                                 \
	"Subject: The  offer\r\n\tin two lines \r\n"                                               \
	"Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n"
#define BODY "Dear Bob,\r\n\r\nhere is  it. \r\n\t\r\nAnn\r\n\r\n\r\n"
#define PLAIN                                                                                      \
	"v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=one; t=1699999999;"               \
	" h=from:to:subject:date"
#define ED  "v=1; a=ed25519-sha256; c=relaxed/relaxed; d=acme.example; s=one; h=from:to:subject:date"
#define KEY "one._domainkey.acme.example TXT v=DKIM1; k=rsa; p=KEY"

struct row {
	const char *name;
	enum key key;
	const char *tags;
	const char *zone;
	const char *wanted;
	const char *header_seen; /* NULL: as signed */
	const char *body_seen;
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *row = &rows[i];
		struct sign_key *key = world.key[row->key];
		char *zone = dkim_world_fill(row->zone, sign_key_public(key)), *value, *message;

		value = sign_value(key, row->tags, HEADER, str_of(BODY));
		if (asprintf(&message, "DKIM-Signature:%s\r\n%s\r\n%s", value,
		             row->header_seen ? row->header_seen : HEADER,
		             row->body_seen ? row->body_seen : BODY) < 0)
			abort();
		dkim_world_run(world.library, zone, str_of(message), 1000, &world.out);
		if (strcmp(buf_cstr(&world.out), row->wanted) != 0)
			fail_msg("%s: \"%s\", not \"%s\"", row->name, buf_cstr(&world.out),
			         row->wanted);
		free(zone);
		free(value);
		free(message);
	}
}

#define ROWS(rows) check_rows(rows, COUNT(rows))
#define PASS       "pass acme.example one"

static void verifies(void **state)
{
	static const struct row rows[] = {
		{ "relaxed/relaxed", RSA_2048, PLAIN, KEY, PASS, NULL, NULL },
		{ "simple by default", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from:to:subject", KEY, PASS, NULL,
		  NULL },
		{ "simple/simple", RSA_2048,
		  "v=1; a=rsa-sha256; c=simple/simple; d=acme.example; s=one; h=from:subject", KEY,
		  PASS, NULL, NULL },
		{ "simple/relaxed", RSA_2048,
		  "v=1; a=rsa-sha256; c=simple/relaxed; d=acme.example; s=one; h=from:subject", KEY,
		  PASS, NULL, NULL },
		{ "relaxed/simple", RSA_2048,
		  "v=1; a=rsa-sha256; c=relaxed/simple; d=acme.example; s=one; h=from:subject", KEY,
		  PASS, NULL, NULL },
		{ "relaxed alone", RSA_2048,
		  "v=1; a=rsa-sha256; c=relaxed; d=acme.example; s=one; h=from:subject", KEY, PASS,
		  NULL, NULL },
		{ "1024 bits", RSA_1024, PLAIN, KEY, PASS, NULL, NULL },
		{ "4096 bits", RSA_4096, PLAIN, KEY, PASS, NULL, NULL },
		{ "ed25519", ED25519, ED,
		  "one._domainkey.acme.example TXT v=DKIM1; k=ed25519; p=KEY", PASS, NULL, NULL },
		{ "a key without v= and k=", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT p=KEY", PASS, NULL, NULL },
		{ "a key for what we need", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; h=sha1 : sha256; s=email; t=s; "
		  "n=hello; p=KEY",
		  PASS, NULL, NULL },
		{ "names in capitals", RSA_2048,
		  "v=1; a=RSA-SHA256; c=Relaxed/Relaxed; d=ACME.example; s=One; h=From:TO:subject",
		  KEY, PASS, NULL, NULL },
		{ "blanks wherever they may be", RSA_2048,
		  "v = 1 ; a=rsa-sha256;\r\n\tc=relaxed/relaxed; d=acme.example; s=one;\r\n h=from "
		  ":\r\n to: subject ;q=dns/txt",
		  KEY, PASS, NULL, NULL },
		{ "i= below d=", RSA_2048, PLAIN "; i=ann=40x@mail.acme.example", KEY, PASS, NULL,
		  NULL },
		{ "unknown tags", RSA_2048, PLAIN "; z=From:ann|To:bob; foo=bar", KEY, PASS, NULL,
		  NULL },
		{ "more of To than there is", RSA_2048, PLAIN ":to:to:cc:reply-to", KEY, PASS, NULL,
		  NULL },
		{ "not yet expired", RSA_2048, PLAIN "; x=1700000001", KEY, PASS, NULL, NULL },
		{ "another record beside", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=spf1 -all\n" KEY, PASS, NULL, NULL },
		{ "the unsigned changes", RSA_2048, PLAIN, KEY, PASS,
		  HEADER "Cc: eve@corp.example\r\n", NULL },
		{ "blanks change, relaxed", RSA_2048, PLAIN, KEY, PASS,
		  "FROM:Ann   Miller\r\n <ann@acme.example>\r\nTo:bob@corp.example  \r\nSubject: "
		  "The offer in two lines\r\n"
		  "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
		  "Dear Bob,\r\n\r\nhere is it.\r\n\r\nAnn\r\n" },
		{ "a signature that covers itself no more", RSA_2048, PLAIN ":x-unknown", KEY, PASS,
		  NULL, NULL },
	};

	(void)state;
	ROWS(rows);
}

static void sees_changes(void **state)
{
	static const struct row rows[] = {
		{ "the body", RSA_2048, PLAIN, KEY, "fail acme.example one (the body was changed)",
		  NULL, "Dear Bob,\r\n" },
		{ "nothing of it left", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the body was changed)", NULL, "" },
		{ "a blank, simple", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from:subject", KEY,
		  "fail acme.example one (the body was changed)", NULL,
		  "Dear Bob,\r\n\r\nhere is it.\r\n\r\nAnn\r\n" },
		{ "a signed field", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the signature is wrong)",
		  "From: Ann Miller <ann@acme.example>\r\nTo: bob@corp.example\r\nSubject: "
		  "Another\r\nDate: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
		  NULL },
		{ "a fold, simple", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from:subject", KEY,
		  "fail acme.example one (the signature is wrong)",
		  "From: Ann Miller <ann@acme.example>\r\nSubject: The  offer in two lines \r\n",
		  NULL },
		{ "a field removed", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the signature is wrong)",
		  "From: Ann Miller <ann@acme.example>\r\nTo: bob@corp.example\r\n", NULL },
		{ "From removed", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the signature is wrong)", "To: bob@corp.example\r\n",
		  NULL },
		{ "a signed absence filled", RSA_2048, PLAIN ":reply-to", KEY,
		  "fail acme.example one (the signature is wrong)",
		  "Reply-To: eve@evil.example\r\n" HEADER, NULL },
		{ "From below the signed one", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the signature is wrong)",
		  HEADER "From: eve@evil.example\r\n", NULL },
		{ "From above, signed twice", RSA_2048, PLAIN ":from", KEY,
		  "fail acme.example one (the signature is wrong)",
		  "From: eve@evil.example\r\n" HEADER, NULL },
		{ "8-bit text in a signed field", RSA_2048, PLAIN, KEY,
		  "fail acme.example one (the signature is wrong)",
		  "From: Ann \xc3\xa9 <ann@acme.example>\r\nTo: bob@corp.example\r\n", NULL },
		{ "another key", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; p="
		  "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAJxMCxZCoyIzeN9KeXRUxNGNFCxFTU9XKWM8FzDYGvmV1Usd"
		  "VO9vgqJTx3EO1Z6QFvYq0gcFcJTvCQBBEZPOvHMCAwEAAQ==",
		  "fail acme.example one (the signature is wrong)", NULL, NULL },
	};

	(void)state;
	ROWS(rows);
}

static void weak_is_no_proof(void **state)
{
	static const struct row rows[] = {
		{ "sha1", RSA_2048,
		  "v=1; a=rsa-sha1; c=relaxed/relaxed; d=acme.example; s=one; h=from:to", KEY,
		  "policy acme.example one (rsa-sha1)", NULL, NULL },
		{ "1016 bits", RSA_1016, PLAIN, KEY,
		  "policy acme.example one (the key is under 1024 bits)", NULL, NULL },
		{ "512 bits", RSA_512, PLAIN, KEY,
		  "policy acme.example one (the key is under 1024 bits)", NULL, NULL },
		{ "a test key", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; t=y; p=KEY",
		  "policy acme.example one (the key is for tests)", NULL, NULL },
		{ "a test key among flags", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; t=s : y; p=KEY",
		  "policy acme.example one (the key is for tests)", NULL, NULL },
		{ "expired", RSA_2048, PLAIN "; x=1699999999", KEY,
		  "neutral acme.example one (x= isn't behind t=)", NULL, NULL },
		{ "expired long ago", RSA_2048,
		  "v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=one; h=from; "
		  "t=1600000000; x=1600086400",
		  KEY, "policy acme.example one (expired)", NULL, NULL },
		{ "expired within tolerance", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; x=1699999990", KEY, PASS, NULL,
		  NULL },
		{ "from the future", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; t=1700007300", KEY,
		  "policy acme.example one (signed in the future)", NULL, NULL },
		{ "from the near future", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; t=1700000600", KEY, PASS, NULL,
		  NULL },
		{ "From isn't signed", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=to:subject", KEY,
		  "fail acme.example one (From isn't signed)", NULL, NULL },
		{ "expired, and changed", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; t=1600000000; x=1600086400",
		  KEY, "fail acme.example one (the body was changed)", NULL, "" },
	};

	(void)state;
	ROWS(rows);
}

#define LENGTH "v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme.example; s=one; h=from:subject; l="

static void judges_length(void **state)
{
	static const struct row rows[] = {
		/* the canonical body has 33 bytes relaxed, 36 simple */
		{ "all", RSA_2048, LENGTH "33", KEY, PASS, NULL, NULL },
		{ "text behind", RSA_2048, LENGTH "33", KEY,
		  "policy acme.example one (text stands behind l=)", NULL, BODY "pay here\r\n" },
		{ "a byte behind", RSA_2048, LENGTH "32", KEY,
		  "policy acme.example one (text stands behind l=)", NULL, NULL },
		{ "nothing signed", RSA_2048, LENGTH "0", KEY,
		  "policy acme.example one (text stands behind l=)", NULL, NULL },
		{ "empty lines behind", RSA_2048, LENGTH "33", KEY, PASS, NULL, BODY "\r\n \r\n" },
		{ "more than there is", RSA_2048, LENGTH "34", KEY,
		  "fail acme.example one (the body is shorter than l=)", NULL, NULL },
		{ "far more", RSA_2048, LENGTH "4611686018427387903", KEY,
		  "fail acme.example one (the body is shorter than l=)", NULL, NULL },
		{ "no number", RSA_2048, LENGTH "9223372036854775807", KEY,
		  "neutral acme.example one (l= is no number)", NULL, NULL },
		{ "a sign", RSA_2048, LENGTH "-1", KEY,
		  "neutral acme.example one (l= is no number)", NULL, NULL },
		{ "simple, all", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; l=36",
		  KEY, PASS, NULL, NULL },
		{ "simple, a byte behind", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; l=35", KEY,
		  "policy acme.example one (text stands behind l=)", NULL, NULL },
	};

	(void)state;
	ROWS(rows);
}

static void keys_and_their_dns(void **state)
{
	static const struct row rows[] = {
		{ "no such name", RSA_2048, PLAIN, "", "permerror acme.example one (no key)", NULL,
		  NULL },
		{ "no record", RSA_2048, PLAIN, "one._domainkey.acme.example * NODATA",
		  "permerror acme.example one (no key)", NULL, NULL },
		{ "server failure", RSA_2048, PLAIN, "one._domainkey.acme.example TXT SERVFAIL",
		  "temperror acme.example one (the key's DNS gave no answer)", NULL, NULL },
		{ "time out", RSA_2048, PLAIN, "one._domainkey.acme.example TXT TIMEOUT",
		  "temperror acme.example one (the key's DNS gave no answer)", NULL, NULL },
		{ "silence", RSA_2048, PLAIN, "one._domainkey.acme.example TXT SILENT",
		  "temperror acme.example one (the key's DNS gave no answer)", NULL, NULL },
		{ "revoked", RSA_2048, PLAIN, "one._domainkey.acme.example TXT v=DKIM1; p=",
		  "permerror acme.example one (the key was revoked)", NULL, NULL },
		{ "two keys", RSA_2048, PLAIN,
		  KEY "\none._domainkey.acme.example TXT v=DKIM1; p=AAAA",
		  "permerror acme.example one (more than one key)", NULL, NULL },
		{ "garbage", RSA_2048, PLAIN, "one._domainkey.acme.example TXT hello world",
		  "permerror acme.example one (no valid key record)", NULL, NULL },
		{ "another version", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM2; p=KEY",
		  "permerror acme.example one (no valid key record)", NULL, NULL },
		{ "version not first", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT p=KEY; v=DKIM1",
		  "permerror acme.example one (no valid key record)", NULL, NULL },
		{ "a tag twice", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; p=KEY; p=KEY",
		  "permerror acme.example one (no valid key record)", NULL, NULL },
		{ "another type", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT v=DKIM1; k=ed25519; p=KEY",
		  "permerror acme.example one (the key is of another type)", NULL, NULL },
		{ "another type the other way", ED25519, ED, KEY,
		  "permerror acme.example one (the key is of another type)", NULL, NULL },
		{ "for sha1 alone", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT h=sha1; p=KEY",
		  "permerror acme.example one (the key is for another digest)", NULL, NULL },
		{ "for another service", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT s=tlsrpt; p=KEY",
		  "permerror acme.example one (the key isn't for mail)", NULL, NULL },
		{ "not for subdomains", RSA_2048, PLAIN "; i=@mail.acme.example",
		  "one._domainkey.acme.example TXT t=s; p=KEY",
		  "permerror acme.example one (the key isn't for subdomains)", NULL, NULL },
		{ "no base64", RSA_2048, PLAIN, "one._domainkey.acme.example TXT p=###",
		  "permerror acme.example one (the key is no base64, or too long)", NULL, NULL },
		{ "no key in it", RSA_2048, PLAIN,
		  "one._domainkey.acme.example TXT p=aGVsbG8gd29ybGQh",
		  "permerror acme.example one (the key can't be read)", NULL, NULL },
		{ "an ed25519 key of 31 bytes", ED25519, ED,
		  "one._domainkey.acme.example TXT k=ed25519; "
		  "p=QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQQ==",
		  "permerror acme.example one (the key can't be read)", NULL, NULL },
	};

	(void)state;
	ROWS(rows);
}

static void refuses_odd_signatures(void **state)
{
#define ODD(tags) "v=1; a=rsa-sha256; d=acme.example; s=one; h=from; " tags
	static const struct row rows[] = {
		{ "a tag twice", RSA_2048, PLAIN "; d=evil.example", KEY, "neutral   (a tag twice)",
		  NULL, NULL },
		{ "no tags", RSA_2048, "hello", KEY, "neutral   (a tag without =)", NULL, NULL },
		{ "another version", RSA_2048, "v=2; a=rsa-sha256; d=acme.example; s=one; h=from",
		  KEY, "neutral   (another version than 1)", NULL, NULL },
		{ "no version", RSA_2048, "a=rsa-sha256; d=acme.example; s=one; h=from", KEY,
		  "neutral   (a tag is missing)", NULL, NULL },
		{ "no selector", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; h=from", KEY,
		  "neutral acme.example  (a tag is missing)", NULL, NULL },
		{ "an empty selector", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; s=; h=from",
		  KEY, "neutral acme.example  (s= is no selector)", NULL, NULL },
		{ "an empty label", RSA_2048, "v=1; a=rsa-sha256; d=acme..example; s=one; h=from",
		  KEY, "neutral   (d= is no domain)", NULL, NULL },
		{ "one label", RSA_2048, "v=1; a=rsa-sha256; d=example; s=one; h=from", KEY,
		  "neutral   (d= is no domain)", NULL, NULL },
		{ "a final dot", RSA_2048, "v=1; a=rsa-sha256; d=acme.example.; s=one; h=from", KEY,
		  "neutral   (d= is no domain)", NULL, NULL },
		{ "parentheses in d=", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example(.evil.example); s=one; h=from", KEY,
		  "neutral   (d= is no domain)", NULL, NULL },
		{ "quotes in s=", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; s=\"one\"; h=from",
		  KEY, "neutral acme.example  (s= is no selector)", NULL, NULL },
		{ "a slash in s=", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; s=one/two; h=from",
		  KEY, "neutral acme.example  (s= is no selector)", NULL, NULL },
		{ "a blank in d=", RSA_2048, "v=1; a=rsa-sha256; d=acme .example; s=one; h=from",
		  KEY, "neutral   (d= is no domain)", NULL, NULL },
		{ "an unknown algorithm", RSA_2048, "v=1; a=rsa-md5; d=acme.example; s=one; h=from",
		  KEY, "neutral acme.example one (an unknown algorithm)", NULL, NULL },
		{ "an empty name in h=", RSA_2048,
		  "v=1; a=rsa-sha256; d=acme.example; s=one; h=from::to", KEY,
		  "neutral acme.example one (h= holds no header name)", NULL, NULL },
		{ "an empty h=", RSA_2048, "v=1; a=rsa-sha256; d=acme.example; s=one; h=", KEY,
		  "neutral acme.example one (h= holds no header name)", NULL, NULL },
		{ "i= elsewhere", RSA_2048, ODD("i=@evil.example"), KEY,
		  "neutral acme.example one (i= isn't below d=)", NULL, NULL },
		{ "i= that ends alike", RSA_2048, ODD("i=@evilacme.example"), KEY,
		  "neutral acme.example one (i= isn't below d=)", NULL, NULL },
		{ "i= with a cut escape", RSA_2048, ODD("i=ann=4@acme.example"), KEY,
		  "neutral acme.example one (i= is no identity)", NULL, NULL },
		{ "i= with two @", RSA_2048, ODD("i=ann@evil.example@acme.example"), KEY,
		  "neutral acme.example one (i= isn't below d=)", NULL, NULL },
		{ "an unknown c=", RSA_2048, ODD("c=relaxed/none"), KEY,
		  "neutral acme.example one (an unknown canonicalization)", NULL, NULL },
		{ "an unknown q=", RSA_2048, ODD("q=http"), KEY,
		  "neutral acme.example one (an unknown query method)", NULL, NULL },
		{ "t= is no number", RSA_2048, ODD("t=yesterday"), KEY,
		  "neutral acme.example one (t= is no time)", NULL, NULL },
		{ "t= before all DKIM", RSA_2048, ODD("t=5"), KEY,
		  "neutral acme.example one (t= is no time)", NULL, NULL },
		{ "x= is huge", RSA_2048, ODD("x=99999999999999999999"), KEY,
		  "neutral acme.example one (x= is no time)", NULL, NULL },
	};

	(void)state;
	ROWS(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(verifies),           cmocka_unit_test(sees_changes),
		cmocka_unit_test(weak_is_no_proof),   cmocka_unit_test(judges_length),
		cmocka_unit_test(keys_and_their_dns), cmocka_unit_test(refuses_odd_signatures),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
