/* Counters of a daemon: what gathers in memory comes into the store, once, whatever fails in between. */
#include "store/counters.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>
#include <sqlite3.h>

#include "store/store.h"

#define NOW ((int64_t)20000 * 86400 + 3600)

static char folder[64], path[80];
static struct counter counter[3];
static struct counters counters = { counter, 3 };
static struct clock now;

static int make_folder(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/counters.XXXXXX");
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/store.db", folder);
	counter[0] = (struct counter){ .kind = "verdict", .name = "clean" };
	counter[1] = (struct counter){ .kind = "verdict", .name = "error" };
	counter[2] = (struct counter){ .kind = "stage", .name = "text" };
	now = clock_fixed(NOW);
	return 0;
}

static int remove_folder(void **state)
{
	char command[100];

	(void)state;
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

static struct store *open_store(bool counts)
{
	struct store_options options = {
		.path = path, .create = true, .clock = &now, .counters = counts ? &counters : NULL
	};
	struct store *store;
	struct err err;

	if (store_open(&options, &store, &err))
		fail_msg("%s", err.text);
	return store;
}

static bool join(void *context, const struct store_column *column, size_t columns)
{
	char *text = context;
	size_t n = strlen(text);

	assert_int_equal(columns, 4);
	snprintf(text + n, 256 - n, STR_FMT "." STR_FMT "=" STR_FMT " ", STR_ARG(column[0].value),
	         STR_ARG(column[1].value), STR_ARG(column[2].value));
	return true;
}

/* "kind.name=value " of all rows from that day on. */
static void assert_sums(struct store *store, const char *first_day, const char *wanted)
{
	char text[256] = "";
	struct str argument = str_of(first_day);
	struct err err;

	if (store_query(store, "counter_sums", &argument, 1, join, text, &err))
		fail_msg("%s", err.text);
	assert_string_equal(text, wanted);
}

static void what_gathered_is_written_at_the_end(void **state)
{
	struct store *store = open_store(true);

	(void)state;
	counter_add(&counter[0], 5);
	counter_add(&counter[2], 1234567890123);
	assert_sums(store, "0", ""); /* the minute isn't over */
	store_close(store);
	assert_int_equal(counter[0].gathered, 0);
	store = open_store(true);
	assert_sums(store, "0", "stage.text=1234567890123 verdict.clean=5 ");
	counter_add(&counter[0], 2);
	counter_add(&counter[1], 1);
	store_close(store);
	store = open_store(false);
	assert_sums(store, "0", "stage.text=1234567890123 verdict.clean=7 verdict.error=1 ");
	store_close(store);
}

static void days_are_told_apart(void **state)
{
	struct store *store = open_store(true);

	(void)state;
	counter_add(&counter[0], 5);
	store_close(store);
	now = clock_fixed(NOW + 86400);
	store = open_store(true);
	counter_add(&counter[0], 2);
	store_close(store);
	store = open_store(true);
	assert_sums(store, "20000", "verdict.clean=7 ");
	assert_sums(store, "20001", "verdict.clean=2 ");
	assert_sums(store, "20002", "");
	store_close(store);
}

static void old_days_age(void **state)
{
	struct store *store = open_store(true);
	size_t rows;

	(void)state;
	counter_add(&counter[0], 5);
	store_close(store);
	store = open_store(true);
	assert_int_equal(store_prune(store, NOW + 399 * 86400, &rows, NULL), 0);
	assert_sums(store, "0", "verdict.clean=5 ");
	assert_int_equal(store_prune(store, NOW + 402 * 86400, &rows, NULL), 0);
	assert_sums(store, "0", "");
	store_close(store);
}

static void what_cannot_be_written_stays(void **state)
{
	struct store *store = open_store(true);
	sqlite3 *other;

	(void)state;
	counter_add(&counter[0], 5);
	assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
	assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	store_close(store);
	assert_int_equal(counter[0].gathered, 5);
	assert_int_equal(sqlite3_exec(other, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(other);
	store_close(open_store(true));
	assert_int_equal(counter[0].gathered, 0);
	store = open_store(true);
	assert_sums(store, "0", "verdict.clean=5 ");
	store_close(store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(what_gathered_is_written_at_the_end, make_folder,
		                                remove_folder),
		cmocka_unit_test_setup_teardown(days_are_told_apart, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(old_days_age, make_folder, remove_folder),
		cmocka_unit_test_setup_teardown(what_cannot_be_written_stays, make_folder,
		                                remove_folder),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
