/* The online backup of SQLite: in WAL mode the copy is one reader's view, and nobody waits for it. The copy is made under another
 * name and takes its own only when it is whole and on the disk, so that whatever stands under it can be restored. */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define COPY_MODE     0600
#define COPY_BUSY_MS  2000
#define COPY_PATH_MAX 4096

static int of_copy(sqlite3 *copy, const char *path, struct err *err)
{
	return err_set(err, ERR_STORE, "the copy %s: %s", path, sqlite3_errmsg(copy));
}

/* All pages in one step: in smaller ones each commit in between would begin it anew. */
static int copy_pages(struct db *db, sqlite3 *copy, const char *path, struct err *err)
{
	sqlite3_backup *backup = sqlite3_backup_init(copy, "main", db->handle, "main");
	int result;

	if (!backup)
		return of_copy(copy, path, err);
	sqlite3_backup_step(backup, -1);
	result = sqlite3_backup_finish(backup);
	return result == SQLITE_OK ? 0 : of_copy(copy, path, err);
}

/* One file, without a log beside it; and read once, for a copy that can't be read is none. */
static int finish(sqlite3 *copy, const char *path, struct err *err)
{
	sqlite3_stmt *check;
	bool ok = false;

	if (sqlite3_exec(copy, "PRAGMA journal_mode = DELETE", NULL, NULL, NULL) != SQLITE_OK ||
	    sqlite3_prepare_v2(copy, "PRAGMA quick_check(1)", -1, &check, NULL) != SQLITE_OK)
		return of_copy(copy, path, err);
	if (sqlite3_step(check) == SQLITE_ROW)
		ok = strcmp((const char *)sqlite3_column_text(check, 0), "ok") == 0;
	sqlite3_finalize(check);
	return ok ? 0 : err_set(err, ERR_STORE, "the copy %s is damaged, as the store is", path);
}

static int copy_to(struct db *db, const char *path, struct err *err)
{
	sqlite3 *copy;
	int status, result = sqlite3_open_v2(path, &copy, SQLITE_OPEN_READWRITE, NULL);

	if (result == SQLITE_OK) {
		sqlite3_busy_timeout(copy, COPY_BUSY_MS);
		status = copy_pages(db, copy, path, err);
		if (!status)
			status = finish(copy, path, err);
	} else {
		status = of_copy(copy, path, err);
	}
	sqlite3_close(copy);
	return status;
}

/* link() and not rename(): what has come to stand there meanwhile stays. */
static int give_name(int fd, const char *part, const char *to, struct err *err)
{
	if (fsync(fd) < 0 || link(part, to) < 0)
		return err_system(err, "the copy %s", to);
	return 0;
}

int sqlite_backup(struct db *db, const char *to, struct err *err)
{
	char part[COPY_PATH_MAX];
	int fd, status;

	if ((size_t)snprintf(part, sizeof part, "%s.part", to) >= sizeof part)
		return err_set(err, ERR_USAGE, "the path of the copy is too long");
	if (access(to, F_OK) == 0)
		return err_set(err, ERR_USAGE, "%s is there already: name a new file", to);
	unlink(part); /* of a copy that was broken off */
	fd = open(part, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, COPY_MODE);
	if (fd < 0)
		return err_system(err, "the copy %s can't be made", part);
	status = copy_to(db, part, err);
	if (!status)
		status = give_name(fd, part, to, err);
	close(fd);
	unlink(part);
	return status;
}
