/* Received fields as real programs write them, and who is believed to have handed a message to
 * us. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/file.h"
#include "mail/received.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define DATE         "; Tue, 16 Jan 2024 09:12:45 +0100"
#define DATE_S       1705392765

static const struct row {
	const char *name, *value;
	bool readable;
	const char *helo, *ip, *by, *with;
} rows[] = {
	{ "Postfix",
	  "from mail.a.example (host.a.example [192.0.2.1]) (using TLSv1.3 with cipher X (256/256 "
	  "bits)) "
	  "by MX.B.example (Postfix) with ESMTPS id 4T for <x@b.example>" DATE,
	  true, "mail.a.example", "192.0.2.1", "mx.b.example", "ESMTPS" },
	{ "Postfix, literal as HELO",
	  "from [10.9.8.7] (unknown [192.0.2.1]) by b.example with SMTP" DATE, true, "[10.9.8.7]",
	  "192.0.2.1", "b.example", "SMTP" },
	{ "Postfix, client lost",
	  "from [10.9.8.7] (unknown [unknown]) (Authenticated sender: [10.1.1.1]) "
	  "by b.example with SMTP" DATE,
	  true, "[10.9.8.7]", "", "b.example", "SMTP" },
	{ "Postfix, IPv6",
	  "from a.example (a.example [IPv6:2001:db8::1]) by b.example with ESMTP" DATE, true,
	  "a.example", "2001:db8::1", "b.example", "ESMTP" },
	{ "Sendmail",
	  "from a.example (ann@host.a.example [192.0.2.1] (may be forged)) by b.example "
	  "(8.17.1/8.17.1) "
	  "with ESMTP id 1" DATE,
	  true, "a.example", "192.0.2.1", "b.example", "ESMTP" },
	{ "Sendmail, no name", "from a.example ([192.0.2.1]) by b.example" DATE, true, "a.example",
	  "192.0.2.1", "b.example", "" },
	{ "Exim",
	  "from host.a.example ([192.0.2.1] helo=[10.9.8.7]) by b.example with esmtp (Exim "
	  "4.96)" DATE,
	  true, "host.a.example", "192.0.2.1", "b.example", "esmtp" },
	{ "Exim, port",
	  "from host.a.example ([192.0.2.1]:2525 helo=x) by b.example with esmtp" DATE, true,
	  "host.a.example", "192.0.2.1", "b.example", "esmtp" },
	{ "Exim, address in place of the name",
	  "from [192.0.2.1] (helo=[10.9.8.7]) by b.example with esmtp" DATE, true, "[192.0.2.1]",
	  "192.0.2.1", "b.example", "esmtp" },
	{ "qmail", "from unknown (HELO 10.9.8.7) (192.0.2.1) by b.example with SMTP" DATE, true,
	  "unknown", "192.0.2.1", "b.example", "SMTP" },
	{ "qmail, ident", "from unknown (HELO x) (ann@192.0.2.1) by b.example with SMTP" DATE, true,
	  "unknown", "192.0.2.1", "b.example", "SMTP" },
	{ "Exchange",
	  "from a.example (192.0.2.1) by b.example (10.0.0.2) with Microsoft SMTP Server "
	  "(version=TLS1_2, cipher=X) id 15.1" DATE,
	  true, "a.example", "192.0.2.1", "b.example", "Microsoft" },
	{ "a name that looks like an address", "from x (10.9.8.7 [192.0.2.1]) by b.example" DATE,
	  true, "x", "192.0.2.1", "b.example", "" },
	{ "a later comment doesn't count", "from x (host) by b.example ([10.9.8.7]) with SMTP" DATE,
	  true, "x", "", "b.example", "SMTP" },
	{ "of a doubled clause the first",
	  "from x ([192.0.2.1]) by b.example by c.example with SMTP with LMTP" DATE, true, "x",
	  "192.0.2.1", "b.example", "SMTP" },
	{ "nested comments", "from x ((a(b)c) [192.0.2.1] (\\))) by b.example" DATE, true, "x",
	  "192.0.2.1", "b.example", "" },
	{ "no from", "by b.example (Postfix, from userid 0) id 4T" DATE, false, "", "", "b.example",
	  "" },
	{ "no by", "from x ([192.0.2.1]) with SMTP" DATE, false, "x", "192.0.2.1", "", "SMTP" },
	{ "qmail, local", "(qmail 17 invoked by uid 89)" DATE, false, "", "", "", "" },
	{ "fetchmail",
	  "from pop.isp.example [192.0.2.9] by b.example with POP3 (fetchmail-6.4.37) for "
	  "<x@localhost> "
	  "(single-drop)" DATE,
	  true, "pop.isp.example", "", "b.example", "POP3" },
	{ "a comment without end", "from x ([192.0.2.1] by b.example" DATE, false, "x", "192.0.2.1",
	  "", "" },
};

static struct mail *new_mail(void)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();

	return mail_new(&options, &key);
}

static void assert_str(const char *row, const char *what, struct str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("%s: %s is \"" STR_FMT "\", want \"%s\"", row, what, STR_ARG(got), want);
}

static void test_parse(void **state)
{
	struct mail *mail = new_mail();

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct received got;
		char ip[IP_TEXT_SIZE];

		received_parse(&mail->arena, str_of(row->value), &got);
		assert_str(row->name, "helo", got.helo, row->helo);
		assert_str(row->name, "by", got.by, row->by);
		assert_str(row->name, "with", got.with, row->with);
		assert_str(row->name, "ip", str_of(ip_text(got.ip, ip)), row->ip);
		if (got.readable != row->readable)
			fail_msg("%s: readable is %d", row->name, got.readable);
		if (strchr(row->value, '\\') == NULL && strstr(row->name, "without end") == NULL &&
		    (!got.has_date || got.at_s != DATE_S))
			fail_msg("%s: date is %lld", row->name, (long long)got.at_s);
	}
	mail_free(mail);
}

/* own: mx.openbec.test by name, everything under corp.example; relays 10.0.0.0/24; internal 127/8,
 * 10.1/16 */
