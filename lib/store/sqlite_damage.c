/* A damaged SQLite store: how it is found, and where it is put. */
#include "store/sqlite.h"

#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"

#define QUICK_CHECK_MS 3000 /* of a large store no more than that is looked through at the start */

int sqlite_check_all(struct db *db, struct err *err)
{
	bool ok;
	int status = sqlite_ask_word(db, "PRAGMA integrity_check(1)", "ok", &ok, err);

	if (status || ok)
		return status;
	err_set(err, ERR_STORE, "the store %s is damaged", db->path);
	return DB_CORRUPT;
}

static int is_late(void *until_ms)
{
	return clock_monotonic_ms() >= *(const int64_t *)until_ms;
}

/* As much of it as there is time for; damage that isn't found now is found when it is read. */
int sqlite_check_quickly(struct db *db, struct err *err)
{
	int64_t until_ms = clock_monotonic_ms() + QUICK_CHECK_MS;
	bool ok;
	int status;

	sqlite3_progress_handler(db->handle, 10000, is_late, &until_ms);
	status = sqlite_ask_word(db, "PRAGMA quick_check(1)", "ok", &ok, err);
	sqlite3_progress_handler(db->handle, 0, NULL, NULL);
	if (status && sqlite3_errcode(db->handle) == SQLITE_INTERRUPT)
		return 0;
	if (status || ok)
		return status;
	err_set(err, ERR_STORE, "the store %s is damaged", db->path);
	return DB_CORRUPT;
}

/* NAME.corrupt-TIME, with its log, so that what can be saved still can. */
int sqlite_set_aside(const char *path, struct err *ret_where)
{
	char aside[4096], log[4096], log_aside[4096], when[32];
	time_t now = time(NULL);
	struct tm tm;

	strftime(when, sizeof when, "%Y%m%dT%H%M%S", gmtime_r(&now, &tm));
	snprintf(aside, sizeof aside, "%s.corrupt-%s", path, when);
	for (int i = 2; access(aside, F_OK) == 0 && i < 100; i++)
		snprintf(aside, sizeof aside, "%s.corrupt-%s-%d", path, when, i);
	if ((size_t)snprintf(log_aside, sizeof log_aside, "%s-wal", aside) >= sizeof log_aside)
		return err_set(ret_where, ERR_STORE, "the store's path is too long");
	if (rename(path, aside) < 0)
		return err_system(ret_where, "the damaged store %s can't be set aside", path);
	snprintf(log, sizeof log, "%s-wal", path);
	rename(log, log_aside);
	snprintf(log, sizeof log, "%s-shm", path);
	unlink(log);
	err_set(ret_where, ERR_STORE,
	        "the store was damaged: it is kept as %s, a new one was started", aside);
	return 0;
}
