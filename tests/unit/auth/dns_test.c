#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <cmocka.h>

#include "auth/dns.h"
#include "base/clock.h"
#include "support/zone.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define LONG_63      "abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghij123"
#define NOISE_MS     2000 /* what a busy machine may add to a deadline */

static const char *const statuses[] = { "found", "nodata", "nxdomain", "failed" };

static const char *const text =
	"acme.example            TXT   v=spf1 mx -all\n"
	"acme.example            TXT   \"two \" \"strings \\\"quoted\\\" \\065\"\n"
	"acme.example            MX    10 MX.acme.example.\n"
	"acme.example            MX    20 .\n"
	"mx.acme.example         A     192.0.2.1\n"
	"mx.acme.example         AAAA  2001:db8::1\n"
	"www.acme.example        CNAME mx.acme.example\n"
	"loop.example            CNAME loop.example\n"
	"odd\\label.example      TXT   a backslash\n"
	"1.2.0.192.in-addr.arpa  PTR   mx.acme.example\n"
	"broken.example          TXT   SERVFAIL\n"
	"gone.example            *     TIMEOUT\n"
	"silent.example          *     SILENT\n"
	"silent2.example         *     SILENT\n"
	"silent3.example         *     SILENT\n"
	"a.b.deep.example        A     192.0.2.2\n";

static const struct row {
	const char *name;
	enum dns_type type;
	enum dns_status status;
	size_t records;
	const char *first; /* its data, where it is text */
	size_t asked;      /* of the source */
} rows[] = {
	{ "acme.example", DNS_TXT, DNS_FOUND, 2, "v=spf1 mx -all", 1 },
	{ "ACME.Example.", DNS_TXT, DNS_FOUND, 2, "v=spf1 mx -all", 1 },
	{ "acme.example", DNS_MX, DNS_FOUND, 2, "mx.acme.example", 1 },
	{ "mx.acme.example", DNS_A, DNS_FOUND, 1, "\xc0\x00\x02\x01", 1 },
	{ "mx.acme.example", DNS_AAAA, DNS_FOUND, 1, NULL, 1 },
	{ "www.acme.example", DNS_A, DNS_FOUND, 1, "\xc0\x00\x02\x01", 1 },
	{ "www.acme.example", DNS_TXT, DNS_NODATA, 0, NULL, 1 },
	{ "1.2.0.192.in-addr.arpa", DNS_PTR, DNS_FOUND, 1, "mx.acme.example", 1 },
	{ "acme.example", DNS_A, DNS_NODATA, 0, NULL, 1 },
	{ "deep.example", DNS_A, DNS_NODATA, 0, NULL, 1 },
	{ "nobody.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 1 },
	{ "xacme.example", DNS_TXT, DNS_NXDOMAIN, 0, NULL, 1 },
	{ "broken.example", DNS_TXT, DNS_FAILED, 0, "SERVFAIL", 1 },
	{ "broken.example", DNS_A, DNS_NODATA, 0, NULL, 1 },
	{ "gone.example", DNS_MX, DNS_FAILED, 0, "timed out", 1 },
	{ "loop.example", DNS_A, DNS_FAILED, 0, "CNAME loop", 1 },
	{ "_dmarc.acme.example", DNS_TXT, DNS_NXDOMAIN, 0, NULL, 1 },
	{ "odd\\label.example", DNS_TXT, DNS_FOUND, 1, "a backslash", 1 },
	{ LONG_63 ".example", DNS_A, DNS_NXDOMAIN, 0, NULL, 1 },
	{ LONG_63 "." LONG_63 "." LONG_63 "." LONG_63, DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ LONG_63 "." LONG_63 "." LONG_63
	          ".abcdefghijabcdefghijabcdefghijabcdefghijabcdefghijabcdefghi12",
	  DNS_A, DNS_NXDOMAIN, 0, NULL, 1 },
	{ "a b.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 1 }, /* SPF's %_ */
	/* What no DNS can hold is not asked. */
	{ "", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ ".", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ ".example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "a..example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "acme.example..", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ LONG_63 "4.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "a\t.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "caf\xc3\xa9.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "a\r\n.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
	{ "a\x7f.example", DNS_A, DNS_NXDOMAIN, 0, NULL, 0 },
};

static void check_row(const struct row *row, const struct dns_answer *answer, size_t asked)
{
	if (answer->status != row->status || answer->n != row->records || asked != row->asked)
		fail_msg("%s %d: %s, %zu records, asked %zu; wanted %s, %zu, %zu", row->name,
		         row->type, statuses[answer->status], answer->n, asked,
		         statuses[row->status], row->records, row->asked);
	if (row->first && row->status == DNS_FAILED)
		assert_string_equal(answer->why, row->first);
	else if (row->first && row->type == DNS_A)
		assert_memory_equal(answer->record[0].data.p, row->first, 4);
	else if (row->first && !str_eq(answer->record[0].data, str_of(row->first)))
		fail_msg("%s: \"" STR_FMT "\"", row->name, STR_ARG(answer->record[0].data));
}

static void answers(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		for (int late = 0; late < 2; late++) {
			struct zone *zone = zone_new(text);
			struct dns *dns = dns_new(zone_source(zone), 5000, 5000);
			const struct dns_answer *answer;

			zone_late(zone, late);
			answer = dns_wait(dns, str_of(rows[i].name), rows[i].type);
			check_row(&rows[i], answer, zone_asked(zone));
			dns_free(dns);
			zone_free(zone);
		}
	}
}

static void nul_in_name_is_no_name(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);

	(void)state;
	assert_int_equal(dns_wait(dns, str_make("acme\0.example", 13), DNS_TXT)->status,
	                 DNS_NXDOMAIN);
	assert_int_equal(zone_asked(zone), 0);
	dns_free(dns);
	zone_free(zone);
}

static void fields_of_records(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);
	const struct dns_answer *answer = dns_wait(dns, str_of("acme.example"), DNS_TXT);

	(void)state;
	assert_true(str_eq(answer->record[1].data, str_of("two strings \"quoted\" A")));
	answer = dns_wait(dns, str_of("acme.example"), DNS_MX);
	assert_int_equal(answer->record[0].preference, 10);
	assert_int_equal(answer->record[1].preference, 20);
	assert_int_equal(answer->record[1].data.n, 0);
	dns_free(dns);
	zone_free(zone);
}