#define STRANGER(address, by)                                                                      \
	"Received: from h.evil.example (x [" address "]) by " by " with ESMTP" DATE "\n"

static const struct client_row {
	const char *name;
	const char *connected; /* NULL: a file; "": local submission */
	const char *header;
	const char *ip; /* of the client found */
	bool internal;
	size_t trusted_fields;
	bool has_date;
} client_rows[] = {
	/* the wire: the MTA knows */
	{ "a stranger connects", "192.0.2.1", "A: 1\n" STRANGER("198.51.100.7", "mx.openbec.test"),
	  "192.0.2.1", false, 1, false },
	{ "a stranger without Received", "192.0.2.1", "A: 1\nB: 2\n", "192.0.2.1", false, 2,
	  false },
	{ "one of our own", "10.1.2.3", "A: 1\n", "10.1.2.3", true, 1, false },
	{ "local submission", "", "A: 1\n", "", true, 1, false },

	/* the wire: a gateway connects */
	{ "behind a gateway", "10.0.0.5",
	  "A: 1\n" STRANGER("192.0.2.1", "gw.corp.example") "B: 2\n" STRANGER("198.51.100.7",
	                                                                      "gw.corp.example"),
	  "192.0.2.1", false, 3, true },
	{ "behind two gateways", "10.0.0.5",
	  STRANGER("10.0.0.6", "gw.corp.example") STRANGER("192.0.2.1", "gw2.corp.example"),
	  "192.0.2.1", false, 2, true },
	{ "the gateway isn't named as ours", "10.0.0.5",
	  "A: 1\n" STRANGER("192.0.2.1", "gw.else.example"), "", false, 1, false },
	{ "unreadable", "10.0.0.5",
	  "A: 1\nReceived: (qmail 1 invoked by uid 0)\n" STRANGER("192.0.2.1", "gw.corp.example"),
	  "", false, 1, false },
	{ "a gateway that tells no address", "10.0.0.5",
	  "Received: from x by gw.corp.example with SMTP" DATE
	  "\n" STRANGER("192.0.2.1", "gw.corp.example"),
	  "", false, 0, false },
	{ "a gateway without Received", "10.0.0.5", "A: 1\n", "", false, 1, false },
	{ "an internal host behind a gateway", "10.0.0.5",
	  STRANGER("10.1.2.3", "gw.corp.example") "A: 1\n", "10.1.2.3", true, 2, true },
	{ "a filter on the gateway", "10.0.0.5",
	  STRANGER("127.0.0.1", "gw.corp.example") STRANGER("127.0.0.1", "localhost")
	          STRANGER("192.0.2.1", "gw.corp.example"),
	  "192.0.2.1", false, 3, true },
	{ "cron on the gateway", "10.0.0.5",
	  "Received: by gw.corp.example (Postfix, from userid 0)" DATE "\nA: 1\n", "", true, 2,
	  true },
	{ "a forged hop below", "10.0.0.5",
	  STRANGER("192.0.2.1", "gw.corp.example") STRANGER("10.1.2.3", "gw.corp.example") "A: 1\n",
	  "192.0.2.1", false, 1, true },

	/* files */
	{ "delivered by our MTA", NULL,
	  "Delivered-To: x\n" STRANGER("192.0.2.1", "mx.openbec.test") "A: 1\n" STRANGER(
		  "10.1.2.3", "mx.openbec.test"),
	  "192.0.2.1", false, 3, true },
	{ "nothing told", NULL, "A: 1\n", "", false, 1, false },
	{ "another's mailbox", NULL, STRANGER("192.0.2.1", "mx.else.example"), "", false, 0,
	  false },
	{ "another's field on top", NULL,
	  STRANGER("198.51.100.7", "mx.else.example") STRANGER("192.0.2.1", "mx.openbec.test"), "",
	  false, 0, false },
	{ "through gateway and inside", NULL,
	  STRANGER("10.0.0.5", "mx.openbec.test") STRANGER("192.0.2.1", "gw.corp.example"),
	  "192.0.2.1", false, 2, true },
	{ "from a desk of ours", NULL, STRANGER("10.1.2.3", "mx.openbec.test") "A: 1\n", "10.1.2.3",
	  true, 2, true },
	{ "from the host itself", NULL, STRANGER("127.0.0.1", "mx.openbec.test"), "127.0.0.1", true,
	  1, true },
	{ "sendmail(1) on our host", NULL,
	  "Received: by mx.openbec.test (Postfix, from userid 1000)" DATE "\n", "", true, 1, true },
	{ "a list on our host", NULL,
	  "Received: by mx.openbec.test (Postfix, from userid 38)" DATE
	  "\n" STRANGER("192.0.2.1", "mx.openbec.test"),
	  "192.0.2.1", false, 2, true },
	{ "fetchmail", NULL,
	  STRANGER("127.0.0.1", "mx.openbec.test") "Received: from pop.isp.example [192.0.2.9] by "
	                                           "mx.openbec.test with POP3 (fetchmail-6.4)" DATE
	                                           "\n" STRANGER("192.0.2.1", "mx.isp.example"),
	  "", false, 1, true },
	{ "LMTP over a socket", NULL,
	  "Received: from mx.openbec.test by imap.corp.example with LMTP id 1" DATE
	  "\n" STRANGER("192.0.2.1", "mx.openbec.test"),
	  "192.0.2.1", false, 2, true },
	{ "localhost out of place", NULL, STRANGER("192.0.2.1", "localhost"), "", false, 0, false },
	{ "a host inside that nobody knows", NULL,
	  STRANGER("10.1.2.3", "mx.openbec.test") STRANGER("192.0.2.1", "mx.else.example"), "",
	  false, 1, true },
	{ "a name that only ends like ours", NULL, STRANGER("192.0.2.1", "mx.evilcorp.example"), "",
	  false, 0, false },
	{ "a trailing dot", NULL, STRANGER("192.0.2.1", "MX.openbec.test."), "192.0.2.1", false, 1,
	  true },
};

