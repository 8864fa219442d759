#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "dmarc_world.h"

/* "ORG WHERE", "ORG -" without a record that applies, "... failed". */
static void show(const struct dmarc_tree *tree, char ret[600])
{
	snprintf(ret, 600, STR_FMT " " STR_FMT "%s", STR_ARG(tree->org),
	         STR_ARG(tree->found ? tree->where : str_of("-")), tree->failed ? " failed" : "");
}

#define P "TXT v=DMARC1; p=none"

static const struct row {
	const char *name, *zone, *domain, *want;
	size_t asked;
} rows[] = {
	/* RFC 9989 §4.10.2, its three examples */
	{ "the shortest name with a record",
	  "_dmarc.mail.example.com " P "\n_dmarc.example.com " P "\n", "a.mail.example.com",
	  "example.com example.com", 4 },
	{ "psd=n", "_dmarc.mail.example.com " P "; psd=n\n_dmarc.example.com " P "\n",
	  "a.mail.example.com", "mail.example.com mail.example.com", 2 },
	{ "psd=y", "_dmarc.com " P "; psd=y\n", "a.mail.example.com", "example.com com", 4 },
	/* and the one in rule 2 */
	{ "psd=y in the middle", "_dmarc.example.com " P "; psd=y\n", "a.mail.example.com",
	  "mail.example.com example.com", 3 },
	/* RFC 9989 §4.10, eight questions */
	{ "a long name", "_dmarc.example.com " P "\n", "a.b.c.d.e.f.g.h.i.j.mail.example.com",
	  "example.com example.com", 8 },
	{ "a record that is skipped", "_dmarc.f.g.h.i.j.mail.example.com " P "\n",
	  "a.b.c.d.e.f.g.h.i.j.mail.example.com", "example.com -", 8 },
	{ "the highest that isn't", "_dmarc.g.h.i.j.mail.example.com " P "\n",
	  "a.b.c.d.e.f.g.h.i.j.mail.example.com",
	  "g.h.i.j.mail.example.com g.h.i.j.mail.example.com", 8 },
	{ "eight labels", "_dmarc.example.com " P "\n", "a.b.c.d.e.f.example.com",
	  "example.com example.com", 8 },
	{ "nine labels", "_dmarc.b.c.d.e.f.g.example.com " P "; psd=n\n",
	  "a.b.c.d.e.f.g.example.com", "example.com -", 8 },
	{ "seven labels", "", "a.b.c.d.e.example.com", "example.com -", 7 },
	/* where a record stands */
	{ "nowhere", "", "mail.acme.example", "acme.example -", 3 },
	{ "at the name", "_dmarc.acme.example " P "\n", "acme.example", "acme.example acme.example",
	  2 },
	{ "at a subdomain alone", "_dmarc.mail.acme.example " P "\n", "mail.acme.example",
	  "mail.acme.example mail.acme.example", 3 },
	{ "between", "_dmarc.b.acme.example " P "\n_dmarc.acme.example " P "\n", "a.b.acme.example",
	  "acme.example acme.example", 4 },
	{ "the name's own goes before", "_dmarc.a.acme.example " P "\n_dmarc.acme.example " P "\n",
	  "a.acme.example", "acme.example a.acme.example", 3 },
	{ "psd=n at the name", "_dmarc.acme.example " P "; psd=n\n_dmarc.example " P "\n",
	  "acme.example", "acme.example acme.example", 1 },
	{ "psd=y at the name itself", "_dmarc.bank " P "; psd=y\n", "bank", "bank bank", 1 },
	{ "psd=y right above", "_dmarc.bank " P "; psd=y\n", "acme.bank", "acme.bank bank", 2 },
	{ "psd=y, the organisation has its own",
	  "_dmarc.bank " P "; psd=y\n_dmarc.acme.bank " P "\n", "mail.acme.bank",
	  "acme.bank acme.bank", 3 },
	{ "a single label", "", "localhost", "localhost -", 1 },
	/* what is no record */
	{ "two records are none",
	  "_dmarc.acme.example " P "\n_dmarc.acme.example TXT v=DMARC1; p=reject\n", "acme.example",
	  "acme.example -", 2 },
	{ "one that can't be read counts as one of two",
	  "_dmarc.acme.example " P "\n_dmarc.acme.example TXT v=DMARC1; p=none; p=none\n",
	  "acme.example", "acme.example -", 2 },
	{ "other texts are none",
	  "_dmarc.acme.example TXT v=spf1 -all\n_dmarc.acme.example " P "\n", "acme.example",
	  "acme.example acme.example", 2 },
	{ "one behind an alias", "_dmarc.acme.example CNAME d.host.example\nd.host.example " P "\n",
	  "acme.example", "acme.example acme.example", 2 },
	{ "one without policy ends a walk but isn't applied",
	  "_dmarc.mail.acme.example TXT v=DMARC1; psd=n\n_dmarc.acme.example " P "\n",
	  "a.mail.acme.example", "mail.acme.example -", 2 },
	/* suffixes that many strangers share */
	{ "a suffix with a record", "_dmarc.co.uk " P "\n", "a.acme.co.uk", "acme.co.uk co.uk", 4 },
	{ "the suffix above it", "_dmarc.uk " P "; psd=y\n", "a.acme.co.uk", "acme.co.uk uk", 4 },
	{ "a private suffix", "_dmarc.github.io " P "\n", "acme.github.io",
	  "acme.github.io github.io", 3 },
	{ "that says it is one organisation", "_dmarc.github.io " P "; psd=n\n", "acme.github.io",
	  "github.io github.io", 2 },
	{ "a suffix itself", "_dmarc.github.io " P "\n", "github.io", "github.io github.io", 2 },
	/* failures */
	{ "at the name", "_dmarc.acme.example TXT SERVFAIL\n", "acme.example",
	  "acme.example - failed", 1 },
	{ "above it", "_dmarc.acme.example TXT SERVFAIL\n_dmarc.mail.acme.example " P "\n",
	  "mail.acme.example", "acme.example mail.acme.example failed", 2 },
	{ "above another's", "_dmarc.acme.example TXT SERVFAIL\n_dmarc.b.acme.example " P "\n",
	  "a.b.acme.example", "acme.example - failed", 3 },
	{ "above an end", "_dmarc.example TXT SERVFAIL\n_dmarc.acme.example " P "; psd=n\n",
	  "acme.example", "acme.example acme.example", 1 },
	{ "no answer at all", "_dmarc.acme.example TXT SILENT\n", "a.acme.example",
	  "acme.example - failed", 2 },
	/* names that are none */
	{ "an address", "", "192.0.2.1", "192.0.2.1 -", 0 },
	{ "a literal", "", "[192.0.2.1]", "[192.0.2.1] -", 0 },
	{ "empty labels", "", "a..example", "a..example -", 0 },
	{ "none", "", "", " -", 0 },
};

