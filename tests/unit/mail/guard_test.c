/* What the guard blanks, and that ordinary bodies pass untouched. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>

#include "mail/guard.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct row {
	const char *name, *head, *unit, *tail;
	size_t times;
	char counted;    /* this byte ... */
	size_t survives; /* ... stands there so often afterwards */
	bool whole;      /* nothing changed, nothing cut */
} rows[] = {
	{ "text", "Dear Ann: see\n", "from: here to: there, and so on\n", "", 1000, ':', 2001,
	  true },
	{ "base64", "", "QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9wcXJzdHV2\n", "",
	  30000, ':', 0, true },
	{ "a diff", "", "--- a/file.c\n+++ b/file.c\n", "", 4000, '-', 12000, true },
	{ "a long list of recipients", "To: x", ", a.user@host.example", "\n", 5000, '@', 5000,
	  true },
	{ "nested groups", "\nFrom: ", "a:", "\n", 1000, ':', 200, false },
	{ "nested groups, folded", "\nReply-To: ", "a:\r\n ", "\n", 1000, ':', 200, false },
	{ "nested groups, a blank before the colon", "\nsender\t: ", "a:", "\n", 1000, ':', 200,
	  false },
	{ "groups in another field", "\nSubject: ", "a:", "\n", 1000, ':', 1001, true },
	{ "addresses without end", "\nTo: ", "a@b,", "\n", 200000, '@', 65535, false },
	{ "parameters", "\nContent-Type: text/plain", "; a=b", "\n", 1000, ';', 200, false },
	{ "boundaries", "", "--b\n\n", "", 20000, 'b', 10000, false },
	{ "fields", "", "a:\n", "", 30000, ':', 20000, false },
};

static char *build(const struct row *row, size_t *ret_n)
{
	size_t head = strlen(row->head), unit = strlen(row->unit), tail = strlen(row->tail);
	char *p = malloc(head + row->times * unit + tail + 1);
	size_t n = head;

	assert_non_null(p);
	memcpy(p, row->head, head);
	for (size_t i = 0; i < row->times; i++, n += unit)
		memcpy(p + n, row->unit, unit);
	memcpy(p + n, row->tail, tail);
	*ret_n = n + tail;
	return p;
}

static void test_guard(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct row *row = &rows[i];
		size_t n, kept, found = 0;
		char *before = build(row, &n), *p = build(row, &n);

		kept = guard_body(p, n);
		for (size_t k = 0; k < kept; k++)
			found += p[k] == row->counted;
		if (found != row->survives)
			fail_msg("%s: %zu of '%c' left", row->name, found, row->counted);
		if ((kept == n && memcmp(before, p, n) == 0) != row->whole)
			fail_msg("%s: whole is %d", row->name, !row->whole);
		free(before);
		free(p);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = { cmocka_unit_test(test_guard) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
