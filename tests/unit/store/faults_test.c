/* A store that fails never stops mail: it says how it is, waits no longer than it was told, and goes on when it can. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/world.h"

#define ANN  "ann@acme.example"
#define SLOW 3 /* times what is expected: the machine has other work */

static enum store_state state_of(struct store *store, char why[256])
{
	return store_state(store, why, 256);
}

static void mail(struct world *world, const char *key)
{
	world_mail(world, key, LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
}

static int try_mail(struct world *world, const char *key, int timeout_ms, struct err *err)
{
	struct sighting sighting = world_sighting(ANN, AT(100), NULL, 0);
	struct batch batch = world_batch(key, LESSON_LEARN, AT(100), &sighting, 1);

	return store_learn(world->store, &batch, timeout_ms, err);
}

static void execute(sqlite3 *handle, const char *sql)
{
	if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(handle));
}

static sqlite3 *lock_store(const struct world *world)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(world->path, &handle), SQLITE_OK);
	sqlite3_busy_timeout(handle, 2000);
	execute(handle, "BEGIN IMMEDIATE");
	return handle;
}

static void unlock_store(sqlite3 *handle)
{
	execute(handle, "COMMIT");
	sqlite3_close(handle);
}

static void test_no_store(void **state)
{
	char why[256] = "x";

	(void)state;
	assert_int_equal(state_of(NULL, why), STORE_NONE);
	assert_string_equal(why, "");
	store_close(NULL);
	snapshot_end(NULL);
}

static void test_open(void **state)
{
	struct world *world = *state;
	struct store_options options = { .path = "/tmp/openbec-no-such-folder/store.db",
		                         .create = true };
	struct store *store;
	struct err err;
	char path[256], why[256];

	assert_int_equal(store_open(&options, &store, &err), ERR_STORE);
	assert_non_null(strstr(err.text, "folder"));
	options.keep_trying = true;
	assert_int_equal(store_open(&options, &store, &err), 0);
	assert_int_equal(state_of(store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "folder"));
	store_close(store);

	snprintf(path, sizeof path, "%s/none.db", world->folder);
	options = (struct store_options){ .path = path };
	assert_int_equal(store_open(&options, &store, &err), ERR_MISSING);
	options.read_only = true;
	assert_int_equal(store_open(&options, &store, &err), ERR_MISSING);
	assert_int_not_equal(access(path, F_OK), 0); /* nothing was made */
}

static void write_file(const char *path, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, text, n), n);
	close(fd);
}

static void test_foreign_database(void **state)
{
	struct world *world = *state;
	struct store_options options = { .create = true };
	struct stat before, after;
	struct store *store;
	sqlite3 *handle;
	struct err err;
	char path[256];

	snprintf(path, sizeof path, "%s/foreign.db", world->folder);
	assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
	execute(handle, "CREATE TABLE mine (a)");
	sqlite3_close(handle);
	stat(path, &before);
	options.path = path;
	assert_int_equal(store_open(&options, &store, &err), ERR_STORE);
	assert_non_null(strstr(err.text, "not of OpenBEC"));
	stat(path, &after);
	assert_int_equal(before.st_mtime, after.st_mtime);
	assert_int_equal(before.st_ino, after.st_ino);
}

static void test_newer_schema(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	struct store *store;
	sqlite3 *handle;
	struct err err;

	world_close(world);
	assert_int_equal(sqlite3_open(world->path, &handle), SQLITE_OK);
	execute(handle, "UPDATE schema_version SET version = 99");
	sqlite3_close(handle);
	assert_int_equal(store_open(&options, &store, &err), ERR_STORE);
	assert_non_null(strstr(err.text, "newer"));
	options.read_only = true;
	assert_int_equal(store_open(&options, &store, &err), ERR_STORE);
}

static void test_file_mode(void **state)
{
	struct world *world = *state;
	struct stat status;

	assert_int_equal(stat(world->path, &status), 0);
	assert_int_equal(status.st_mode & 07, 0); /* not everybody's */
}

/* Readers don't notice a lock, writers wait: not longer than they were told, and nothing is lost. */
static void test_locked(void **state)
{
	struct world *world = *state;
	sqlite3 *handle;
	int64_t began;
	struct err err;
	char why[256];

	mail(world, "m1");
	handle = lock_store(world);
	began = clock_monotonic_ms();
	assert_int_equal(try_mail(world, "m2", 100, &err), ERR_TIMEOUT);
	assert_in_range(clock_monotonic_ms() - began, 90, 100 + 300 * SLOW);
	assert_true(world_profile(world, ANN).found);
	usleep(1200000); /* the writer has given up once */
	assert_int_equal(state_of(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "another process"));
	unlock_store(handle);
	assert_int_equal(try_mail(world, "m3", 10000, &err), 0);
	assert_true(world_message(world, "m2").found);
	assert_int_equal(state_of(world->store, why), STORE_OK);
}

