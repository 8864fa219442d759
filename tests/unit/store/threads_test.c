/* Many threads at once read, learn and change: what they taught adds up. Run with ThreadSanitizer, too. */
#include <pthread.h>

#include "store/world.h"

#define THREADS  8
#define MESSAGES 60

struct worker {
	struct world *world;
	pthread_t thread;
	int number;
	int failed;
};

static void read_something(struct worker *worker, const char *party)
{
	struct snapshot *snapshot;
	struct recipient_record record;
	struct profile profile;
	struct arena arena;

	arena_init(&arena, (size_t)1 << 20);
	if (store_snapshot(worker->world->store, &snapshot, NULL)) {
		worker->failed++;
	} else {
		worker->failed +=
			snapshot_profile(snapshot, str_of(party), &arena, &profile, NULL) != 0;
		worker->failed += snapshot_recipient(snapshot, str_of(""), &record, NULL) != 0;
		snapshot_end(snapshot);
	}
	arena_done(&arena);
}

static void *work(void *context)
{
	const struct shown_trait trait = { STR("mailer"), STR("Mutt"), false, false };
	struct str to = STR("bob@example.org");
	struct worker *worker = context;
	char why[256];

	for (int i = 0; i < MESSAGES; i++) {
		char key[32], party[32];
		struct sighting sighting;
		struct batch batch;

		snprintf(key, sizeof key, "t%d.%d", worker->number, i);
		snprintf(party, sizeof party, "p%d@x.example", i % 10); /* shared by all threads */
		sighting = world_sighting(party, AT(100 + i / 10), &trait, 1);
		batch = world_batch(key, LESSON_LEARN, sighting.at_s, &sighting, 1);
		batch.contact = &to;
		batch.contacts = 1;
		worker->failed += store_learn(worker->world->store, &batch, 20000, NULL) != 0;
		read_something(worker, party);
		if (i % 20 == 0)
			worker->failed += store_feedback(worker->world->store, str_of(key),
			                                 FEEDBACK_LEGITIMATE, AT(200), NULL) != 0;
		if (store_state(worker->world->store, why, sizeof why) != STORE_OK)
			worker->failed++;
	}
	return NULL;
}

static void test_threads(void **state)
{
	struct world *world = *state;
	struct worker worker[THREADS];

	for (int i = 0; i < THREADS; i++) {
		worker[i] = (struct worker){ .world = world, .number = i };
		assert_int_equal(pthread_create(&worker[i].thread, NULL, work, &worker[i]), 0);
	}
	for (int i = 0; i < THREADS; i++) {
		pthread_join(worker[i].thread, NULL);
		assert_int_equal(worker[i].failed, 0);
	}
	for (int i = 0; i < 10; i++) {
		char party[32];

		snprintf(party, sizeof party, "p%d@x.example", i);
		assert_in_range(world_profile(world, party).days, 1, 6);
		assert_int_equal(world_profile(world, party).last_day, 105);
	}
}

/* Threads that don't wait, a file that goes away, and the end: nothing is touched twice, nothing hangs. */
static void *hurry(void *context)
{
	struct worker *worker = context;

	for (int i = 0; i < MESSAGES; i++) {
		struct sighting sighting = world_sighting("h@x.example", AT(100 + i), NULL, 0);
		char key[32];
		struct batch batch;

		snprintf(key, sizeof key, "h%d.%d", worker->number, i);
		batch = world_batch(key, LESSON_LEARN, sighting.at_s, &sighting, 1);
		store_learn(worker->world->store, &batch, i % 3, NULL);
		read_something(worker, "h@x.example");
		if (worker->number == 0 && i == MESSAGES / 2)
			remove(worker->world->path);
	}
	return NULL;
}

static void test_hurry(void **state)
{
	struct world *world = *state;
	struct worker worker[THREADS];

	for (int i = 0; i < THREADS; i++) {
		worker[i] = (struct worker){ .world = world, .number = i };
		assert_int_equal(pthread_create(&worker[i].thread, NULL, hurry, &worker[i]), 0);
	}
	for (int i = 0; i < THREADS; i++)
		pthread_join(worker[i].thread, NULL);
	world_close(world);
	world_open(world);
	assert_true(world_profile(world, "h@x.example").found);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_threads),
		TEST(test_hurry),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