static void a_question_is_asked_once(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);
	const struct dns_answer *answer;

	(void)state;
	assert_null(dns_peek(dns, str_of("acme.example"), DNS_TXT)); /* nobody asked */
	dns_start(dns, str_of("acme.example"), DNS_TXT);
	dns_start(dns, str_of("ACME.example."), DNS_TXT);
	answer = dns_peek(dns, str_of("acme.example"), DNS_TXT);
	assert_non_null(answer);
	assert_ptr_equal(answer, dns_wait(dns, str_of("Acme.Example"), DNS_TXT));
	assert_int_equal(zone_asked(zone), 1);
	dns_wait(dns, str_of("acme.example"), DNS_MX); /* another type: another question */
	assert_int_equal(zone_asked(zone), 2);
	assert_string_equal(dns_failure(dns), "");
	dns_free(dns);
	zone_free(zone);
}

static void questions_are_bounded(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 1000, 1000);
	const struct dns_answer *answer;
	char name[32];

	(void)state;
	for (int i = 0; i < DNS_QUESTIONS_MAX + 50; i++) {
		snprintf(name, sizeof name, "n%d.example", i);
		answer = dns_wait(dns, str_of(name), DNS_A);
		if (answer->status != (i < DNS_QUESTIONS_MAX ? DNS_NXDOMAIN : DNS_FAILED))
			fail_msg("question %d: %s", i, statuses[answer->status]);
	}
	assert_int_equal(zone_asked(zone), DNS_QUESTIONS_MAX);
	assert_string_equal(dns_failure(dns), "A n305.example: too many questions");
	assert_int_equal(dns_wait(dns, str_of("n0.example"), DNS_A)->status, DNS_NXDOMAIN);
	dns_free(dns);
	zone_free(zone);
}

static void between(int64_t took_ms, int64_t min_ms, int64_t max_ms)
{
	if (took_ms < min_ms || took_ms > max_ms + NOISE_MS)
		fail_msg("took %lld ms, wanted %lld to %lld", (long long)took_ms, (long long)min_ms,
		         (long long)max_ms);
}

static void a_silent_name_costs_its_deadline(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 150, 60000);
	int64_t began_ms = clock_monotonic_ms();
	const struct dns_answer *answer = dns_wait(dns, str_of("silent.example"), DNS_TXT);

	(void)state;
	between(clock_monotonic_ms() - began_ms, 149, 150);
	assert_int_equal(answer->status, DNS_FAILED);
	assert_string_equal(answer->why, "timed out");
	assert_string_equal(dns_failure(dns), "TXT silent.example: timed out");
	dns_free(dns);
	zone_free(zone);
}

