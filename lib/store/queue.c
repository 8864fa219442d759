#include "store/queue.h"

#include <errno.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"

#define BYTES_MAX ((size_t)64 << 20)

static void cond_init(pthread_cond_t *cond)
{
	pthread_condattr_t attributes;

	pthread_condattr_init(&attributes);
	pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
	pthread_cond_init(cond, &attributes);
	pthread_condattr_destroy(&attributes);
}

/* False when the time has come. */
static bool wait_until(pthread_cond_t *cond, pthread_mutex_t *lock, int64_t until_ms)
{
	const struct timespec at = { until_ms / 1000, (long)(until_ms % 1000) * 1000000 };

	return pthread_cond_timedwait(cond, lock, &at) != ETIMEDOUT;
}

struct job *job_new(int (*apply)(struct job *job, const struct teacher *teacher))
{
	struct arena arena;
	struct job *job;

	arena_init(&arena, JOB_BYTES_MAX);
	job = arena_alloc(&arena, sizeof *job);
	if (!job)
		return NULL;
	job->arena = arena;
	job->apply = apply;
	sem_init(&job->ended, 0, 0);
	return job;
}

void job_free(struct job *job)
{
	struct arena arena = job->arena;

	sem_destroy(&job->ended);
	arena_done(&arena);
}

void queue_init(struct queue *queue, size_t n_max)
{
	*queue = (struct queue){ .n_max = n_max };
	queue->tail = &queue->head;
	pthread_mutex_init(&queue->lock, NULL);
	cond_init(&queue->changed);
}

void queue_done(struct queue *queue)
{
	pthread_cond_destroy(&queue->changed);
	pthread_mutex_destroy(&queue->lock);
}

int queue_put(struct queue *queue, struct job *job, struct err *err)
{
	int status = 0;

	pthread_mutex_lock(&queue->lock);
	if (queue->closing) {
		status = err_set(err, ERR_STORE, "the store is being closed");
	} else if (queue->n >= queue->n_max || queue->bytes + job->arena.used > BYTES_MAX) {
		status = err_set(
			err, ERR_STORE,
			"the store's queue is full (%zu messages wait): this one is not remembered",
			queue->n);
	} else {
		*queue->tail = job;
		queue->tail = &job->next;
		queue->n++;
		queue->bytes += job->arena.used;
		pthread_cond_signal(&queue->changed);
	}
	pthread_mutex_unlock(&queue->lock);
	return status;
}

/* False: not yet, and the job is the writer's from now on. */
static bool wait_for_end(struct job *job, int timeout_ms)
{
	int64_t until_ms = clock_monotonic_ms() + timeout_ms;
	const struct timespec at = { until_ms / 1000, (long)(until_ms % 1000) * 1000000 };
	int awaited = JOB_AWAITED;

	while (sem_clockwait(&job->ended, CLOCK_MONOTONIC, &at) != 0) {
		if (errno != ETIMEDOUT)
			continue;
		if (atomic_compare_exchange_strong(&job->hold, &awaited, JOB_ABANDONED))
			return false;
		while (sem_wait(&job->ended) != 0) { /* it ends at this moment */
		}
		break;
	}
	return atomic_load(&job->hold) ==
	       JOB_ENDED; /* so that what the writer left there is seen */
}

int queue_wait(struct job *job, int timeout_ms, size_t *ret_rows, struct err *err)
{
	int status;

	if (!wait_for_end(job, timeout_ms))
		return err_set(err, ERR_TIMEOUT,
		               timeout_ms ? "the store didn't answer in %d ms; what is to be "
		                            "written waits"
		                          : "the store can't be written now; what is to be "
		                            "written waits",
		               timeout_ms);
	status = job->status;
	if (status && err)
		*err = job->err;
	if (ret_rows)
		*ret_rows = job->rows;
	job_free(job);
	return status;
}

struct job *queue_take(struct queue *queue, size_t max, int64_t until_ms)
{
	struct job *list, *last = NULL;

	pthread_mutex_lock(&queue->lock);
	while (!queue->head && !queue->closing &&
	       wait_until(&queue->changed, &queue->lock, until_ms)) {
	}
	list = queue->head;
	for (size_t n = 0; n < max && queue->head; n++) {
		last = queue->head;
		queue->head = last->next;
		queue->n--;
		queue->bytes -= last->arena.used;
	}
	if (last)
		last->next = NULL;
	if (!queue->head)
		queue->tail = &queue->head;
	pthread_mutex_unlock(&queue->lock);
	return list;
}

size_t queue_length(struct queue *queue)
{
	size_t n;

	pthread_mutex_lock(&queue->lock);
	n = queue->n;
	pthread_mutex_unlock(&queue->lock);
	return n;
}

void queue_gather(struct queue *queue, size_t n, int wait_ms)
{
	int64_t until_ms = clock_monotonic_ms() + wait_ms;

	pthread_mutex_lock(&queue->lock);
	while (queue->n < n && !queue->closing &&
	       wait_until(&queue->changed, &queue->lock, until_ms)) {
	}
	pthread_mutex_unlock(&queue->lock);
}

struct job *queue_take_impatient(struct queue *queue)
{
	struct job *taken = NULL, **at;

	pthread_mutex_lock(&queue->lock);
	at = &queue->head;
	while (*at) {
		struct job *job = *at;

		if (!job->impatient) {
			at = &job->next;
			continue;
		}
		*at = job->next;
		queue->n--;
		queue->bytes -= job->arena.used;
		job->next = taken;
		taken = job;
	}
	queue->tail = at;
	pthread_mutex_unlock(&queue->lock);
	return taken;
}

/* Without the queue's lock, which all that wake would want at once. */
void queue_end(struct job *list)
{
	while (list) {
		struct job *job = list;

		list = job->next;
		if (atomic_exchange(&job->hold, JOB_ENDED) == JOB_ABANDONED)
			job_free(job);
		else
			sem_post(&job->ended);
	}
}

bool queue_pause(struct queue *queue, int pause_ms)
{
	int64_t now_ms = clock_monotonic_ms(), until_ms = now_ms + pause_ms;
	bool was_closing, going_on;

	pthread_mutex_lock(&queue->lock);
	was_closing = queue->closing;
	if (was_closing && until_ms > queue->close_at_ms)
		until_ms = queue->close_at_ms;
	while (queue->closing == was_closing &&
	       wait_until(&queue->changed, &queue->lock, until_ms)) {
	}
	going_on = !queue->closing || clock_monotonic_ms() < queue->close_at_ms;
	pthread_mutex_unlock(&queue->lock);
	return going_on;
}

void queue_close(struct queue *queue, int grace_ms)
{
	pthread_mutex_lock(&queue->lock);
	queue->closing = true;
	queue->close_at_ms = clock_monotonic_ms() + grace_ms;
	pthread_cond_broadcast(&queue->changed);
	pthread_mutex_unlock(&queue->lock);
}

bool queue_is_closing(struct queue *queue)
{
	bool closing;

	pthread_mutex_lock(&queue->lock);
	closing = queue->closing;
	pthread_mutex_unlock(&queue->lock);
	return closing;
}
