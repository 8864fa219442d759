/* Records as rows: one table a record says which field stands in which column, for reading and for writing. */
#ifndef OPENBEC_STORE_ROWS_H
#define OPENBEC_STORE_ROWS_H

#include "store/db.h"
#include "store/record.h"

struct rows { /* a connection, inside a transaction */
	const struct db_backend *backend;
	struct db *db;
};

enum field_type {
	FIELD_STR,
	FIELD_INT64,
	FIELD_UINT64,
	FIELD_INT32,
	FIELD_UINT32,
	FIELD_DOUBLE,
	FIELD_BOOL
};

struct field {
	enum field_type type;
	size_t offset;
};

struct shape {
	size_t size;
	const struct field *field; /* in the order of the statement's columns */
	size_t fields;
};

struct pending_row {
	struct str message;
	int64_t at_s;
	uint32_t clean_days;
	int32_t last_clean_day;
	struct str sighting;
};

struct text_row {
	struct str text;
};

struct time_row {
	int64_t at_s;
};

extern const struct shape shape_contact, shape_recipient, shape_correspondent, shape_mark,
	shape_entry, shape_staff, shape_message, shape_pending, shape_text, shape_time;

#define ARGUMENTS(...)                                                                             \
	(const struct db_value[]){ __VA_ARGS__ },                                                  \
		sizeof((const struct db_value[]){ __VA_ARGS__ }) / sizeof(struct db_value)

/* Runs a statement without looking at its rows; *ret_n, if not NULL, is how many there were. */
int rows_run(const struct rows *rows, enum statement statement, const struct db_value *argument,
             size_t n, size_t *ret_n, struct err *err);
/* Reads the first row, if *ret_found; texts go to the arena, which may be NULL for records without any. */
int rows_get(const struct rows *rows, enum statement statement, const struct db_value *argument,
             size_t n, const struct shape *shape, struct arena *arena, void *ret, bool *ret_found,
             struct err *err);
/* Reads `max` rows at most into an array. */
int rows_list(const struct rows *rows, enum statement statement, const struct db_value *argument,
              size_t n, const struct shape *shape, struct arena *arena, void *ret, size_t max,
              size_t *ret_n, struct err *err);
/* A record as arguments, behind `keys` that stand before it. */
#define ROWS_ARGUMENTS_MAX 32
size_t rows_arguments(const struct shape *shape, const void *record, struct db_value *ret);

/* A party with its strong traits. */
int rows_profile(const struct rows *rows, struct str party, struct arena *arena,
                 struct profile *ret, struct err *err);
/* As it was before it is changed; false without memory. */
bool rows_profile_copy(const struct profile *profile, struct arena *arena, struct profile *ret);
/* Writes what differs from `before`; a profile that isn't found any more is removed. */
int rows_put_profile(const struct rows *rows, const struct profile *before,
                     const struct profile *profile, struct err *err);

#endif