static struct network network(const char *text)
{
	struct network network = { .prefix = 0 };

	assert_true(network_parse(str_of(text), &network));
	return network;
}

static void find(const struct client_row *row, struct mail *mail, struct client *client)
{
	static const struct str hosts[] = { STR("mx.openbec.test") },
				domains[] = { STR("corp.example") };
	struct network relays[] = { network("10.0.0.0/24") };
	struct network internal[] = { network("127.0.0.0/8"), network("10.1.0.0/16") };
	struct hop_policy policy = { .trusted_relays = { relays, 1 },
		                     .internal_networks = { internal, 2 },
		                     .own_hosts = hosts,
		                     .own_hosts_n = 1,
		                     .own_domains = domains,
		                     .own_domains_n = 1 };

	assert_int_equal(file_parse(str_of(row->header), mail, NULL), 0);
	mail->client_known = row->connected != NULL;
	if (row->connected && *row->connected)
		assert_true(ip_parse(str_of(row->connected), &mail->client));
	assert_int_equal(mail_set(mail, &mail->helo, str_of("said.example"), NULL), 0);
	client_find(mail, &policy, &mail->arena, client);
}

static void test_client(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(client_rows); i++) {
		const struct client_row *row = &client_rows[i];
		struct mail *mail = new_mail();
		struct client got;
		char ip[IP_TEXT_SIZE];

		find(row, mail, &got);
		assert_str(row->name, "client", str_of(ip_text(got.ip, ip)), row->ip);
		if (got.internal != row->internal)
			fail_msg("%s: internal is %d", row->name, got.internal);
		if (got.trusted_fields != row->trusted_fields)
			fail_msg("%s: trusted fields are %zu", row->name, got.trusted_fields);
		if (got.has_date != row->has_date || (got.has_date && got.at_s != DATE_S))
			fail_msg("%s: date %d %lld", row->name, got.has_date, (long long)got.at_s);
		if (got.ip.length)
			assert_str(row->name, "helo", got.helo,
			           got.relayed ? "h.evil.example" : "said.example");
		mail_free(mail);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_client),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
