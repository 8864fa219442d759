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
#include "base/clock.h"

#define FILE_MODE      0640
#define QUICK_CHECK_MS 3000 /* of a large store no more than that is looked through at the start */

extern const char store_sqlite_schema[];
extern const char store_views[];

/* What makes version N of N - 1: sql/sqlite/000N-*.sql. Each enters its number in schema_version. */
static const char *const migrations[] = { NULL, store_sqlite_schema };
#define SCHEMA_VERSION ((int64_t)(sizeof migrations / sizeof migrations[0]) - 1)

int64_t sqlite_schema_version(void)
{
	return SCHEMA_VERSION;
}

void sqlite_close(struct db *db)
{
	if (!db)
		return;
	for (size_t i = 0; i < STATEMENT_COUNT; i++)
		sqlite3_finalize(db->statement[i]);
	for (size_t i = 0; i < CONTROL_COUNT; i++)
		sqlite3_finalize(db->control[i]);
	sqlite3_close(db->handle);
	free(db->path);
	free(db);
}

static int execute(struct db *db, const char *sql, struct err *err)
{
	int result = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return result == SQLITE_OK ? 0 : sqlite_fault(db, result, err);
}

static int ask_number(struct db *db, const char *sql, int64_t *ret, struct err *err)
{
	sqlite3_stmt *statement;
	int status, result = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);

	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	*ret = result == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
	status = result == SQLITE_ROW ? 0 : sqlite_fault(db, result, err);
	sqlite3_finalize(statement);
	return status;
}

static int ask_word(struct db *db, const char *sql, const char *wanted, bool *ret, struct err *err)
{
	sqlite3_stmt *statement;
	int status, result = sqlite3_prepare_v2(db->handle, sql, -1, &statement, NULL);

	if (result == SQLITE_OK)
		result = sqlite3_step(statement);
	*ret = result == SQLITE_ROW &&
	       str_eq(str_of((const char *)sqlite3_column_text(statement, 0)), str_of(wanted));
	status = result == SQLITE_ROW ? 0 : sqlite_fault(db, result, err);
	sqlite3_finalize(statement);
	return status;
}

/* 0: no table at all. */
static int read_version(struct db *db, int64_t *ret, struct err *err)
{
	int64_t tables, ours;
	int status = ask_number(db, "SELECT count(*) FROM sqlite_schema", &tables, err);

	*ret = 0;
	if (status || tables == 0)
		return status;
	status = ask_number(db, "SELECT count(*) FROM sqlite_schema WHERE name = 'schema_version'",
	                    &ours, err);
	if (status)
		return status;
	if (ours == 0)
		return err_set(err, ERR_STORE,
		               "%s is a database, but not of OpenBEC: name another file", db->path);
	return ask_number(db, "SELECT max(version) FROM schema_version", ret, err);
}

int sqlite_version(struct db *db, int64_t *ret, struct err *err)
{
	return read_version(db, ret, err);
}

/* The views are made anew with each version: they hide what has changed behind them. */
static int make_views(struct db *db, struct err *err)
{
	static const char list[] = "SELECT name FROM sqlite_schema WHERE type = 'view' LIMIT 1";
	sqlite3_stmt *statement;
	int result, status = 0;

	while (!status) {
		char sql[256] = "";

		result = sqlite3_prepare_v2(db->handle, list, -1, &statement, NULL);
		if (result == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
			sqlite3_snprintf(sizeof sql, sql, "DROP VIEW \"%w\"",
			                 sqlite3_column_text(statement, 0));
		sqlite3_finalize(statement);
		if (result != SQLITE_OK)
			return sqlite_fault(db, result, err);
		if (!*sql)
			break;
		status = execute(db, sql, err);
	}
	return status ? status : execute(db, store_views, err);
}

/* One version more, in one transaction. Somebody else may be at it, too: whoever has the lock looks again. */
static int migrate_once(struct db *db, int64_t *ret_version, struct err *err)
{
	int status = execute(db, "BEGIN IMMEDIATE", err);

	if (!status)
		status = read_version(db, ret_version, err);
	if (!status && *ret_version < SCHEMA_VERSION) {
		status = execute(db, migrations[++*ret_version], err);
		if (!status)
			status = make_views(db, err);
	}
	if (!status)
		status = execute(db, "COMMIT", err);
	if (status)
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return status;
}

static int check_schema(struct db *db, bool make, struct err *err)
{
	int64_t version;
	int status = read_version(db, &version, err);

	while (!status && version < SCHEMA_VERSION && make)
		status = migrate_once(db, &version, err);
	if (status)
		return status;
	if (version == 0) {
		err_set(err, ERR_STORE, "the store %s is empty", db->path);
		return DB_GONE;
	}
	if (version > SCHEMA_VERSION)
		return err_set(
			err, ERR_STORE,
			"the store %s has version %lld, this program knows %lld: install the "
			"newer OpenBEC",
			db->path, (long long)version, (long long)SCHEMA_VERSION);
	return 0;
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
	status = ask_word(db, "PRAGMA journal_mode = WAL", "wal", &wal, err);
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
	return execute(db, durable ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL",
	               err);
}

static int check_all(struct db *db, struct err *err)
{
	bool ok;
	int status = ask_word(db, "PRAGMA integrity_check(1)", "ok", &ok, err);

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
static int check_quickly(struct db *db, struct err *err)
{
	int64_t until_ms = clock_monotonic_ms() + QUICK_CHECK_MS;
	bool ok;
	int status;

	sqlite3_progress_handler(db->handle, 10000, is_late, &until_ms);
	status = ask_word(db, "PRAGMA quick_check(1)", "ok", &ok, err);
	sqlite3_progress_handler(db->handle, 0, NULL, NULL);
	if (status && sqlite3_errcode(db->handle) == SQLITE_INTERRUPT)
		return 0;
	if (status || ok)
		return status;
	err_set(err, ERR_STORE, "the store %s is damaged", db->path);
	return DB_CORRUPT;
}

/* What isn't ours is found before anything is written. */
static int set_up(struct db *db, const struct db_options *options, struct err *err)
{
	int64_t version;
	int status;

	sqlite3_busy_timeout(db->handle, db->writes ? SQLITE_WRITE_BUSY_MS : SQLITE_READ_BUSY_MS);
	status = execute(db,
	                 "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA "
	                 "temp_store = MEMORY",
	                 err);
	if (!status)
		status = read_version(db, &version, err);
	if (!status && db->writes)
		status = set_up_writer(db, options->durable, err);
	if (!status)
		status = check_schema(db, db->writes, err);
	if (!status && options->check)
		status = check_all(db, err);
	else if (!status && options->check_quickly)
		status = check_quickly(db, err);
	if (!status && !db->writes)
		status = execute(db, "PRAGMA query_only = ON", err);
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
	statement_texts(db->text);
	status = db->path ? open_named(db, options, err) : err_memory(err);
	if (status)
		sqlite_close(db);
	else
		*ret = db;
	return status;
}
