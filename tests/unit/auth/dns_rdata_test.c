#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "auth/dns_answer.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define X63          "\x3fxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"

static const struct row {
	const char *what;
	enum dns_type type;
	struct str rdata;
	bool good;
	struct str data;
	uint16_t preference;
} rows[] = {
	{ "address", DNS_A, STR("\xc0\0\2\1"), true, STR("\xc0\0\2\1"), 0 },
	{ "address, too short", DNS_A, STR("\xc0\0\2"), false, STR(""), 0 },
	{ "address, too long", DNS_A, STR("\xc0\0\2\1\1"), false, STR(""), 0 },
	{ "address of no bytes", DNS_A, STR(""), false, STR(""), 0 },
	{ "IPv6 in an A", DNS_A, STR("0123456789abcdef"), false, STR(""), 0 },
	{ "IPv6", DNS_AAAA, STR("0123456789abcdef"), true, STR("0123456789abcdef"), 0 },
	{ "text", DNS_TXT, STR("\3abc"), true, STR("abc"), 0 },
	{ "texts are joined", DNS_TXT, STR("\3abc\0\2de"), true, STR("abcde"), 0 },
	{ "text of one empty string", DNS_TXT, STR("\0"), true, STR(""), 0 },
	{ "text of nothing", DNS_TXT, STR(""), false, STR(""), 0 },
	{ "text with any byte", DNS_TXT, STR("\4a\0\xff\n"), true, STR("a\0\xff\n"), 0 },
	{ "string longer than its data", DNS_TXT, STR("\4abc"), false, STR(""), 0 },
	{ "second string cut", DNS_TXT, STR("\3abc\1"), false, STR(""), 0 },
	{ "name", DNS_PTR, STR("\2Mx\4ACME\7example\0"), true, STR("mx.acme.example"), 0 },
	{ "the root", DNS_PTR, STR("\0"), true, STR(""), 0 },
	{ "name that doesn't end", DNS_PTR, STR("\2mx\4acme"), false, STR(""), 0 },
	{ "name of nothing", DNS_PTR, STR(""), false, STR(""), 0 },
	{ "label longer than its data", DNS_PTR, STR("\5acm\0"), false, STR(""), 0 },
	{ "compressed name", DNS_PTR, STR("\2mx\xc0\x0c"), false, STR(""), 0 },
	{ "something behind the name", DNS_PTR, STR("\2mx\0x"), false, STR(""), 0 },
	{ "dot in a label", DNS_PTR, STR("\7mx.acme\7example\0"), true, STR(""), 0 },
	{ "NUL in a label", DNS_PTR, STR("\3m\0x\7example\0"), true, STR(""), 0 },
	{ "tab in a label", DNS_PTR, STR("\3m\tx\7example\0"), true, STR(""), 0 },
	{ "blank in a label", DNS_PTR, STR("\3m x\7example\0"), true, STR("m x.example"), 0 },
	{ "name of 255 and more", DNS_PTR, STR(X63 X63 X63 X63 "\0"), false, STR(""), 0 },
	{ "mail exchanger", DNS_MX, STR("\1\2\2mx\7example\0"), true, STR("mx.example"), 258 },
	{ "no mail at all", DNS_MX, STR("\0\0\0"), true, STR(""), 0 },
	{ "half a preference", DNS_MX, STR("\1"), false, STR(""), 0 },
	{ "preference alone", DNS_MX, STR("\1\2"), false, STR(""), 0 },
};

static char room[DNS_TEXT_MAX];

/* The data in a block of their own, so that a byte read behind them is seen by the sanitizer. */
static bool read_alone(enum dns_type type, struct str rdata, struct dns_record *ret)
{
	char *copy = malloc(rdata.n ? rdata.n : 1);
	bool good;

	assert_non_null(copy);
	if (rdata.n)
		memcpy(copy, rdata.p, rdata.n);
	good = dns_rdata(type, str_make(copy, rdata.n), room, ret);
	free(copy);
	return good;
}

static void records(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		struct dns_record record = { 0 };
		bool good = read_alone(row->type, row->rdata, &record);

		if (good != row->good)
			fail_msg("%s: %s", row->what, good ? "taken" : "refused");
		if (good &&
		    (!str_eq(record.data, row->data) || record.preference != row->preference))
			fail_msg("%s: \"" STR_FMT "\", %u", row->what, STR_ARG(record.data),
			         record.preference);
	}
}

static void text_of(size_t n, bool wanted)
{
	static char rdata[DNS_TEXT_MAX * 2];
	struct dns_record record;
	size_t at = 0;

	for (size_t left = n; left;) {
		size_t part = left < 255 ? left : 255;

		rdata[at++] = (char)part;
		memset(rdata + at, 'x', part);
		at += part;
		left -= part;
	}
	if (read_alone(DNS_TXT, str_make(rdata, at), &record) != wanted)
		fail_msg("text of %zu", n);
	if (wanted)
		assert_int_equal(record.data.n, n);
}

static void long_texts(void **state)
{
	(void)state;
	text_of(DNS_TEXT_MAX, true);
	text_of(DNS_TEXT_MAX + 1, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(records),
		                            cmocka_unit_test(long_texts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
