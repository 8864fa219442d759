/* One message's view: a reading connection inside a transaction. */
#ifndef OPENBEC_STORE_SNAPSHOT_H
#define OPENBEC_STORE_SNAPSHOT_H

#include "store/health.h"
#include "store/readers.h"

/* On failure `rows` is still the caller's. */
int snapshot_begin(struct rows *rows, struct readers *readers, struct health *health,
                   struct snapshot **ret, struct err *err);
/* Any statement, row by row. */
int snapshot_run(struct snapshot *snapshot, enum statement statement,
                 const struct db_value *argument, size_t n, db_row_fn *row, void *context,
                 struct err *err);

#endif
