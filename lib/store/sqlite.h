/* What the two halves of the SQLite backend share: the connection with its statements (sqlite.c), and how it is opened
 * (sqlite_open.c). */
#ifndef OPENBEC_STORE_SQLITE_H
#define OPENBEC_STORE_SQLITE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "store/db.h"

#define SQLITE_WRITE_BUSY_MS    1000
#define SQLITE_READ_BUSY_MS     50
#define SQLITE_CHECKPOINT_PAGES 2000 /* 8 MB of log */
#define SQLITE_CHECKPOINT_MS    100  /* for readers that are still in the old log */
#define SQLITE_LATE_PAGES       (4 * SQLITE_CHECKPOINT_PAGES)
#define SQLITE_HIDDEN_MAX       ((size_t)64 << 20) /* of a text whose addresses are replaced */
#define SQLITE_LATE_MS          2000 /* where waiting so long didn't help: the log must end somewhere */

enum sqlite_control {
	CONTROL_READ,
	CONTROL_WRITE,
	CONTROL_COMMIT,
	CONTROL_SAVE,
	CONTROL_KEEP,
	CONTROL_UNDO,
	CONTROL_ROLLBACK,
	CONTROL_COUNT
};

struct sqlite_statement { /* prepared when first needed */
	sqlite3_stmt *handle;
	int parameters;
	unsigned char argument[DB_COLUMNS_MAX]; /* which one each parameter is, from 0 */
};

struct db {
	sqlite3 *handle;
	char *path;
	bool writes;
	const struct site_key *hide; /* NULL: nothing is hidden */
	dev_t device;                /* of the file that was opened */
	ino_t inode;
	int wal_pages, checkpoint_pages; /* now, and when the next checkpoint is due */
	struct statement_text text[STATEMENT_COUNT];
	struct sqlite_statement statement[STATEMENT_COUNT];
	sqlite3_stmt *control[CONTROL_COUNT];
};

int sqlite_open(const struct db_options *options, struct db **ret, struct err *err);
void sqlite_close(struct db *db);
int64_t sqlite_schema_version(void); /* that this program makes */
/* sqlite_backup.c: copies a store that may be in use to a new file. */
int sqlite_backup(struct db *db, const char *to, struct err *err);
/* Statements without rows; whether the first cell of a query is a word. */
int sqlite_execute(struct db *db, const char *sql, struct err *err);
int sqlite_ask_word(struct db *db, const char *sql, const char *wanted, bool *ret, struct err *err);

/* sqlite_schema.c: the version of what is open, 0: it has no table at all; brought to ours, if it may be. */
int sqlite_version(struct db *db, int64_t *ret, struct err *err);
int sqlite_check_schema(struct db *db, bool make, struct err *err);

/* sqlite_privacy.c: what the store's SQL may ask of texts (addresses.h); and whether the store was made as it is used now. */
int sqlite_add_functions(struct db *db, struct err *err);
/* `hash`: makes a plain store a hashed one. */
int sqlite_check_privacy(struct db *db, bool hash, struct err *err);
/* Rewrites the file and empties its log, so that nothing is left of what was deleted. */
int sqlite_scrub(struct db *db, struct err *err);

/* sqlite_damage.c: DB_CORRUPT if any is found, in all of it or in what a start has time for. */
int sqlite_check_all(struct db *db, struct err *err);
int sqlite_check_quickly(struct db *db, struct err *err);
int sqlite_set_aside(const char *path, struct err *ret_where);

/* The kind of an SQLite result other than OK, ROW, DONE, and a sentence with its mend. */
int sqlite_fault(const struct db *db, int result, struct err *err);

#endif
