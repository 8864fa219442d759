/* SQLite behind db.h. WAL, so that readers never wait for the writer; the writer checkpoints by itself, between commits, with
 * RESTART: overlapping readers otherwise let the log grow without end. A transaction that writes begins as such: turning a reading one
 * into a writing one fails at once when somebody else wrote. */
#include "store/sqlite.h"

#include <sys/stat.h>

#include "base/auto.h"
#include "store/addresses.h"

struct fault_row {
	int result;
	int fault;
	const char *mend;
};

static const struct fault_row fault_rows[] = {
	{ SQLITE_BUSY, DB_BUSY, "another process holds it" },
	{ SQLITE_LOCKED, DB_BUSY, "another process holds it" },
	{ SQLITE_FULL, DB_FULL, "make room on its disk" },
	{ SQLITE_READONLY, DB_READONLY, "its file and folder must be writable by us" },
	{ SQLITE_PERM, DB_READONLY, "its file and folder must be writable by us" },
	{ SQLITE_CORRUPT, DB_CORRUPT, "it is damaged; restore a backup or let a new one be made" },
	{ SQLITE_NOTADB, DB_CORRUPT,
	  "it is damaged or no store; restore a backup or let a new one be made" },
	{ SQLITE_CANTOPEN, DB_BROKEN,
	  "its folder must be there, and file and folder accessible to us" },
	{ SQLITE_IOERR, DB_BROKEN, "look at its disk" },
	{ SQLITE_PROTOCOL, DB_BUSY, "another process holds it" },
	{ SQLITE_NOLFS, DB_FULL, "its file can't grow" },
	{ SQLITE_AUTH, DB_BROKEN, "access is refused" },
	{ SQLITE_NOMEM, ERR_MEMORY, "no memory" },
	{ SQLITE_SCHEMA, DB_BUSY, "its tables are being changed" },
	{ SQLITE_ERROR, ERR_STORE, "its tables are not those of this version" },
	{ SQLITE_CONSTRAINT, ERR_STORE, "the row is refused" },
	{ SQLITE_TOOBIG, ERR_STORE, "the row is too large" },
};

int sqlite_fault(const struct db *db, int result, struct err *err)
{
	struct fault_row row = { result, ERR_STORE, "unexpected" };

	for (size_t i = 0; i < sizeof fault_rows / sizeof fault_rows[0]; i++) {
		if (fault_rows[i].result == (result & 0xff))
			row = fault_rows[i];
	}
	if (row.fault == ERR_MEMORY)
		return err_memory(err);
	err_set(err, ERR_STORE, "the store %s: %s (%s)", db->path,
	        db->handle ? sqlite3_errmsg(db->handle) : "not open", row.mend);
	return row.fault;
}

int sqlite_execute(struct db *db, const char *sql, struct err *err)
{
	int result = sqlite3_exec(db->handle, sql, NULL, NULL, NULL);

	return result == SQLITE_OK ? 0 : sqlite_fault(db, result, err);
}

int sqlite_ask_word(struct db *db, const char *sql, const char *wanted, bool *ret, struct err *err)
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

static int prepare(struct db *db, struct str sql, sqlite3_stmt **statement, struct err *err)
{
	int result;

	if (*statement)
		return 0;
	result = sqlite3_prepare_v3(db->handle, sql.p, (int)sql.n, SQLITE_PREPARE_PERSISTENT,
	                            statement, NULL);
	return result == SQLITE_OK ? 0 : sqlite_fault(db, result, err);
}

static int control(struct db *db, enum sqlite_control which, struct err *err)
{
	static const char *const sql[] = {
		[CONTROL_READ] = "BEGIN",        [CONTROL_WRITE] = "BEGIN IMMEDIATE",
		[CONTROL_COMMIT] = "COMMIT",     [CONTROL_SAVE] = "SAVEPOINT one",
		[CONTROL_KEEP] = "RELEASE one",  [CONTROL_UNDO] = "ROLLBACK TO one",
		[CONTROL_ROLLBACK] = "ROLLBACK",
	};
	int result, status = prepare(db, str_of(sql[which]), &db->control[which], err);

	if (status)
		return status;
	result = sqlite3_step(db->control[which]);
	status = result == SQLITE_DONE ? 0 : sqlite_fault(db, result, err);
	sqlite3_reset(db->control[which]);
	return status;
}