static void test_locked_for_a_second(void **state)
{
	struct world *world = *state;
	sqlite3 *handle = lock_store(world);
	int64_t began = clock_monotonic_ms();
	struct err err;
	pid_t child = fork();

	if (child == 0) { /* holds nothing itself; wakes the parent's lock up by time */
		usleep(1000000);
		_exit(0);
	}
	assert_int_equal(try_mail(world, "m1", 50, &err), ERR_TIMEOUT);
	waitpid(child, NULL, 0);
	unlock_store(handle);
	assert_int_equal(try_mail(world, "m2", 10000, &err), 0);
	assert_in_range(clock_monotonic_ms() - began, 1000, 1000 + 2500 * SLOW);
	assert_true(world_message(world, "m1").found);
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
	handle = lock_store(world);
	for (int i = 0; i < 12; i++) {
		char key[8];
		int status;

		snprintf(key, sizeof key, "q%d", i);
		status = try_mail(world, key, i ? 0 : 100, &err);
		timeouts += status == ERR_TIMEOUT;
		refused += status == ERR_STORE;
	}
	assert_non_null(strstr(err.text, "queue is full"));
	assert_int_equal(timeouts, 1 + 5); /* one is in the writer's hands */
	assert_int_equal(refused, 6);
	unlock_store(handle);
	for (int i = 0; i < 500 && try_mail(world, "last", 10000, &err) != 0; i++)
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
		assert_in_range(-try_mail(world, key, 0, NULL), 0, -ERR_TIMEOUT);
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
	sqlite3 *handle = lock_store(world); /* so that all three are one group */
	struct err err;

	assert_int_equal(try_mail(world, "g1", 0, &err), ERR_TIMEOUT);
	bad.message.score = 0.0 / 0.0; /* NULL to the database, which refuses it */
	assert_int_equal(store_learn(world->store, &bad, 0, &err), ERR_TIMEOUT);
	assert_int_equal(try_mail(world, "g2", 0, &err), ERR_TIMEOUT);
	unlock_store(handle);
	assert_int_equal(store_learn(world->store, &bad, 10000, &err), ERR_STORE);
	assert_true(world_message(world, "g1").found && world_message(world, "g2").found);
	assert_false(world_message(world, "bad").found);
	assert_int_equal(state_of(world->store, (char[256]){ 0 }),
	                 STORE_OK); /* the row's fault, not the store's */
}

static void test_two_handles(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	struct world other = *world;
	struct err err;

	arena_init(&other.arena, (size_t)1 << 20);
	assert_int_equal(store_open(&options, &other.store, &err), 0);
	for (int i = 0; i < 20; i++) {
		char key[8];

		snprintf(key, sizeof key, "t%d", i);
		mail(i % 2 ? world : &other, key);
	}
	world_assert_recipient(world, "", 1, 1);
	world_assert_recipient(&other, "bob@example.org", 1, 1);
	assert_true(world_message(world, "t0").found && world_message(&other, "t1").found);
	store_close(other.store);
	arena_done(&other.arena);
}

/* becctl reads while the daemon writes; and when no daemon is there. */
static void test_read_only(void **state)
{
	struct world *world = *state;
	struct store_options options = { .path = world->path, .read_only = true };
	struct world reader = *world;
	struct list_entry entry = { .list = STR("block"),
		                    .type = STR("domain"),
		                    .value = STR("x") };
	struct err err;
	char why[256];

	arena_init(&reader.arena, (size_t)1 << 20);
	mail(world, "m1");
	assert_int_equal(store_open(&options, &reader.store, &err), 0);
	assert_true(world_profile(&reader, ANN).found);
	mail(world, "m2");
	assert_true(world_message(&reader, "m2").found);
	assert_int_equal(try_mail(&reader, "m3", 100, &err), ERR_STORE);
	assert_int_equal(store_list_add(reader.store, &entry, &err), ERR_STORE);
	assert_int_equal(store_feedback(reader.store, str_of("m1"), FEEDBACK_BEC, AT(101), &err),
	                 ERR_STORE);
	assert_int_equal(state_of(reader.store, why), STORE_OK);
	store_close(reader.store);
	world_close(world);
	assert_int_equal(store_open(&options, &reader.store, &err), 0);
	assert_true(world_message(&reader, "m2").found);
	store_close(reader.store);
	arena_done(&reader.arena);
}

