/* Dates above quotations, in the languages and orders of the programs that write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/clock.h"
#include "mail/quote_date.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static int32_t day(const char *date)
{
	int64_t at_s;

	assert_true(clock_parse(str_of(date), &at_s));
	return day_of(at_s);
}

static void days_are_read(void **state)
{
	static const struct {
		const char *text, *from, *to; /* to: NULL: the same */
	} rows[] = {
		{ "Mon, 3 Mar 2025 10:11:12 +0100", "2025-03-03", NULL },
		{ "Monday, March 3, 2025 10:11 AM", "2025-03-03", NULL },
		{ "On Mon, Mar 3, 2025 at 10:11 AM Ann <ann@acme.example> wrote:", "2025-03-03",
		  NULL },
		{ "luned\u00ec 3 marzo 2025 10:11", "2025-03-03", NULL },
		{ "marted\u00ec 4 febbraio 2025 10:11", "2025-02-04", NULL },
		{ "Montag, 3. M\u00e4rz 2025 10:11", "2025-03-03", NULL },
		{ "mardi 4 f\u00e9vrier 2025 \u00e0 10:11", "2025-02-04", NULL },
		{ "martes, 4 de febrero de 2025 10:11", "2025-02-04", NULL },
		{ "ter\u00e7a-feira, 4 de mar\u00e7o de 2025 10:11", "2025-03-04", NULL },
		{ "maandag 2 juni 2025 10:11", "2025-06-02", NULL },
		{ "pon., 3 mar 2025 o 10:11", "2025-03-03", NULL },
		{ "4 czerwca 2025 10:11", "2025-06-04", NULL },
		{ "7. \u010dervence 2025", "2025-07-07", NULL },
		{ "7. \u010dervna 2025", "2025-06-07", NULL },
		{ "3. marraskuuta 2025 klo 10.11", "2025-11-03", NULL },
		{ "3 \u043c\u0430\u0440\u0442\u0430 2025 \u0433., 10:11", "2025-03-03", NULL },
		{ "2025-03-14 10:11", "2025-03-14", NULL },
		{ "2025\u5e743\u67083\u65e5 10:11", "2025-03-03", NULL },
		{ "14/03/2025 10:11", "2025-03-14", NULL },
		{ "03/14/25, 10:11 AM", "2025-03-14", NULL },
		{ "03.04.2025 10:11", "2025-03-04", "2025-04-03" },
		{ "Am 14.03.25 um 10:11 schrieb Ann:", "2025-03-14", NULL },
		{ "st 27. 10. 2021 v 9:31", "2021-10-27", NULL },
		{ "2021. okt. 27., Sze, 9:31", "2021-10-27", NULL },
		{ "29 February 2024", "2024-02-29", NULL },
		{ "1 January 1971", "1971-01-01", NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct quote_date date;

		if (quote_date_find(str_of(rows[i].text), &date) != QUOTE_DATED)
			fail_msg("%s: no date", rows[i].text);
		if (date.from != day(rows[i].from) ||
		    date.to != day(rows[i].to ? rows[i].to : rows[i].from))
			fail_msg("%s: %d..%d", rows[i].text, date.from, date.to);
	}
}

static void others_are_not(void **state)
{
	static const struct {
		const char *text;
		enum quote_dated want;
	} rows[] = {
		{ "", QUOTE_UNDATED },
		{ "Monday, 10:11", QUOTE_UNDATED },
		{ "Invoice 2025-17 of the 3rd", QUOTE_UNDATED },
		{ "3 lipnja 2025",
		  QUOTE_UNDATED }, /* Croatian June, Polish and Czech write nearly so of July */
		{ "version 1.2.3", QUOTE_UNDATED },
		{ "10:11:12", QUOTE_UNDATED },
		{ "192.0.2.25", QUOTE_UNDATED },
		{ "30 February 2025", QUOTE_NO_DATE_AT_ALL },
		{ "29 February 2025", QUOTE_NO_DATE_AT_ALL },
		{ "32/13/2025", QUOTE_NO_DATE_AT_ALL },
		{ "31.04.2025 10:11", QUOTE_NO_DATE_AT_ALL },
		{ "99999999999999999999 March 2025", QUOTE_UNDATED },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct quote_date date = { 0, 0 };
		enum quote_dated dated = quote_date_find(str_of(rows[i].text), &date);

		if (dated != rows[i].want)
			fail_msg("%s: %d", rows[i].text, (int)dated);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read),
		cmocka_unit_test(others_are_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
