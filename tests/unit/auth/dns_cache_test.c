#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "auth/dns_answer.h"
#include "auth/dns_cache.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define NOW_MS       ((int64_t)1000000)

static const struct str acme = STR("acme.example");

static void keep(struct dns_cache *cache, struct str name, struct dns_answer *answer,
                 int64_t now_ms)
{
	assert_non_null(answer);
	dns_cache_put(cache, name, DNS_TXT, answer, now_ms);
	dns_answer_unref(answer);
}

static void keep_text(struct dns_cache *cache, struct str name, size_t bytes, int64_t now_ms)
{
	char *text = calloc(1, bytes);
	struct dns_record record = { .data = { text, bytes } };

	assert_non_null(text);
	keep(cache, name, dns_answer_found(&record, 1, 300), now_ms);
	free(text);
}

static bool has(struct dns_cache *cache, struct str name, enum dns_type type, int64_t now_ms)
{
	struct dns_answer *answer = dns_cache_get(cache, name, type, now_ms);

	dns_answer_unref(answer);
	return answer != NULL;
}

static void is_found_by_name_and_type(void **state)
{
	struct dns_cache *cache = dns_cache_new(0);

	(void)state;
	assert_false(has(cache, acme, DNS_TXT, NOW_MS));
	keep_text(cache, acme, 10, NOW_MS);
	assert_true(has(cache, acme, DNS_TXT, NOW_MS));
	assert_false(has(cache, acme, DNS_MX, NOW_MS));
	assert_false(has(cache, str_of("acme.exampl"), DNS_TXT, NOW_MS));
	dns_cache_free(cache);
}

static void lives_within_bounds(void **state)
{
	static const struct row {
		const char *what;
		enum dns_status status;
		uint32_t ttl_s;
		int64_t lives_s;
	} rows[] = {
		{ "an hour", DNS_FOUND, 3600, 3600 },
		{ "no time at all", DNS_FOUND, 0, DNS_CACHE_FOUND_MIN_S },
		{ "a year", DNS_FOUND, 31536000, DNS_CACHE_FOUND_MAX_S },
		{ "negative as unsigned", DNS_FOUND, UINT32_MAX, DNS_CACHE_FOUND_MAX_S },
		{ "nothing there, a minute", DNS_NODATA, 60, 60 },
		{ "nobody there, no time", DNS_NXDOMAIN, 0, DNS_CACHE_NEGATIVE_MIN_S },
		{ "nobody there, a day", DNS_NXDOMAIN, 86400, DNS_CACHE_NEGATIVE_MAX_S },
		{ "a failure", DNS_FAILED, 3600, DNS_CACHE_FAILED_S },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct dns_cache *cache = dns_cache_new(0);
		struct dns_answer *answer = dns_answer_none(rows[i].status, rows[i].ttl_s);
		int64_t end_ms = NOW_MS + rows[i].lives_s * 1000;

		keep(cache, acme, answer, NOW_MS);
		if (!has(cache, acme, DNS_TXT, end_ms - 1) || has(cache, acme, DNS_TXT, end_ms))
			fail_msg("%s", rows[i].what);
		dns_cache_free(cache);
	}
}

static void a_failure_replaces_no_answer_that_lives(void **state)
{
	struct dns_cache *cache = dns_cache_new(0);
	struct dns_answer *answer;

	(void)state;
	keep_text(cache, acme, 10, NOW_MS);
	keep(cache, acme, dns_answer_failed("SERVFAIL"), NOW_MS + 1000);
	answer = dns_cache_get(cache, acme, DNS_TXT, NOW_MS + 1000);
	assert_int_equal(answer->status, DNS_FOUND);
	dns_answer_unref(answer);
	keep(cache, acme, dns_answer_failed("SERVFAIL"), NOW_MS + 400000); /* over by then */
	answer = dns_cache_get(cache, acme, DNS_TXT, NOW_MS + 400000);
	assert_int_equal(answer->status, DNS_FAILED);
	dns_answer_unref(answer);
	keep_text(cache, acme, 10, NOW_MS + 400001);
	assert_true(has(cache, acme, DNS_TXT, NOW_MS + 500000));
	dns_cache_free(cache);
}