/* In a child: what it finds is its exit status. */
static int in_child(int (*run)(struct world *world), struct world *world)
{
	int status;
	pid_t child = fork();

	if (child == 0)
		_exit(run(world));
	waitpid(child, &status, 0);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 1000 + WTERMSIG(status);
}

static int as_nobody(struct world *world)
{
	struct store_options options = world_options(world);
	struct snapshot *snapshot;
	struct contact contact;
	struct err err;
	char why[256];

	if (setresgid(65534, 65534, 65534) || setresuid(65534, 65534, 65534))
		return 1;
	if (store_open(&options, &world->store, &err))
		return 2;
	if (state_of(world->store, why) != STORE_READONLY || !strstr(why, "writable"))
		return 3;
	if (store_snapshot(world->store, &snapshot, &err) ||
	    snapshot_contact(snapshot, str_of(ANN), str_of("bob@example.org"), &contact, &err) ||
	    !contact.found)
		return 4;
	snapshot_end(snapshot);
	if (try_mail(world, "m2", 50, &err) != ERR_TIMEOUT) /* waits: it may become writable */
		return 5;
	if (store_feedback(world->store, str_of("m1"), FEEDBACK_BEC, AT(101), &err) != ERR_STORE)
		return 6; /* an admin is told at once */
	options.read_only = true;
	if (store_open(&options, &world->store, &err))
		return 7;
	return 0;
}

static void test_not_writable(void **state)
{
	struct world *world = *state;

	if (geteuid() != 0)
		skip();
	mail(world, "m1");
	world_close(world);
	chmod(world->folder, 0755);
	chmod(world->path, 0644);
	assert_int_equal(in_child(as_nobody, world), 0);
	world_open(world);
	assert_false(world_message(world, "m2").found);
}

static void test_deleted(void **state)
{
	struct world *world = *state;
	char why[256];

	mail(world, "m1");
	assert_true(world_profile(world, ANN).found);
	assert_int_equal(unlink(world->path), 0);
	mail(world, "m2"); /* into a new one */
	assert_int_equal(access(world->path, F_OK), 0);
	assert_true(world_message(world, "m2").found);
	assert_false(world_message(world, "m1").found);
	assert_int_equal(state_of(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "deleted"));
	mail(world, "m3");
	world_close(world);
	world_open(world);
	assert_true(world_message(world, "m2").found && world_message(world, "m3").found);
}

static void test_replaced(void **state)
{
	struct world *world = *state;
	char command[1024];

	mail(world, "m1");
	world_close(world);
	snprintf(command, sizeof command, "cp %s %s.backup", world->path, world->path);
	assert_int_equal(system(command), 0);
	world_open(world);
	mail(world, "m2");
	snprintf(command, sizeof command, "rm -f %s %s-wal %s-shm; mv %s.backup %s", world->path,
	         world->path, world->path, world->path, world->path);
	assert_int_equal(system(command), 0);
	mail(world, "m3");
	assert_true(world_message(world, "m1").found && world_message(world, "m3").found);
	assert_false(world_message(world, "m2").found);
}

static size_t count_files(const struct world *world, const char *pattern)
{
	char command[256];
	FILE *out;
	unsigned n = 0;

	snprintf(command, sizeof command, "ls -d %s/%s 2>/dev/null | wc -l", world->folder,
	         pattern);
	out = popen(command, "r");
	assert_int_equal(fscanf(out, "%u", &n), 1);
	pclose(out);
	return n;
}

static void test_corrupt_at_open(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	struct store *store;
	char junk[8192], why[256];
	struct err err;

	mail(world, "m1");
	world_close(world);
	memset(junk, 'j', sizeof junk);
	write_file(world->path, junk, sizeof junk);
	options.create = false;
	assert_int_equal(store_open(&options, &store, &err),
	                 ERR_STORE); /* may not make a new one */
	options.read_only = true;
	assert_int_equal(store_open(&options, &store, &err), ERR_STORE);
	assert_int_equal(count_files(world, "*corrupt*"), 0);
	world_open(world);
	assert_int_equal(count_files(world, "store.db.corrupt-????????T??????"), 1);
	assert_int_equal(state_of(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "corrupt-"));
	mail(world, "m2");
	assert_true(world_message(world, "m2").found);
}

