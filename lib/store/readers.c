#include "store/readers.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

static int make(void *context, void **ret, struct err *err)
{
	struct readers *readers = context;
	struct rows *rows = malloc(sizeof *rows);
	int status;

	if (!rows)
		return err_memory(err);
	rows->backend = readers->backend;
	status = rows->backend->open(&readers->options, &rows->db, err);
	if (status) {
		free(rows);
		return status;
	}
	*ret = rows;
	return 0;
}

static void destroy(void *item)
{
	struct rows *rows = item;

	rows->backend->close(rows->db);
	free(rows);
}

static const struct pool_class class = { make, destroy };

bool readers_init(struct readers *readers, const struct db_backend *backend,
                  const struct db_options *options, size_t limit)
{
	pthread_condattr_t attributes;

	*readers = (struct readers){ .backend = backend, .options = *options, .limit = limit };
	readers->pool = pool_new(&class, readers, limit);
	pthread_mutex_init(&readers->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&readers->changed, &attributes);
	pthread_condattr_destroy(&attributes);
	return readers->pool != NULL;
}

void readers_done(struct readers *readers)
{
	pool_free(readers->pool);
	pthread_cond_destroy(&readers->changed);
	pthread_mutex_destroy(&readers->lock);
}

/* With the lock held; false when the time has come. */
static bool wait_until(struct readers *readers, int64_t until_ms)
{
	const struct timespec at = { until_ms / 1000, (long)(until_ms % 1000) * 1000000 };

	return pthread_cond_timedwait(&readers->changed, &readers->lock, &at) != ETIMEDOUT;
}

static bool enter(struct readers *readers, int64_t until_ms)
{
	bool open;

	pthread_mutex_lock(&readers->lock);
	while (readers->shut && wait_until(readers, until_ms)) {
	}
	open = !readers->shut;
	readers->out += open;
	pthread_mutex_unlock(&readers->lock);
	return open;
}

static void leave(struct readers *readers)
{
	pthread_mutex_lock(&readers->lock);
	readers->out--;
	pthread_cond_broadcast(&readers->changed);
	pthread_mutex_unlock(&readers->lock);
}

int readers_take(struct readers *readers, int timeout_ms, struct rows **ret, struct err *err)
{
	void *item;
	int status;

	if (!enter(readers, clock_monotonic_ms() + timeout_ms))
		return err_set(err, ERR_TIMEOUT, "the store is being opened anew");
	status = pool_take(readers->pool, timeout_ms, &item, err);
	if (status)
		leave(readers);
	else
		*ret = item;
	return status;
}

void readers_give(struct readers *readers, struct rows *rows, bool broken)
{
	if (broken)
		pool_drop(readers->pool, rows);
	else
		pool_give(readers->pool, rows);
	leave(readers);
}

bool readers_shut(struct readers *readers, int timeout_ms)
{
	int64_t until_ms = clock_monotonic_ms() + timeout_ms;
	struct pool *unused = pool_new(&class, readers, readers->limit);
	bool shut;

	if (!unused)
		return false;
	pthread_mutex_lock(&readers->lock);
	readers->shut = true;
	while (readers->out && wait_until(readers, until_ms)) {
	}
	if (readers->out) {
		readers->shut = false;
		pthread_cond_broadcast(&readers->changed);
	} else {
		struct pool *old = readers->pool;

		readers->pool = unused;
		unused = old;
	}
	shut = readers->shut;
	pthread_mutex_unlock(&readers->lock);
	pool_free(unused);
	return shut;
}

void readers_admit(struct readers *readers)
{
	pthread_mutex_lock(&readers->lock);
	readers->shut = false;
	pthread_cond_broadcast(&readers->changed);
	pthread_mutex_unlock(&readers->lock);
}
