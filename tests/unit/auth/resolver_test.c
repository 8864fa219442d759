/* The real resolver against a real server on loopback that does all that servers may do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "auth/resolver.h"
#include "base/buf.h"
#include "base/clock.h"
#include "support/dns_server.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define NOISE_MS     3000 /* what a busy machine may add to a deadline */
#define PATIENT_MS   15000
#define ADDRESS_SIZE sizeof("127.0.0.1@65535")

static const char *const statuses[] = { "found", "nodata", "nxdomain", "failed" };

static const char *const zone = "acme.example            TXT   v=spf1 mx -all\n"
				"acme.example            MX    10 mx.acme.example\n"
				"mx.acme.example         A     192.0.2.1\n"
				"mx.acme.example         AAAA  2001:db8::1\n"
				"www.acme.example        CNAME mx.acme.example\n"
				"gone.acme.example       CNAME nobody.example\n"
				"odd\\label.example      TXT   a backslash\n"
				"a(b)@c;d\"e\".example   TXT   odd letters\n"
				"name.test               TXT   the tests' own\n"
				"7.0.0.10.in-addr.arpa   PTR   host.lan.example\n"
				"after.example           TXT   after\n"
				"broken.example          TXT   SERVFAIL\n"
				"silent.example          TXT   SILENT\n";

struct world {
	struct dns_server *server;
	struct resolver *resolver;
};

static struct resolver *resolver_of(const struct resolver_options *options)
{
	struct resolver *resolver;
	struct err err;

	if (resolver_new(options, &resolver, &err))
		fail_msg("%s", err.text);
	return resolver;
}

static struct str address_of(const struct dns_server *server, char ret[ADDRESS_SIZE])
{
	snprintf(ret, ADDRESS_SIZE, "127.0.0.1@%u", (unsigned)dns_server_port(server));
	return str_of(ret);
}

static void open_world(struct world *world)
{
	char text[ADDRESS_SIZE];
	struct str server;

	world->server = dns_server_start(zone, 0);
	assert_non_null(world->server);
	server = address_of(world->server, text);
	world->resolver =
		resolver_of(&(struct resolver_options){ .servers = &server, .servers_n = 1 });
}

static void close_world(struct world *world)
{
	resolver_free(world->resolver);
	dns_server_stop(world->server);
}

/* One question of one message; how long it took. */
struct told {
	enum dns_status status;
	char why[64];
	char first[64];
	size_t n;
	int64_t took_ms;
};

static struct told ask_within(struct resolver *resolver, const char *name, enum dns_type type,
                              int ms)
{
	struct dns *dns = dns_new(resolver_source(resolver), ms, ms);
	int64_t began_ms = clock_monotonic_ms();
	const struct dns_answer *answer = dns_wait(dns, str_of(name), type);
	struct told told = { .status = answer->status,
		             .n = answer->n,
		             .took_ms = clock_monotonic_ms() - began_ms };

	snprintf(told.why, sizeof told.why, "%s", answer->why);
	if (answer->n)
		snprintf(told.first, sizeof told.first, STR_FMT, STR_ARG(answer->record[0].data));
	dns_free(dns);
	return told;
}

static struct told ask(struct resolver *resolver, const char *name, enum dns_type type)
{
	return ask_within(resolver, name, type, PATIENT_MS);
}

static void expect(struct told told, const char *what, enum dns_status status, const char *first)
{
	if (told.status != status)
		fail_msg("%s: %s (%s), wanted %s", what, statuses[told.status], told.why,
		         statuses[status]);
	if (first && strcmp(status == DNS_FAILED ? told.why : told.first, first) != 0)
		fail_msg("%s: \"%s\"", what, status == DNS_FAILED ? told.why : told.first);
}

