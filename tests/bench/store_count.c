#include "bench/store_count.h"

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include <sqlite3.h>

static const sqlite3_vfs *real_vfs;
static struct counted {             /* the file and its log have methods of their own */
	sqlite3_io_methods methods; /* first: a file's pMethods leads here */
	const sqlite3_io_methods *real;
} counted[4];
static pthread_mutex_t counted_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic long syncs, slow_ns;

static int counting_sync(sqlite3_file *file, int flags)
{
	const struct timespec slow = { slow_ns / 1000000000, slow_ns % 1000000000 };

	syncs++;
	if (slow_ns)
		nanosleep(&slow, NULL);
	return ((const struct counted *)file->pMethods)->real->xSync(file, flags);
}

static int counting_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                         int *out)
{
	int result = real_vfs->xOpen((sqlite3_vfs *)real_vfs, name, file, flags, out);

	(void)vfs;
	if (result != SQLITE_OK || !file->pMethods)
		return result;
	pthread_mutex_lock(&counted_lock);
	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		if (counted[i].real && counted[i].real != file->pMethods)
			continue;
		counted[i].real = file->pMethods;
		counted[i].methods = *file->pMethods;
		counted[i].methods.xSync = counting_sync;
		file->pMethods = &counted[i].methods;
		break;
	}
	pthread_mutex_unlock(&counted_lock);
	return result;
}

/* Rows that were changed, by all connections of the store that is open. */
#define CONNECTIONS 64
static sqlite3 *connection[CONNECTIONS];
static _Atomic int connections;

static int note_connection(sqlite3 *handle, char **why, const struct sqlite3_api_routines *api)
{
	int at = connections++;

	(void)why, (void)api;
	if (at < CONNECTIONS)
		connection[at] = handle;
	return SQLITE_OK;
}

void count_begin(long slow_us)
{
	static sqlite3_vfs vfs;

	slow_ns = slow_us * 1000;
	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "counting";
	vfs.xOpen = counting_open;
	sqlite3_vfs_register(&vfs, 1);
	sqlite3_auto_extension((void (*)(void))note_connection);
}

void count_slow(long slow_us)
{
	slow_ns = slow_us * 1000;
}

long count_syncs(void)
{
	return syncs;
}

void count_open(void)
{
	connections = 0;
}

long count_rows(void)
{
	long n = 0;

	for (int i = 0; i < connections && i < CONNECTIONS; i++)
		n += (long)sqlite3_total_changes64(connection[i]);
	return n;
}
