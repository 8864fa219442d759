#include "story_store.h"

#include <sqlite3.h>
#include <stdio.h>

#include "base/buf.h"

#define DUMP_MAX ((size_t)4 << 20)

static const char *sqlite_name(struct arena *arena, const char *folder)
{
	return arena_printf(arena, "%s/store.db", folder).p;
}

static void add_row(sqlite3_stmt *statement, struct buf *out)
{
	for (int i = 0; i < sqlite3_column_count(statement); i++)
		buf_printf(out, "%s%s=%s", i ? "\t" : "", sqlite3_column_name(statement, i),
		           (const char *)sqlite3_column_text(statement, i));
	buf_addc(out, '\n');
}

static int read_rows(sqlite3 *handle, struct str table, struct str key, struct buf *out)
{
	char sql[256];
	sqlite3_stmt *statement;
	int status;

	snprintf(sql, sizeof sql, "SELECT * FROM \"" STR_FMT "\"", STR_ARG(table));
	if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) != SQLITE_OK)
		return SQLITE_ERROR;
	snprintf(sql, sizeof sql,
	         "SELECT * FROM \"" STR_FMT "\" WHERE ?1 IS NULL OR %s = ?1 ORDER BY 1, 2",
	         STR_ARG(table), sqlite3_column_name(statement, 0));
	sqlite3_finalize(statement);
	if (sqlite3_prepare_v2(handle, sql, -1, &statement, NULL) != SQLITE_OK)
		return SQLITE_ERROR;
	if (key.p)
		sqlite3_bind_text(statement, 1, key.p, (int)key.n, SQLITE_STATIC);
	while ((status = sqlite3_step(statement)) == SQLITE_ROW)
		add_row(statement, out);
	sqlite3_finalize(statement);
	return status == SQLITE_DONE ? SQLITE_OK : status;
}

static int sqlite_rows(const char *store, struct arena *arena, struct str table, struct str key,
                       struct str *ret, struct err *err)
{
	sqlite3 *handle = NULL;
	struct buf out;
	int status = 0;

	buf_init(&out, DUMP_MAX);
	if (sqlite3_open_v2(store, &handle, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK ||
	    read_rows(handle, table, key, &out) != SQLITE_OK)
		status = err_set(err, ERR_STORE, "table " STR_FMT ": %s", STR_ARG(table),
		                 sqlite3_errmsg(handle));
	else
		*ret = arena_str(arena, buf_str(&out));
	sqlite3_close(handle);
	buf_done(&out);
	return status;
}

static const struct story_backend backends[] = {
	{ "sqlite", sqlite_name, sqlite_rows },
	{ 0 },
};

const struct story_backend *story_backend(const char *name)
{
	for (const struct story_backend *backend = backends; backend->name; backend++)
		if (str_eq(str_of(backend->name), str_of(name)))
			return backend;
	return NULL;
}