static void walks(void **state)
{
	struct dmarc_world world = { 0 };
	struct dmarc_tree tree;
	size_t wrong = 0;
	char got[600];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];

		dmarc_world_open(&world, row->zone);
		dmarc_walk(world.dns, dmarc_world_domain(&world, str_of(row->domain)), &tree);
		show(&tree, got);
		if (strcmp(got, row->want) != 0 || zone_asked(world.zone) != row->asked) {
			print_error("%s: %s by %zu questions, wanted %s by %zu\n", row->name, got,
			            zone_asked(world.zone), row->want, row->asked);
			wrong++;
		}
		dmarc_world_close(&world);
	}
	domain_lists_free(world.lists);
	assert_int_equal(wrong, 0);
}

/* Nothing more is asked when the walk comes. */
static void prefetches(void **state)
{
	static const char zone[] = "_dmarc.example.com " P "\n";
	struct dmarc_world world = { 0 };
	struct dmarc_tree tree;
	struct domain domain;

	(void)state;
	dmarc_world_open(&world, zone);
	domain = dmarc_world_domain(&world, str_of("a.b.c.d.e.f.g.h.example.com"));
	dmarc_prefetch(world.dns, domain);
	assert_int_equal(zone_asked(world.zone), DMARC_QUESTIONS_MAX);
	dmarc_walk(world.dns, domain, &tree);
	assert_true(tree.found);
	assert_int_equal(zone_asked(world.zone), DMARC_QUESTIONS_MAX);
	dmarc_world_close(&world);
	domain_lists_free(world.lists);
}

/* As long as a name may be, and longer with "_dmarc." in front than the DNS can hold. */
static void longest_name(void **state)
{
	struct dmarc_world world = { 0 };
	struct dmarc_tree tree;
	char name[254];

	(void)state;
	for (size_t i = 0; i < 253; i++)
		name[i] = i % 2 ? '.' : 'a';
	name[253] = '\0';
	dmarc_world_open(&world, "_dmarc.a.a " P "\n");
	dmarc_walk(world.dns, dmarc_world_domain(&world, str_of(name)), &tree);
	assert_true(tree.found);
	assert_int_equal(tree.where.n, 3);
	assert_int_equal(zone_asked(world.zone), 7);
	dmarc_world_close(&world);
	domain_lists_free(world.lists);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(walks),
		cmocka_unit_test(prefetches),
		cmocka_unit_test(longest_name),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
