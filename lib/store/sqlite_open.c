/* Opening an SQLite store. Damage shows only on reading, so that something is read here; a file that is somebody else's database is
 * refused, not written. Without write access a store in WAL mode can be read only if its log is gone, and then as a file that doesn't
 * change. */
#include "store/sqlite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/owner.h"
#include "base/buf.h"

#define FILE_MODE 0640

void sqlite_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(db->statement[i].handle);
	for (size_t i = 0; i < CONTROL_COUNT; i++)
		sqlite3_finalize(db->control[i]);
	sqlite3_close(db->handle);
	free(db->path);
	free(db);
}

static int note_log_size(void *context, sqlite3 *handle, const char *name, int pages)
{
	struct db *db = context;

	(void)handle;
	(void)name;
	db->wal_pages = pages;
	return SQLITE_OK;
}

static int set_up_writer(struct db *db, bool durable, struct err *err)
{
	bool wal;
	int status;

	if (sqlite3_db_readonly(db->handle, "main") == 1) {
		err_set(err, ERR_STORE,
		        "the store %s is read-only: its file must be writable by us", db->path);
		return DB_READONLY;
	}
	status = sqlite_ask_word(db, "PRAGMA journal_mode = WAL", "wal", &wal, err);
	if (status)
		return status;
	if (!wal) {
		err_set(err, ERR_STORE,
		        "the store %s can't have a write-ahead log: put it on a local disk",
		        db->path);
		return DB_BROKEN;
	}
	db->checkpoint_pages = SQLITE_CHECKPOINT_PAGES;
	sqlite3_wal_autocheckpoint(db->handle, 0);
	sqlite3_wal_hook(db->handle, note_log_size, db);
	status = sqlite_execute(db, "PRAGMA cache_size = -65536", err); /* KB */
	if (status)
		return status;
	return sqlite_execute(
		db, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL", err);
}

/* What isn't ours is found before anything is written. */
static int set_up(struct db *db, const struct db_options *options, struct err *err)
{
	int64_t version;
	int status;

	sqlite3_busy_timeout(db->handle, db->writes ? SQLITE_WRITE_BUSY_MS : SQLITE_READ_BUSY_MS);
	status = sqlite_execute(db,
	                        "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA "
	                        "temp_store = MEMORY",
	                        err);
	if (!status)
		status = sqlite_version(db, &version, err);
	if (!status && db->writes)
		status = set_up_writer(db, options->durable, err);
	if (!status)
		status = sqlite_add_functions(db, err);
	if (!status)
		status = sqlite_check_schema(db, db->writes, err);
	if (!status)
		status = sqlite_check_privacy(db, options->hash, err);
	if (!status && options->check)
		status = sqlite_check_all(db, err);
	else if (!status && options->check_quickly)
		status = sqlite_check_quickly(db, err);
	if (!status && !db->writes)
		status = sqlite_execute(db, "PRAGMA query_only = ON", err);
	return status;
}

/* As SQLite's URI, for its immutable flag. */
static void make_uri(const char *path, bool immutable, struct buf *uri)
{
	buf_puts(uri, "file:");
	for (; *path; path++) {
		if (strchr("%?#", *path))
			buf_printf(uri, "%%%02x", (unsigned char)*path);
		else
			buf_addc(uri, *path);
	}
	if (immutable)
		buf_puts(uri, "?immutable=1");
}

static int open_handle(struct db *db, const struct db_options *options, bool immutable,
                       struct err *err)
{
	AUTO(buf_done) struct buf uri;
	int flags =
		SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI |
		(options->access == DB_READ_FILE ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE);
	int result;

	buf_init(&uri, 16384);
	make_uri(db->path, immutable, &uri);
	result = sqlite3_open_v2(buf_cstr(&uri), &db->handle, flags, NULL);
	return result == SQLITE_OK ? set_up(db, options, err) : sqlite_fault(db, result, err);
}

static bool has_log(const char *path)
{
	char log[4096];
	struct stat status;

	snprintf(log, sizeof log, "%s-wal", path);
	return stat(log, &status) == 0 && status.st_size > 0;
}

static int open_existing(struct db *db, const struct db_options *options, struct err *err)
{
	int status = open_handle(db, options, false, err);

	if ((status != DB_BROKEN && status != DB_READONLY) || db->writes || has_log(db->path))
		return status;
	sqlite3_close(db->handle);
	db->handle = NULL;
	return open_handle(db, options, true, err);
}

/* Made by us and not by SQLite: what it holds is nobody's business but ours and our group's. */
static int make_file(const char *path, struct err *err)
{
	int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, FILE_MODE);

	if (fd < 0 && errno != EEXIST) {
		err_system(
			err,
			"the store %s can't be made (its folder must be there and writable by us)",
			path);
		if (err)
			err->kind = ERR_STORE;
		return DB_BROKEN;
	}
	if (fd >= 0) {
		/* whether it worked shows when the daemon opens it */
		(void)!owner_as_folder(fd, path);
		close(fd);
	}
	return 0;
}

static int look_for_file(const struct db_options *options, struct err *err)
{
	struct stat now;

	if (stat(options->path, &now) == 0)
		return 0;
	if (errno == ENOENT && options->access == DB_WRITE && options->create)
		return make_file(options->path, err);
	err_system(err, "the store %s", options->path);
	if (err)
		err->kind = ERR_STORE;
	return errno == ENOENT ? DB_GONE : DB_BROKEN;
}

static int open_named(struct db *db, const struct db_options *options, struct err *err)
{
	struct stat now;
	int status = look_for_file(options, err);

	if (!status)
		status = open_existing(db, options, err);
	if (!status && stat(db->path, &now) == 0) {
		db->device = now.st_dev;
		db->inode = now.st_ino;
	}
	return status;
}

int sqlite_open(const struct db_options *options, struct db **ret, struct err *err)
{
	struct db *db = calloc(1, sizeof *db);
	int status;

	if (!db)
		return err_memory(err);
	db->path = strdup(options->path);
	db->writes = options->access == DB_WRITE;
	db->hide = options->hide;
	statement_texts(db->text);
	status = db->path ? open_named(db, options, err) : err_memory(err);
	if (status)
		sqlite_close(db);
	else
		*ret = db;
	return status;
}
