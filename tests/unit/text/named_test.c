#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "text/named.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct domain_lists *lists;

/* What a message names, as "domain domain | address address". */
static void describe(const struct message *message, char *ret, size_t size)
{
	struct arena arena;
	struct named named;
	size_t n = 0;

	arena_init(&arena, 4 << 20);
	assert_true(named_find(&arena, lists, message, &named));
	ret[0] = '\0';
	for (size_t i = 0; i < named.domains && n < size; i++)
		n += (size_t)snprintf(ret + n, size - n, "%s" STR_FMT, i ? " " : "",
		                      STR_ARG(named.domain[i].name));
	for (size_t i = 0; i < named.addresses && n < size; i++)
		n += (size_t)snprintf(ret + n, size - n, "%s" STR_FMT, i ? " " : " | ",
		                      STR_ARG(named.address[i].full));
	arena_done(&arena);
}

static const struct {
	const char *name, *text, *want;
} rows[] = {
	{ "nothing", "Please pay the invoice.", "" },
	{ "address", "Write to Ann.Bee+x@Acme.example, thanks",
	  "acme.example | ann.bee+x@acme.example" },
	{ "address in brackets", "Ann <ann@acme.example>", "acme.example | ann@acme.example" },
	{ "two at once", "a@acme.example;b@acme.example",
	  "acme.example | a@acme.example b@acme.example" },
	{ "address of a host", "root@[192.0.2.1] root@localhost", "" },
	{ "url", "see https://www.acme.example/a/b.html?x=foo.test#c and so on",
	  "www.acme.example" },
	{ "url with port", "http://acme.example:8080/x", "acme.example" },
	{ "bare", "our site acme.example, or www.acme.example.", "acme.example www.acme.example" },
	{ "path of a bare one", "acme.example/other.test", "acme.example" },
	{ "in typographic quotes", "\u201cacme.example\u201d \u2014 yes", "acme.example" },
	{ "not ASCII", "www.m\u00fcller.example", "www.xn--mller-kva.example" },
	{ "each once", "acme.example ACME.EXAMPLE a@acme.example",
	  "acme.example | a@acme.example" },
	{ "files", "invoice.pdf, Report.DOCX and data.zip", "" },
	{ "a blank is missing", "It is due today.Please pay", "" },
	{ "abbreviations and numbers", "e.g. 1.500,00 at 10.30 a.m. S.p.A. v1.2.3", "" },
	{ "signs only", "@ @@ .@. a@ @b.example ...", "" },
	{ "an @ alone names no one", "@acme.example", "" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct message message = { .own = str_of(rows[i].text) };
		char got[500];

		describe(&message, got, sizeof got);
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("%s: got \"%s\", want \"%s\"", rows[i].name, got, rows[i].want);
	}
}

static void test_places(void **state)
{
	struct html_link link[] = {
		{ str_of("https://user:x@evil.example:443/path"), str_of("www.bank.example") },
		{ str_of("mailto:pay@mail.example?subject=a@b"), str_of("mail us") },
		{ str_of("tel:+390612345"), str_of("") },
	};
	struct message message = {
		.own = str_of("own.example"),
		.signature = str_of("sign.example"),
		.quoted = str_of("quoted.example"),
		.link = link,
		.links = COUNT(link),
	};
	char got[500];

	(void)state;
	describe(&message, got, sizeof got);
	assert_string_equal(got,
	                    "own.example sign.example evil.example www.bank.example mail.example "
	                    "quoted.example | pay@mail.example");
}

/* However many there are, the lists end, and so does the work. */
static void test_floods(void **state)
{
	char *flood = malloc(1 << 20);
	size_t n = 0;
	struct message message = { 0 };
	struct arena arena;
	struct named named;

	(void)state;
	assert_non_null(flood);
	for (unsigned i = 0; n < (1 << 20) - 100; i++)
		n += (size_t)snprintf(flood + n, 100, "a%u@d%u.example ", i, i);
	message.own = str_make(flood, n);
	arena_init(&arena, 4 << 20);
	assert_true(named_find(&arena, lists, &message, &named));
	assert_int_equal(named.domains, NAMED_MAX);
	assert_int_equal(named.addresses, NAMED_MAX);
	arena_done(&arena);
	arena_init(&arena, 100);
	assert_false(named_find(&arena, lists, &message, &named));
	arena_done(&arena);
	free(flood);
}

static int load_lists(void **state)
{
	(void)state;
	return domain_lists_load(NULL, &lists, NULL);
}

static int free_lists(void **state)
{
	(void)state;
	domain_lists_free(lists);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_floods),
	};

	return cmocka_run_group_tests(tests, load_lists, free_lists);
}
