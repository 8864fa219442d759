#include "party/address.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct domain_lists *lists;
static struct arena arena;

static struct address address_of(const char *spec)
{
	struct address address;

	assert_true(address_init(&arena, lists, str_of(spec), str_of(""), &address));
	return address;
}

static void specs_are_taken_apart(void **state)
{
	static const struct {
		const char *spec, *local, *domain, *full;
	} rows[] = {
		{ "Ann@Acme.Example", "ann", "acme.example", "ann@acme.example" },
		{ " <Ann@Acme.Example.> ", "ann", "acme.example", "ann@acme.example" },
		{ "<@relay.example,@b.example:ann@acme.example>", "ann", "acme.example",
		  "ann@acme.example" },
		{ "\"Ann Lee\"@acme.example", "ann lee", "acme.example", "ann lee@acme.example" },
		{ "\"a@b\"@acme.example", "a@b", "acme.example", "a@b@acme.example" },
		{ "\"a\\\"@\\\\b\"@acme.example", "a\"@\\b", "acme.example",
		  "a\"@\\b@acme.example" },
		{ "\"ann@acme.example\"", "ann@acme.example", "", "ann@acme.example" },
		{ "\"ann@acme.example", "\"ann", "acme.example", "\"ann@acme.example" },
		{ "ann@b@acme.example", "ann@b", "acme.example", "ann@b@acme.example" },
		{ "ann@[192.0.2.1]", "ann", "[192.0.2.1]", "ann@[192.0.2.1]" },
		{ "ann@M\xc3\xbcller.example", "ann", "xn--mller-kva.example",
		  "ann@xn--mller-kva.example" },
		{ "Ann", "ann", "", "ann" },
		{ "ann@", "ann", "", "ann" },
		{ "ann @ acme.example", "ann", "acme.example", "ann@acme.example" },
		{ "@acme.example", "", "acme.example", "@acme.example" },
		{ "ann@not a domain", "ann", "not a domain", "ann@not a domain" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct address address = address_of(rows[i].spec);

		if (!str_eq(address.local, str_of(rows[i].local)) ||
		    !str_eq(address.domain.name, str_of(rows[i].domain)) ||
		    !str_eq(address.full, str_of(rows[i].full)))
			fail_msg("\"%s\": local " STR_FMT ", domain " STR_FMT ", full " STR_FMT,
			         rows[i].spec, STR_ARG(address.local), STR_ARG(address.domain.name),
			         STR_ARG(address.full));
	}
}

static void the_null_sender_is_none(void **state)
{
	static const char *const rows[] = { "", "<>", " < > ", "<@a.example:>" };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (address_of(rows[i]).full.p)
			fail_msg("\"%s\" is an address", rows[i]);
	assert_false(address_eq(address_of(""), address_of("")));
	assert_true(address_eq(address_of("A@b.example"), address_of("a@B.example")));
	assert_false(address_eq(address_of("a@b.example"), address_of("a@c.example")));
}

static void the_name_is_kept(void **state)
{
	struct address address;

	(void)state;
	assert_true(
		address_init(&arena, lists, str_of("a@b.example"), str_of(" Ann Lee\t"), &address));
	assert_true(str_eq(address.name, str_of("Ann Lee")));
	assert_true(address_init(&arena, lists, str_of(""), str_of("Ann"), &address));
	assert_true(str_eq(address.name, str_of("Ann")));
	assert_null(address.full.p);
}

static void extensions_come_off(void **state)
{
	static const struct {
		const char *full, *delimiters, *want;
	} rows[] = {
		{ "ann+list@x.example", "+", "ann@x.example" },
		{ "ann+a+b@x.example", "+", "ann@x.example" },
		{ "ann-a+b@x.example", "+-", "ann@x.example" },
		{ "ann-a@x.example", "+", "ann-a@x.example" },
		{ "ann+list@x.example", "", "ann+list@x.example" },
		{ "+ann@x.example", "+", "+ann@x.example" },
		{ "ann@x+y.example", "+", "ann@x+y.example" },
		{ "ann+list", "+", "ann" },
		{ "owner-list@x.example", "-", "owner-list@x.example" },
		{ "list-request@x.example", "-", "list-request@x.example" },
		{ "list-request+a@x.example", "+", "list-request@x.example" },
		{ "mailer-daemon@x.example", "-", "mailer-daemon@x.example" },
		{ "", "+", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str got = address_without_extension(&arena, str_of(rows[i].full),
		                                           str_of(rows[i].delimiters));

		if (!str_eq(got, str_of(rows[i].want)))
			fail_msg("%s without \"%s\": " STR_FMT, rows[i].full, rows[i].delimiters,
			         STR_ARG(got));
	}
}

static void rewritten_senders_are_unwrapped(void **state)
{
	static const struct {
		const char *wrapped, *want; /* NULL: not rewritten */
	} rows[] = {
		{ "SRS0=Ab12=XY=acme.example=Ann@fwd.example", "ann@acme.example" },
		{ "SRS0+Ab12=XY=acme.example=ann@fwd.example", "ann@acme.example" },
		{ "srs0=ab12=xy=acme.example=ann=b@fwd.example", "ann=b@acme.example" },
		{ "SRS1=h2=fwd.example==Ab12=XY=acme.example=ann@fwd2.example",
		  "ann@acme.example" },
		{ "SRS1=h2=fwd.example=+Ab12=XY=acme.example=ann@fwd2.example",
		  "ann@acme.example" },
		{ "prvs=0123456abc=ann@acme.example", "ann@acme.example" },
		{ "prvs=ann=0123456abc@acme.example", "ann@acme.example" },
		{ "prvs=0123456abc=0123456abc@acme.example", "0123456abc@acme.example" },
		{ "btv1==01abc==ann@acme.example", "ann@acme.example" },
		{ "SRS0=a=b=acme.example=prvs=0123456abc=ann@fwd.example", "ann@acme.example" },
		{ "bounce+5c9f.a3-bob=customer.example@mg.acme.example", "bounce@mg.acme.example" },
		{ "news-bounces+bob=customer.example@lists.example", "news-bounces@lists.example" },
		{ "ann@acme.example", NULL },
		{ "ann+bounce@acme.example", NULL },
		{ "srs0=broken@fwd.example", NULL },
		{ "srs0=a=b==ann@fwd.example", NULL },
		{ "srs0=a=b=acme.example=@fwd.example", NULL },
		{ "srs1=a=b@fwd.example", NULL },
		{ "srs1=a=b=@fwd.example", NULL },
		{ "prvs=@acme.example", NULL },
		{ "prvs=0123456abc=@acme.example", NULL },
		{ "bounce+@acme.example", NULL },
		{ "bounce@acme.example", NULL },
		{ "", NULL },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct address got;

		assert_true(address_unwrap(&arena, lists, address_of(rows[i].wrapped), &got));
		if (!str_eq(got.full, str_of(rows[i].want)))
			fail_msg("%s: " STR_FMT, rows[i].wrapped, STR_ARG(got.full));
	}
}

static void layers_are_bounded(void **state)
{
	struct address got;

	(void)state;
	assert_true(address_unwrap(
		&arena, lists,
		address_of("prvs=a=prvs=b=prvs=c=prvs=d=prvs=e=prvs=f=ann@acme.example"), &got));
	assert_true(str_eq(got.full, str_of("prvs=e=prvs=f=ann@acme.example")));
}

static void without_memory(void **state)
{
	struct arena small;
	struct address address;

	(void)state;
	arena_init(&small, 1);
	assert_false(address_init(&small, lists, str_of("a@b.example"), str_of(""), &address));
	arena_done(&small);
}

static int load(void **state)
{
	(void)state;
	arena_init(&arena, 16 << 20);
	return domain_lists_load(NULL, &lists, NULL);
}

static int unload(void **state)
{
	(void)state;
	domain_lists_free(lists);
	arena_done(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(specs_are_taken_apart),
		cmocka_unit_test(the_null_sender_is_none),
		cmocka_unit_test(the_name_is_kept),
		cmocka_unit_test(extensions_come_off),
		cmocka_unit_test(rewritten_senders_are_unwrapped),
		cmocka_unit_test(layers_are_bounded),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