static int sqlite_begin(struct db *db, struct err *err)
{
	return control(db, db->writes ? CONTROL_WRITE : CONTROL_READ, err);
}

static int sqlite_commit(struct db *db, struct err *err)
{
	return control(db, CONTROL_COMMIT, err);
}

/* After some faults SQLite has rolled back already. */
static void sqlite_rollback(struct db *db)
{
	if (!sqlite3_get_autocommit(db->handle))
		control(db, CONTROL_ROLLBACK, NULL);
}

static int sqlite_save(struct db *db, struct err *err)
{
	return control(db, CONTROL_SAVE, err);
}

static int sqlite_keep(struct db *db, struct err *err)
{
	return control(db, CONTROL_KEEP, err);
}

static int sqlite_undo(struct db *db, struct err *err)
{
	int status = control(db, CONTROL_UNDO, err);

	return status ? status : control(db, CONTROL_KEEP, err);
}

static int bind_one(sqlite3_stmt *statement, int at, const struct db_value *value)
{
	switch (value->type) {
	case DB_INTEGER:
		return sqlite3_bind_int64(statement, at, value->integer);
	case DB_REAL:
		return sqlite3_bind_double(statement, at, value->real);
	case DB_TEXT:
		return sqlite3_bind_text64(statement, at, value->text.n ? value->text.p : "",
		                           value->text.n, SQLITE_STATIC, SQLITE_UTF8);
	default:
		return sqlite3_bind_null(statement, at);
	}
}

/* The rows of protected persons stay as they are: they are configuration, compared with what a message shows. */
static bool is_of_person(const struct db_value *argument, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (argument[i].type == DB_TEXT && str_eq(argument[i].text, str_of("person")))
			return true;
	return false;
}

/* Here, where every text passes on its way into a statement: so none can be forgotten, and what is asked for is hashed like what is kept. */
static int bind_hidden(const struct db *db, sqlite3_stmt *statement, int at,
                       const struct db_value *value)
{
	AUTO(buf_done) struct buf hidden = { 0 };

	if (value->type != DB_TEXT || str_chr(value->text, '@') == SIZE_MAX)
		return bind_one(statement, at, value);
	buf_init(&hidden, SQLITE_HIDDEN_MAX);
	addresses_hide(db->hide, value->text, &hidden);
	if (hidden.cut)
		return SQLITE_NOMEM;
	return sqlite3_bind_text64(statement, at, buf_cstr(&hidden), buf_str(&hidden).n,
	                           SQLITE_TRANSIENT, SQLITE_UTF8);
}

/* $N is argument N, wherever in the statement it stands first. */
static int number_parameters(struct sqlite_statement *statement, struct err *err)
{
	int n = sqlite3_bind_parameter_count(statement->handle);

	if (n > DB_COLUMNS_MAX)
		return err_set(err, ERR_INTERNAL, "a statement has %d parameters", n);
	for (int i = 0; i < n; i++) {
		const char *name = sqlite3_bind_parameter_name(statement->handle, i + 1);
		uint64_t number;

		if (!name || !str_number(str_of(name + 1), (uint64_t)n, &number) || number == 0)
			return err_set(err, ERR_INTERNAL,
			               "a statement has a parameter that is not $1..$%d", n);
		statement->argument[i] = (unsigned char)(number - 1);
	}
	statement->parameters = n;
	return 0;
}

static int prepare_named(struct db *db, enum statement which, struct err *err)
{
	struct sqlite_statement *statement = &db->statement[which];
	int status;

	if (statement->handle)
		return 0;
	status = prepare(db, db->text[which].sql, &statement->handle, err);
	return status ? status : number_parameters(statement, err);
}

