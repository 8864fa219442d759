/* Whose look-alikes are found: domains with which mail has gone both ways, whichever way it went first; by key, bounded, and gone
 * when they have aged. */
#include "store/world.h"

#include "store/domain_keys.h"

static const uint64_t acme_keys[] = { 11, 12, 13, UINT64_MAX };
static const uint64_t other_keys[] = { 13, 21 };

/* Our mail to `address`; NULL: their proven mail. */
static void mail(struct world *world, const char *key, int day, const char *domain,
                 const char *address, const uint64_t *keys, size_t n)
{
	struct domain_keys kept = { str_of(domain), str_of(address), keys, n };
	struct str to = str_of(address);
	char party[64];
	struct sighting sighting[2];
	struct batch batch;

	snprintf(party, sizeof party, "%s%s", address ? "me@ours.example" : "ann@",
	         address ? "" : domain);
	sighting[0] = world_sighting(party, AT(day), NULL, 0);
	snprintf(party, sizeof party, "@%s", address ? "ours.example" : domain);
	sighting[1] = world_sighting(party, AT(day), NULL, 0);
	batch = world_batch(key, LESSON_LEARN, AT(day), sighting, 2);
	batch.domain = &kept;
	batch.domains = 1;
	batch.written = &to;
	batch.written_n = address != NULL;
	world_learn(world, &batch);
}

#define HEARD(key, day, domain, keys) mail(world, key, day, domain, NULL, keys, COUNT(keys))
#define WROTE(key, day, domain, keys)                                                              \
	mail(world, key, day, domain, "joe@" domain, keys, COUNT(keys))

static size_t find(struct world *world, const uint64_t *key, size_t n, struct str *ret, size_t max)
{
	struct snapshot *snapshot;
	size_t found = 99;

	assert_int_equal(store_snapshot(world->store, &snapshot, NULL), 0);
	assert_int_equal(
		snapshot_domains_by_key(snapshot, key, n, &world->arena, ret, max, &found, NULL),
		0);
	snapshot_end(snapshot);
	return found;
}

static bool is_known(struct world *world, const char *domain)
{
	struct snapshot *snapshot;
	bool known;

	assert_int_equal(store_snapshot(world->store, &snapshot, NULL), 0);
	assert_int_equal(snapshot_domain_is_known(snapshot, str_of(domain), &known, NULL), 0);
	snapshot_end(snapshot);
	return known;
}

static void test_both_ways(void **state)
{
	struct world *world = *state;
	struct str name[4];

	WROTE("w1", 100, "acme.example", acme_keys);
	assert_false(is_known(world, "acme.example"));
	assert_int_equal(find(world, acme_keys, COUNT(acme_keys), name, 4), 0);
	HEARD("h1", 101, "acme.example", acme_keys);
	assert_true(is_known(world, "acme.example"));
	assert_int_equal(find(world, acme_keys, COUNT(acme_keys), name, 4), 1);
	assert_true(str_eq(name[0], str_of("acme.example")));
	assert_int_equal(find(world, &acme_keys[3], 1, name, 4), 1);
	assert_int_equal(find(world, (const uint64_t[]){ 10, 14, 0 }, 3, name, 4), 0);
	assert_int_equal(find(world, acme_keys, 0, name, 4), 0);
}

/* Who wrote first is known once we answer, and trusted: a week later. */
static void test_they_wrote_first(void **state)
{
	struct world *world = *state;
	struct sighting joe = world_sighting("joe@acme.example", AT(100), NULL, 0);
	struct batch batch = world_batch("j", LESSON_LEARN, AT(100), &joe, 1);

	world_learn(world, &batch);
	HEARD("h1", 100, "acme.example", acme_keys);
	assert_false(is_known(world, "acme.example"));
	WROTE("w1", 102, "acme.example", acme_keys); /* not trusted yet */
	assert_false(is_known(world, "acme.example"));
	WROTE("w2", 109, "acme.example", acme_keys);
	assert_true(is_known(world, "acme.example"));
}

static void test_strangers_alone(void **state)
{
	struct world *world = *state;
	char *dump;

	HEARD("h1", 100, "acme.example", acme_keys);
	HEARD("h2", 110, "acme.example", acme_keys);
	dump = world->backend->dump(world->path, "known_domain");
	assert_string_equal(dump, "");
	free(dump);
}

