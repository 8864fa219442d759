#include "site/site.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct arena arena;
static struct domain_lists *lists;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 4 << 20);
	return domain_lists_load(NULL, &lists, NULL);
}

static int teardown(void **state)
{
	(void)state;
	domain_lists_free(lists);
	arena_done(&arena);
	return 0;
}

static struct domain domain_of(const char *name)
{
	struct domain domain;

	assert_true(domain_init(&arena, lists, str_of(name), &domain));
	return domain;
}

static struct address address_of(const char *spec)
{
	struct address address;

	assert_true(address_init(&arena, lists, str_of(spec), (struct str){ NULL, 0 }, &address));
	return address;
}

static struct person_name name_of(const char *name)
{
	struct person_name ret;

	assert_true(person_name_init(&arena, str_of(name), &ret));
	return ret;
}

static void local_domains_hold_their_subdomains(void **state)
{
	static const struct {
		const char *name;
		bool local;
	} rows[] = {
		{ "ours.example", true },
		{ "OURS.example.", true },
		{ "mail.ours.example", true },
		{ "second.example", true },
		{ "theirs.example", false },
		{ "yours.example", false },
		{ "ours.example.evil.example", false },
		{ "example", false },
		{ "", false },
		{ "[192.0.2.1]", false },
	};
	struct domain local[] = { domain_of("ours.example"), domain_of("second.example") };
	struct site site = { .domains = lists, .local = local, .locals = 2 }, empty = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (site_is_local(&site, domain_of(rows[i].name)) != rows[i].local)
			fail_msg("%s", rows[i].name);
		assert_false(site_is_local(&empty, domain_of(rows[i].name)));
	}
}

static void persons_are_recognised(void **state)
{
	static const struct {
		const char *shown, *person; /* NULL: nobody */
		double strength;
	} rows[] = {
		{ "Maria Rossi", "Maria Rossi", 1 },
		{ "ROSSI, Maria", "Maria Rossi", 1 },
		{ "Mimi Red", "Maria Rossi", 1 },
		{ "Maria Lucia Rossi", "Maria Rossi", 0.8 },
		{ "Hans Berg", "Hans Berg", 1 },
		{ "Hans Rossi", NULL, 0 },
		{ "Maria", NULL, 0 },
		{ "", NULL, 0 },
		{ "Maria Lucia Berg", "Maria Lucia Berg", 1 },
	};
	struct person_name maria[] = { name_of("Maria Rossi"), name_of("Mimi Red") };
	struct person_name hans[] = { name_of("Hans Berg") };
	struct person_name lucia[] = { name_of("Maria Lucia Berg") };
	struct site_person persons[] = {
		{ .name = STR("Hans Berg"), .spelling = hans, .spellings = 1 },
		{ .name = STR("Maria Rossi"), .spelling = maria, .spellings = 2 },
		{ .name = STR("Maria Lucia Berg"), .spelling = lucia, .spellings = 1 },
	};
	struct site site = { .person = persons, .persons = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct person_name shown = name_of(rows[i].shown);
		double strength = -1;
		const struct site_person *person = site_person_shown(&site, &shown, &strength);

		if (strength < rows[i].strength - 0.001 || strength > rows[i].strength + 0.001)
			fail_msg("%s: %f", rows[i].shown, strength);
		if (!person != !rows[i].person ||
		    (person && !str_eq(person->name, str_of(rows[i].person))))
			fail_msg("%s: " STR_FMT, rows[i].shown,
			         STR_ARG(person ? person->name : str_of("nobody")));
	}
}

static void persons_have_their_addresses(void **state)
{
	struct address own[] = { address_of("maria@ours.example"),
		                 address_of("mrossi61@mail.example") };
	struct site_person person = { .address = own, .addresses = 2 };

	(void)state;
	assert_true(site_person_has(&person, address_of("Maria@Ours.Example")));
	assert_true(site_person_has(&person, address_of("mrossi61@mail.example")));
	assert_false(site_person_has(&person, address_of("maria@mail.example")));
	assert_false(site_person_has(&person, (struct address){ 0 }));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(local_domains_hold_their_subdomains),
		cmocka_unit_test(persons_are_recognised),
		cmocka_unit_test(persons_have_their_addresses),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
