/* What the two halves of the SQLite backend share: the connection with its statements (sqlite.c), and how it is opened
 * (sqlite_open.c). */
#ifndef OPENBEC_STORE_SQLITE_H
#define OPENBEC_STORE_SQLITE_H

#include <sqlite3.h>
#include <sys/types.h>

#include "store/db.h"

#define SQLITE_WRITE_BUSY_MS    1000
#define SQLITE_READ_BUSY_MS     50
#define SQLITE_CHECKPOINT_PAGES 1000 /* 4 MB of log */
#define SQLITE_CHECKPOINT_MS    100  /* for readers that are still in the old log */

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

struct db {
	sqlite3 *handle;
	char *path;
	bool writes;
	dev_t device; /* of the file that was opened */
	ino_t inode;
	int wal_pages, checkpoint_pages; /* now, and when the next checkpoint is due */
	struct statement_text text[STATEMENT_COUNT];
	sqlite3_stmt *statement[STATEMENT_COUNT]; /* prepared when first needed */
	sqlite3_stmt *control[CONTROL_COUNT];
};

int sqlite_open(const struct db_options *options, struct db **ret, struct err *err);
void sqlite_close(struct db *db);
int64_t sqlite_schema_version(void); /* that this program makes */
/* sqlite_backup.c: copies a store that may be in use to a new file. */
int sqlite_backup(struct db *db, const char *to, struct err *err);
/* The version of what is open. */
int sqlite_version(struct db *db, int64_t *ret, struct err *err);
/* The kind of an SQLite result other than OK, ROW, DONE, and a sentence with its mend. */
int sqlite_fault(const struct db *db, int result, struct err *err);

#endif
