/* Addresses are found in whatever stands around them, and hidden once and for all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/auto.h"
#include "store/addresses.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static const struct {
	const char *text, *forgotten; /* of ann@acme.example */
} texts[] = {
	{ "ann@acme.example", "forgotten" },
	{ "ANN@Acme.Example", "forgotten" },
	{ "ann@acme.example net 192.0.2.0/24", "forgotten net 192.0.2.0/24" },
	{ "pay@bill.example reply ann@acme.example via x.example",
	  "pay@bill.example reply forgotten via x.example" },
	{ "[\"bob@acme.example\",\"ann@acme.example\"]", "[\"bob@acme.example\",\"forgotten\"]" },
	{ "Replies would go to ann@acme.example.", "Replies would go to forgotten." },
	{ "<ann@acme.example>, (ann@acme.example)", "<forgotten>, (forgotten)" },
	{ "joann@acme.example", "joann@acme.example" },
	{ "ann@acme.example.org", "ann@acme.example.org" },
	{ "ann@acme", "ann@acme" },
	{ "@acme.example", "@acme.example" },
	{ "ann@", "ann@" },
	{ "@", "@" },
	{ "{\"party\":\"@acme.example\",\"a\":\" \",\"b\":\"@\"}",
	  "{\"party\":\"@acme.example\",\"a\":\" \",\"b\":\"@\"}" },
	{ "\"@acme.example", "\"@acme.example" },
	{ "\\\"@acme.example", "\\\"@acme.example" },
	{ "@@@ann@acme.example@", "@@@forgotten@" },
	{ "", "" },
};

static void test_forget(void **state)
{
	struct str ann = STR("ann@acme.example");

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		AUTO(buf_done) struct buf got = { 0 };
		struct str text = str_of(texts[i].text);

		buf_init(&got, 4096);
		addresses_forget(text, ann, &got);
		if (!str_eq(buf_str(&got), str_of(texts[i].forgotten)))
			fail_msg("\"%s\" becomes \"%s\"", texts[i].text, buf_cstr(&got));
		assert_int_equal(addresses_mention(text, ann), !str_eq(text, buf_str(&got)));
	}
}

static void hidden(const char *text, struct buf *ret)
{
	struct site_key key = site_key_fixed();

	buf_init(ret, 4096);
	addresses_hide(&key, str_of(text), ret);
}

static void test_hide(void **state)
{
	AUTO(buf_done) struct buf once = { 0 }, upper = { 0 }, twice = { 0 }, other = { 0 },
				  none = { 0 };

	(void)state;
	hidden("ann@acme.example", &once);
	hidden("ANN@acme.Example", &upper);
	hidden(buf_cstr(&once), &twice);
	hidden("ann@acme.example.org", &other);
	hidden("@acme.example has none", &none);
	assert_int_equal(once.n, 1 + 32 + strlen("@acme.example"));
	assert_true(str_starts(buf_str(&once), str_of("#")));
	assert_true(str_ends(buf_str(&once), str_of("@acme.example")));
	assert_string_equal(buf_cstr(&once), buf_cstr(&upper));
	assert_string_equal(buf_cstr(&once), buf_cstr(&twice));
	assert_memory_not_equal(once.p, other.p, 33);
	assert_string_equal(buf_cstr(&none), "@acme.example has none");
}

/* The same address, bare and inside of JSON. */
static void test_quoted(void **state)
{
	AUTO(buf_done) struct buf bare = { 0 }, json = { 0 };

	(void)state;
	hidden("\"ann m\"@acme.example", &bare);
	hidden("[\"\\\"ann m\\\"@acme.example\"]", &json);
	assert_null(strstr(buf_cstr(&bare), "ann"));
	assert_int_equal(json.n, bare.n + 4);
	assert_memory_equal(json.p + 2, bare.p, bare.n);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_forget),
		cmocka_unit_test(test_hide),
		cmocka_unit_test(test_quoted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
