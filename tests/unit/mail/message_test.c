/* The parsed message: who is named (and when nobody is), what the reader sees. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "mail/file.h"
#include "mail/message.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct domain_lists *lists;

struct parsed {
	struct mail *mail;
	struct message message;
};

static struct mail *new_mail(void)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();

	return mail_new(&options, &key);
}

static struct parsed parse_mail(struct mail *mail)
{
	struct hop_policy hops = { .own_hosts_n = 0 };
	struct message_context context = { lists, &hops, STR("+") };
	struct parsed parsed = { .mail = mail };
	struct err err;

	if (message_parse(mail, &context, &parsed.message, &err))
		fail_msg("%s", err.text);
	return parsed;
}

static struct parsed parse(struct str text)
{
	struct mail *mail = new_mail();

	assert_int_equal(file_parse(text, mail, NULL), 0);
	return parse_mail(mail);
}

static struct parsed parse_file(const char *path)
{
	struct mail *mail = new_mail();
	struct err err;

	if (file_read(path, mail, &err))
		fail_msg("%s", err.text);
	return parse_mail(mail);
}

static void assert_str(const char *row, struct str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("%s: got \"" STR_FMT "\", want \"%s\"", row, STR_ARG(got), want);
}

static bool has(struct str text, const char *words)
{
	return str_find(text, str_of(words)) != SIZE_MAX;
}

/* Sound forms, each read alike by all; then what attackers and broken programs write. */
static const struct from_row {
	const char *name, *header;
	const char *author, *shown; /* full address and display name; "" : none */
	bool broken;
} from_rows[] = {
	{ "bare", "From: Ann@Acme.Example\n", "ann@acme.example", "", false },
	{ "angle", "From: Ann Smith <ann@acme.example>\n", "ann@acme.example", "Ann Smith", false },
	{ "quoted name", "From: \"Smith, Ann\" <ann@acme.example>\n", "ann@acme.example",
	  "Smith, Ann", false },
	{ "comment as name", "From: ann@acme.example (Ann Smith)\n", "ann@acme.example",
	  "Ann Smith", false },
	{ "folded", "From: Ann\n Smith\n\t<ann@acme.example>\n", "ann@acme.example", "Ann Smith",
	  false },
	{ "encoded name", "From: =?iso-8859-1?q?J=F6rg?= <j@acme.example>\n", "j@acme.example",
	  "J\xc3\xb6rg", false },
	{ "8-bit name", "From: J\xf6rg <j@acme.example>\n", "j@acme.example", "J\xc3\xb6rg",
	  false },
	{ "SMTPUTF8",
	  "From: <j\xc3\xb6rg@b\xc3\xbc"
	  "cher.example>\n",
	  "j\xc3\xb6rg@xn--bcher-kva.example", "", false },
	{ "A-labels stay", "From: <j@xn--bcher-kva.example>\n", "j@xn--bcher-kva.example", "",
	  false },
	{ "literal", "From: Ann <ann@[192.0.2.1]>\n", "ann@[192.0.2.1]", "Ann", false },
	{ "IPv6 literal, bare", "From: ann@[IPv6:2001:db8::1]\n", "ann@[ipv6:2001:db8::1]", "",
	  false },
	{ "quoted local part", "From: \"ann b\"@acme.example\n", "ann b@acme.example", "", false },
	{ "group of one", "From: Team: ann@acme.example;\n", "ann@acme.example", "", false },
	{ "an address in the name", "From: \"ceo@acme.example\" <x@gmail.com>\n", "x@gmail.com",
	  "ceo@acme.example", false },
	{ "the same address twice", "From: ann@acme.example <Ann@acme.example>\n",
	  "ann@acme.example", "ann@acme.example", false },
	{ "brackets in the name", "From: Ann [Acme] <ann@acme.example>\n", "ann@acme.example",
	  "Ann [Acme]", false },
	{ "dots that a provider gave out", "From: <a..b.@acme.example>\n", "a..b.@acme.example", "",
	  false },
	{ "a trick in a quoted name", "From: \"ann\\\" <ann@acme.example>\" <x@evil.example>\n",
	  "x@evil.example", "ann\" <ann@acme.example>", false },
	{ "comments nest", "From: (a (b) <c@d.example>) ann@acme.example\n", "ann@acme.example", "",
	  false },

	{ "another address as bare name", "From: ceo@acme.example <x@evil.example>\n",
	  "x@evil.example", "ceo@acme.example", true },
	{ "comma in a bare name", "From: Smith, Ann <ann@acme.example>\n", "ann@acme.example",
	  "Smith, Ann", true },
	{ "text behind", "From: <ann@acme.example> Ann\n", "ann@acme.example", "", true },
	{ "bracket not closed", "From: Ann <ann@acme.example\n", "ann@acme.example", "Ann", true },
	{ "words before a bare address", "From: Ann ann@acme.example\n", "ann@acme.example", "",
	  true },
	{ "colon in a bare name", "From: Info: Ann <ann@acme.example>\n", "ann@acme.example", "Ann",
	  true },
	{ "semicolon", "From: Ann <ann@acme.example>;\n", "ann@acme.example", "Ann", true },

	{ "none", "To: x@y.example\n", "", "", false },
	{ "empty", "From: \n", "", "", false },
	{ "no address", "From: MAILER-DAEMON\n", "", "", true },
	{ "empty brackets", "From: Ann <>\n", "", "", true },
	{ "no domain", "From: Ann <ann>\n", "", "", true },
	{ "two addresses", "From: ann@acme.example, ben@acme.example\n", "", "", false },
	{ "two fields", "From: ann@acme.example\nFrom: ben@evil.example\n", "", "", false },
	{ "a source route", "From: <@relay.example:ann@acme.example>\n", "", "", true },
	{ "two at signs", "From: ann@acme.example@evil.example\n", "", "", true },
	{ "two at signs in brackets", "From: Ann <ann@acme.example@evil.example>\n", "", "", true },
	{ "a second pair of brackets", "From: <ann@acme.example> <x@evil.example>\n", "", "",
	  true },
	{ "empty brackets first", "From: \"Ann\" <><x@evil.example>\n", "", "", true },
	{ "an address behind the brackets", "From: <x@evil.example> ann@acme.example\n", "", "",
	  true },
	{ "two bare ones", "From: ann@acme.example x@evil.example\n", "", "", true },
	{ "brackets in brackets", "From: <<ann@acme.example>>\n", "", "", true },
	{ "a list in brackets", "From: <ann@acme.example,x@evil.example>\n", "", "", true },
	{ "a blank inside", "From: <ann smith@acme.example>\n", "", "", true },
	{ "blanks around the at sign", "From: ann @ acme.example\n", "", "", true },
	{ "quote not closed", "From: \"ann <ann@acme.example>\n", "", "", true },
	{ "comment not closed", "From: ann@acme.example (x\n", "", "", true },
	{ "a quoted address beside one", "From: \"ceo@acme.example\", <x@evil.example>\n", "", "",
	  true },
	{ "all of it quoted", "From: <\"ceo@acme.example\">\n", "", "", true },
	{ "an encoded address", "From: =?utf-8?b?Y2VvQGFjbWUuZXhhbXBsZQ==?=@evil.example\n", "", "",
	  true },
	{ "all of it encoded", "From: =?utf-8?q?Ann_=3Cann=40acme=2Eexample=3E?=\n", "", "", true },
	{ "a host that is none", "From: <ann@acme,example>\n", "", "", true },
	{ "an address before a colon", "From: ann@acme.example: x@evil.example\n", "", "", true },
};

