#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "mail/quote.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

struct row {
	const char *name, *text, *own, *quoted, *signature;
};

static void check_rows(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		const struct row *row = &rows[i];
		struct arena arena;
		struct quote_split split;

		arena_init(&arena, 1 << 20);
		assert_true(quote_split(&arena, str_of(row->text), &split));
		if (!str_eq(split.own, str_of(row->own)) ||
		    !str_eq(split.quoted, str_of(row->quoted)) ||
		    !str_eq(split.signature, str_of(row->signature ? row->signature : "")))
			fail_msg("%s:\nown <" STR_FMT ">\nwanted <%s>\nquoted <" STR_FMT
			         ">\nwanted <%s>\nsignature <" STR_FMT ">",
			         row->name, STR_ARG(split.own), row->own, STR_ARG(split.quoted),
			         row->quoted, STR_ARG(split.signature));
		arena_done(&arena);
	}
}

static const struct row marked_rows[] = {
	{ "no quotation", "one\ntwo\n", "one\ntwo", "", NULL },
	{ "CRLF", "one\r\n> two\r\n", "one", "two", NULL },
	{ "top-posted", "own\n\nOn Monday Ann wrote:\n> a\n> b\n", "own",
	  "On Monday Ann wrote:\na\nb", NULL },
	{ "bottom-posted", "On Monday Ann wrote:\n> a\n\nown\n", "own", "On Monday Ann wrote:\na",
	  NULL },
	{ "between the lines", "> a\nyes\n> b\nno\n", "yes\nno", "a\nb", NULL },
	{ "nested", "own\n> > a\n>> b\n>c\n", "own", "a\nb\nc", NULL },
	{ "an attribution over two lines",
	  "own\n\nOn Mon, 3 Mar 2025 at 10:11, Ann Long-Name\n<ann@acme.example> wrote:\n\n> a\n",
	  "own", "On Mon, 3 Mar 2025 at 10:11, Ann Long-Name\n<ann@acme.example> wrote:\na", NULL },
	{ "own line above an attribution",
	  "On Friday we ship.\nOn 3 Mar 2025, at 10:11, Ann <ann@acme.example> wrote:\n> a\n",
	  "On Friday we ship.", "On 3 Mar 2025, at 10:11, Ann <ann@acme.example> wrote:\na", NULL },
	{ "a mailbox's escaped From", "own\n>From here on it is ours\n",
	  "own\n>From here on it is ours", "", NULL },
	{ "Apple forwards",
	  "see below\n\n> Begin forwarded message:\n>\n> From: Ann\n> a\n\nown too\n",
	  "see below\n\n\nown too", "Begin forwarded message:\n\nFrom: Ann\na", NULL },
	{ "only marks, nobody quoted", "> Please pay\n> the invoice\n", "Please pay\nthe invoice",
	  "", NULL },
	{ "only a forwarded message",
	  "> Begin forwarded message:\n>\n> From: Ann\n> Subject: x\n> To: Bob\n>\n> a\n", "",
	  "Begin forwarded message:\n\nFrom: Ann\nSubject: x\nTo: Bob\n\na", NULL },
	{ "only a quotation", "On Monday Ann wrote:\n> a\n", "", "On Monday Ann wrote:\na", NULL },
};

static void test_marked(void **state)
{
	(void)state;
	check_rows(marked_rows, COUNT(marked_rows));
}

/* Sentences that look like an introduction and have no mark below them. */
static const struct row own_rows[] = {
	{ "a lone sentence", "First.\nOn Monday he wrote:\nwe pay tomorrow.\nLast.\n",
	  "First.\nOn Monday he wrote:\nwe pay tomorrow.\nLast.", "", NULL },
	{ "with a time", "On Monday at 10:30 he wrote:\nwe pay.\n",
	  "On Monday at 10:30 he wrote:\nwe pay.", "", NULL },
	{ "German", "Am Montag schrieb er:\nwir zahlen.\n", "Am Montag schrieb er:\nwir zahlen.",
	  "", NULL },
	{ "Italian", "Il direttore ha scritto:\npagate oggi.\n",
	  "Il direttore ha scritto:\npagate oggi.", "", NULL },
	{ "an address and a date", "Write to ann@acme.example by 12:00 on 3/3/2025:\nthe list.\n",
	  "Write to ann@acme.example by 12:00 on 3/3/2025:\nthe list.", "", NULL },
	{ "one header line", "From: the desk of the director\nPay today.\n",
	  "From: the desk of the director\nPay today.", "", NULL },
	{ "a flight", "From: Milan\nTo: London\nDate: 3 March\nPlease book.\n",
	  "From: Milan\nTo: London\nDate: 3 March\nPlease book.", "", NULL },
	{ "a ruler", "Total\n-----------\n500 euro\n", "Total\n-----------\n500 euro", "", NULL },
	{ "a dashed title", "--- Bank details ---\nIBAN below\n",
	  "--- Bank details ---\nIBAN below", "", NULL },
	{ "spoken of", "I attach the original message and the forwarded message.\nRegards\n",
	  "I attach the original message and the forwarded message.\nRegards", "", NULL },
};

