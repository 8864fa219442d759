/* Disks that fail, and are full: what was answered is there, and the store goes on by itself. */
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "store/faults.h"

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
		if (world_try(world->store, key, "ann@acme.example", AT(100 + rounds), 10000, NULL))
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
	assert_int_equal(world_try(world->store, "last", "ann@acme.example", AT(9000), 10000, NULL),
	                 0);
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
		waiting += world_try(world->store, key, "ann@acme.example", AT(100 + i), 100,
		                     NULL) == ERR_TIMEOUT;
	}
	assert_int_equal(waiting, 3);
	assert_int_equal(store_state(world->store, why, sizeof why), STORE_DEGRADED);
	assert_non_null(strstr(why, "full"));
	assert_true(world_message(world, "d0").found); /* reading goes on */
	assert_int_equal(mount("tmpfs", world->folder, "tmpfs", MS_REMOUNT, "size=64m"), 0);
	world_recovers(world->store);
	assert_int_equal(world_try(world->store, "last", "ann@acme.example", AT(5000), 10000, NULL),
	                 0);
	assert_true(world_message(world, key).found);
	assert_int_equal(world_profile(world, "ann@acme.example").days, i + 1);
	world_close(world);
	umount(world->folder);
	world_open(world);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)
#define SHIM(name) cmocka_unit_test_setup_teardown(name, shim_setup, shim_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		SHIM(test_each_write_fails),
		SHIM(test_each_write_is_full),
		TEST(test_disk_full),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
