/* Whom and when a quotation names, by the programs that write it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/buf.h"
#include "mail/quote_mail.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct domain_lists *lists;

static void show_address(struct buf *out, struct address address)
{
	if (address.name.n)
		buf_printf(out, STR_FMT " ", STR_ARG(address.name));
	buf_printf(out, "<" STR_FMT ">", STR_ARG(address.full));
}

/* "Ann Lee <ann@acme.example> to <bob@x.example>; mixed" */
static void show(struct buf *out, const struct quoted_mail *mail)
{
	show_address(out, mail->writer);
	for (size_t i = 0; i < mail->others.n; i++) {
		buf_puts(out, i ? " " : " to ");
		show_address(out, mail->others.v[i]);
	}
	buf_puts(out, mail->dated == QUOTE_DATED            ? " dated"
	              : mail->dated == QUOTE_NO_DATE_AT_ALL ? " never"
	                                                    : "");
	buf_puts(out, mail->is_mixed ? " mixed\n" : "\n");
}

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "nothing", "Some words, and ann@acme.example among them.\n", "" },
	{ "Outlook",
	  "From: Ann Lee <ann@acme.example>\nSent: Monday, March 3, 2025 10:11 AM\n"
	  "To: Bob Ray <bob@ours.example>; Cy <cy@x.example>\nCc: dan@x.example\nSubject: "
	  "Hi\n\nx@y.example\n",
	  "Ann Lee <ann@acme.example> to Bob Ray <bob@ours.example> Cy <cy@x.example> "
	  "<dan@x.example> dated\n" },
	{ "Outlook, older",
	  "From: Ann Lee [mailto:ann@acme.example] \nSent: Monday, March 3, 2025 10:11 AM\n"
	  "To: Bob\nSubject: Hi\n",
	  "Ann Lee <ann@acme.example> dated\n" },
	{ "Outlook in Italian",
	  "Da: Ann Lee <ann@acme.example>\nInviato: luned\u00ec 3 marzo 2025 10:11\n"
	  "A: 'bob@ours.example' <bob@ours.example>\nOggetto: Fattura\n",
	  "Ann Lee <ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Outlook for Mac, bold",
	  "*Von: *Ann Lee <ann@acme.example>\n*Datum: *Montag, 3. M\u00e4rz 2025 um 10:11\n"
	  "*An: *Bob <bob@ours.example>\n*Betreff: *Hallo\n",
	  "Ann Lee <ann@acme.example> to Bob <bob@ours.example> dated\n" },
	{ "French, a blank before the colon",
	  "De : Ann Lee <ann@acme.example>\nEnvoy\u00e9 : lundi 3 mars 2025 10:11\n"
	  "\u00c0 : bob@ours.example\nObjet : Facture\n",
	  "Ann Lee <ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Dutch",
	  "Van: ann@acme.example\nVerzonden: maandag 3 maart 2025 10:11\nAan: "
	  "bob@ours.example\nOnderwerp: x\n",
	  "<ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Polish",
	  "Od: ann@acme.example\nWys\u0142ano: 4 czerwca 2025 10:11\nDo: bob@ours.example\nTemat: "
	  "x\n",
	  "<ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Gmail", "On Mon, Mar 3, 2025 at 10:11 AM Ann Lee <ann@acme.example> wrote:\n\nHello\n",
	  "Ann Lee <ann@acme.example> dated\n" },
	{ "Gmail in German",
	  "Am Mo., 3. M\u00e4rz 2025 um 10:11 Uhr schrieb Ann Lee <ann@acme.example>:\nHallo\n",
	  "Ann Lee <ann@acme.example> dated\n" },
	{ "Gmail in Italian, wrapped",
	  "Il giorno lun 3 mar 2025 alle ore 10:11 Ann Lee <\nann@acme.example> ha "
	  "scritto:\nCiao\n",
	  "Ann Lee <ann@acme.example> dated\n" },
	{ "Apple Mail", "On 3 Mar 2025, at 10:11, Ann Lee <ann@acme.example> wrote:\nHello\n",
	  "Ann Lee <ann@acme.example> dated\n" },
	{ "Apple Mail, forwarded",
	  "Begin forwarded message:\n\nFrom: Ann Lee <ann@acme.example>\nSubject: Hi\n"
	  "Date: 3 March 2025 at 10:11:12 CET\nTo: Bob <bob@ours.example>\n\nHello\n",
	  "Ann Lee <ann@acme.example> to Bob <bob@ours.example> dated\n" },
	{ "Thunderbird", "Am 14.03.25 um 10:11 schrieb Ann Lee:\nHallo\n", "<> dated\n" },
	{ "a chain, the newest first",
	  "On 4 Mar 2025, at 10:11, Bob <bob@ours.example> wrote:\nyes\n\n"
	  "From: Ann <ann@acme.example>\nSent: 3 March 2025 10:11\nTo: bob@ours.example\nSubject: "
	  "x\n\nno\n",
	  "Bob <bob@ours.example> dated\nAnn <ann@acme.example> to <bob@ours.example> dated\n" },
	{ "addressees over several lines",
	  "From: ann@acme.example\nTo: bob@ours.example,\n  cy@x.example\nSubject: x\n\n",
	  "<ann@acme.example> to <bob@ours.example> <cy@x.example>\n" },
	{ "two languages in one block",
	  "From: ann@acme.example\nGesendet: 3. M\u00e4rz 2025\nTo: bob@ours.example\nBetreff: x\n",
	  "<ann@acme.example> to <bob@ours.example> dated mixed\n" },
	{ "words that languages share",
	  "De: ann@acme.example\nData: 3 de mar\u00e7o de 2025\nPara: bob@ours.example\nAssunto: "
	  "x\n",
	  "<ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Gmail forwards, and translates From alone",
	  "Von: ann@acme.example\nDate: Mo., 3. M\u00e4rz 2025\nSubject: x\nTo: bob@ours.example\n",
	  "<ann@acme.example> to <bob@ours.example> dated\n" },
	{ "Yahoo forwards, in one line",
	  "----- Forwarded Message ----- From: Ann Lee <ann@acme.example>To: \"bob@ours.example\" "
	  "<bob@ours.example>Sent: Monday, March 3, 2025, 10:11 AMSubject: x\n",
	  "Ann Lee <ann@acme.example> to Ann Lee <ann@acme.example> <bob@ours.example> dated\n" },
	{ "no such day",
	  "From: ann@acme.example\nSent: 31 June 2025\nTo: bob@ours.example\nSubject: x\n",
	  "<ann@acme.example> to <bob@ours.example> never\n" },
};

