/* A store that goes away under its user, or is damaged: it is made anew, what can be kept is kept, and the admin is told. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/faults.h"

static void write_file(const char *path, const char *text, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	assert_int_equal(write(fd, text, n), n);
	close(fd);
}

static void test_deleted(void **state)
{
	struct world *world = *state;
	char why[256];

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	assert_true(world_profile(world, ANN).found);
	assert_int_equal(unlink(world->path), 0);
	world_mail(world, "m2", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL,
	           0); /* into a new one */
	assert_int_equal(access(world->path, F_OK), 0);
	assert_true(world_message(world, "m2").found);
	assert_false(world_message(world, "m1").found);
	assert_int_equal(world_state(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "deleted"));
	world_mail(world, "m3", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	world_close(world);
	world_open(world);
	assert_true(world_message(world, "m2").found && world_message(world, "m3").found);
}

static void test_replaced(void **state)
{
	struct world *world = *state;
	char command[1024];

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	world_close(world);
	snprintf(command, sizeof command, "cp %s %s.backup", world->path, world->path);
	assert_int_equal(system(command), 0);
	world_open(world);
	world_mail(world, "m2", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	snprintf(command, sizeof command, "rm -f %s %s-wal %s-shm; mv %s.backup %s", world->path,
	         world->path, world->path, world->path, world->path);
	assert_int_equal(system(command), 0);
	world_mail(world, "m3", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
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

	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
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
	assert_int_equal(world_state(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "corrupt-"));
	world_mail(world, "m2", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	assert_true(world_message(world, "m2").found);
}

/* No room: the file may not grow for a while. What was handed over meanwhile is written when there is room again. */
static void test_full(void **state)
{
	struct world *world = *state;
	struct rlimit old, small;
	char key[16], why[256];
	int waiting = 0, i;

	world_mail(world, "first", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	signal(SIGXFSZ, SIG_IGN);
	getrlimit(RLIMIT_FSIZE, &old);
	small = old;
	small.rlim_cur = 400000;
	setrlimit(RLIMIT_FSIZE, &small);
	for (i = 0; i < 2000 && waiting < 3; i++) {
		snprintf(key, sizeof key, "d%d", i);
		waiting += world_try(world->store, key, ANN, AT(100), 100, NULL) == ERR_TIMEOUT;
	}
	assert_int_equal(waiting, 3);
	assert_int_equal(world_state(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, world->path));
	assert_true(world_message(world, "first").found); /* reading goes on */
	setrlimit(RLIMIT_FSIZE, &old);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "last", ANN, AT(100), 10000, NULL), 0);
	assert_int_equal(world_state(world->store, why), STORE_OK);
	assert_true(world_message(world, key).found);
}

static void fill_store(struct world *world)
{
	char key[16];

	for (int i = 0; i < 400; i++) {
		snprintf(key, sizeof key, "x%d", i);
		world_mail(world, key, LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	}
	world_close(world); /* all is in the file now */
}

/* One page of the middle: no look-up of the first messages meets it, but the check at the start of a daemon does. */
static void test_damage_is_found_at_start(void **state)
{
	struct world *world = *state;
	struct store_options options = world_options(world);
	char junk[4096], why[256];
	struct stat status;
	int fd;

	fill_store(world);
	memset(junk, 0xa5, sizeof junk);
	assert_int_equal(stat(world->path, &status), 0);
	fd = open(world->path, O_WRONLY);
	assert_int_equal(pwrite(fd, junk, sizeof junk, status.st_size / 4096 / 2 * 4096), 4096);
	close(fd);
	world_open(world); /* becctl comes and goes: it doesn't look */
	assert_int_equal(world_state(world->store, why), STORE_OK);
	world_close(world);
	assert_int_equal(count_files(world, "*corrupt*"), 0);
	options.keep_trying = true;
	assert_int_equal(store_open(&options, &world->store, NULL), 0);
	assert_int_equal(count_files(world, "store.db.corrupt-????????T??????"), 1);
	assert_int_equal(world_state(world->store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "was damaged"));
	assert_int_equal(world_try(world->store, "y", ANN, AT(100), 10000, NULL), 0);
	assert_true(world_message(world, "y").found);
}

/* Damage that shows while it runs. */
static void test_corrupt_in_use(void **state)
{
	struct world *world = *state;
	char junk[4096];
	struct stat status;
	int fd;

	fill_store(world);
	assert_int_equal(stat(world->path, &status), 0);
	memset(junk, 0xa5, sizeof junk);
	fd = open(world->path, O_WRONLY);
	for (off_t at = 4 * 4096; at < status.st_size; at += 4096)
		assert_int_equal(pwrite(fd, junk, sizeof junk, at), sizeof junk);
	close(fd);
	world_open(world); /* the first pages are whole */
	assert_int_equal(world_try(world->store, "y1", ANN, AT(100), 10000, NULL), 0);
	assert_int_equal(count_files(world, "store.db.corrupt-????????T??????"), 1);
	assert_true(world_message(world, "y1").found);
	world_mail(world, "y2", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
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
			if (world_try(world->store, key, ANN, AT(100), 5000, NULL) == 0 &&
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

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_deleted),
		TEST(test_replaced),
		TEST(test_corrupt_at_open),
		TEST(test_full),
		TEST(test_damage_is_found_at_start),
		TEST(test_corrupt_in_use),
		TEST(test_killed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
