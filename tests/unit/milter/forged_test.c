/* Which fields a sender writes in our name, and which instance each is. */
#include "openbec/forged.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const struct str us = STR("mx.example.org");

struct row {
	const char *name, *value;
	int instance; /* under which it is kept; 0: it stays in the message */
};

static void look(const struct row *rows, size_t n, struct str id)
{
	struct forged forged = { 0 };
	size_t kept = 0;

	for (size_t i = 0; i < n; i++) {
		assert_true(forged_look(&forged, id, rows[i].name, str_of(rows[i].value)));
		if (forged.n - kept != (rows[i].instance > 0))
			fail_msg("%s: %s", rows[i].name, rows[i].value);
		if (forged.n > kept)
			assert_int_equal(forged.v[forged.n - 1].instance, rows[i].instance);
		kept = forged.n;
	}
	forged_done(&forged);
	assert_null(forged.v);
}

static void every_bec_field_is_ours(void **state)
{
	static const struct row rows[] = {
		{ "X-BEC-Status", "clean", 1 }, { "Subject", "x", 0 },
		{ "x-bec-status", "clean", 2 }, { "X-BEC-Score", "0.0", 1 },
		{ "X-BECAUSE", "of you", 0 },   { "X-BEC-STATUS", "", 3 },
	};

	(void)state;
	look(rows, sizeof rows / sizeof *rows, (struct str){ 0 });
}

static void results_in_our_name_are_ours(void **state)
{
	static const struct row rows[] = {
		{ "Authentication-Results", "mx.example.org; spf=pass", 1 },
		{ "Authentication-Results", "other.example; spf=pass smtp.mailfrom=mx.example.org",
		  0 },
		{ "Authentication-Results", "MX.Example.ORG 1; dkim=pass", 3 },
		{ "authentication-results", "(x) mx.example.org; dmarc=pass", 4 },
		{ "Authentication-Results", "\"mx.example.org\"; dmarc=pass", 5 },
		{ "Authentication-Results", "\r\n\tmx.example.org", 6 },
		{ "Authentication-Results", "", 0 },
		{ "Authentication-Results", "\"mx\\.example.o\\rg\"; dmarc=pass", 8 },
		{ "Authentication-Results", "mx\\", 0 },
		{ "ARC-Authentication-Results", "i=1; mx.example.org; spf=pass", 0 },
	};

	(void)state;
	look(rows, sizeof rows / sizeof *rows, us);
}

static void results_stay_where_another_program_writes_them(void **state)
{
	static const struct row rows[] = { { "Authentication-Results", "mx.example.org; spf=pass",
		                             0 } };

	(void)state;
	look(rows, 1, (struct str){ 0 });
}

static void more_than_the_limit_are_not_kept(void **state)
{
	struct forged forged = { 0 };

	(void)state;
	for (int i = 0; i < 3 * FORGED_MAX; i++)
		assert_true(forged_look(&forged, us, "X-BEC-Flag", (struct str){ 0 }));
	assert_int_equal(forged.n, FORGED_MAX + 1);
	forged_done(&forged);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bec_field_is_ours),
		cmocka_unit_test(results_in_our_name_are_ours),
		cmocka_unit_test(results_stay_where_another_program_writes_them),
		cmocka_unit_test(more_than_the_limit_are_not_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
