/* Rows of the store's named queries in a table: its columns are found by their names. */
#ifndef OPENBEC_BECCTL_QUERY_H
#define OPENBEC_BECCTL_QUERY_H

#include "becctl/output.h"
#include "store/store.h"

/* Adds all rows; columns that the query doesn't have stay empty. */
int query_fill(struct table *table, struct store *store, const char *query,
               const struct str *argument, size_t arguments, struct err *err);
/* The column's value; {NULL, 0} if there is none. */
struct str query_value(const struct store_column *column, size_t columns, const char *name);

#endif