static void test_from(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(from_rows); i++) {
		const struct from_row *row = &from_rows[i];
		struct parsed parsed = parse(str_of(row->header));

		assert_str(row->name, parsed.message.author.full, row->author);
		if (parsed.message.author.full.n)
			assert_str(row->name, parsed.message.author.name, row->shown);
		if (parsed.message.from.broken != row->broken)
			fail_msg("%s: broken is %d", row->name, parsed.message.from.broken);
		mail_free(parsed.mail);
	}
}

/* NUL: where a C string would end. */
static void test_from_nul(void **state)
{
	static const char header[] = "From: ann@acme.example\0@evil.example\n\n";
	struct parsed parsed = parse(str_make(header, sizeof header - 1));

	(void)state;
	assert_int_equal(parsed.message.author.full.n, 0);
	assert_true(parsed.message.from.broken);
	mail_free(parsed.mail);
}

/* A From that didn't fit may have been the one that readers see. */
static void test_from_cut(void **state)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct parsed parsed;
	struct mail *mail;

	(void)state;
	options.max_header_size = 200;
	mail = mail_new(&options, &key);
	assert_int_equal(
		file_parse(str_of("From: ann@acme.example\nX: 1\nX: 2\nX: 3\nX: 4\nX: 5\n\n"), mail,
	                   NULL),
		0);
	assert_true(mail->header_cut);
	parsed = parse_mail(mail);
	assert_int_equal(parsed.message.from.list.n, 1);
	assert_int_equal(parsed.message.author.full.n, 0);
	mail_free(mail);
}