static void answers(void **state)
{
	static const struct row {
		const char *name;
		enum dns_type type;
		enum dns_status status;
		const char *first;
	} rows[] = {
		{ "acme.example", DNS_TXT, DNS_FOUND, "v=spf1 mx -all" },
		{ "ACME.Example.", DNS_TXT, DNS_FOUND, "v=spf1 mx -all" },
		{ "acme.example", DNS_MX, DNS_FOUND, "mx.acme.example" },
		{ "mx.acme.example", DNS_AAAA, DNS_FOUND, NULL },
		{ "www.acme.example", DNS_A, DNS_FOUND, NULL },
		{ "www.acme.example", DNS_TXT, DNS_NODATA, NULL },
		{ "gone.acme.example", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "acme.example", DNS_A, DNS_NODATA, NULL },
		{ "nobody.example", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "odd\\label.example", DNS_TXT, DNS_FOUND, "a backslash" },
		{ "a(b)@c;d\"e\".example", DNS_TXT, DNS_FOUND, "odd letters" },
		{ "no such name.example", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "name.test", DNS_TXT, DNS_FOUND, "the tests' own" },
		{ "nobody.invalid", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "7.0.0.10.in-addr.arpa", DNS_PTR, DNS_FOUND, "host.lan.example" },
		{ "broken.example", DNS_TXT, DNS_FAILED, "SERVFAIL" },
	};
	struct world world;

	(void)state;
	open_world(&world);
	for (size_t i = 0; i < COUNT(rows); i++)
		expect(ask(world.resolver, rows[i].name, rows[i].type), rows[i].name,
		       rows[i].status, rows[i].first);
	close_world(&world);
}

static void the_cache_answers_the_second_message(void **state)
{
	struct resolver_health health;
	struct world world;
	size_t asked;

	(void)state;
	open_world(&world);
	ask(world.resolver, "acme.example", DNS_TXT);
	ask(world.resolver, "nobody.example", DNS_TXT);
	asked = dns_server_asked(world.server);
	expect(ask(world.resolver, "acme.example", DNS_TXT), "again", DNS_FOUND, "v=spf1 mx -all");
	expect(ask(world.resolver, "NOBODY.example", DNS_TXT), "again", DNS_NXDOMAIN, NULL);
	assert_int_equal(dns_server_asked(world.server), asked);
	resolver_health(world.resolver, &health);
	assert_int_equal(health.hits, 2);
	assert_int_equal(health.asked, 2);
	assert_int_equal(health.failed, 0);
	assert_false(health.down);
	close_world(&world);
}

