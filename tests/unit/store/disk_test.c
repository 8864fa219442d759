/* Disks that fail, processes that die, clocks that jump: what was answered is there, and the store goes on by itself. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/world.h"

#define WRITERS 8
#define WANTED  400 /* answers before the axe falls */

static int try_mail(struct store *store, const char *key, const char *party, int64_t at_s,
                    int timeout_ms)
{
	struct sighting sighting = world_sighting(party, at_s, NULL, 0);
	struct str to = STR("bob@example.org");
	struct batch batch = world_batch(key, LESSON_LEARN, at_s, &sighting, 1);

	batch.contact = &to;
	batch.contacts = 1;
	return store_learn(store, &batch, timeout_ms, NULL);
}

static void fresh_arena(struct world *world)
{
	arena_done(&world->arena);
	arena_init(&world->arena, (size_t)64 << 20);
}

/* ---- a write that fails ----
 * A VFS that is the system's own, but for the n-th write to a file from now on. */

static const sqlite3_vfs *real_vfs;
static struct shim {                /* the file and its log have methods of their own */
	sqlite3_io_methods methods; /* first: a file's pMethods leads here */
	const sqlite3_io_methods *real;
} shims[4];
static _Atomic int writes_left; /* 0: none fails */
static _Atomic int failing;     /* how many fail from then on */
static _Atomic int failed;
static int failure;

static bool fails(void)
{
	if (writes_left > 1) {
		writes_left--;
		return false;
	}
	if (writes_left == 0)
		return false;
	failed++;
	if (--failing <= 0)
		writes_left = 0;
	return true;
}

static int shim_write(sqlite3_file *file, const void *bytes, int n, sqlite3_int64 at)
{
	return fails() ? failure
	               : ((const struct shim *)file->pMethods)->real->xWrite(file, bytes, n, at);
}

static int shim_sync(sqlite3_file *file, int flags)
{
	return fails() ? SQLITE_IOERR_FSYNC
	               : ((const struct shim *)file->pMethods)->real->xSync(file, flags);
}

static int shim_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *out)
{
	int result = real_vfs->xOpen((sqlite3_vfs *)real_vfs, name, file, flags, out);

	(void)vfs;
	if (result != SQLITE_OK || !file->pMethods)
		return result;
	for (size_t i = 0; i < COUNT(shims); i++) {
		if (shims[i].real && shims[i].real != file->pMethods)
			continue;
		shims[i].real = file->pMethods;
		shims[i].methods = *file->pMethods;
		shims[i].methods.xWrite = shim_write;
		shims[i].methods.xSync = shim_sync;
		file->pMethods = &shims[i].methods;
		break;
	}
	return result;
}

static int shim_setup(void **state)
{
	static sqlite3_vfs shim;

	if (!real_vfs) {
		real_vfs = sqlite3_vfs_find(NULL);
		shim = *real_vfs;
		shim.zName = "failing";
		shim.xOpen = shim_open;
	}
	assert_int_equal(sqlite3_vfs_register(&shim, 1), SQLITE_OK);
	return world_setup(state);
}

static int shim_teardown(void **state)
{
	int status;

	writes_left = 0;
	status = world_teardown(state);
	sqlite3_vfs_register((sqlite3_vfs *)real_vfs, 1);
	return status;
}

/* The n-th write from now on fails, for n of 1 to 40: one of the log, or, every thousand pages, of the file. Each message is written in
 * the end, once. */
static void each_write_fails(void **state, int result)
{
	struct world *world = *state;
	int rounds = 0;
	char why[256];

	failure = result;
	failed = 0;
	for (int n = 1; n <= 40; rounds++) {
		char key[32];

		if (writes_left == 0) {
			failing = n % 4 ? 1 : 3; /* and three in a row */
			writes_left = n++;
		}
		snprintf(key, sizeof key, "w%d", rounds);
		if (try_mail(world->store, key, "ann@acme.example", AT(100 + rounds), 10000))
			fail_msg("write %d: the message was not answered", n);
		if (!world_message(world, key).found)
			fail_msg("write %d: %s is lost", n, key);
		fresh_arena(world);
	}
	writes_left = 0;
	assert_in_range(failed, 39, 60);
	assert_int_equal(world_profile(world, "ann@acme.example").days, rounds);
	assert_int_equal(world_contact(world, "ann@acme.example", "bob@example.org").days, rounds);
	world_assert_recipient(world, "", (unsigned)rounds, 0);
	assert_int_equal(try_mail(world->store, "last", "ann@acme.example", AT(9000), 10000), 0);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_OK);
}

static void test_each_write_fails(void **state)
{
	each_write_fails(state, SQLITE_IOERR_WRITE);
}