static void test_plain(void **state)
{
	struct parsed parsed = parse_file(TEST_DATA "/mail/plain.eml");
	const struct message *m = &parsed.message;

	(void)state;
	assert_str("author", m->author.full, "accounts@supplier.example");
	assert_str("name", m->author.name, "Keller, Nora");
	assert_str("envelope", m->envelope.full, "accounts@supplier.example");
	assert_int_equal(m->to.list.n, 2);
	assert_int_equal(m->cc.list.n, 2);
	assert_str("cc", m->cc.list.v[1].full, "dan@openbec.test");
	assert_int_equal(m->recipients, 1);
	assert_str("recipient", m->recipient.v[0].full, "anna@openbec.test");
	assert_str("subject", m->subject, "Invoice 2024-117");
	assert_str("id", m->message_id, "20240116.117@mail.supplier.example");
	assert_str("its domain", m->message_id_domain.org, "supplier.example");
	assert_str("reply to", m->in_reply_to, "q2@openbec.test");
	assert_int_equal(m->references, 2);
	assert_str("oldest", m->reference[0], "q1@openbec.test");
	assert_str("mailer", m->mailer, "Example Mailer 7.1");
	assert_true(m->has_date);
	assert_int_equal(m->date_s, 1705392760);
	assert_int_equal(m->utc_offset_min, 60);
	assert_int_equal(m->at_s, m->date_s); /* nobody's Received field is believed here */
	assert_true(has(m->own, "1.200 \xc2\xa4 as agreed, Gr\xc3\xbc\xc3\x9f"
	                        "e from all"));
	assert_false(has(m->own, "January bill"));
	assert_true(has(m->quoted, "could you send me the January bill?"));
	assert_true(has(m->signature, "Supplier Example"));
	assert_int_equal(m->attachments, 0);
	assert_false(m->is_list || m->is_automatic || m->is_bulk || m->is_notice ||
	             m->body_incomplete);
	mail_free(parsed.mail);
}

static void test_alternative(void **state)
{
	struct parsed parsed = parse_file(TEST_DATA "/mail/alternative.eml");
	const struct message *m = &parsed.message;
	size_t at;

	(void)state;
	assert_str("subject", m->subject, "R\xc3\xa9ponse \xc3\xa0 you");
	assert_int_equal(m->utc_offset_min, -300);
	at = str_find(m->own, str_of("The goods leave on Friday."));
	assert_true(at != SIZE_MAX);
	/* said by both: once; only by the HTML: too */
	assert_false(has(str_sub(m->own, at + 1, m->own.n), "The goods leave on Friday."));
	assert_true(has(m->own, "account 4711 8150"));
	assert_false(has(m->own, "nobody sees this"));
	assert_true(has(m->hidden, "nobody sees this"));
	assert_false(has(m->own, "attached"));
	assert_true(has(m->quoted, "words of the attached message"));
	assert_false(has(m->quoted, "words of the attached file"));
	assert_int_equal(m->links, 1);
	assert_str("link", m->link[0].href, "https://portal.supplier.example/pay");
	assert_int_equal(m->attachments, 3);
	assert_str("pdf", m->attachment[0].name, "r\xc3\xa9sum\xc3\xa9.pdf");
	assert_str("its type", m->attachment[0].type, "application/pdf");
	assert_str("message", m->attachment[1].type, "message/rfc822");
	assert_str("notes", m->attachment[2].name, "notes.txt");
	mail_free(parsed.mail);
}

#define ALTERNATIVES(plain, html)                                                                  \
	"Content-Type: multipart/alternative; boundary=b\n\n--b\n\n" plain                         \
	"\n--b\nContent-Type: text/html\n\n" html "\n--b--\n"

