/* Processes that die in the middle of traffic, and one that holds the store: what was answered is there. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/faults.h"

#define WRITERS 8
#define WANTED  400 /* answers before the axe falls */

static void fresh_arena(struct world *world)
{
	arena_done(&world->arena);
	arena_init(&world->arena, (size_t)64 << 20);
}

/* ---- kill -9 in the middle of traffic ---- */

struct traffic {
	struct store *store;
	int told, number;
};

static void *write_mail(void *context)
{
	const struct traffic *traffic = context;
	char party[64];

	snprintf(party, sizeof party, "p%d@acme.example", traffic->number);
	for (int i = 0;; i++) {
		char key[64];
		int answer[2] = { traffic->number, i };

		snprintf(key, sizeof key, "k%d-%d", traffic->number, i);
		if (world_try(traffic->store, key, party, AT(100 + i), 5000, NULL) == 0 &&
		    write(traffic->told, answer, sizeof answer) != sizeof answer)
			_exit(1);
	}
	return NULL;
}

static void send_traffic(struct world *world, int told)
{
	struct traffic traffic[WRITERS];
	pthread_t thread;

	world_open(world);
	for (int i = 0; i < WRITERS; i++) {
		traffic[i] = (struct traffic){ world->store, told, i };
		if (pthread_create(&thread, NULL, write_mail, &traffic[i]))
			_exit(1);
	}
	pause();
}

/* All or nothing of each message, and all of those that were answered: every message was of a day of its own. */
static void compare(struct world *world, int writer, int answered)
{
	unsigned logged = 0;
	char party[64], key[64];
	struct profile profile;

	snprintf(party, sizeof party, "p%d@acme.example", writer);
	profile = world_profile(world, party);
	for (int i = 0; i <= answered + 1; i++) {
		bool found;

		snprintf(key, sizeof key, "k%d-%d", writer, i);
		found = world_message(world, key).found;
		if (!found && i <= answered)
			fail_msg("%s was answered and is lost", key);
		logged += found;
		fresh_arena(world);
	}
	if (profile.days != logged || world_contact(world, party, "bob@example.org").days != logged)
		fail_msg("%s: %u messages, %u days", party, logged, profile.days);
}

static void test_killed_in_traffic(void **state)
{
	struct world *world = *state;
	int told[2], answer[2], answered[WRITERS], total = 0;
	pid_t child;

	for (int i = 0; i < WRITERS; i++)
		answered[i] = -1;
	world_close(world);
	assert_int_equal(pipe(told), 0);
	child = fork();
	if (child == 0)
		send_traffic(world, told[1]);
	close(told[1]);
	while (read(told[0], answer, sizeof answer) == sizeof answer) {
		answered[answer[0]] = answer[1];
		if (++total == WANTED)
			kill(child, SIGKILL);
	}
	waitpid(child, NULL, 0);
	close(told[0]);
	assert_true(total >= WANTED);
	world_open(world);
	for (int i = 0; i < WRITERS; i++)
		compare(world, i, answered[i]);
}

/* ---- another process holds it ---- */

static void hold(const struct world *world, int ready, int release)
{
	sqlite3 *handle;
	char byte = 0;

	if (sqlite3_open(world->path, &handle) != SQLITE_OK ||
	    sqlite3_busy_timeout(handle, 2000) != SQLITE_OK ||
	    sqlite3_exec(handle, "BEGIN IMMEDIATE", NULL, NULL, NULL) != SQLITE_OK ||
	    write(ready, &byte, 1) != 1)
		_exit(1);
	if (read(release, &byte, 1) < 0)
		_exit(1);
	_exit(0); /* the lock goes with the process */
}

/* For half a minute: a message is answered in its own time, meanwhile there is history, and later all is written. */
static void test_held_by_a_process(void **state)
{
	struct world *world = *state;
	int ready[2], release[2];
	int64_t began;
	char byte, why[256];
	pid_t child;

	assert_int_equal(world_try(world->store, "before", "ann@acme.example", AT(99), 5000, NULL),
	                 0);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(release), 0);
	child = fork();
	if (child == 0)
		hold(world, ready[1], release[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	for (int i = 0; i < 30; i++) {
		char key[32];

		began = clock_monotonic_ms();
		snprintf(key, sizeof key, "h%d", i);
		assert_int_equal(
			world_try(world->store, key, "ann@acme.example", AT(100 + i), 100, NULL),
			ERR_TIMEOUT);
		assert_in_range(clock_monotonic_ms() - began, 0, 100 + 300 * SLOW);
		assert_true(world_message(world, "before").found);
		sleep(1);
	}
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_DEGRADED);
	assert_non_null(strstr(why, "another process holds it"));
	assert_int_equal(write(release[1], &byte, 1), 1);
	waitpid(child, NULL, 0);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "after", "ann@acme.example", AT(200), 15000, NULL),
	                 0);
	assert_int_equal(world_profile(world, "ann@acme.example").days, 32);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_OK);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(release[i]);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_killed_in_traffic),
		TEST(test_held_by_a_process),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