/* A fault, and what may be said of a name that has a TXT record: what is true, or that nobody knows. */
static void faults(void **state)
{
	static const struct row {
		enum dns_fault fault;
		bool found; /* it is only an obstacle */
	} rows[] = {
		{ DNS_FAULT_NONE, true },
		{ DNS_FAULT_SILENT, false },
		{ DNS_FAULT_SERVFAIL, false },
		{ DNS_FAULT_REFUSED, false },
		{ DNS_FAULT_FORMERR, false },
		{ DNS_FAULT_TRUNCATED, true },
		{ DNS_FAULT_TRUNCATED_NO_TCP, false },
		{ DNS_FAULT_WRONG_ID, false },
		{ DNS_FAULT_OTHER_QUESTION, false },
		{ DNS_FAULT_GARBAGE, false },
		{ DNS_FAULT_CUT, false },
		{ DNS_FAULT_EMPTY, false },
		{ DNS_FAULT_POINTER_LOOP, false },
		{ DNS_FAULT_CNAME_CHAIN, false },
		{ DNS_FAULT_CNAME_SELF, false },
		{ DNS_FAULT_HUGE_TEXT, false },
		{ DNS_FAULT_BAD_TEXT, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *name = dns_fault_name(rows[i].fault);
		struct world world;
		struct told told;

		open_world(&world);
		dns_server_fault(world.server, rows[i].fault);
		told = ask_within(world.resolver, "acme.example", DNS_TXT, 1000);
		expect(told, name, rows[i].found ? DNS_FOUND : DNS_FAILED,
		       rows[i].found ? "v=spf1 mx -all" : NULL);
		if (told.took_ms > 1000 + NOISE_MS)
			fail_msg("%s took %lld ms", name, (long long)told.took_ms);
		dns_server_fault(world.server, DNS_FAULT_NONE);
		expect(ask(world.resolver, "after.example", DNS_TXT), name, DNS_FOUND, "after");
		close_world(&world);
	}
}

/* What stands under another name is never taken for this one's. The rest of such an answer says that there is nothing, as any server
 * may say, and is believed. */
static void records_of_another_name(void **state)
{
	struct world world;
	struct told told;

	(void)state;
	open_world(&world);
	dns_server_fault(world.server, DNS_FAULT_OTHER_OWNER);
	told = ask(world.resolver, "acme.example", DNS_TXT);
	assert_int_equal(told.n, 0);
	assert_int_not_equal(told.status, DNS_FOUND);
	told = ask(world.resolver, "other.example", DNS_MX);
	assert_int_equal(told.n, 0);
	close_world(&world);
}

/* Too late for the message, in time for the next one. */
static void a_slow_server(void **state)
{
	struct world world;
	struct told told;

	(void)state;
	open_world(&world);
	dns_server_slow(world.server, 300);
	dns_server_fault(world.server, DNS_FAULT_SLOW);
	told = ask_within(world.resolver, "acme.example", DNS_TXT, 50);
	expect(told, "in 50 ms", DNS_FAILED, "timed out");
	assert_true(told.took_ms < 50 + NOISE_MS);
	expect(ask(world.resolver, "after.example", DNS_TXT), "with patience", DNS_FOUND, "after");
	told = ask_within(world.resolver, "acme.example", DNS_TXT, 50);
	expect(told, "of the cache", DNS_FOUND, "v=spf1 mx -all");
	close_world(&world);
}

static bool is_down(struct resolver *resolver)
{
	struct resolver_health health;

	resolver_health(resolver, &health);
	return health.down;
}

/* Asks new names until the resolver is as wanted; how many failed though it took no time. */
static int ask_until(struct resolver *resolver, bool down)
{
	int64_t end_ms = clock_monotonic_ms() + 20000;
	int at_once = 0;
	static int number;

	while (is_down(resolver) != down) {
		char name[32];
		struct told told;

		snprintf(name, sizeof name, "n%d.example", number++);
		told = ask_within(resolver, name, DNS_TXT, 300);
		at_once += told.status == DNS_FAILED && told.took_ms < 50;
		if (clock_monotonic_ms() > end_ms)
			fail_msg("never %s", down ? "down" : "up");
		usleep(20000);
	}
	return at_once;
}

static void a_dead_server_costs_little(void **state)
{
	struct world world;
	struct told told;

	(void)state;
	open_world(&world);
	expect(ask(world.resolver, "acme.example", DNS_TXT), "before", DNS_FOUND, NULL);
	dns_server_fault(world.server, DNS_FAULT_SILENT);
	ask_until(world.resolver, true);
	for (int i = 0; i < 5; i++) {
		told = ask(world.resolver, "mx.acme.example", DNS_A);
		expect(told, "down", DNS_FAILED, "no DNS server answers");
		assert_true(told.took_ms < NOISE_MS); /* of PATIENT_MS */
	}
	expect(ask(world.resolver, "acme.example", DNS_TXT), "the cache", DNS_FOUND, NULL);
	dns_server_fault(world.server, DNS_FAULT_NONE);
	assert_true(ask_until(world.resolver, false) > 0);
	expect(ask(world.resolver, "after.example", DNS_TXT), "after", DNS_FOUND, "after");
	close_world(&world);
}

static void a_server_that_is_not_there(void **state)
{
	struct world world;
	struct told told;

	(void)state;
	open_world(&world);
	dns_server_stop(world.server);
	world.server = NULL;
	told = ask_within(world.resolver, "acme.example", DNS_TXT, 500);
	expect(told, "nobody", DNS_FAILED, NULL);
	assert_true(told.took_ms < 500 + NOISE_MS);
	close_world(&world);
}

static void one_of_two_servers_is_dead(void **state)
{
	struct dns_server *dead = dns_server_start(zone, 0), *live = dns_server_start(zone, 0);
	char text[2][ADDRESS_SIZE];
	struct str servers[2];
	struct resolver *resolver;

	(void)state;
	dns_server_fault(dead, DNS_FAULT_SILENT);
	servers[0] = address_of(dead, text[0]);
	servers[1] = address_of(live, text[1]);
	resolver = resolver_of(&(struct resolver_options){ .servers = servers, .servers_n = 2 });
	expect(ask(resolver, "acme.example", DNS_TXT), "first", DNS_FOUND, "v=spf1 mx -all");
	expect(ask(resolver, "after.example", DNS_TXT), "second", DNS_FOUND, "after");
	resolver_free(resolver);
	dns_server_stop(live);
	dns_server_stop(dead);
}

/* A sender whose own server is silent must not make us believe that all are. */
static void silent_names_are_no_dead_server(void **state)
{
	int64_t end_ms = clock_monotonic_ms() + 6000;
	struct world world;

	(void)state;
	open_world(&world);
	while (clock_monotonic_ms() < end_ms) {
		ask_within(world.resolver, "silent.example", DNS_TXT, 500);
		assert_false(is_down(world.resolver));
	}
	expect(ask(world.resolver, "acme.example", DNS_TXT), "another name", DNS_FOUND, NULL);
	close_world(&world);
}

/* Messages that leave while their questions are under way, over a server that is now this, now that. */
static void *come_and_go(void *argument)
{
	struct world *world = argument;
	static _Atomic int number;

	for (int i = 0; i < 30; i++) {
		struct dns *dns = dns_new(resolver_source(world->resolver), i % 5, 20);
		int first = number += 4;
		char name[32];

		for (int k = 0; k < 4; k++) {
			snprintf(name, sizeof name, "n%d.example", first + k);
			dns_start(dns, str_of(name), DNS_TXT);
		}
		dns_start(dns, str_of("acme.example"), DNS_TXT);
		dns_wait(dns, str_of(name), DNS_TXT);
		dns_free(dns);
	}
	return NULL;
}

static void messages_leave_before_their_answers(void **state)
{
	static const enum dns_fault during[] = { DNS_FAULT_NONE, DNS_FAULT_SILENT,
		                                 DNS_FAULT_GARBAGE };
	pthread_t threads[16];

	(void)state;
	for (size_t round = 0; round < COUNT(during); round++) {
		struct world world;

		open_world(&world);
		dns_server_fault(world.server, during[round]);
		for (size_t i = 0; i < COUNT(threads); i++)
			assert_int_equal(pthread_create(&threads[i], NULL, come_and_go, &world), 0);
		for (size_t i = 0; i < COUNT(threads); i++)
			pthread_join(threads[i], NULL);
		close_world(&world); /* with questions under way */
	}
}

/* They take sockets, but not all of them. */
static void many_silent_names_leave_room(void **state)
{
	struct dns_server *server;
	struct resolver *resolver;
	char text[ADDRESS_SIZE];
	struct told told;
	struct buf names;
	struct str at;
	struct dns *dns;

	(void)state;
	buf_init(&names, 1 << 20);
	for (int i = 0; i < DNS_QUESTIONS_MAX; i++)
		buf_printf(&names, "s%d.example TXT SILENT\n", i);
	server = dns_server_start(buf_cstr(&names), 0);
	at = address_of(server, text);
	resolver = resolver_of(&(struct resolver_options){ .servers = &at, .servers_n = 1 });
	dns = dns_new(resolver_source(resolver), PATIENT_MS, PATIENT_MS);
	for (int i = 0; i < DNS_QUESTIONS_MAX; i++) {
		snprintf(text, sizeof text, "s%d.example", i);
		dns_start(dns, str_of(text), DNS_TXT);
	}
	told = ask(resolver, "nobody.example", DNS_TXT);
	expect(told, "beside them", DNS_NXDOMAIN, NULL);
	assert_true(told.took_ms < NOISE_MS);
	dns_free(dns);
	resolver_free(resolver);
	dns_server_stop(server);
	buf_done(&names);
}

/* More under way than may be: the oldest gives way, and what can be answered is. */
static void floods_of_silent_names_are_bounded(void **state)
{
	struct dns *dns[22];
	struct world world;

	(void)state;
	open_world(&world);
	dns_server_fault(world.server, DNS_FAULT_SILENT);
	for (size_t i = 0; i < COUNT(dns); i++) {
		dns[i] = dns_new(resolver_source(world.resolver), PATIENT_MS, PATIENT_MS);
		for (int k = 0; k < 100; k++) {
			char name[32];

			snprintf(name, sizeof name, "m%zu-%d.example", i, k);
			dns_start(dns[i], str_of(name), DNS_TXT);
		}
	}
	assert_string_equal(dns_wait(dns[0], str_of("m0-0.example"), DNS_TXT)->why,
	                    "too many questions");
	assert_null(dns_peek(dns[21], str_of("m21-99.example"), DNS_TXT));
	dns_server_fault(world.server, DNS_FAULT_NONE);
	expect(ask(world.resolver, "after.example", DNS_TXT), "after", DNS_FOUND, "after");
	for (size_t i = 0; i < COUNT(dns); i++)
		dns_free(dns[i]);
	close_world(&world);
}

/* ---- options ---- */

static void servers_are_checked(void **state)
{
	static const struct row {
		const char *server;
		bool good;
	} rows[] = {
		{ "192.0.2.53", true },
		{ "192.0.2.53@5353", true },
		{ "2001:db8::53", true },
		{ "2001:db8::53@53", true },
		{ "recursive", true },
		{ "dns.example", false },
		{ "192.0.2.53@0", false },
		{ "192.0.2.53@", false },
		{ "192.0.2.53@65536", false },
		{ "192.0.2.53:53", false },
		{ "192.0.2.53#53", false },
		{ "", false },
		{ "@53", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str server = str_of(rows[i].server);
		struct resolver_options options = { .servers = &server, .servers_n = 1 };
		struct resolver *resolver = NULL;
		struct err err = { 0 };
		int status = resolver_new(&options, &resolver, &err);

		if ((status == 0) != rows[i].good)
			fail_msg("\"%s\": %d, %s", rows[i].server, status, err.text);
		if (status) {
			assert_int_equal(status, ERR_CONFIG);
			assert_non_null(strstr(err.text, rows[i].server));
		}
		resolver_free(resolver);
	}
}

static void recursive_stands_alone(void **state)
{
	static const struct str servers[] = { STR("recursive"), STR("192.0.2.53") };
	struct resolver_options options = { .servers = servers, .servers_n = 2 };
	struct resolver *resolver = NULL;

	(void)state;
	assert_int_equal(resolver_new(&options, &resolver, NULL), ERR_CONFIG);
}

static void the_system_has_servers_or_none(void **state)
{
	struct resolver_options options = { 0 };
	struct resolver *resolver = NULL;

	(void)state;
	assert_int_equal(resolver_new(&options, &resolver, NULL), 0);
	resolver_free(resolver);
	resolver_free(NULL);
}

static const char *write_file(const char *text)
{
	static char path[64];
	int fd;

	snprintf(path, sizeof path, "resolver_test_XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), (ssize_t)strlen(text));
	close(fd);
	return path;
}

static void local_zones(void **state)
{
	static const struct row {
		const char *name;
		enum dns_type type;
		enum dns_status status;
		const char *first;
	} rows[] = {
		{ "a.example", DNS_TXT, DNS_FOUND, "v=spf1 # -all" },
		{ "A.EXAMPLE", DNS_MX, DNS_FOUND, "mx.a.example" },
		{ "mx.a.example", DNS_A, DNS_FOUND, NULL },
		{ "a.example", DNS_A, DNS_NODATA, NULL },
		{ "nobody.a.example", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "_dmarc.deep.example", DNS_TXT, DNS_FOUND, "v=DMARC1; p=none" },
		{ "b.test", DNS_TXT, DNS_FOUND, "test" },
		{ "nobody.empty.example", DNS_TXT, DNS_NXDOMAIN, NULL },
		{ "acme.example", DNS_TXT, DNS_FOUND, "v=spf1 mx -all" }, /* the server's */
	};
	const char *path = write_file("# a comment\n\n"
	                              "a.example. 300 IN TXT \"v=spf1 # -all\"\n"
	                              "a.example. 300 IN MX 10 mx.a.example.\r\n"
	                              "  mx.a.example.\t300 IN A 192.0.2.7\n"
	                              "_dmarc.deep.example. 300 IN TXT \"v=DMARC1; \" \"p=none\"\n"
	                              "; another comment\n"
	                              "b.test. 300 IN TXT \"test\"\n"
	                              "empty.example\n");
	struct dns_server *server = dns_server_start(zone, 0);
	struct resolver *resolver;
	struct str at;
	char text[ADDRESS_SIZE];

	(void)state;
	at = address_of(server, text);
	resolver = resolver_of(
		&(struct resolver_options){ .servers = &at, .servers_n = 1, .zones_file = path });
	for (size_t i = 0; i < COUNT(rows); i++)
		expect(ask(resolver, rows[i].name, rows[i].type), rows[i].name, rows[i].status,
		       rows[i].first);
	resolver_free(resolver);
	dns_server_stop(server);
	unlink(path);
}

/* A name that is signed, says the anchor; the server's answers aren't. */
static void what_is_not_signed_fails(void **state)
{
	const char *path = write_file("acme.example. IN DS 12345 8 2 "
	                              "0123456789ABCDEF0123456789ABCDEF"
	                              "0123456789ABCDEF0123456789ABCDEF\n");
	struct dns_server *server = dns_server_start(zone, 0);
	struct resolver *resolver;
	struct str at;
	char text[ADDRESS_SIZE];

	(void)state;
	at = address_of(server, text);
	resolver = resolver_of(
		&(struct resolver_options){ .servers = &at, .servers_n = 1, .trust_anchor = path });
	expect(ask(resolver, "acme.example", DNS_TXT), "signed", DNS_FAILED, "bogus (DNSSEC)");
	expect(ask(resolver, "after.example", DNS_TXT), "unsigned", DNS_FOUND, "after");
	resolver_free(resolver);
	dns_server_stop(server);
	unlink(path);
}

/* A daemon checks its options, forks, and asks. */
static void a_child_may_ask(void **state)
{
	const char *path = write_file("a.example. 300 IN TXT \"here\"\n");
	struct resolver *resolver = resolver_of(&(struct resolver_options){ .zones_file = path });
	pid_t child = fork();
	int status = -1;

	(void)state;
	if (child == 0) {
		struct told told = ask(resolver, "a.example", DNS_TXT);

		resolver_free(resolver);
		_exit(told.status == DNS_FOUND && strcmp(told.first, "here") == 0 ? 0 : 1);
	}
	waitpid(child, &status, 0);
	assert_int_equal(status, 0);
	resolver_free(resolver);
	unlink(path);
}

static void bad_files_are_named(void **state)
{
	static const struct row {
		const char *what;
		const char *zones;  /* NULL: no such file */
		const char *anchor; /* NULL: none; "": the same file */
		const char *wanted;
	} rows[] = {
		{ "no record", "a.example. 300 IN TXT \"x\"\n\na.example. 300 IN WHAT 1\n", NULL,
		  "line 3" },
		{ "bad address", "a.example. 300 IN A 192.0.2.999\n", NULL, "line 1" },
		{ "bad name", "a..example. 300 IN A 192.0.2.9\n", NULL, "line 1" },
		{ "no such file", NULL, NULL, "no-such-file" },
		{ "no such anchor", "", "no-such-anchor", "no-such-anchor" },
		{ "no anchor", "what is this\n", "", "trust anchor resolver_test" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *path = rows[i].zones ? write_file(rows[i].zones) : "no-such-file";
		const char *anchor = rows[i].anchor && !rows[i].anchor[0] ? path : rows[i].anchor;
		struct resolver_options options = { .zones_file = path, .trust_anchor = anchor };
		struct resolver *resolver = NULL;
		struct err err = { 0 };
		int status = resolver_new(&options, &resolver, &err);

		if (status == 0 || !strstr(err.text, rows[i].wanted))
			fail_msg("%s: %d, %s", rows[i].what, status, err.text);
		resolver_free(resolver);
		if (rows[i].zones)
			unlink(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers),
		cmocka_unit_test(the_cache_answers_the_second_message),
		cmocka_unit_test(faults),
		cmocka_unit_test(records_of_another_name),
		cmocka_unit_test(a_slow_server),
		cmocka_unit_test(a_dead_server_costs_little),
		cmocka_unit_test(a_server_that_is_not_there),
		cmocka_unit_test(one_of_two_servers_is_dead),
		cmocka_unit_test(silent_names_are_no_dead_server),
		cmocka_unit_test(messages_leave_before_their_answers),
		cmocka_unit_test(many_silent_names_leave_room),
		cmocka_unit_test(floods_of_silent_names_are_bounded),
		cmocka_unit_test(servers_are_checked),
		cmocka_unit_test(recursive_stands_alone),
		cmocka_unit_test(the_system_has_servers_or_none),
		cmocka_unit_test(local_zones),
		cmocka_unit_test(what_is_not_signed_fails),
		cmocka_unit_test(a_child_may_ask),
		cmocka_unit_test(bad_files_are_named),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