static const struct text_row {
	const char *name, *text;
	const char *own; /* all of it, without the last line end */
} text_rows[] = {
	{ "plain", "\nhello\n", "hello" },
	{ "no content type, CRLF", "A: b\r\n\r\nhello\r\nyou\r\n", "hello\nyou" },
	{ "base64", "Content-Transfer-Encoding: base64\n\naGVsbG8=\n", "hello" },
	{ "windows-1252 by default", "\ncaf\xe9 \x80\n", "caf\xc3\xa9 \xe2\x82\xac" },
	{ "unknown charset", "Content-Type: text/plain; charset=x-none\n\ncaf\xe9\n",
	  "caf\xc3\xa9" },
	{ "koi8-r", "Content-Type: text/plain; charset=koi8-r\n\n\xc4\xc1\n", "\xd0\xb4\xd0\xb0" },
	{ "utf-7", "Content-Type: text/plain; charset=utf-7\n\n+AHAAYQB5- now\n", "pay now" },
	{ "iso-2022-jp", "Content-Type: text/plain; charset=iso-2022-jp\n\n\x1b$B$\"\x1b(B\n",
	  "\xe3\x81\x82" },
	{ "utf-16 in base64",
	  "Content-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n"
	  "cABhAHkA\n",
	  "pay" },
	{ "flowed", "Content-Type: text/plain; format=flowed\n\npay the \ninvoice\n",
	  "pay the invoice" },
	{ "html alone", "Content-Type: text/html\n\n<p>hello <b>you</b></p>\n", "hello you" },
	{ "alternatives that say the same", ALTERNATIVES("hello you\n", "<p>hello <b>you</b></p>"),
	  "hello you" },
	{ "an empty plain text", ALTERNATIVES(" \n", "<p>hello</p><p>you</p>"), "hello\nyou" },
	{ "a plain text that is another", ALTERNATIVES("see the page\n", "<p>pay at once</p>"),
	  "see the page\npay at once" },
	{ "only a number differs",
	  ALTERNATIVES("please transfer the money to the account 11111 by noon on Friday\n",
	               "<p>please transfer the money to the account 22222 by noon on Friday</p>"),
	  "please transfer the money to the account 11111 by noon on Friday\n"
	  "please transfer the money to the account 22222 by noon on Friday" },
	{ "two parts that are shown",
	  "Content-Type: multipart/mixed; boundary=b\n\n--b\n\none\n--b\n"
	  "Content-Type: text/html\n\n<p>two</p>\n--b--\n",
	  "one\ntwo" },
	{ "all there is, called attachment", "Content-Disposition: attachment\n\nhello\n",
	  "hello" },
	{ "a boundary that never comes", "Content-Type: multipart/mixed; boundary=b\n\nhello\n",
	  "hello" },
	{ "no boundary", "Content-Type: multipart/mixed\n\nhello\n", "hello" },
	{ "an attached message alone", "Content-Type: message/rfc822\n\nSubject: x\n\nhello\n",
	  "" },
	{ "no body", "A: b\n", "" },
};

static void test_texts(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(text_rows); i++) {
		struct parsed parsed = parse(str_of(text_rows[i].text));

		assert_str(text_rows[i].name, str_trim(parsed.message.own), text_rows[i].own);
		mail_free(parsed.mail);
	}
}

enum { LIST = 1, AUTOMATIC = 2, BULK = 4, NOTICE = 8 };

static const struct claim_row {
	const char *name, *header;
	unsigned want;
} claim_rows[] = {
	{ "nothing", "A: b\n", 0 },
	{ "List-Id", "List-Id: The list <dev.list.example>\n", LIST },
	{ "unsubscribe", "List-Unsubscribe: <mailto:x@y.example>\n", LIST | BULK },
	{ "Precedence list", "Precedence: List\n", LIST },
	{ "Precedence bulk", "Precedence: bulk\n", LIST | BULK },
	{ "Precedence junk", "Precedence: junk\n", BULK },
	{ "Precedence first-class", "Precedence: first-class\n", 0 },
	{ "auto-replied", "Auto-Submitted: auto-replied; x=y\n", AUTOMATIC },
	{ "Auto-Submitted no", "Auto-Submitted: No (really)\n", 0 },
	{ "null sender", "Return-Path: <>\n", AUTOMATIC },
	{ "a sender", "Return-Path: <ann@acme.example>\n", 0 },
	{ "notice",
	  "Return-Path: <>\nContent-Type: multipart/report; boundary=b\n\n--b\n\nx\n--b--\n",
	  AUTOMATIC | NOTICE },
	{ "report with a sender",
	  "Return-Path: <a@b.example>\nContent-Type: multipart/report; "
	  "boundary=b\n\n--b\n\nx\n--b--\n",
	  AUTOMATIC },
	{ "calendar reply", "Content-Type: text/calendar; method=reply\n\nx\n", AUTOMATIC },
	{ "invitation", "Content-Type: text/calendar; method=REQUEST\n\nx\n", 0 },
};

