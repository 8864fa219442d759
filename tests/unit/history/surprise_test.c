/* The figures of DESIGN §2, computed by hand: e.g. a bank account after 3 days: p = 0.05 / 4.05 = 0.01235, -log10 = 1.9085,
 * (1.9085 - 0.3) / 2 = 0.804. */
#include "history/surprise.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

static void assert_near(const char *row, double seen, double wanted)
{
	if (!(fabs(seen - wanted) < 0.005))
		fail_msg("%s: %.4f, wanted %.2f", row, seen, wanted);
}

static void values_surprise(void **state)
{
	static const struct {
		const char *name;
		uint64_t n, once;
		double a, b, wanted;
	} rows[] = {
		{ "bank account, 1 day", 1, 0, 0.05, 1, 0.66 },
		{ "bank account, 3 days", 3, 0, 0.05, 1, 0.80 },
		{ "bank account, 10 days", 10, 0, 0.05, 1, 1 },
		{ "bank account, never one", 0, 0, 0.05, 1, 0 },
		{ "mailer, 1 day", 1, 0, 1, 1, 0.09 },
		{ "mailer, 3 days", 3, 0, 1, 1, 0.20 },
		{ "mailer, 10 days", 10, 0, 1, 1, 0.39 },
		{ "mailer, 60 days", 60, 0, 1, 1, 0.75 },
		{ "network, 10 days", 10, 0, 0.3, 1, 0.64 },
		{ "who often changes", 10, 5, 1, 1, 0.00 },
		{ "who sometimes changes", 20, 1, 1, 1, 0.37 },
		{ "always another", 1000, 999, 1, 1, 0 },
		{ "a year of one", 1000000, 0, 0.05, 1, 1 },
		{ "more once than days", 1, 100, 1, 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_near(rows[i].name, surprise(rows[i].n, rows[i].once, rows[i].a, rows[i].b),
		            rows[i].wanted);
}

static void strangers_surprise(void **state)
{
	static const struct {
		const char *name;
		uint64_t n, once;
		double wanted;
	} rows[] = {
		{ "600 pairs with 40 once-only", 600, 40, 0.43 },
		{ "600 pairs with 15 once-only", 600, 15, 0.64 },
		{ "an empty store", 0, 0, 0 },
		{ "mostly strangers, few pairs", 199, 150, 0 },
		{ "mostly strangers, many pairs", 200, 150, 0.2 },
		{ "a flood of strangers", 1000, 600, 0.2 },
		{ "nobody but strangers", 1000000, 1000000, 0.2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_near(rows[i].name, surprise_first_contact(rows[i].n, rows[i].once),
		            rows[i].wanted);
	assert_near("without the floor", surprise(1000, 600, 1, 1), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_surprise),
		cmocka_unit_test(strangers_surprise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
