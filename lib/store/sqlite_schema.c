/* The schema of an SQLite store: which version it has, and the way from each to the next, in one transaction each. */
#include "store/sqlite.h"

extern const char store_sqlite_schema[];
extern const char store_views[], store_sqlite_views[];

/* What makes version N of N - 1: sql/sqlite/000N-*.sql. Each enters its number in schema_version. */
static const char *const migrations[] = { NULL, store_sqlite_schema };
#define SCHEMA_VERSION ((int64_t)(sizeof migrations / sizeof migrations[0]) - 1)

int64_t sqlite_schema_version(void)
{
	return SCHEMA_VERSION;
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

/* 0: no table at all. */
int sqlite_version(struct db *db, int64_t *ret, struct err *err)
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
		status = sqlite_execute(db, sql, err);
	}
	if (!status)
		status = sqlite_execute(db, store_views, err);
	return status ? status : sqlite_execute(db, store_sqlite_views, err);
}

/* One version more, in one transaction. Somebody else may be at it, too: whoever has the lock looks again. */
static int migrate_once(struct db *db, int64_t *ret_version, struct err *err)
{
	int status = sqlite_execute(db, "BEGIN IMMEDIATE", err);

	if (!status)
		status = sqlite_version(db, ret_version, err);
	if (!status && *ret_version < SCHEMA_VERSION) {
		status = sqlite_execute(db, migrations[++*ret_version], err);
		if (!status)
			status = make_views(db, err);
	}
	if (!status)
		status = sqlite_execute(db, "COMMIT", err);
	if (status)
		sqlite3_exec(db->handle, "ROLLBACK", NULL, NULL, NULL);
	return status;
}

int sqlite_check_schema(struct db *db, bool make, struct err *err)
{
	int64_t version;
	int status = sqlite_version(db, &version, err);

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
