/* The mix is that of a firm's inbox: short notes, answers that quote, HTML letters, and now and then an attachment. Each message has
 * its own Message-ID, senders are spread as in real mail (few write much), and the words of requests stand in some of them. */
#include "bench/milter_bench_mail.h"

#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/auto.h"
#include "base/buf.h"
#include "support/sign.h"

#define MESSAGE_MAX ((size_t)1 << 20)
#define DOMAINS     40
#define SENDERS     2000
#define RECIPIENTS  60
#define SIGNED      60 /* of a hundred */

struct maker {
	uint64_t random;
	struct sign_key *key[4]; /* domain d signs with key d % 4 */
	bool sign;
};

static unsigned below(struct maker *maker, unsigned n) /* xorshift64 (Marsaglia 2003) */
{
	maker->random ^= maker->random << 13;
	maker->random ^= maker->random >> 7;
	maker->random ^= maker->random << 17;
	return (unsigned)((maker->random >> 33) % n);
}

/* 0..n-1, the k-th about as often as 1/k. */
static unsigned zipf(struct maker *maker, unsigned n)
{
	double unit = (below(maker, 1000000) + 0.5) / 1e6;
	unsigned k = (unsigned)exp(unit * log((double)n + 1)) - 1;

	return k < n ? k : n - 1;
}

static const struct sentence {
	const char *before, *behind; /* a number */
} sentences[] = {
	{ "The parts for order ",
	  " leave our warehouse on Thursday and should be there on Monday." },
	{ "Please find the minutes of the meeting below; point ", " is still open." },
	{ "Could you have a look at drawing ", " and tell me whether the bore is still right?" },
	{ "We have received your payment of ", ".00 EUR, thank you." },
	{ "Invoice 2026-", " is due at the end of the month; our bank details have not changed." },
	{ "I will be out of the office until the ", "th, Petra answers in urgent cases." },
	{ "The new price list is valid from week ", " on, the old one until then." },
	{ "Yes, that is fine with us. Let us talk about lot ", " when you are back." },
};

static void add_text(struct maker *maker, struct buf *out, size_t size, const char *prefix,
                     const char *end)
{
	size_t until = out->n + size;

	while (out->n < until) {
		const struct sentence *sentence = &sentences[below(maker, 8)];

		buf_printf(out, "%s%s%u%s%s", prefix, sentence->before, below(maker, 9000) + 1,
		           sentence->behind, end);
	}
}

static void add_signature(struct buf *out)
{
	buf_puts(out,
	         "\r\nKind regards\r\nAnn Miller\r\n-- \r\nAcme Tools GmbH, 12 Harbour Road\r\n"
	         "Phone +49 30 901820 17\r\nhttps://www.acme.example/\r\n");
}

static void body_note(struct maker *maker, struct buf *out)
{
	buf_puts(out, "Content-Type: text/plain; charset=utf-8\r\n\r\nHello Bob,\r\n\r\n");
	add_text(maker, out, 400 + below(maker, 1200), "", "\r\n");
	add_signature(out);
}

static void body_answer(struct maker *maker, struct buf *out)
{
	buf_puts(out, "Content-Type: text/plain; charset=utf-8\r\n\r\n");
	add_text(maker, out, 300 + below(maker, 600), "", "\r\n");
	add_signature(out);
	buf_puts(out, "\r\nOn Mon, 23 Nov 2026 at 09:12, Bob Hill <bob@ours.example> wrote:\r\n");
	add_text(maker, out, 1500 + below(maker, 4000), "> ", "\r\n");
}

static void add_html(struct maker *maker, struct buf *out, size_t size)
{
	buf_puts(out,
	         "Content-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p { margin: 0; "
	         "font-family: Calibri }</style></head><body>\r\n");
	add_text(maker, out, size,
	         "<p class=\"MsoNormal\"><span lang=\"EN-GB\" style=\"font-size:11.0pt;"
	         "color:#1F497D\">",
	         " <a href=\"https://www.acme.example/\">more</a></span></p>\r\n");
	buf_puts(out, "</body></html>\r\n");
}