/* No room: the file may not grow for a while. What was handed over meanwhile is written when there is room again. */
static void test_full(void **state)
{
	struct world *world = *state;
	struct rlimit old, small;
	char key[16], why[256];
	int waiting = 0, i;

	mail(world, "first");
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 400000;
	setrlimit(RLIMIT_FSIZE, &small);
	for (i = 0; i < 2000 && waiting < 3; i++) {
		snprintf(key, sizeof key, "d%d", i);
		waiting += try_mail(world, key, 100, NULL) == ERR_TIMEOUT;
	}
	assert_int_equal(waiting, 3);
	assert_int_equal(state_of(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, world->path));
	assert_true(world_message(world, "first").found); /* reading goes on */
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(try_mail(world, "last", 10000, NULL), 0);
	assert_int_equal(state_of(world->store, why), STORE_OK);
	assert_true(world_message(world, key).found);
}

/* Damage that shows while it runs. */
static void test_corrupt_in_use(void **state)
{
	struct world *world = *state;
	char junk[4096], key[16];
	struct stat status;
	int fd;

	for (int i = 0; i < 400; i++) {
		snprintf(key, sizeof key, "x%d", i);
		mail(world, key);
	}
	world_close(world); /* all is in the file now */
	assert_int_equal(stat(world->path, &status), 0);
	memset(junk, 0xa5, sizeof junk);
	fd = open(world->path, O_WRONLY);
	for (off_t at = 4 * 4096; at < status.st_size; at += 4096)
		assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
	close(fd);
	world_open(world); /* the first pages are whole */
	assert_int_equal(try_mail(world, "y1", 10000, NULL), 0);
	assert_int_equal(count_files(world, "store.db.corrupt-????????T??????"), 1);
	assert_true(world_message(world, "y1").found);
	mail(world, "y2");
	assert_true(world_message(world, "y2").found);
}

/* What was answered is there after kill -9. */
static void test_killed(void **state)
{
	struct world *world = *state;
	int told[2], last = -1, number;
	pid_t child;

	world_close(world);
	assert_int_equal(pipe(told), 0);
	child = fork();
	if (child == 0) {
		world_open(world);
		for (int i = 0;; i++) {
			char key[16];

			snprintf(key, sizeof key, "k%d", i);
			if (try_mail(world, key, 5000, NULL) == 0 &&
			    write(told[1], &i, sizeof i) != sizeof i)
				_exit(1);
		}
	}
	close(told[1]);
	while (last < 300 && read(told[0], &number, sizeof number) == sizeof number)
		last = number;
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	while (read(told[0], &number, sizeof number) == sizeof number)
		last = number;
	close(told[0]);
	assert_true(last >= 300);
	world_open(world);
	for (int i = 0; i <= last; i++) {
		char key[16];

		snprintf(key, sizeof key, "k%d", i);
		if (!world_message(world, key).found)
			fail_msg("%s of %d was answered and is lost", key, last);
		arena_done(&world->arena);
		arena_init(&world->arena, (size_t)64 << 20);
	}
	assert_int_equal(world_profile(world, ANN).days, 1);
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

/* Signals are the program's: the writer's thread has them blocked, ours are as they were. */
static void test_signals(void **state)
{
	struct world *world = *state;
	sigset_t now;
	FILE *out;
	int blocking = 0;

	mail(world, "m1");
	pthread_sigmask(SIG_SETMASK, NULL, &now);
	assert_false(sigismember(&now, SIGTERM));
	out = popen("grep -h SigBlk /proc/$PPID/task/*/status | grep -c 'fffffffe7ff'", "r");
	assert_int_equal(fscanf(out, "%d", &blocking), 1);
	pclose(out);
	assert_int_equal(blocking, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_no_store),
		TEST(test_open),
		TEST(test_foreign_database),
		TEST(test_newer_schema),
		TEST(test_file_mode),
		TEST(test_locked),
		TEST(test_locked_for_a_second),
		TEST(test_queue_full),
		TEST(test_close_flushes),
		TEST(test_one_bad_row),
		TEST(test_two_handles),
		TEST(test_read_only),
		TEST(test_not_writable),
		TEST(test_deleted),
		TEST(test_replaced),
		TEST(test_corrupt_at_open),
		TEST(test_full),
		TEST(test_corrupt_in_use),
		TEST(test_killed),
		TEST(test_readers_bounded),
		TEST(test_signals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