static int bind(struct db *db, const struct sqlite_statement *statement,
                const struct db_value *argument, size_t n, struct err *err)
{
	bool hide = db->hide && !is_of_person(argument, n);

	if ((size_t)statement->parameters != n)
		return err_set(err, ERR_USAGE, "the query takes %d arguments, not %zu",
		               statement->parameters, n);
	for (int i = 0; i < statement->parameters; i++) {
		const struct db_value *value = &argument[statement->argument[i]];
		int result = hide ? bind_hidden(db, statement->handle, i + 1, value)
		                  : bind_one(statement->handle, i + 1, value);

		if (result != SQLITE_OK)
			return sqlite_fault(db, result, err);
	}
	return 0;
}

static struct db_value column_value(sqlite3_stmt *statement, int at)
{
	const char *text;

	switch (sqlite3_column_type(statement, at)) {
	case SQLITE_NULL:
		return (struct db_value){ .type = DB_NULL };
	case SQLITE_INTEGER:
		return db_integer(sqlite3_column_int64(statement, at));
	case SQLITE_FLOAT:
		return db_real(sqlite3_column_double(statement, at));
	default:
		text = (const char *)sqlite3_column_text(statement, at);
		return db_text(
			str_make(text, text ? (size_t)sqlite3_column_bytes(statement, at) : 0));
	}
}

static int give_row(sqlite3_stmt *statement, db_row_fn *row, void *context, struct err *err)
{
	struct db_column column[DB_COLUMNS_MAX];
	int n = sqlite3_column_count(statement);

	if (n > DB_COLUMNS_MAX)
		return err_set(err, ERR_INTERNAL, "a query has %d columns", n);
	for (int i = 0; i < n; i++) {
		column[i].name = sqlite3_column_name(statement, i);
		column[i].value = column_value(statement, i);
	}
	return row(context, column, (size_t)n, err);
}

static int step_all(struct db *db, sqlite3_stmt *statement, db_row_fn *row, void *context,
                    struct err *err)
{
	int result, status = 0;

	while ((result = sqlite3_step(statement)) == SQLITE_ROW) {
		status = row && status == 0 ? give_row(statement, row, context, err) : status;
		if (status < 0 || (status && sqlite3_stmt_readonly(statement)))
			return status < 0 ? status : 0;
	}
	return result == SQLITE_DONE ? 0 : sqlite_fault(db, result, err);
}

static int sqlite_run(struct db *db, enum statement which, const struct db_value *argument,
                      size_t arguments, db_row_fn *row, void *context, struct err *err)
{
	struct sqlite_statement *statement = &db->statement[which];
	int status = prepare_named(db, which, err);

	if (status)
		return status;
	status = bind(db, statement, argument, arguments, err);
	if (!status)
		status = step_all(db, statement->handle, row, context, err);
	sqlite3_reset(statement->handle);
	sqlite3_clear_bindings(statement->handle);
	return status;
}

static bool sqlite_moved(const struct db *db)
{
	struct stat now;

	return stat(db->path, &now) < 0 || now.st_dev != db->device || now.st_ino != db->inode;
}

static void sqlite_tidy(struct db *db)
{
	int left = 0;

	if (db->wal_pages < db->checkpoint_pages)
		return;
	sqlite3_busy_timeout(db->handle, db->wal_pages < SQLITE_LATE_PAGES ? SQLITE_CHECKPOINT_MS
	                                                                   : SQLITE_LATE_MS);
	if (sqlite3_wal_checkpoint_v2(db->handle, NULL, SQLITE_CHECKPOINT_RESTART, &left, NULL) ==
	    SQLITE_OK)
		db->checkpoint_pages = SQLITE_CHECKPOINT_PAGES;
	else
		db->checkpoint_pages =
			db->wal_pages +
			SQLITE_CHECKPOINT_PAGES; /* a reader keeps it: not at every commit */
	sqlite3_busy_timeout(db->handle, SQLITE_WRITE_BUSY_MS);
}

const struct db_backend sqlite_backend = {
	.name = "sqlite",
	.open = sqlite_open,
	.close = sqlite_close,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.save = sqlite_save,
	.keep = sqlite_keep,
	.undo = sqlite_undo,
	.run = sqlite_run,
	.moved = sqlite_moved,
	.tidy = sqlite_tidy,
	.scrub = sqlite_scrub,
	.version = sqlite_version,
	.newest_version = sqlite_schema_version,
	.backup = sqlite_backup,
	.set_aside = sqlite_set_aside,
};