static void test_claims(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(claim_rows); i++) {
		struct parsed parsed = parse(str_of(claim_rows[i].header));
		const struct message *m = &parsed.message;
		unsigned got = (m->is_list ? LIST : 0) | (m->is_automatic ? AUTOMATIC : 0) |
		               (m->is_bulk ? BULK : 0) | (m->is_notice ? NOTICE : 0);

		if (got != claim_rows[i].want)
			fail_msg("%s: got %u", claim_rows[i].name, got);
		mail_free(parsed.mail);
	}
}

#define REPORT(type, part)                                                                         \
	"From: d@mx.example\nMIME-Version: 1.0\nContent-Type: multipart/" type "; boundary=b\n\n"  \
	"--b\nContent-Type: text/plain\n\nNot delivered.\n--b\n" part "\n--b--\n"

static void test_returned(void **state)
{
	static const struct {
		const char *name, *text, *want;
	} rows[] = {
		{ "its header",
		  REPORT("report", "Content-Type: text/rfc822-headers\n\nSubject: x\n"
		                   "Message-Id: <1@ours.example>\nFrom: a@ours.example\n"),
		  "1@ours.example" },
		{ "folded",
		  REPORT("report", "Content-Type: text/rfc822-headers\n\n"
		                   "message-id:\n <2@ours.example>\n"),
		  "2@ours.example" },
		{ "all of it",
		  REPORT("report", "Content-Type: message/rfc822\n\n"
		                   "Message-ID: <3@ours.example>\n\nText\n"),
		  "3@ours.example" },
		{ "in the returned text",
		  REPORT("report", "Content-Type: text/rfc822-headers\n\nSubject: x\n\n"
		                   "Message-ID: <4@ours.example>\n"),
		  "" },
		{ "no id", REPORT("report", "Content-Type: text/rfc822-headers\n\nSubject: x\n"),
		  "" },
		{ "cut", REPORT("report", "Content-Type: text/rfc822-headers\n\nMessage-ID: <5"),
		  "" },
		{ "no report",
		  REPORT("mixed",
		         "Content-Type: message/rfc822\n\nMessage-ID: <6@ours.example>\n\n"),
		  "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct parsed parsed = parse(str_of(rows[i].text));

		assert_str(rows[i].name, parsed.message.returned_id, rows[i].want);
		mail_free(parsed.mail);
	}
}

static void test_parties(void **state)
{
	struct parsed parsed = parse(str_of(
		"From: Ann <ann@acme.example>\nReply-To: ann@acme.example\n"
		"Reply-To: Team: x@gmail.com;\nReply-To: nonsense\n"
		"Sender: s@acme.example\nResent-From: r@acme.example\n"
		"X-BEC-Status: clean\nList-Id: <dev.list.acme.example>\n"
		"Message-ID: <left@right@acme.example>\nIn-Reply-To: your mail of Monday\n"));
	const struct message *m = &parsed.message;

	(void)state;
	assert_int_equal(m->reply_to.instances, 3);
	assert_int_equal(m->reply_to.list.n, 2);
	assert_true(m->reply_to.broken);
	assert_str("raw", m->reply_to.raw, "ann@acme.example");
	assert_str("reply", m->reply.full, "x@gmail.com");
	assert_str("sender", m->sender.list.v[0].full, "s@acme.example");
	assert_str("resent", m->resent_from.list.v[0].full, "r@acme.example");
	assert_str("list", m->list.name, "dev.list.acme.example");
	assert_str("id", m->message_id_domain.name, "acme.example");
	assert_str("no id in words", m->in_reply_to, "");
	assert_false(m->has_date);
	assert_int_equal(m->at_s, 0);
	mail_free(parsed.mail);
}

static void test_recipients(void **state)
{
	struct mail *mail = new_mail();
	struct parsed parsed;
	char rcpt[64];

	(void)state;
	assert_int_equal(
		file_parse(str_of("From: a@b.example\nTo: other@c.example\n\nx\n"), mail, NULL), 0);
	mail->has_envelope = true;
	for (int i = 0; i < 70; i++) {
		snprintf(rcpt, sizeof rcpt, "<User%d+Tag@C.example>", i);
		assert_int_equal(mail_add_rcpt(mail, str_of(rcpt), NULL), 0);
	}
	mail->at_s = 17;
	parsed = parse_mail(mail);
	assert_int_equal(parsed.message.recipients, 70);
	assert_int_equal(parsed.message.recipient.n, 50);
	assert_str("lower case, no extension", parsed.message.recipient.v[49].full,
	           "user49@c.example");
	assert_true(parsed.message.is_automatic); /* the envelope's sender is empty */
	assert_int_equal(parsed.message.at_s, 17);
	mail_free(mail);
}

/* `unit` again and again behind `head`, up to `size`: what has cost GMime stack, minutes or
 * gigabytes. */
static const struct hostile_row {
	const char *name, *head, *unit;
	size_t size;
} hostile_rows[] = {
	{ "nested groups", "From: ", "a:", 900000 },
	{ "many addresses", "To: ", "a@b.example,", 900000 },
	{ "many fields", "", "To: Ann <a@b.example>\n", 2000000 },
	{ "groups in an attached message",
	  "Content-Type: message/rfc822\n\nFrom: ", "a:", 2 << 20 },
	{ "addresses in an attached message", "Content-Type: message/rfc822\n\nTo: ", "a@b,",
	  2 << 20 },
	{ "many parts", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\n", 2 << 20 },
	{ "many fields in a part", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", "a:\n",
	  2 << 20 },
	{ "many parameters",
	  "Content-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain", "; a=b",
	  2 << 20 },
	{ "nested messages", "", "Content-Type: message/rfc822\n\n", 2 << 20 },
	{ "nested multiparts", "", "Content-Type: multipart/mixed; boundary=b\n\n--b\n", 2 << 20 },
	{ "many HTML parts", "Content-Type: multipart/mixed; boundary=b\n\n",
	  "--b\nContent-Type: text/html\n\n<p>a\n", 2 << 20 },
	{ "many alternatives", "Content-Type: multipart/alternative; boundary=b\n\n",
	  "--b\n\na\n--b\nContent-Type: text/html\n\n<p>a\n", 2 << 20 },
	{ "big HTML", "Content-Type: text/html\n\n", "<p>Dear <b>Ann</b>, pay.</p>\n", 2 << 20 },
	{ "big 8-bit text", "\n", "\xff\xe0 ", 2 << 20 },
	{ "encoded words", "Subject: ", "=?utf-8?q?a?= ", 900000 },
	{ "references", "References: ", "<a@b> ", 900000 },
	{ "Received", "", "Received: from a (b [192.0.2.1]) by c.example with SMTP; now\n",
	  900000 },
};

static void test_hostile(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(hostile_rows); i++) {
		const struct hostile_row *row = &hostile_rows[i];
		size_t n = strlen(row->head), unit = strlen(row->unit);
		char *text = malloc(n + row->size + unit);
		struct parsed parsed;

		assert_non_null(text);
		memcpy(text, row->head, n);
		for (; n < row->size; n += unit)
			memcpy(text + n, row->unit, unit);
		parsed = parse(str_make(text, n));
		free(text);
		if (parsed.mail->arena.used > parsed.mail->arena.limit / 3)
			fail_msg("%s: %zu bytes used", row->name, parsed.mail->arena.used);
		if (!utf8_valid(parsed.message.own) || !utf8_valid(parsed.message.subject))
			fail_msg("%s: not UTF-8", row->name);
		mail_free(parsed.mail);
	}
}

static void test_incomplete(void **state)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct parsed parsed;
	struct mail *mail;

	(void)state;
	options.max_scan_size = 20;
	mail = mail_new(&options, &key);
	assert_int_equal(
		file_parse(str_of("From: a@b.example\n\nthis text is cut somewhere\n"), mail, NULL),
		0);
	parsed = parse_mail(mail);
	assert_true(parsed.message.body_incomplete);
	assert_str("own", str_trim(parsed.message.own), "this text is cut som");
	mail_free(mail);
}

static int setup(void **state)
{
	struct err err;

	(void)state;
	message_library_init();
	return domain_lists_load(NULL, &lists, &err);
}

static int teardown(void **state)
{
	(void)state;
	domain_lists_free(lists);
	return 0;
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_from),        cmocka_unit_test(test_from_nul),
		cmocka_unit_test(test_from_cut),    cmocka_unit_test(test_plain),
		cmocka_unit_test(test_alternative), cmocka_unit_test(test_texts),
		cmocka_unit_test(test_claims),      cmocka_unit_test(test_returned),
		cmocka_unit_test(test_parties),     cmocka_unit_test(test_recipients),
		cmocka_unit_test(test_hostile),     cmocka_unit_test(test_incomplete),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