/* Asked together, waited for together: three deadlines that run at once. */
static void deadlines_run_from_the_asking(void **state)
{
	static const char *const names[] = { "silent.example", "silent2.example",
		                             "silent3.example" };
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 3000, 60000);
	int64_t began_ms = clock_monotonic_ms();

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		dns_start(dns, str_of(names[i]), DNS_A);
	for (size_t i = 0; i < COUNT(names); i++)
		dns_wait(dns, str_of(names[i]), DNS_A);
	between(clock_monotonic_ms() - began_ms, 2999, 3000);
	dns_free(dns);
	zone_free(zone);
}

static void a_message_waits_no_longer_than_it_may(void **state)
{
	static const char *const names[] = { "silent.example", "silent2.example",
		                             "silent3.example" };
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 1500, 2000);
	int64_t began_ms = clock_monotonic_ms();

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++)
		assert_int_equal(dns_wait(dns, str_of(names[i]), DNS_A)->status, DNS_FAILED);
	between(clock_monotonic_ms() - began_ms, 1999, 2000);
	/* Nothing is left to wait with; what needs no waiting is still had. */
	assert_int_equal(dns_wait(dns, str_of("acme.example"), DNS_TXT)->status, DNS_FOUND);
	dns_free(dns);
	zone_free(zone);
}

static void what_was_given_up_stays_so(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 20, 10000), *other;

	(void)state;
	zone_late(zone, 400);
	assert_int_equal(dns_wait(dns, str_of("acme.example"), DNS_TXT)->status, DNS_FAILED);
	other = dns_new(zone_source(zone), 10000, 10000);
	assert_int_equal(dns_wait(other, str_of("acme.example"), DNS_TXT)->status, DNS_FOUND);
	assert_int_equal(dns_wait(dns, str_of("acme.example"), DNS_TXT)->status, DNS_FAILED);
	assert_int_equal(dns_peek(dns, str_of("acme.example"), DNS_TXT)->status, DNS_FAILED);
	dns_free(other);
	dns_free(dns);
	zone_free(zone);
}

static void late_answers_come(void **state)
{
	struct zone *zone = zone_new(text);
	struct dns *dns = dns_new(zone_source(zone), 10000, 10000);
	int64_t began_ms = clock_monotonic_ms();

	(void)state;
	zone_late(zone, 100);
	dns_start(dns, str_of("acme.example"), DNS_TXT);
	dns_start(dns, str_of("acme.example"), DNS_MX);
	assert_null(dns_peek(dns, str_of("acme.example"), DNS_MX));
	assert_int_equal(dns_wait(dns, str_of("acme.example"), DNS_TXT)->n, 2);
	assert_int_equal(dns_wait(dns, str_of("acme.example"), DNS_MX)->n, 2);
	between(clock_monotonic_ms() - began_ms, 100, 100);
	dns_free(dns);
	zone_free(zone);
}

/* Messages that come and go while their answers are under way: whichever side is last frees. */
static void *come_and_go(void *argument)
{
	struct zone *zone = argument;

	for (int i = 0; i < 100; i++) {
		struct dns *dns = dns_new(zone_source(zone), i % 4, 20);
		char name[32];

		for (int k = 0; k < 4; k++) {
			snprintf(name, sizeof name, "n%d.example", k);
			dns_start(dns, str_of(name), DNS_A);
		}
		if (i % 2)
			dns_wait(dns, str_of("acme.example"), DNS_TXT);
		dns_free(dns);
	}
	return NULL;
}

static void messages_leave_before_their_answers(void **state)
{
	struct zone *zone = zone_new(text);
	pthread_t threads[8];

	(void)state;
	zone_late(zone, 2);
	for (size_t i = 0; i < COUNT(threads); i++)
		assert_int_equal(pthread_create(&threads[i], NULL, come_and_go, zone), 0);
	for (size_t i = 0; i < COUNT(threads); i++)
		pthread_join(threads[i], NULL);
	assert_int_equal(zone_asked(zone), 8 * (100 * 4 + 50));
	zone_free(zone);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(nul_in_name_is_no_name),
		cmocka_unit_test(fields_of_records),
		cmocka_unit_test(a_question_is_asked_once),
		cmocka_unit_test(questions_are_bounded),
		cmocka_unit_test(a_silent_name_costs_its_deadline),
		cmocka_unit_test(deadlines_run_from_the_asking),
		cmocka_unit_test(a_message_waits_no_longer_than_it_may),
		cmocka_unit_test(what_was_given_up_stays_so),
		cmocka_unit_test(late_answers_come),
		cmocka_unit_test(messages_leave_before_their_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
