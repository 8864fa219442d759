/* Rows for people and programs, read only. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/kept.h"
#include "store/snapshot.h"

#define ARGUMENTS_MAX 8
#define NUMBER_SIZE   32

struct querying {
	store_row_fn *row;
	void *context;
};

/* Numbers as text, too. */
static struct store_column column_of(const struct db_column *column, char room[NUMBER_SIZE])
{
	struct store_column ret = { .name = column->name };

	switch (column->value.type) {
	case DB_INTEGER:
		ret.value = str_make(room, (size_t)snprintf(room, NUMBER_SIZE, "%" PRId64,
		                                            column->value.integer));
		ret.number = true;
		break;
	case DB_REAL:
		ret.value = str_make(
			room, (size_t)snprintf(room, NUMBER_SIZE, "%.15g", column->value.real));
		ret.number = true;
		break;
	case DB_TEXT:
		ret.value = column->value.text;
		if (!ret.value.p)
			ret.value.p = "";
		break;
	case DB_NULL:
		break;
	}
	return ret;
}

static int query_row(void *context, const struct db_column *column, size_t columns, struct err *err)
{
	const struct querying *querying = context;
	struct store_column given[DB_COLUMNS_MAX];
	char room[DB_COLUMNS_MAX][NUMBER_SIZE];

	(void)err;
	for (size_t i = 0; i < columns; i++)
		given[i] = column_of(&column[i], room[i]);
	return querying->row(querying->context, given, columns) ? 0 : 1;
}

int store_query(struct store *store, const char *query_name, const struct str *argument,
                size_t arguments, store_row_fn *row, void *context, struct err *err)
{
	struct querying querying = { row, context };
	struct db_value value[ARGUMENTS_MAX];
	char kept_room[ARGUMENTS_MAX][KEPT_KEY_MAX];
	struct snapshot *snapshot;
	enum statement statement;
	int status;

	if (!statement_find(str_of(query_name), &statement))
		return err_set(err, ERR_USAGE, "the store has no query %s", query_name);
	if (arguments > ARGUMENTS_MAX)
		return err_set(err, ERR_USAGE, "the query %s doesn't take %zu arguments",
		               query_name, arguments);
	for (size_t i = 0; i < arguments; i++)
		value[i] = db_text(kept(argument[i], kept_room[i], KEPT_KEY_MAX));
	status = store_snapshot(store, &snapshot, err);
	if (status)
		return status;
	status = snapshot_run(snapshot, statement, value, arguments, query_row, &querying, err);
	snapshot_end(snapshot);
	return status;
}