static void test_own(void **state)
{
	(void)state;
	check_rows(own_rows, COUNT(own_rows));
}

static void test_signature(void **state)
{
	static const struct row rows[] = {
		{ "dashes", "own\n-- \nAnn\nAcme\n", "own", "", "Ann\nAcme" },
		{ "dashes that lost their blank", "own\n--\nAnn\n", "own", "", "Ann" },
		{ "above the quotation", "own\n-- \nAnn\n\nOn Monday Bob wrote:\n> a\n", "own",
		  "On Monday Bob wrote:\na", "Ann" },
		{ "nothing above it", "-- \nPay today\n", "-- \nPay today", "", NULL },
		{ "no signature is that long",
		  "own\n-- "
		  "\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n",
		  "own\n1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20", "",
		  NULL },
		{ "a phone's", "own\n\nSent from my iPhone\n", "own", "", "Sent from my iPhone" },
		{ "a phone's in Italian", "fatto\nInviato da iPhone\n", "fatto", "",
		  "Inviato da iPhone" },
		{ "a sentence", "own\nSent from my iPhone, so please pay 900 euro to Ann\n",
		  "own\nSent from my iPhone, so please pay 900 euro to Ann", "", NULL },
	};

	(void)state;
	check_rows(rows, COUNT(rows));
}

/* Introductions with no mark below: all that follows is quoted. */
static const char *const rest_rows[] = {
	/* attributions */
	"On Mon, 3 Mar 2025 at 10:11, Ann Ash <ann@acme.example> wrote:",
	"On Mar 3, 2025, at 10:11 AM, Ann Ash wrote:",
	"On Mon, 3 Mar 2025 10:11:12 +0100 Ann Ash <ann@acme.example> wrote",
	"---- On Mon, 3 Mar 2025 10:11:12 +0100 Ann Ash <ann@acme.example> wrote ----",
	"\xef\xbb\xbfOn 03/03/2025, 10:11, \"Ann Ash\" <ann@acme.example> wrote:",
	"Il giorno lun 3 mar 2025 alle ore 10:11 Ann Ash <ann@acme.example> ha scritto:",
	"Il 03/03/2025 10:11, Ann Ash ha scritto:",
	"Am Mo., 3. März 2025 um 10:11 Uhr schrieb Ann Ash <ann@acme.example>:",
	"Am 03.03.2025 um 10:11 schrieb Ann Ash:",
	"Am 3. März 2025 10:11 hat Ann Ash <ann@acme.example> geschrieben:",
	"Le lun. 3 mars 2025 à 10:11, Ann Ash <ann@acme.example> a écrit :",
	"Le 03/03/2025 à 10:11, Ann Ash a écrit :",
	"El lun, 3 mar 2025 a las 10:11, Ann Ash (<ann@acme.example>) escribió:",
	"Em seg., 3 de mar. de 2025 às 10:11, Ann Ash <ann@acme.example> escreveu:",
	"Op ma 3 mrt 2025 om 10:11 schreef Ann Ash <ann@acme.example>:",
	"pon., 3 mar 2025 o 10:11 Ann Ash <ann@acme.example> napisał(a):",
	"W dniu 03.03.2025 o 10:11, Ann Ash pisze:",
	"Den mån 3 mars 2025 kl 10:11 skrev Ann Ash <ann@acme.example>:",
	"ma 3. maalisk. 2025 klo 10.11 Ann Ash <ann@acme.example> kirjoitti:",
	"po 3. 3. 2025 v 10:11 odesílatel Ann Ash <ann@acme.example> napsal:",
	"03.03.2025, 10:11, \"Ann Ash\" <ann@acme.example>:",
	"man. 3. mar. 2025 kl. 10:11 skrev Ann Ash <ann@acme.example\n>:",
	"2025-03-03 10:11 GMT+01:00 Ann Ash <ann@acme.example>:",
	/* header blocks */
	"From: Ann Ash <ann@acme.example>\nSent: Monday, 3 March 2025 10:11\nTo: Bob\nSubject: x",
	"*From:* Ann Ash [mailto:ann@acme.example]\n*Sent:* Monday\n*To:* Bob\n*Subject:* x",
	"Da: Ann Ash\nInviato: lunedì 3 marzo 2025 10:11\nA: Bob\nOggetto: x",
	"Von: Ann Ash\nGesendet: Montag, 3. März 2025 10:11\nAn: Bob\nBetreff: x",
	"De : Ann Ash\nEnvoyé : lundi 3 mars 2025 10:11\nÀ : Bob\nObjet : x",
	"De: Ann Ash\nEnviado el: lunes, 3 de marzo de 2025 10:11\nPara: Bob\nAsunto: x",
	"De: Ann Ash\nEnviada em: segunda-feira, 3 de março de 2025\nPara: Bob\nAssunto: x",
	"Van: Ann Ash\nVerzonden: maandag 3 maart 2025 10:11\nAan: Bob\nOnderwerp: x",
	"Od: Ann Ash\nWysłano: poniedziałek, 3 marca 2025\nDo: Bob\nTemat: x",
	"Subject: x\nDate: Mon, 3 Mar 2025 10:11:12 +0100\nFrom: Ann Ash\nTo: Bob",
	"________________________________\nFrom: Ann\nSent: Monday\nTo: Bob\nSubject: x",
	"От: Ann Ash\nДата: 3 марта 2025\nКому: Bob\nТема: x",
	"差出人：Ann\n送信日時：2025\n宛先：Bob\n件名：x",
	"From: Ann <a@acme.example>\nTo: Bob <b@acme.example>,\n  Carl <c@acme.example>\nDate: x",
	/* separators */
	"-----Original Message-----",
	"-----Messaggio originale-----",
	"-----Ursprüngliche Nachricht-----",
	"-----Message d'origine-----",
	"-----Mensaje original-----",
	"-----Mensagem original-----",
	"-----Oorspronkelijk bericht-----",
	"-----Wiadomość oryginalna-----",
	"---------- Forwarded message ---------",
	"---------- Messaggio inoltrato ---------",
	"-------- Weitergeleitete Nachricht --------",
	"Begin forwarded message:\n\nFrom: Ann\nSubject: x\nDate: y\nTo: Bob",
	"----- Forwarded Message ----- From: Ann <ann@acme.example>To: Bob",
};

