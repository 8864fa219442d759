/* CPU and throughput of each step of the text path, on generated multipart mail of 10 KB and of 4 and 16 times that size. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/auto.h"
#include "base/buf.h"
#include "mail/file.h"
#include "mail/html.h"
#include "mail/message.h"
#include "mail/quote.h"
#include "text/footer.h"
#include "text/text.h"

#define SIZE    10240 /* bytes of the smallest message */
#define GOAL_US 400.0 /* for MIME, HTML, normalising and matching of that one */
#define RUN_S   0.4   /* of each step and size, at least */
#define RAW_MAX ((size_t)1 << 20)

static const char head[] =
	"From: Ann Lee <ann@acme.example>\nTo: ap@ours.example\nSubject: Invoice 2026-117\n"
	"Message-ID: <1@acme.example>\nDate: Mon, 21 Sep 2026 10:00:00 +0200\nMIME-Version: 1.0\n"
	"Content-Type: multipart/alternative; boundary=\"=_b\"\n\n--=_b\n"
	"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n";
static const char middle[] = "\n--=_b\nContent-Type: text/html; charset=utf-8\n"
			     "Content-Transfer-Encoding: quoted-printable\n\n<html><body>";
static const char tail[] = "</body></html>\n--=_b--\n";

/* Ordinary letters: an ask and an account among them, a signature, something quoted. */
static const char *const paragraphs[] = {
	"thank you for your order of last week; the goods left our warehouse on Tuesday and should "
	"be with you by the end of the month.",
	"We have reviewed the figures of the second quarter together with the team in Lyon, and "
	"the "
	"costs of transport are lower than we had planned.",
	"Please find attached the invoice for the last delivery. The amount of 12,450.00 EUR is "
	"due "
	"within thirty days, as we agreed in the contract.",
	"Could you let me know whether the meeting with the auditors is still on Thursday at ten? "
	"I "
	"would like to bring the colleague who has followed the project.",
	"The account for the transfer is DE89 3704 0044 0532 0130 00, as before. If anything is "
	"unclear, call us at +49 30 1234 5678.",
};
#define PARAGRAPHS (sizeof paragraphs / sizeof *paragraphs)

struct bench {
	struct domain_lists *domains;
	struct phrases *phrases;
	struct buf raw;
	struct str html, plain; /* decoded, for the steps that begin there */
	struct message message;
	struct mail *mail; /* parsed: what `message` lives in */
	struct normal own;
};

static void add_plain(struct buf *out, size_t n)
{
	for (size_t i = 0; out->n < n; i++)
		buf_printf(out, "%s%s\n\n", i % 9 == 8 ? "> " : "", paragraphs[i % PARAGRAPHS]);
	buf_puts(out, "-- \nAnn Lee\nAcme Ltd\n");
}

static void add_html(struct buf *out, size_t n, const char *sign)
{
	size_t begin = out->n;

	for (size_t i = 0; out->n - begin < n; i++)
		buf_printf(out, "<p style%s\"margin:0;color:#222\">%s <b>Acme</b></p>\n", sign,
		           paragraphs[i % PARAGRAPHS]);
}

static void die(const char *what, const struct err *err)
{
	fprintf(stderr, "text_bench: %s: %s\n", what, err->text);
	exit(1);
}

static struct mail *read_mail(const struct bench *bench)
{
	struct mail_options options = mail_options_default();
	struct mail *mail = mail_new(&options, NULL);
	struct err err = { .text = "no memory" };

	if (!mail || file_parse(buf_str(&bench->raw), mail, &err))
		die("mail", &err);
	return mail;
}

static void parse(const struct bench *bench, struct mail *mail, struct message *ret)
{
	static const struct hop_policy hops;
	const struct message_context context = { bench->domains, &hops, { "+", 1 } };
	struct err err = { .text = "" };

	if (message_parse(mail, &context, ret, &err))
		die("message", &err);
}

/* ---- the steps; each gives how many bytes it has read ---- */

static size_t step_read(struct bench *bench)
{
	mail_free(read_mail(bench));
	return bench->raw.n;
}

static size_t step_mime(struct bench *bench)
{
	struct mail *mail = read_mail(bench);
	struct message message;

	parse(bench, mail, &message);
	mail_free(mail);
	return bench->raw.n;
}

static size_t step_html(struct bench *bench)
{
	struct arena arena;
	struct html_text html;

	arena_init(&arena, (size_t)64 << 20);
	html_to_text(&arena, bench->html, &html);
	arena_done(&arena);
	return bench->html.n;
}

static size_t step_quote(struct bench *bench)
{
	struct arena arena;
	struct quote_split split;

	arena_init(&arena, (size_t)64 << 20);
	quote_split(&arena, bench->plain, &split);
	arena_done(&arena);
	return bench->plain.n;
}

static size_t step_normal(struct bench *bench)
{
	struct arena arena;
	struct normal normal;

	arena_init(&arena, (size_t)64 << 20);
	normal_init(&arena, bench->message.own, &normal);
	arena_done(&arena);
	return bench->message.own.n;
}

static size_t step_match(struct bench *bench)
{
	struct arena arena;
	struct phrase_hit *hit;
	size_t hits;

	arena_init(&arena, (size_t)64 << 20);
	phrases_match(bench->phrases, &arena, &bench->own, &hit, &hits);
	arena_done(&arena);
	return bench->own.text.n;
}

