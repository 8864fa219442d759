#include "base/pool.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

struct pool {
	const struct pool_class *class;
	void *context;
	pthread_mutex_t lock;
	pthread_cond_t came_back;
	size_t limit, made; /* made: in `idle` or out */
	size_t idles;
	void *idle[];
};

struct pool *pool_new(const struct pool_class *class, void *context, size_t limit)
{
	struct pool *pool = calloc(1, sizeof *pool + limit * sizeof pool->idle[0]);
	pthread_condattr_t attributes;

	if (!pool)
		return NULL;
	pool->class = class;
	pool->context = context;
	pool->limit = limit;
	pthread_mutex_init(&pool->lock, NULL);
	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(&pool->came_back, &attributes);
	pthread_condattr_destroy(&attributes);
	return pool;
}

void pool_free(struct pool *pool)
{
	if (!pool)
		return;
	assert(pool->idles == pool->made);
	for (size_t i = 0; i < pool->idles; i++)
		pool->class->destroy(pool->idle[i]);
	pthread_cond_destroy(&pool->came_back);
	pthread_mutex_destroy(&pool->lock);
	free(pool);
}

static struct timespec deadline_in(int ms)
{
	struct timespec at;

	if (ms < 0)
		ms = 0;
	clock_gettime(CLOCK_MONOTONIC, &at);
	at.tv_sec += ms / 1000;
	at.tv_nsec += (long)(ms % 1000) * 1000000;
	if (at.tv_nsec >= 1000000000) {
		at.tv_sec++;
		at.tv_nsec -= 1000000000;
	}
	return at;
}

/* True with the lock held and room for one: either an idle thing or one more to make. */
static bool wait_for_one(struct pool *pool, int timeout_ms)
{
	struct timespec deadline = deadline_in(timeout_ms);

	while (pool->idles == 0 && pool->made == pool->limit) {
		if (pthread_cond_timedwait(&pool->came_back, &pool->lock, &deadline))
			return pool->idles > 0 || pool->made < pool->limit;
	}
	return true;
}

static void forget_one(struct pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	pool->made--;
	pthread_cond_signal(&pool->came_back);
	pthread_mutex_unlock(&pool->lock);
}

int pool_take(struct pool *pool, int timeout_ms, void **ret, struct err *err)
{
	void *item = NULL;
	bool waited;
	int status;

	pthread_mutex_lock(&pool->lock);
	waited = wait_for_one(pool, timeout_ms);
	if (waited && pool->idles)
		item = pool->idle[--pool->idles];
	else if (waited)
		pool->made++;
	pthread_mutex_unlock(&pool->lock);
	if (!waited)
		return err_set(err, ERR_TIMEOUT, "all %zu are in use", pool->limit);
	if (!item) {
		status = pool->class->make(pool->context, &item,
		                           err); /* outside the lock: it may be slow */
		if (status) {
			forget_one(pool);
			return status;
		}
	}
	*ret = item;
	return 0;
}

void pool_give(struct pool *pool, void *item)
{
	pthread_mutex_lock(&pool->lock);
	pool->idle[pool->idles++] = item;
	pthread_cond_signal(&pool->came_back);
	pthread_mutex_unlock(&pool->lock);
}

void pool_drop(struct pool *pool, void *item)
{
	pool->class->destroy(item);
	forget_one(pool);
}
