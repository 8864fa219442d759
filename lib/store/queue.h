/* Work for the writer: bounded in number and bytes, first come, first served. A caller waits for its job's end as long as it likes;
 * the job is done all the same. Whoever lets go of a job last frees it. */
#ifndef OPENBEC_STORE_QUEUE_H
#define OPENBEC_STORE_QUEUE_H

#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>

#include "store/counters.h"
#include "store/feedback.h"
#include "store/prune.h"

enum job_hold {
	JOB_AWAITED,   /* caller and writer have it */
	JOB_ENDED,     /* the caller's */
	JOB_ABANDONED, /* the writer's: the caller waits no more */
};

struct job {
	struct job *next;
	struct arena arena; /* what the job needs, the job itself included, lives here */
	int (*apply)(struct job *job, const struct teacher *teacher);
	bool impatient; /* an admin waits: a store that may not be written is told at once */
	sem_t ended;
	atomic_int hold; /* enum job_hold */
	int status;
	struct err err;
	/* What apply needs, by kind of job; and what it gives. */
	const struct batch *batch;
	struct list_entry entry;
	struct str key;
	enum feedback feedback;
	int64_t now_s;
	struct prune_limits limits;
	struct counters *counters;
	int64_t *counted; /* what of each is in its row */
	size_t rows;
};

#define JOB_BYTES_MAX ((size_t)4 << 20)
struct job *job_new(int (*apply)(struct job *job,
                                 const struct teacher *teacher)); /* NULL without memory */
void job_free(struct job *job);

struct queue {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct job *head, **tail;
	size_t n, bytes, n_max;
	bool closing;
	int64_t close_at_ms;
};

void queue_init(struct queue *queue, size_t n_max);
void queue_done(struct queue *queue); /* nobody may wait any more */

/* Takes the job over, but for what queue_wait() gives; if it is full or closing: ERR_STORE, and the job is the caller's. */
int queue_put(struct queue *queue, struct job *job, struct err *err);
/* The job's own status, with *ret_rows; ERR_TIMEOUT: not yet. Either way the caller has no more to do with it. */
int queue_wait(struct job *job, int timeout_ms, size_t *ret_rows, struct err *err);

/* For the writer. Waits for work until `until_ms` (monotonic): a list of `max` jobs at most, NULL: none came. */
struct job *queue_take(struct queue *queue, size_t max, int64_t until_ms);
size_t queue_length(struct queue *queue);
/* Waits until `n` jobs are there, and not longer than that. */
void queue_gather(struct queue *queue, size_t n, int wait_ms);
/* Takes those out of the middle whose caller wants to know at once. */
struct job *queue_take_impatient(struct queue *queue);
void queue_end(struct job *list); /* each job's status stands */
/* Sleeps; false: closing, and its time is over. */
bool queue_pause(struct queue *queue, int pause_ms);
void queue_close(struct queue *queue, int grace_ms);
bool queue_is_closing(struct queue *queue);

#endif
