#include "becctl/query.h"

#define COLUMNS_MAX 32

struct str query_value(const struct store_column *column, size_t columns, const char *name)
{
	for (size_t i = 0; i < columns; i++)
		if (strcmp(column[i].name, name) == 0)
			return column[i].value;
	return (struct str){ NULL, 0 };
}

static bool add_row(void *context, const struct store_column *column, size_t columns)
{
	struct table *table = context;
	struct str cell[COLUMNS_MAX];

	for (size_t i = 0; i < table->columns; i++)
		cell[i] = query_value(column, columns, table->column[i].key);
	table_add(table, cell);
	return !table->failed;
}

int query_fill(struct table *table, struct store *store, const char *query,
               const struct str *argument, size_t arguments, struct err *err)
{
	if (table->columns > COLUMNS_MAX)
		return err_set(err, ERR_INTERNAL, "a table has more than %d columns", COLUMNS_MAX);
	return store_query(store, query, argument, arguments, add_row, table, err);
}
