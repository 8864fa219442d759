/* Names as mail gives them, and record data off the wire: what comes out is a name that DNS can hold, and within its bounds. */
#include <stdlib.h>

#include "auth/dns_answer.h"

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void check_name(struct str name, bool may_be_empty)
{
	char again[DNS_NAME_MAX + 1];

	if (name.n == 0 && may_be_empty)
		return;
	check(name.n > 0 && name.n <= DNS_NAME_MAX);
	check(dns_name(name, again) == name.n);
	check(memcmp(again, name.p, name.n) == 0); /* lower case already */
}

static void names(struct str text)
{
	char name[DNS_NAME_MAX + 1];
	size_t n = dns_name(text, name);

	if (n == 0)
		return;
	check(n == text.n || n + 1 == text.n);
	check(strlen(name) == n);
	check_name(str_make(name, n), false);
}

static void records(struct str rdata)
{
	static const enum dns_type types[] = { DNS_A, DNS_AAAA, DNS_TXT, DNS_MX, DNS_PTR };
	static char room[DNS_TEXT_MAX];
	struct dns_record record;

	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (!dns_rdata(types[i], rdata, room, &record))
			continue;
		check(record.data.p == room && record.data.n <= rdata.n);
		if (types[i] == DNS_MX || types[i] == DNS_PTR)
			check_name(record.data, true);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = { (const char *)data, size };

	names(input);
	records(input);
	return 0;
}
