#include "party/domain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

static struct domain_lists *lists;
static struct arena arena;

static struct domain domain_of(const char *written)
{
	struct domain domain;

	assert_true(domain_init(&arena, lists, str_of(written), &domain));
	return domain;
}

static void names_and_organisations(void **state)
{
	static const struct {
		const char *written, *name, *org, *label;
		unsigned flags;
	} rows[] = {
		{ "Mail.Acme.Example", "mail.acme.example", "acme.example", "acme", 0 },
		{ " acme.co.uk. ", "acme.co.uk", "acme.co.uk", "acme", 0 },
		{ "eu.mail.acme.co.uk", "eu.mail.acme.co.uk", "acme.co.uk", "acme", 0 },
		{ "CO.UK", "co.uk", "co.uk", "co", DOMAIN_SUFFIX },
		{ "com", "com", "com", "com", DOMAIN_SUFFIX },
		{ "localhost", "localhost", "localhost", "localhost", DOMAIN_SUFFIX },
		{ "github.io", "github.io", "github.io", "github", DOMAIN_SUFFIX | DOMAIN_SHARED },
		{ "www.acme.github.io", "www.acme.github.io", "acme.github.io", "acme",
		  DOMAIN_SHARED },
		{ "www.ck", "www.ck", "www.ck", "www", 0 }, /* an exception of the list */
		{ "M\xc3\xbcller.example", "xn--mller-kva.example", "xn--mller-kva.example",
		  "xn--mller-kva", 0 },
		{ "XN--MLLER-KVA.example", "xn--mller-kva.example", "xn--mller-kva.example",
		  "xn--mller-kva", 0 },
		{ "a.\xe5\x85\xac\xe5\x8f\xb8.cn", "a.xn--55qx5d.cn", "a.xn--55qx5d.cn", "a", 0 },
		{ "_dmarc.acme.example", "_dmarc.acme.example", "acme.example", "acme", 0 },
		{ "192.0.2.1", "192.0.2.1", "192.0.2.1", "192.0.2.1", DOMAIN_LITERAL },
		{ "[192.0.2.1]", "[192.0.2.1]", "[192.0.2.1]", "[192.0.2.1]", DOMAIN_LITERAL },
		{ "[IPv6:2001:DB8::1]", "[ipv6:2001:db8::1]", "[ipv6:2001:db8::1]",
		  "[ipv6:2001:db8::1]", DOMAIN_LITERAL },
		{ "300.1.1.1", "300.1.1.1", "300.1.1.1", "300.1.1.1", DOMAIN_LITERAL },
		{ "acme..example", "acme..example", "acme..example", "acme..example",
		  DOMAIN_LITERAL },
		{ ".acme.example", ".acme.example", ".acme.example", ".acme.example",
		  DOMAIN_LITERAL },
		{ "Acme Ltd", "acme ltd", "acme ltd", "acme ltd", DOMAIN_LITERAL },
		{ "acme.example/evil", "acme.example/evil", "acme.example/evil",
		  "acme.example/evil", DOMAIN_LITERAL },
		{ "\xff\xfe", "\xff\xfe", "\xff\xfe", "\xff\xfe", DOMAIN_LITERAL },
		{ ".", ".", ".", ".", DOMAIN_LITERAL },
		{ "gmail.com", "gmail.com", "gmail.com", "gmail", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "acme.onmicrosoft.com", "acme.onmicrosoft.com", "onmicrosoft.com", "onmicrosoft",
		  DOMAIN_SHARED },
		{ "eumail.docusign.net", "eumail.docusign.net", "docusign.net", "docusign",
		  DOMAIN_PLATFORM },
		{ "notgmail.com", "notgmail.com", "notgmail.com", "notgmail", 0 },
		{ "gmail.com.example", "gmail.com.example", "com.example", "com", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct domain domain = domain_of(rows[i].written);

		if (!str_eq(domain.name, str_of(rows[i].name)) ||
		    !str_eq(domain.org, str_of(rows[i].org)) || domain.flags != rows[i].flags ||
		    !str_eq(domain_label(domain), str_of(rows[i].label)))
			fail_msg("\"%s\": name " STR_FMT ", org " STR_FMT ", label " STR_FMT
			         ", flags %u",
			         rows[i].written, STR_ARG(domain.name), STR_ARG(domain.org),
			         STR_ARG(domain_label(domain)), domain.flags);
	}
}

static void nothing_is_no_domain(void **state)
{
	struct domain none = domain_of("  "), null;

	(void)state;
	assert_true(domain_init(&arena, lists, (struct str){ NULL, 0 }, &null));
	assert_null(none.name.p);
	assert_null(null.name.p);
	assert_false(domain_eq(none, null));
	assert_false(domain_same_org(none, null));
	assert_int_equal(domain_label(none).n, 0);
}

static void names_without_bounds(void **state)
{
	static char name[70000];
	struct domain domain;

	(void)state;
	memset(name, 'a', sizeof name);
	assert_true(domain_init(&arena, lists, str_make(name, sizeof name), &domain));
	assert_int_equal(domain.flags, DOMAIN_LITERAL);
	for (size_t i = 1; i < 253; i += 2)
		name[i] = '.';
	assert_true(domain_init(&arena, lists, str_make(name, 253), &domain));
	assert_int_equal(domain.name.n, 253);
	assert_int_equal(domain.org.n, 3);
	assert_true(domain_init(&arena, lists, str_make("a.example\0.com", 14), &domain));
	assert_int_equal(domain.flags, DOMAIN_LITERAL);
}

static void domains_are_compared(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal, same_org;
	} rows[] = {
		{ "acme.example", "ACME.example.", true, true },
		{ "acme.example", "mail.acme.example", false, true },
		{ "a.acme.co.uk", "b.acme.co.uk", false, true },
		{ "acme.co.uk", "other.co.uk", false, false },
		{ "acme.github.io", "other.github.io", false, false },
		{ "acme.com", "acme.net", false, false },
		{ "192.0.2.1", "198.51.2.1", false, false },
		{ "192.0.2.1", "192.0.2.1", true, true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct domain a = domain_of(rows[i].a), b = domain_of(rows[i].b);

		if (domain_eq(a, b) != rows[i].equal || domain_same_org(a, b) != rows[i].same_org)
			fail_msg("%s and %s", rows[i].a, rows[i].b);
	}
	assert_true(domain_is_under(str_of("mail.acme.example"), str_of("acme.example")));
	assert_true(domain_is_under(str_of("acme.example"), str_of("acme.example")));
	assert_false(domain_is_under(str_of("notacme.example"), str_of("acme.example")));
	assert_false(domain_is_under(str_of("acme.example"), str_of("mail.acme.example")));
	assert_false(domain_is_under(str_of("acme.example"), (struct str){ NULL, 0 }));
}

static void the_admins_lists_add(void **state)
{
	static const struct {
		const char *written;
		unsigned flags;
	} rows[] = {
		{ "free.example", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "mail.free.example", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "a.tenants.example", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "xn--mller-freemail-gsb.example", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "portal.example", DOMAIN_PLATFORM },
		{ "gmail.com", DOMAIN_FREEMAIL | DOMAIN_SHARED | DOMAIN_PLATFORM },
		{ "web.de", DOMAIN_FREEMAIL | DOMAIN_SHARED },
		{ "acme.example", 0 },
	};
	struct domain_lists *shipped = lists;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(domain_lists_load(TEST_DATA "/party/lists", &lists, &err), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		unsigned flags = domain_of(rows[i].written).flags;

		if (flags != rows[i].flags)
			fail_msg("%s has flags %u", rows[i].written, flags);
	}
	domain_lists_free(lists);
	lists = shipped;
	assert_int_equal(domain_of("free.example").flags, 0);
	assert_int_equal(domain_of("gmail.com").flags, DOMAIN_FREEMAIL | DOMAIN_SHARED);
}

static void a_bad_line_is_named(void **state)
{
	struct domain_lists *none = NULL;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(domain_lists_load(TEST_DATA "/party/broken", &none, &err), ERR_CONFIG);
	assert_null(none);
	assert_non_null(strstr(err.text, "shared.domains:3"));
	assert_non_null(strstr(err.text, "not a domain"));
	assert_int_equal(domain_lists_load(TEST_DATA "/party/broken", &none, NULL), ERR_CONFIG);
	domain_lists_free(NULL);
}

static void missing_folders_are_none(void **state)
{
	struct domain_lists *more = NULL;

	(void)state;
	assert_int_equal(domain_lists_load("/nowhere/at/all", &more, NULL), 0);
	domain_lists_free(more);
}

static void without_memory(void **state)
{
	struct arena small;
	struct domain domain;

	(void)state;
	arena_init(&small, 1);
	assert_false(domain_init(&small, lists, str_of("acme.example"), &domain));
	assert_false(domain_init(&small, lists, str_of("[192.0.2.1]"), &domain));
	arena_done(&small);
}

/* publicsuffix.org's own cases, where a checkout of them is at hand. */
static void the_lists_own_cases(void **state)
{
	const char *path = getenv("OPENBEC_PSL_TESTS");
	FILE *file = path ? fopen(path, "r") : NULL;
	char line[512], name[256], want[256];
	int cases = 0;

	(void)state;
	if (!file) {
		print_message("skipped: OPENBEC_PSL_TESTS names no tests.txt of the Public Suffix "
		              "List\n");
		skip();
	}
	while (fgets(line, sizeof line, file)) {
		struct domain domain, wanted;

		if (line[0] == '/' || sscanf(line, "%255s %255s", name, want) != 2 ||
		    name[0] == '.' || strcmp(name, "null") == 0)
			continue;
		domain = domain_of(name);
		wanted = domain_of(strcmp(want, "null") == 0 ? name : want);
		if (!str_eq(domain.org, wanted.name))
			fail_msg("%s: " STR_FMT ", not %s", name, STR_ARG(domain.org), want);
		cases++;
	}
	fclose(file);
	assert_true(cases > 50);
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
		cmocka_unit_test(names_and_organisations),  cmocka_unit_test(nothing_is_no_domain),
		cmocka_unit_test(names_without_bounds),     cmocka_unit_test(domains_are_compared),
		cmocka_unit_test(the_admins_lists_add),     cmocka_unit_test(a_bad_line_is_named),
		cmocka_unit_test(missing_folders_are_none), cmocka_unit_test(without_memory),
		cmocka_unit_test(the_lists_own_cases),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
