/* Opening: what is refused and why, what is made, who may only read. */
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/faults.h"

static void test_no_store(void **state)
{
	char why[256] = "x";

	(void)state;
	assert_int_equal(world_state(NULL, why), STORE_NONE);
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
	assert_int_equal(world_state(store, why), STORE_DEGRADED);
	assert_non_null(strstr(why, "folder"));
	store_close(store);

	snprintf(path, sizeof path, "%s/none.db", world->folder);
	options = (struct store_options){ .path = path };
	assert_int_equal(store_open(&options, &store, &err), ERR_MISSING);
	options.read_only = true;
	assert_int_equal(store_open(&options, &store, &err), ERR_MISSING);
	assert_int_not_equal(access(path, F_OK), 0); /* nothing was made */
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
	world_execute(handle, "CREATE TABLE mine (a)");
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
	world_execute(handle, "UPDATE schema_version SET version = 99");
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
		world_mail(i % 2 ? world : &other, key, LESSON_LEARN, ANN, AT(100),
		           "bob@example.org", NULL, 0);
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
	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	assert_int_equal(store_open(&options, &reader.store, &err), 0);
	assert_true(world_profile(&reader, ANN).found);
	world_mail(world, "m2", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	assert_true(world_message(&reader, "m2").found);
	assert_int_equal(world_try(reader.store, "m3", ANN, AT(100), 100, &err), ERR_STORE);
	assert_int_equal(store_list_add(reader.store, &entry, &err), ERR_STORE);
	assert_int_equal(store_feedback(reader.store, str_of("m1"), FEEDBACK_BEC, AT(101), &err),
	                 ERR_STORE);
	assert_int_equal(world_state(reader.store, why), STORE_OK);
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
	if (world_state(world->store, why) != STORE_READONLY || !strstr(why, "writable"))
		return 3;
	if (store_snapshot(world->store, &snapshot, &err) ||
	    snapshot_contact(snapshot, str_of(ANN), str_of("bob@example.org"), &contact, &err) ||
	    !contact.found)
		return 4;
	snapshot_end(snapshot);
	if (world_try(world->store, "m2", ANN, AT(100), 50, &err) !=
	    ERR_TIMEOUT) /* waits: it may become writable */
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
	world_mail(world, "m1", LESSON_LEARN, ANN, AT(100), "bob@example.org", NULL, 0);
	world_close(world);
	chmod(world->folder, 0755);
	chmod(world->path, 0644);
	assert_int_equal(in_child(as_nobody, world), 0);
	world_open(world);
	assert_false(world_message(world, "m2").found);
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
		TEST(test_two_handles),
		TEST(test_read_only),
		TEST(test_not_writable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