/* A key of many; more keys than are asked at once; fewer places than domains. */
static void test_bounds(void **state)
{
	struct world *world = *state;
	uint64_t many[40];
	struct str name[4];

	for (size_t i = 0; i < COUNT(many); i++)
		many[i] = 1000 + i;
	WROTE("w1", 100, "acme.example", acme_keys);
	HEARD("h1", 101, "acme.example", acme_keys);
	WROTE("w2", 100, "other.example", other_keys);
	HEARD("h2", 101, "other.example", other_keys);
	WROTE("w3", 100, "many.example", many);
	HEARD("h3", 101, "many.example", many);
	assert_int_equal(find(world, &acme_keys[2], 1, name, 4), 2);
	assert_int_equal(find(world, &acme_keys[2], 1, name, 1), 1);
	assert_int_equal(find(world, many, COUNT(many), name, 4), 1);
	assert_int_equal(find(world, &many[39], 1, name, 4), 1);
	many[39] = 21; /* asked last */
	for (size_t i = 0; i < 39; i++)
		many[i] = i;
	assert_int_equal(find(world, many, COUNT(many), name, 4), 2);
}

static void test_recipients(void **state)
{
	struct world *world = *state;
	struct snapshot *snapshot;
	bool writes;
	static const struct {
		const char *domain, *recipient;
		bool writes;
	} rows[] = {
		{ "acme.example", "bob@example.org", true },
		{ "acme.example", "eve@example.org", false },
		{ "other.example", "bob@example.org", false },
		{ "acme.example", "", false },
	};

	world_mail(world, "m1", LESSON_LEARN, "ann@acme.example", AT(100), "bob@example.org", NULL,
	           0);
	world_mail(world, "m2", LESSON_LEARN, "x@acme.example 192.0.2.0/24", AT(100),
	           "eve@example.org", NULL, 0);
	assert_int_equal(store_snapshot(world->store, &snapshot, NULL), 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(snapshot_domain_writes_to(snapshot, str_of(rows[i].domain),
		                                           str_of(rows[i].recipient), &writes,
		                                           NULL),
		                 0);
		if (writes != rows[i].writes)
			fail_msg("%s to %s", rows[i].domain, rows[i].recipient);
	}
	snapshot_end(snapshot);
}

/* Three years without a mail to or from it. */
static void test_ageing(void **state)
{
	struct world *world = *state;
	struct str name[4];
	size_t rows;
	char *dump;

	WROTE("w1", 100, "acme.example", acme_keys);
	HEARD("h1", 101, "acme.example", acme_keys);
	WROTE("w2", 100, "other.example", other_keys);
	HEARD("h2", 600, "other.example", other_keys);
	assert_int_equal(store_prune(world->store, AT(1150), &rows, NULL), 0);
	assert_true(is_known(world, "acme.example"));
	assert_int_equal(store_prune(world->store, AT(1300), &rows, NULL), 0);
	assert_false(is_known(world, "acme.example"));
	assert_int_equal(find(world, &acme_keys[2], 1, name, 4), 1);
	assert_true(str_eq(name[0], str_of("other.example")));
	dump = world->backend->dump(world->path, "domain_key");
	assert_string_equal(dump, "13|other.example\n21|other.example\n");
	free(dump);
}

/* What waits for feedback teaches no domain. */
static void test_lessons(void **state)
{
	struct world *world = *state;
	struct domain_keys domain = { STR("acme.example"), STR(""), acme_keys, COUNT(acme_keys) };
	struct sighting sighting = world_sighting("ann@acme.example", AT(101), NULL, 0);
	struct batch batch = world_batch("s", LESSON_PENDING, AT(101), &sighting, 1);

	WROTE("w1", 100, "acme.example", acme_keys);
	batch.domain = &domain;
	batch.domains = 1;
	world_learn(world, &batch);
	assert_false(is_known(world, "acme.example"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_both_ways, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_they_wrote_first, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_strangers_alone, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_bounds, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_recipients, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_ageing, world_setup, world_teardown),
		cmocka_unit_test_setup_teardown(test_lessons, world_setup, world_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
