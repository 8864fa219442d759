/* Reading connections, checked out by whatever thread needs one; and the gate that lets the writer change the file under
 * them: SQLite must not find two files under one name. */
#ifndef OPENBEC_STORE_READERS_H
#define OPENBEC_STORE_READERS_H

#include <pthread.h>

#include "base/pool.h"
#include "store/rows.h"

struct readers {
	const struct db_backend *backend;
	struct db_options options;
	size_t limit;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct pool *pool;
	size_t out;
	bool shut;
};

/* False without memory. `options.path` must stay. */
bool readers_init(struct readers *readers, const struct db_backend *backend,
                  const struct db_options *options, size_t limit);
void readers_done(struct readers *readers);

/* ERR_TIMEOUT: all are out, or the gate is shut. Else db.h's. */
int readers_take(struct readers *readers, int timeout_ms, struct rows **ret, struct err *err);
void readers_give(struct readers *readers, struct rows *rows, bool broken);

/* Waits until all are back and closes them; false: somebody keeps one, and the gate is open again. */
bool readers_shut(struct readers *readers, int timeout_ms);
void readers_admit(struct readers *readers);

#endif
