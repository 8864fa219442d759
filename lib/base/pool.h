/* A bounded set of things that are dear to make (a SQLite connection, a scratch space), checked out
 * by whatever thread needs one. Made when first needed, kept until the end. Thread-safe. */
#ifndef OPENBEC_BASE_POOL_H
#define OPENBEC_BASE_POOL_H

#include "base/err.h"
#include "base/str.h"

struct pool;

struct pool_class {
	int (*make)(void *context, void **ret, struct err *err);
	void (*destroy)(void *item);
};

/* `context` is handed to make; `limit` things at most exist at once. NULL without memory. */
struct pool *pool_new(const struct pool_class *class, void *context, size_t limit);
void pool_free(struct pool *pool); /* all things must be back */

/* Waits up to timeout_ms for one to come back if all are out: ERR_TIMEOUT then; else make's
 * errors. */
int pool_take(struct pool *pool, int timeout_ms, void **ret, struct err *err);
void pool_give(struct pool *pool, void *item);
void pool_drop(struct pool *pool, void *item); /* destroys it instead: it is broken */

#endif
