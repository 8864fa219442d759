/* Persons and partners that stand in the store count beside the configured ones. */
#include "site/listed.h"

#include "store/world.h"

static struct domain_lists *domains;
static struct person_name maria_name;
static struct address maria_address;
static struct site_person maria = { .name = STR("Maria Rossi"),
	                            .spelling = &maria_name,
	                            .spellings = 1,
	                            .address = &maria_address,
	                            .addresses = 1 };
static struct arena texts;

static int load(void **state)
{
	(void)state;
	arena_init(&texts, (size_t)1 << 20);
	return domain_lists_load(NULL, &domains, NULL) ||
	       !person_name_init(&texts, maria.name, &maria_name) ||
	       !address_init(&texts, domains, str_of("maria@ours.example"), str_of(""),
	                     &maria_address);
}

static int unload(void **state)
{
	(void)state;
	domain_lists_free(domains);
	arena_done(&texts);
	return 0;
}

static void enter(struct world *world, const char *list, const char *type, const char *value,
                  const char *name, int64_t expires_s)
{
	const struct list_entry entry = { .list = str_of(list),
		                          .type = str_of(type),
		                          .value = str_of(value),
		                          .comment = STR("why"),
		                          .created_s = AT(1),
		                          .expires_s = expires_s,
		                          .name = str_of(name) };

	assert_int_equal(store_list_add(world->store, &entry, NULL), 0);
}

static const struct site_person *shown(const struct site *site, const char *name)
{
	struct person_name is;
	double strength;

	assert_true(person_name_init(&texts, str_of(name), &is));
	return site_person_shown(site, &is, &strength);
}

static void test_both(void **state)
{
	struct world *world = *state;
	const struct site configured = { .person = &maria, .persons = 1 };
	struct site_listed *listed = site_listed_new(&configured, domains);
	struct site_both *both;
	struct address address;

	assert_null(site_listed_take(listed, NULL, AT(100)));
	assert_null(site_listed_take(listed, world->store, AT(100))); /* nothing is entered */
	site_listed_free(listed);

	enter(world, "person", "name", "Petra Vogel", "Petra Vogel", 0);
	enter(world, "person", "address", "petra@ours.example", "Petra Vogel", 0);
	enter(world, "person", "alias", "Pet Vogel", "Petra Vogel", 0);
	enter(world, "person", "name", "Jo Doe", "Jo Doe", 0); /* has no address */
	enter(world, "person", "name", "Al Old", "Al Old", AT(90));
	enter(world, "person", "address", "al@ours.example", "Al Old", AT(90));
	enter(world, "partner", "domain", "acme.example", "", 0);
	listed = site_listed_new(&configured, domains);
	both = site_listed_take(listed, world->store, AT(100));
	assert_non_null(both);
	assert_int_equal(both->site.persons, 2);
	assert_ptr_equal(both->site.person[0].spelling, &maria_name);
	assert_true(str_eq(shown(&both->site, "Pet Vogel")->name, str_of("Petra Vogel")));
	assert_true(str_eq(shown(&both->site, "Rossi, Maria")->name, maria.name));
	assert_null(shown(&both->site, "Jo Doe"));
	assert_null(shown(&both->site, "Al Old"));
	assert_true(
		address_init(&texts, domains, str_of("petra@ours.example"), str_of(""), &address));
	assert_true(site_person_has(shown(&both->site, "Petra Vogel"), address));
	assert_int_equal(both->site.partners, 1);
	assert_true(str_eq(both->site.partner[0].domain.name, str_of("acme.example")));
	assert_true(str_eq(both->site.partner[0].comment, str_of("why")));
	assert_int_equal(configured.persons, 1);

	/* what was taken stays; within the minute nobody reads anew */
	enter(world, "partner", "domain", "other.example", "", 0);
	site_listed_free(listed);
	assert_true(str_eq(both->site.partner[0].domain.name, str_of("acme.example")));
	site_listed_give(both);
	site_listed_give(NULL);
	site_listed_free(NULL);
}

static void test_not_read_twice(void **state)
{
	struct world *world = *state;
	const struct site configured = { 0 };
	struct site_listed *listed = site_listed_new(&configured, domains);
	struct site_both *first, *second;

	enter(world, "partner", "domain", "acme.example", "", 0);
	first = site_listed_take(listed, world->store, AT(100));
	enter(world, "partner", "domain", "other.example", "", 0);
	second = site_listed_take(listed, world->store, AT(100));
	assert_non_null(first);
	assert_ptr_equal(first, second);
	assert_int_equal(second->site.partners, 1);
	site_listed_give(first);
	site_listed_give(second);
	site_listed_free(listed);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_both),
		TEST(test_not_read_twice),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
