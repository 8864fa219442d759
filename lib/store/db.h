/* A database behind one const struct of functions: connections, transactions, named statements. A connection is used by one thread
 * at a time. */
#ifndef OPENBEC_STORE_DB_H
#define OPENBEC_STORE_DB_H

#include "base/err.h"
#include "base/keyed.h"
#include "store/statement.h"

/* What failed is the store and not the row at hand: negative kinds below those of base/err.h. *err has kind ERR_STORE then. */
enum db_fault {
	DB_BUSY = -100,     /* another process holds it */
	DB_FULL = -101,     /* no room */
	DB_READONLY = -102, /* may not be written */
	DB_CORRUPT = -103,  /* damaged, or no database at all */
	DB_GONE = -104,     /* the file isn't there and may not be made */
	DB_BROKEN = -105,   /* can't be opened, read or written */
};

static inline bool db_is_fault(int status)
{
	return status <= DB_BUSY;
}

enum db_type { DB_NULL, DB_INTEGER, DB_REAL, DB_TEXT };

struct db_value {
	enum db_type type;
	int64_t integer;
	double real;
	struct str text; /* borrowed until the call returns */
};

static inline struct db_value db_integer(int64_t value)
{
	return (struct db_value){ .type = DB_INTEGER, .integer = value };
}

static inline struct db_value db_real(double value)
{
	return (struct db_value){ .type = DB_REAL, .real = value };
}

static inline struct db_value db_text(struct str value)
{
	return (struct db_value){ .type = DB_TEXT, .text = value };
}

struct db_column {
	const char *name;
	struct db_value value; /* valid inside the row function */
};

#define DB_COLUMNS_MAX 32
/* 0: go on; 1: enough; negative: stop with this error. */
typedef int db_row_fn(void *context, const struct db_column *column, size_t columns,
                      struct err *err);

struct db; /* one connection; each backend has its own */

enum db_access {
	DB_READ_FILE, /* by somebody who may not write at all */
	DB_READ,      /* reads beside our own writer */
	DB_WRITE,     /* makes the schema where it is missing */
};

struct db_options {
	const char *path;
	enum db_access access;
	bool create;  /* DB_WRITE: make a missing store */
	bool durable; /* wait for the disk at each commit */
	const struct site_key
		*hide; /* hashes addresses, outlives the connection; NULL: they stand as they are */
	bool hash;     /* DB_WRITE: of a store that keeps them as they are, too */
	bool check;    /* read all of it: damage was seen */
	bool check_quickly; /* look through it, for as long as a start may take */
};

/* All give 0, or a db_fault, ERR_STORE (the row or statement is refused), ERR_MEMORY. */
struct db_backend {
	const char *name;
	int (*open)(const struct db_options *options, struct db **ret, struct err *err);
	void (*close)(struct db *db);                 /* takes NULL; rolls back */
	int (*begin)(struct db *db, struct err *err); /* to write, if it may */
	int (*commit)(struct db *db, struct err *err);
	void (*rollback)(struct db *db);
	/* Inside a transaction: what follows can be undone alone. */
	int (*save)(struct db *db, struct err *err);
	int (*keep)(struct db *db, struct err *err);
	int (*undo)(struct db *db, struct err *err);
	int (*run)(struct db *db, enum statement statement, const struct db_value *argument,
	           size_t arguments, db_row_fn *row, void *context, struct err *err);
	bool (*moved)(
		const struct db *db); /* what its name leads to is another one now, or nothing */
	void (*tidy)(struct db *db);  /* after commits, when nobody waits */
	/* Leaves nothing in the file of what was deleted. NULL: this backend's admin does that. */
	int (*scrub)(struct db *db, struct err *err);
	/* Of the schema: what this store has, what this program makes. */
	int (*version)(struct db *db, int64_t *ret, struct err *err);
	int64_t (*newest_version)(void);
	/* A copy under a new name, made while others write. NULL: this backend's admin does that. */
	int (*backup)(struct db *db, const char *to, struct err *err);
	/* Puts a damaged store out of the way; the sentence says where it is. NULL: this backend's admin does that. */
	int (*set_aside)(const char *path, struct err *ret_where);
};

extern const struct db_backend sqlite_backend;

#endif
