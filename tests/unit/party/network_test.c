#include "party/network.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static void addresses_are_parsed(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: none */
	} rows[] = {
		{ "192.0.2.1", "192.0.2.1" },
		{ "[192.0.2.1]", "192.0.2.1" },
		{ "2001:DB8:0:0::1", "2001:db8::1" },
		{ "IPv6:2001:db8::1", "2001:db8::1" },
		{ "[ipv6:2001:db8::1]", "2001:db8::1" },
		{ "::ffff:192.0.2.1", "192.0.2.1" },
		{ "::ffff:c000:201", "192.0.2.1" },
		{ "::", "::" },
		{ "255.255.255.255", "255.255.255.255" },
		{ "ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255",
		  "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff" },
		{ "", NULL },
		{ "[]", NULL },
		{ "[", NULL },
		{ "IPv6:", NULL },
		{ "256.0.2.1", NULL },
		{ "192.0.2", NULL },
		{ "192.0.2.1 ", NULL },
		{ "192.0.2.1.", NULL },
		{ "fe80::1%eth0", NULL },
		{ "1:2:3:4:5:6:7:8:9", NULL },
		{ "acme.example", NULL },
		{ "1111111111111111111111111111111111111111111111111111111111111", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct ip ip = { 0 };
		char text[IP_TEXT_SIZE];
		bool parsed = ip_parse(str_of(rows[i].text), &ip);

		if (parsed != !!rows[i].want)
			fail_msg("\"%s\" was %staken", rows[i].text, parsed ? "" : "not ");
		if (parsed && strcmp(ip_text(ip, text), rows[i].want) != 0)
			fail_msg("\"%s\" gave %s", rows[i].text, text);
	}
}

static void a_nul_ends_nothing(void **state)
{
	struct ip ip;

	(void)state;
	assert_false(ip_parse(str_make("192.0.2.1\0", 10), &ip));
	assert_false(ip_parse(str_make("192.0.2.1\0.evil", 15), &ip));
}

static void socket_addresses_are_read(void **state)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr other = { .sa_family = AF_UNIX };
	char text[IP_TEXT_SIZE];

	(void)state;
	inet_pton(AF_INET, "198.51.100.7", &in.sin_addr);
	assert_string_equal(ip_text(ip_of_sockaddr((void *)&in), text), "198.51.100.7");
	inet_pton(AF_INET6, "2001:db8::7", &in6.sin6_addr);
	assert_string_equal(ip_text(ip_of_sockaddr((void *)&in6), text), "2001:db8::7");
	inet_pton(AF_INET6, "::ffff:198.51.100.7", &in6.sin6_addr);
	assert_string_equal(ip_text(ip_of_sockaddr((void *)&in6), text), "198.51.100.7");
	assert_int_equal(ip_of_sockaddr(&other).length, 0);
	assert_int_equal(ip_of_sockaddr(NULL).length, 0);
	assert_string_equal(ip_text(ip_of_sockaddr(NULL), text), "");
}

static void networks_are_parsed(void **state)
{
	static const struct {
		const char *text, *inside, *outside; /* inside NULL: refused */
	} rows[] = {
		{ "192.0.2.0/24", "192.0.2.255", "192.0.3.0" },
		{ "192.0.2.128/25", "192.0.2.129", "192.0.2.127" },
		{ "192.0.2.8/29", "192.0.2.15", "192.0.2.16" },
		{ "0.0.0.0/0", "203.0.113.9", "2001:db8::1" },
		{ "192.0.2.1", "192.0.2.1", "192.0.2.2" },
		{ "192.0.2.1", "::ffff:192.0.2.1", "::ffff:192.0.2.2" },
		{ "2001:db8::/32", "2001:db8:ffff::1", "2001:db9::" },
		{ "2001:db8:8000::/33", "2001:db8:8000::1", "2001:db8:7fff::1" },
		{ "2001:db8::1", "2001:db8::1", "2001:db8::2" },
		{ "::/0", "2001:db8::1", "192.0.2.1" },
		{ "::ffff:192.0.2.0/120", "192.0.2.77", "192.0.3.1" },
		{ "::ffff:0.0.0.0/96", "192.0.2.77", "2001:db8::1" },
		{ "192.0.2.1/24", NULL, NULL }, /* bits behind the prefix */
		{ "::ffff:192.0.2.0/24", NULL, NULL },
		{ "192.0.2.0/33", NULL, NULL },
		{ "2001:db8::/129", NULL, NULL },
		{ "192.0.2.0/", NULL, NULL },
		{ "192.0.2.0/x", NULL, NULL },
		{ "192.0.2.0/-1", NULL, NULL },
		{ "192.0.2.0/24/24", NULL, NULL },
		{ "/24", NULL, NULL },
		{ "", NULL, NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct network network;
		struct ip inside, outside;

		if (network_parse(str_of(rows[i].text), &network) != !!rows[i].inside)
			fail_msg("\"%s\" was %s", rows[i].text,
			         rows[i].inside ? "refused" : "taken");
		if (!rows[i].inside)
			continue;
		assert_true(ip_parse(str_of(rows[i].inside), &inside));
		assert_true(ip_parse(str_of(rows[i].outside), &outside));
		if (!network_has(network, inside))
			fail_msg("%s is not in %s", rows[i].inside, rows[i].text);
		if (network_has(network, outside))
			fail_msg("%s is in %s", rows[i].outside, rows[i].text);
	}
}

static void a_list_has_any_of_its_networks(void **state)
{
	struct network networks[2];
	struct network_list list = { networks, 2 };
	struct ip ip, none = { 0 };

	(void)state;
	assert_true(network_parse(str_of("10.0.0.0/8"), &networks[0]));
	assert_true(network_parse(str_of("0.0.0.0/0"), &networks[1]));
	assert_true(ip_parse(str_of("203.0.113.1"), &ip));
	assert_true(network_list_has(list, ip));
	assert_false(network_list_has(list, none));
	list.n = 1;
	assert_false(network_list_has(list, ip));
	assert_false(network_list_has((struct network_list){ 0 }, ip));
	assert_true(ip_eq(ip, ip));
	assert_false(ip_eq(none, none));
}

static void the_neighbourhood_is_told(void **state)
{
	static const char *const rows[][2] = {
		{ "192.0.2.77", "192.0.2.0/24" },
		{ "::ffff:192.0.2.77", "192.0.2.0/24" },
		{ "2001:db8:1:2:3::4", "2001:db8:1::/48" },
	};
	struct arena arena;
	struct ip ip, none = { 0 };

	(void)state;
	arena_init(&arena, 1 << 16);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_true(ip_parse(str_of(rows[i][0]), &ip));
		assert_true(str_eq(network_of(&arena, ip), str_of(rows[i][1])));
	}
	assert_null(network_of(&arena, none).p);
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_are_parsed),
		cmocka_unit_test(a_nul_ends_nothing),
		cmocka_unit_test(socket_addresses_are_read),
		cmocka_unit_test(networks_are_parsed),
		cmocka_unit_test(a_list_has_any_of_its_networks),
		cmocka_unit_test(the_neighbourhood_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
