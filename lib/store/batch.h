/* All that one message writes: copied for the writer, and applied in its transaction. */
#ifndef OPENBEC_STORE_BATCH_H
#define OPENBEC_STORE_BATCH_H

#include "store/teach.h"

#define MARK_DAYS 90

/* A deep copy of what the store keeps, in its form and bounds, addresses hashed with `hide` unless it is NULL; NULL without memory. */
struct batch *batch_copy(struct arena *arena, const struct site_key *hide,
                         const struct batch *batch);
/* Idempotent: a message met within 30 days adds its new contacts and nothing else. */
int batch_apply(const struct teacher *teacher, const struct batch *batch);
int batch_put_mark(const struct teacher *teacher, const struct mark *mark);

#endif