static void put_numbered(struct dns_cache *cache, int from, int to, size_t bytes, int64_t now_ms)
{
	for (int i = from; i < to; i++) {
		char name[32];

		snprintf(name, sizeof name, "n%d.example", i);
		keep_text(cache, str_of(name), bytes, now_ms + i);
	}
}

static int count_numbered(struct dns_cache *cache, int from, int to, int64_t now_ms)
{
	int n = 0;

	for (int i = from; i < to; i++) {
		char name[32];

		snprintf(name, sizeof name, "n%d.example", i);
		n += has(cache, str_of(name), DNS_TXT, now_ms);
	}
	return n;
}

/* What was asked for twice outlives any number of names that nobody asks for again. */
static void a_flood_throws_out_its_own_kind(void **state)
{
	struct dns_cache *cache = dns_cache_new(4096);

	(void)state;
	put_numbered(cache, 0, 1000, 100, NOW_MS);
	assert_true(count_numbered(cache, 0, 1000, NOW_MS + 1000) > 990);
	put_numbered(cache, 1000, 50000, 100, NOW_MS);
	assert_true(count_numbered(cache, 0, 1000, NOW_MS + 50000) > 980);
	assert_true(count_numbered(cache, 1000, 50000, NOW_MS + 50000) <= 4096 - 980);
	dns_cache_free(cache);
}

static void entries_are_bounded(void **state)
{
	struct dns_cache *cache = dns_cache_new(1024);

	(void)state;
	put_numbered(cache, 0, 5000, 10, NOW_MS);
	assert_in_range(count_numbered(cache, 0, 5000, NOW_MS + 5000), 1000, 1024);
	dns_cache_free(cache);
}

static void bytes_are_bounded(void **state)
{
	struct dns_cache *cache = dns_cache_new(1024); /* 128 sets of 16 KB */

	(void)state;
	put_numbered(cache, 0, 5000, 8000, NOW_MS);
	assert_in_range(count_numbered(cache, 0, 5000, NOW_MS + 5000), 200, 128 * 2);
	keep_text(cache, acme, 17000, NOW_MS); /* more than a set holds: not kept */
	assert_false(has(cache, acme, DNS_TXT, NOW_MS));
	dns_cache_free(cache);
}

struct crowd {
	struct dns_cache *cache;
	unsigned seed;
};

static void *put_and_get(void *argument)
{
	struct crowd *crowd = argument;
	unsigned state = crowd->seed;

	for (int i = 0; i < 5000; i++) {
		char name[32];
		struct dns_answer *answer;

		state = state * 1103515245u + 12345u;
		snprintf(name, sizeof name, "n%u.example", state >> 16 & 1023);
		answer = dns_cache_get(crowd->cache, str_of(name), DNS_TXT, NOW_MS);
		if (answer)
			assert_int_equal(answer->record[0].data.n, 20);
		else
			keep_text(crowd->cache, str_of(name), 20, NOW_MS);
		dns_answer_unref(answer);
	}
	return NULL;
}

static void many_threads(void **state)
{
	struct dns_cache *cache = dns_cache_new(512);
	struct crowd crowd[8];
	pthread_t threads[8];

	(void)state;
	for (unsigned i = 0; i < COUNT(threads); i++) {
		crowd[i] = (struct crowd){ cache, i };
		assert_int_equal(pthread_create(&threads[i], NULL, put_and_get, &crowd[i]), 0);
	}
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	dns_cache_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(is_found_by_name_and_type),
		cmocka_unit_test(lives_within_bounds),
		cmocka_unit_test(a_failure_replaces_no_answer_that_lives),
		cmocka_unit_test(a_flood_throws_out_its_own_kind),
		cmocka_unit_test(entries_are_bounded),
		cmocka_unit_test(bytes_are_bounded),
		cmocka_unit_test(many_threads),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
