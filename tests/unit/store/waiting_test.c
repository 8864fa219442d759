/* A store that can't write now never stops mail: it waits no longer than it was told, and goes on when it can. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/faults.h"

/* Readers don't notice a lock, writers wait: not longer than they were told, and nothing is lost. */
static void test_locked(void **state)
{
	struct world *world = *state;
	sqlite3 *handle;
	int64_t began;
	struct err err;
	char why[256];

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	handle = world_lock(world);
	began = clock_monotonic_ms();
	assert_int_equal(world_try(world->store, "m2", ANN, AT(100), 100, &err), ERR_TIMEOUT);
	assert_in_range(clock_monotonic_ms() - began, 90, 100 + 300 * SLOW);
	assert_true(world_profile(world, ANN).found);
	usleep(1200000); /* the writer has given up once */
	assert_int_equal(world_state(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "another process"));
	world_unlock(handle);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "m3", ANN, AT(100), 10000, &err), 0);
	assert_true(world_message(world, "m2").found);
	assert_int_equal(world_state(world->store, why), STORE_OK);
}

static void test_locked_for_a_second(void **state)
{
	struct world *world = *state;
	sqlite3 *handle = world_lock(world);
	int64_t began = clock_monotonic_ms();
	struct err err;
	pid_t child = fork();

	if (child == 0) { /* holds nothing itself; wakes the parent's lock up by time */
		usleep(1000000);
		_exit(0);
	}
	assert_int_equal(world_try(world->store, "m1", ANN, AT(100), 50, &err), ERR_TIMEOUT);
	waitpid(child, NULL, 0);
	world_unlock(handle);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "m2", ANN, AT(100), 10000, &err), 0);
	assert_in_range(clock_monotonic_ms() - began, 1000, 1000 + 2500 * SLOW);
	assert_true(world_message(world, "m1").found);
}

/* Once a write failed nobody waits for one that would fail, too; all of it is written later. */
static void test_nobody_waits_behind_a_failure(void **state)
{
	struct world *world = *state;
	sqlite3 *handle = world_lock(world);
	int64_t began;
	struct err err;
	char why[256];

	assert_int_equal(world_try(world->store, "first", ANN, AT(100), 100, &err), ERR_TIMEOUT);
	for (int i = 0; i < 500 && world_state(world->store, why) == STORE_OK; i++)
		usleep(10000);
	began = clock_monotonic_ms();
	for (int i = 0; i < 50; i++) {
		char key[16];

		snprintf(key, sizeof key, "n%d", i);
		assert_int_equal(world_try(world->store, key, ANN, AT(101 + i), 1000, &err),
		                 ERR_TIMEOUT);
	}
	assert_in_range(clock_monotonic_ms() - began, 0, 2000 * SLOW); /* not 50 s */
	assert_non_null(strstr(err.text, "can't be written now"));
	world_unlock(handle);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "last", ANN, AT(200), 10000, &err), 0);
	assert_int_equal(world_profile(world, ANN).days, 52);
}

static void test_queue_full(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	int timeouts = 0, refused = 0;
	sqlite3 *handle;
	struct err err;

	world_close(world);
	options.queue = 5;
	assert_int_equal(store_open(&options, &world->store, &err), 0);
	handle = world_lock(world);
	for (int i = 0; i < 12; i++) {
		char key[8];
		int status;

		snprintf(key, sizeof key, "q%d", i);
		status = world_try(world->store, key, ANN, AT(100), i ? 0 : 100, &err);
		timeouts += status == ERR_TIMEOUT;
		refused += status == ERR_STORE;
	}
	assert_non_null(strstr(err.text, "queue is full"));
	assert_int_equal(timeouts, 1 + 5); /* one is in the writer's hands */
	assert_int_equal(refused, 6);
	world_unlock(handle);
	for (int i = 0; i < 500 && world_try(world->store, "last", ANN, AT(100), 10000, &err) != 0;
	     i++)
		usleep(10000);
	assert_true(world_message(world, "last").found);
	assert_true(world_message(world, "q0").found && world_message(world, "q5").found);
	assert_false(world_message(world, "q6").found);
}

/* Closing writes what waits. */
static void test_close_flushes(void **state)
{
	struct world *world = *state;

	for (int i = 0; i < 200; i++) {
		char key[8];

		snprintf(key, sizeof key, "f%d", i);
		assert_in_range(-world_try(world->store, key, ANN, AT(100), 0, NULL), 0,
		                -ERR_TIMEOUT);
	}
	world_close(world);
	world_open(world);
	assert_true(world_message(world, "f0").found && world_message(world, "f199").found);
}

static void test_one_bad_row(void **state)
{
	struct world *world = *state;
	struct sighting sighting = world_sighting(ANN, AT(100), NULL, 0);
	struct batch bad = world_batch("bad", LESSON_LEARN, AT(100), &sighting, 1);
	sqlite3 *handle = world_lock(world); /* so that all three are one group */
	struct err err;

	assert_int_equal(world_try(world->store, "g1", ANN, AT(100), 0, &err), ERR_TIMEOUT);
	bad.message.score = 0.0 / 0.0; /* NULL to the database, which refuses it */
	assert_int_equal(store_learn(world->store, &bad, 0, &err), ERR_TIMEOUT);
	assert_int_equal(world_try(world->store, "g2", ANN, AT(100), 0, &err), ERR_TIMEOUT);
	world_unlock(handle);
	assert_int_equal(store_learn(world->store, &bad, 10000, &err), ERR_STORE);
	assert_true(world_message(world, "g1").found && world_message(world, "g2").found);
	assert_false(world_message(world, "bad").found);
	assert_int_equal(world_state(world->store, (char[256]){ 0 }),
	                 STORE_OK); /* the row's fault, not the store's */
}

static void test_readers_bounded(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	struct snapshot *first, *second, *third;
	int64_t began;
	struct err err;

	world_close(world);
	options.readers = 2;
	assert_int_equal(store_open(&options, &world->store, &err), 0);
	first = world_snapshot(world);
	second = world_snapshot(world);
	began = clock_monotonic_ms();
	assert_int_equal(store_snapshot(world->store, &third, &err), ERR_TIMEOUT);
	assert_in_range(clock_monotonic_ms() - began, 0, 100 + 300 * SLOW);
	snapshot_end(first);
	third = world_snapshot(world);
	snapshot_end(third);
	snapshot_end(second);
}

/* Threads of this process that have all signals blocked. */
static int blocking_threads(void)
{
	FILE *out = popen("grep -h SigBlk /proc/$PPID/task/*/status | grep -c 'fffffffe7ff'", "r");
	int n = -1;

	assert_int_equal(fscanf(out, "%d", &n), 1);
	pclose(out);
	return n;
}

/* Signals are the program's: the writer's thread has them blocked, ours are as they were. */
static void test_signals(void **state)
{
	struct world *world = *state;
	sigset_t now;
	int before;

	world_close(world);
	before = blocking_threads();
	world_open(world);
	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	pthread_sigmask(SIG_SETMASK, NULL, &now);
	assert_false(sigismember(&now, SIGTERM));
	assert_int_equal(blocking_threads(), before + 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_locked),
		TEST(test_locked_for_a_second),
		TEST(test_nobody_waits_behind_a_failure),
		TEST(test_queue_full),
		TEST(test_close_flushes),
		TEST(test_one_bad_row),
		TEST(test_readers_bounded),
		TEST(test_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