static void test_rest(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rest_rows); i++) {
		struct arena arena;
		struct quote_split split;
		struct str text;

		arena_init(&arena, 1 << 20);
		text = arena_printf(&arena, "Own text.\n\n%s\n\nquoted text\n-- \nAnn\n",
		                    rest_rows[i]);
		assert_true(quote_split(&arena, text, &split));
		if (!str_eq(split.own, str_of("Own text.")) || split.signature.n ||
		    str_find(split.quoted, str_of("quoted text")) == SIZE_MAX)
			fail_msg("%s:\nown <" STR_FMT ">\nquoted <" STR_FMT ">", rest_rows[i],
			         STR_ARG(split.own), STR_ARG(split.quoted));
		arena_done(&arena);
	}
}

/* Time grows with the length, whatever stands there. */
static void test_bounds(void **state)
{
	static const char *const units[] = {
		"\n",
		">\n",
		"> > > >",
		"-- \n",
		"On ",
		"On 3/3/25 10:11\n",
		"From: a@b\n",
		"To: a\n",
		"-----",
		"-----\n",
		"a:",
		"Date: 1\n\n",
		"From: x\n\n\n",
		"On Monday Ann wrote:\n",
	};

	(void)state;
	for (size_t i = 0; i < COUNT(units); i++) {
		size_t step = strlen(units[i]), n = ((size_t)512 << 10) / step * step;
		char *text = malloc(n);
		struct quote_split split;
		clock_t start = clock();
		struct arena arena;
		double s;

		assert_non_null(text);
		for (size_t at = 0; at < n; at += step)
			memcpy(text + at, units[i], step);
		arena_init(&arena, 16 << 20);
		assert_true(quote_split(&arena, str_make(text, n), &split));
		s = (double)(clock() - start) / CLOCKS_PER_SEC;
		if (s > 3)
			fail_msg("\"%s\": %.1f s", units[i], s);
		arena_done(&arena);
		free(text);
	}
}

static void test_empty(void **state)
{
	struct arena arena;
	struct quote_split split;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(quote_split(&arena, (struct str){ 0 }, &split));
	assert_true(split.own.n == 0 && split.own.p && split.quoted.p && split.signature.p);
	arena_done(&arena);
	arena_init(&arena, 10);
	assert_false(quote_split(&arena, str_of("a text that doesn't fit\n"), &split));
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marked),    cmocka_unit_test(test_own),
		cmocka_unit_test(test_signature), cmocka_unit_test(test_rest),
		cmocka_unit_test(test_bounds),    cmocka_unit_test(test_empty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