static void body_html(struct maker *maker, struct buf *out)
{
	buf_puts(out, "Content-Type: multipart/alternative; boundary=\"=_a\"\r\n\r\n"
	              "--=_a\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
	add_text(maker, out, 1000 + below(maker, 2500), "", "\r\n");
	add_signature(out);
	buf_puts(out, "--=_a\r\n");
	add_html(maker, out, 6000 + below(maker, 14000));
	buf_puts(out, "--=_a--\r\n");
}

static void body_attachment(struct maker *maker, struct buf *out)
{
	size_t lines = 400 + below(maker, 1600);

	buf_puts(out, "Content-Type: multipart/mixed; boundary=\"=_m\"\r\n\r\n"
	              "--=_m\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
	add_text(maker, out, 500 + below(maker, 800), "", "\r\n");
	add_signature(out);
	buf_puts(out, "--=_m\r\nContent-Type: application/pdf; name=\"invoice.pdf\"\r\n"
	              "Content-Transfer-Encoding: base64\r\n\r\n");
	for (size_t i = 0; i < lines; i++) {
		char line[79];

		for (size_t c = 0; c < 76; c++)
			line[c] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
				[below(maker, 64)];
		memcpy(line + 76, "\r\n", 3);
		buf_puts(out, line);
	}
	buf_puts(out, "--=_m--\r\n");
}

static const struct kind {
	unsigned share; /* of a hundred */
	void (*body)(struct maker *maker, struct buf *out);
} kinds[] = {
	{ 40, body_note },
	{ 25, body_answer },
	{ 25, body_html },
	{ 10, body_attachment },
};

static void add_body(struct maker *maker, struct buf *out)
{
	unsigned share = below(maker, 100), i = 0;

	while (share >= kinds[i].share)
		share -= kinds[i++].share;
	kinds[i].body(maker, out);
}

static void add_header(struct maker *maker, struct buf *out, const struct post_letter *letter,
                       unsigned sender, size_t number)
{
	char date[64];
	time_t now = time(NULL);
	struct tm tm;
	unsigned domain = sender % DOMAINS;

	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", gmtime_r(&now, &tm));
	for (unsigned hop = 0; hop < 3; hop++)
		buf_printf(out,
		           "Received: from out%u.acme%u.example (out%u.acme%u.example "
		           "[192.0.2.%u])\r\n"
		           "\tby mx%u.hop.example (Postfix) with ESMTPS id 4%08zX\r\n"
		           "\tfor <%s>; %s\r\n",
		           hop, domain, hop, domain, 10 + domain, hop, number, letter->recipient,
		           date);
	buf_printf(out,
	           "From: Ann Miller %u <%s>\r\nTo: Bob Hill <%s>\r\nSubject: Order %u\r\n"
	           "Date: %s\r\nMessage-ID: <%zu.%u@acme%u.example>\r\nMIME-Version: 1.0\r\n"
	           "X-Mailer: Microsoft Outlook 16.0\r\nThread-Index: AdkZ%08zX\r\n"
	           "Accept-Language: en-GB, de-DE\r\nContent-Language: en-GB\r\n"
	           "X-Originating-IP: [198.51.100.%u]\r\n",
	           sender, letter->sender, letter->recipient, below(maker, 9000), date, number,
	           below(maker, 1000000000), domain, number, below(maker, 250));
}

/* Fields point into the text, whose folds keep their CR and LF as libmilter's callers send them: without CR. */
static void cut(struct post_letter *letter)
{
	char *p = letter->text, *end;
	size_t room = 0;

	while (*p && strncmp(p, "\r\n", 2) != 0) {
		char *colon = strchr(p, ':');

		end = strstr(p, "\r\n");
		while (end && (end[2] == ' ' || end[2] == '\t'))
			end = strstr(end + 2, "\r\n");
		if (!end || !colon || colon > end)
			break;
		if (letter->fields == room) {
			room = room ? 2 * room : 32;
			letter->field = realloc(letter->field, room * sizeof *letter->field);
		}
		letter->field[letter->fields++] = (struct post_field){
			str_make(p, (size_t)(colon - p)),
			str_trim(str_make(colon + 1, (size_t)(end - colon - 1))),
		};
		p = end + 2;
	}
	if (strncmp(p, "\r\n", 2) == 0)
		p += 2;
	letter->body = str_of(p);
}

/* The filter in front of a site that trusts one. */
static void add_results(struct buf *out, unsigned domain)
{
	buf_printf(
		out,
		"Authentication-Results: mx.ours.example; dkim=pass header.d=acme%u.example; "
		"spf=pass smtp.mailfrom=acme%u.example; dmarc=pass header.from=acme%u.example\r\n",
		domain, domain, domain);
}

static void sign(const struct maker *maker, struct buf *header, const struct buf *body,
                 unsigned domain, struct buf *out)
{
	AUTO(free_done) char *value = NULL;
	char tags[300];

	snprintf(tags, sizeof tags,
	         " v=1; a=rsa-sha256; c=relaxed/relaxed; d=acme%u.example; s=s; "
	         "h=from:to:subject:date:mime-version:content-type",
	         domain);
	value = sign_value(maker->key[domain % 4], tags, buf_cstr(header), buf_str(body));
	buf_printf(out, "DKIM-Signature:%s\r\n", value);
}

static void make(struct maker *maker, size_t number, struct post_letter *ret)
{
	AUTO(buf_done) struct buf header, rest, whole;
	unsigned sender = zipf(maker, SENDERS), domain = sender % DOMAINS;
	size_t split;

	*ret = (struct post_letter){ 0 };
	buf_init(&header, MESSAGE_MAX);
	buf_init(&rest, MESSAGE_MAX);
	buf_init(&whole, MESSAGE_MAX);
	snprintf(ret->sender, sizeof ret->sender, "ann%u@acme%u.example", sender, domain);
	snprintf(ret->recipient, sizeof ret->recipient, "bob%u@ours.example",
	         zipf(maker, RECIPIENTS));
	add_header(maker, &header, ret, sender, number);
	add_body(maker, &rest);
	split = (size_t)(strstr(buf_cstr(&rest), "\r\n\r\n") - rest.p) + 2;
	buf_add(&header, str_sub(buf_str(&rest), 0, split));
	if (maker->sign && below(maker, 100) < SIGNED) {
		AUTO(buf_done) struct buf body;

		buf_init(&body, MESSAGE_MAX);
		buf_add(&body, str_sub(buf_str(&rest), split + 2, rest.n));
		sign(maker, &header, &body, domain, &whole);
	}
	add_results(&whole, domain);
	buf_add(&whole, buf_str(&header));
	buf_puts(&whole, "\r\n");
	buf_add(&whole, str_sub(buf_str(&rest), split + 2, rest.n));
	ret->text = str_dup(buf_str(&whole));
	cut(ret);
}

static char *zone_make(const struct maker *maker)
{
	struct buf zone;

	buf_init(&zone, MESSAGE_MAX);
	for (unsigned d = 0; d < DOMAINS; d++) {
		buf_printf(&zone, "acme%u.example TXT v=spf1 ip4:192.0.2.0/24 -all\n", d);
		buf_printf(&zone, "_dmarc.acme%u.example TXT v=DMARC1; p=reject\n", d);
		buf_printf(&zone, "s._domainkey.acme%u.example TXT %s\n", d,
		           sign_key_record(maker->key[d % 4]));
	}
	return zone.p;
}

void post_make(struct post *ret, size_t n, bool with_signatures, char **ret_zone)
{
	struct maker maker = { .random = 88172645463325252u, .sign = with_signatures };

	*ret = (struct post){ .v = calloc(n, sizeof *ret->v), .n = n };
	for (size_t i = 0; with_signatures && i < 4; i++)
		maker.key[i] = sign_key_rsa(2048);
	for (size_t i = 0; i < n; i++) {
		make(&maker, i, &ret->v[i]);
		ret->bytes += strlen(ret->v[i].text);
	}
	*ret_zone = with_signatures ? zone_make(&maker) : NULL;
	for (size_t i = 0; with_signatures && i < 4; i++)
		sign_key_free(maker.key[i]);
}

/* With CRLF, whatever stood there; a NUL ends it, as it would at Postfix. */
static char *read_message(const char *path)
{
	AUTO(file_done) FILE *file = fopen(path, "re");
	struct buf text;
	int c, last = 0;

	if (!file)
		return NULL;
	buf_init(&text, MESSAGE_MAX);
	while ((c = getc(file)) > 0) {
		if (c == '\n' && last != '\r')
			buf_addc(&text, '\r');
		buf_addc(&text, (char)c);
		last = c;
	}
	return text.p;
}

bool post_read(struct post *ret, const char *folder, size_t max)
{
	struct dirent **names;
	int n = scandir(folder, &names, NULL, alphasort);

	*ret = (struct post){ .v = calloc(max, sizeof *ret->v) };
	for (int i = 0; i < n; i++) {
		struct post_letter *letter = &ret->v[ret->n];
		char path[4096];

		snprintf(path, sizeof path, "%s/%s", folder, names[i]->d_name);
		if (ret->n < max && names[i]->d_type == DT_REG &&
		    (letter->text = read_message(path)) != NULL) {
			snprintf(letter->sender, sizeof letter->sender, "someone@acme.example");
			snprintf(letter->recipient, sizeof letter->recipient, "bob@ours.example");
			cut(letter);
			ret->bytes += strlen(letter->text);
			ret->n++;
		}
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	return ret->n > 0;
}

void post_done(struct post *letters)
{
	for (size_t i = 0; i < letters->n; i++) {
		free(letters->v[i].text);
		free(letters->v[i].field);
	}
	free(letters->v);
}