static void test_each_write_is_full(void **state)
{
	each_write_fails(state, SQLITE_FULL);
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
		if (try_mail(traffic->store, key, party, AT(100 + i), 5000) == 0 &&
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

/* ---- a disk without room ---- */

static void test_disk_full(void **state)
{
	struct world *world = *state;
	char key[32], why[256];
	int waiting = 0, i;

	world_close(world);
	if (mount("tmpfs", world->folder, "tmpfs", 0, "size=512k")) {
		print_message("no tmpfs can be mounted here (%s): not tried\n", strerror(errno));
		skip();
	}
	world_open(world);
	for (i = 0; i < 2000 && waiting < 3; i++) {
		snprintf(key, sizeof key, "d%d", i);
		waiting += try_mail(world->store, key, "ann@acme.example", AT(100 + i), 100) ==
		           ERR_TIMEOUT;
	}
	assert_int_equal(waiting, 3);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_DEGRADED);
	assert_non_null(strstr(why, "full"));
	assert_true(world_message(world, "d0").found); /* reading goes on */
	assert_int_equal(mount("tmpfs", world->folder, "tmpfs", MS_REMOUNT, "size=64m"), 0);
	assert_int_equal(try_mail(world->store, "last", "ann@acme.example", AT(5000), 10000), 0);
	assert_true(world_message(world, key).found);
	assert_int_equal(world_profile(world, "ann@acme.example").days, i + 1);
	world_close(world);
	umount(world->folder);
	world_open(world);
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

/* Longer than SQLite waits: a message is answered in its own time, meanwhile there is history, and later all is written. */
static void test_held_by_a_process(void **state)
{
	struct world *world = *state;
	int ready[2], release[2];
	int64_t began;
	char byte, why[256];
	pid_t child;

	assert_int_equal(try_mail(world->store, "before", "ann@acme.example", AT(99), 5000), 0);
	assert_int_equal(pipe(ready), 0);
	assert_int_equal(pipe(release), 0);
	child = fork();
	if (child == 0)
		hold(world, ready[1], release[0]);
	assert_int_equal(read(ready[0], &byte, 1), 1);
	began = clock_monotonic_ms();
	for (int i = 0; i < 30; i++) {
		char key[32];

		snprintf(key, sizeof key, "h%d", i);
		assert_int_equal(try_mail(world->store, key, "ann@acme.example", AT(100 + i), 100),
		                 ERR_TIMEOUT);
		assert_true(world_message(world, "before").found);
	}
	assert_in_range(clock_monotonic_ms() - began, 30 * 100, 30 * 100 * 3);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_DEGRADED);
	assert_non_null(strstr(why, "another process holds it"));
	assert_int_equal(write(release[1], &byte, 1), 1);
	waitpid(child, NULL, 0);
	assert_int_equal(try_mail(world->store, "after", "ann@acme.example", AT(200), 15000), 0);
	assert_int_equal(world_profile(world, "ann@acme.example").days, 32);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_OK);
	for (int i = 0; i < 2; i++) {
		close(ready[i]);
		close(release[i]);
	}
}

/* ---- a clock that jumps back ---- */

static void test_clock_back(void **state)
{
	struct world *world = *state;
	struct mark mark = { .kind = STR("identity"), .value = STR("eve@evil.example") };
	struct batch batch = world_batch("bad", LESSON_NOTHING, AT(200), NULL, 0);
	struct profile profile;
	size_t rows = 1;

	try_mail(world->store, "m1", "ann@acme.example", AT(190), 5000);
	try_mail(world->store, "m2", "ann@acme.example", AT(200), 5000);
	batch.mark = &mark;
	batch.marks = 1;
	world_learn(world, &batch);

	/* back to a day between: nothing counts twice, nothing is undone */
	assert_int_equal(try_mail(world->store, "m3", "ann@acme.example", AT(195), 5000), 0);
	profile = world_profile(world, "ann@acme.example");
	assert_int_equal(profile.days, 2);
	assert_int_equal(profile.last_day, 200);
	assert_int_equal(profile.last_seen_s, AT(200));
	assert_true(world_message(world, "m3").found);
	assert_true(world_marked(world, "identity", "eve@evil.example", AT(195)));
	assert_int_equal(store_prune(world->store, AT(195), &rows, NULL), 0);
	assert_int_equal(rows, 0);

	/* the same message, met again before it came */
	assert_int_equal(try_mail(world->store, "m2", "ann@acme.example", AT(195), 5000), 0);
	assert_int_equal(world_contact(world, "ann@acme.example", "bob@example.org").days, 2);

	/* to long ago, and forward again: as if it had gone on */
	assert_int_equal(try_mail(world->store, "m4", "ann@acme.example", AT(0), 5000), 0);
	assert_int_equal(try_mail(world->store, "m5", "ann@acme.example", AT(201), 5000), 0);
	profile = world_profile(world, "ann@acme.example");
	assert_int_equal(profile.last_day, 201);
	assert_int_equal(profile.first_day, 0);
	assert_int_equal(profile.days, 4);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
#define SHIM(name) cmocka_unit_test_setup_teardown(name, shim_setup, shim_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHIM(test_each_write_fails),  SHIM(test_each_write_is_full),
		TEST(test_killed_in_traffic), TEST(test_disk_full),
		TEST(test_held_by_a_process), TEST(test_clock_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