static size_t step_footer(struct bench *bench)
{
	struct footers footers;

	footers_find(&bench->own, &footers);
	return bench->own.text.n;
}

static size_t step_numbers(struct bench *bench)
{
	struct bank_account account[TEXT_ACCOUNTS_MAX];
	struct phone phone[TEXT_PHONES_MAX];

	bank_find(bench->message.own, account, TEXT_ACCOUNTS_MAX);
	phone_find(bench->message.own, phone, TEXT_PHONES_MAX);
	return bench->message.own.n;
}

static size_t step_all(struct bench *bench)
{
	struct mail *mail = read_mail(bench);
	struct message message;
	struct text text;
	struct err err = { .text = "" };

	parse(bench, mail, &message);
	if (text_read(bench->phrases, bench->domains, mail, &message, &text, &err))
		die("text", &err);
	mail_free(mail);
	return bench->raw.n;
}

static const struct step {
	const char *name;
	size_t (*run)(struct bench *bench);
	int in_goal; /* 1: counts; -1: is part of one that counts, but doesn't */
} steps[] = {
	{ "MIME, HTML, quotes", step_mime, 1 }, { "  of it reading", step_read, -1 },
	{ "  of it HTML", step_html, 0 },       { "  of it quotes", step_quote, 0 },
	{ "normalise", step_normal, 1 },        { "match phrases", step_match, 1 },
	{ "legal footers", step_footer, 0 },    { "accounts, phones", step_numbers, 0 },
	{ "the whole path", step_all, 0 },
};
#define STEPS (sizeof steps / sizeof *steps)
static const size_t factors[] = { 1, 4, 16 };
#define SIZES (sizeof factors / sizeof *factors)

static double cpu_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* Microseconds of CPU a call: the best of five, because other programs disturb. */
static double measure(const struct step *step, struct bench *bench, size_t *ret_bytes)
{
	double best = 1e9;

	*ret_bytes = step->run(bench); /* warm */
	for (int round = 0; round < 5; round++) {
		double begin = cpu_s(), spent = 0;
		size_t n = 0;

		while (spent < RUN_S / 5) {
			step->run(bench);
			n++;
			spent = cpu_s() - begin;
		}
		best = spent / (double)n * 1e6 < best ? spent / (double)n * 1e6 : best;
	}
	return best;
}

/* Half of the size is plain text, half HTML. */
static void make(struct bench *bench, size_t size, struct buf *html, struct buf *plain)
{
	struct arena *arena;

	buf_init(&bench->raw, RAW_MAX);
	buf_puts(&bench->raw, head);
	add_plain(&bench->raw, size / 2);
	buf_puts(&bench->raw, middle);
	add_html(&bench->raw, size > bench->raw.n ? size - bench->raw.n : 0, "=3D");
	buf_puts(&bench->raw, tail);
	add_html(html, size / 2, "=");
	add_plain(plain, size / 2);
	bench->html = buf_str(html);
	bench->plain = buf_str(plain);
	bench->mail = read_mail(bench);
	arena = &bench->mail->arena;
	parse(bench, bench->mail, &bench->message);
	if (!normal_init(arena, bench->message.own, &bench->own))
		exit(1);
}

static void run_size(struct bench *bench, size_t size, double us[STEPS], double rate[STEPS])
{
	AUTO(buf_done) struct buf html, plain;

	buf_init(&html, RAW_MAX);
	buf_init(&plain, RAW_MAX);
	make(bench, size, &html, &plain);
	for (size_t i = 0; i < STEPS; i++) {
		size_t bytes;

		us[i] = measure(&steps[i], bench, &bytes);
		rate[i] = (double)bytes / us[i]; /* bytes a microsecond: MB/s */
	}
	mail_free(bench->mail);
	buf_done(&bench->raw);
}

int main(void)
{
	struct bench bench = { 0 };
	double us[SIZES][STEPS], rate[SIZES][STEPS], goal = 0;
	struct err err = { .text = "" };

	message_library_init();
	if (domain_lists_load(NULL, &bench.domains, &err) ||
	    phrases_load(NULL, &bench.phrases, &err))
		die("start", &err);
	for (size_t k = 0; k < SIZES; k++)
		run_size(&bench, SIZE * factors[k], us[k], rate[k]);
	printf("%-20s", "CPU us (MB/s) at");
	for (size_t k = 0; k < SIZES; k++)
		printf("%13zu KB   ", SIZE * factors[k] / 1024);
	printf("  growth\n");
	for (size_t i = 0; i < STEPS; i++) {
		printf("%-20s", steps[i].name);
		for (size_t k = 0; k < SIZES; k++)
			printf("%9.1f (%6.1f)", us[k][i], rate[k][i]);
		printf("  %5.1f of %zu\n", us[SIZES - 1][i] / us[0][i], factors[SIZES - 1]);
		goal += steps[i].in_goal * us[0][i];
	}
	printf("MIME, HTML, normalise and match of %d KB: %.0f us; wanted: under %.0f\n",
	       SIZE / 1024, goal, GOAL_US);
	phrases_free(bench.phrases);
	domain_lists_free(bench.domains);
	return 0;
}