static void mails_are_found(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct quoted_mail *mail;
		struct arena arena;
		struct buf out;
		size_t n;

		arena_init(&arena, 1 << 20);
		buf_init(&out, 4000);
		assert_true(quote_mails_find(&arena, lists, str_of(rows[i].text), &mail, &n));
		for (size_t k = 0; k < n; k++)
			show(&out, &mail[k]);
		if (strcmp(buf_cstr(&out), rows[i].want) != 0)
			fail_msg("%s: wanted\n%sfound\n%s", rows[i].name, rows[i].want,
			         buf_cstr(&out));
		buf_done(&out);
		arena_done(&arena);
	}
}

/* However much a sender quotes. */
static void their_number_is_bounded(void **state)
{
	static const char block[] =
		"From: ann@acme.example\nSent: 3 March 2025\nTo: a@x.example\nSubject: x\n";
	struct quoted_mail *mail;
	struct arena arena;
	struct buf text;
	size_t n;

	(void)state;
	arena_init(&arena, 4 << 20);
	buf_init(&text, 1 << 20);
	for (int i = 0; i < 100; i++)
		buf_puts(&text, block);
	assert_true(quote_mails_find(&arena, lists, buf_str(&text), &mail, &n));
	assert_int_equal(n, QUOTED_MAILS_MAX);
	buf_reset(&text);
	buf_puts(&text, "From: ann@acme.example\nSubject: x\nTo: ");
	for (int i = 0; i < 100; i++)
		buf_printf(&text, "u%d@x.example, ", i);
	assert_true(quote_mails_find(&arena, lists, buf_str(&text), &mail, &n));
	assert_int_equal(n, 1);
	assert_true(mail->others.n > 10 && mail->others.n <= QUOTED_PARTIES_MAX);
	buf_done(&text);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mails_are_found),
		cmocka_unit_test(their_number_is_bounded),
	};
	int failed;

	if (domain_lists_load(NULL, &lists, NULL))
		return 1;
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	domain_lists_free(lists);
	return failed;
}
