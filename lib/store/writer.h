/* The one thread that writes. Takes what the queue holds and commits it at once: each job can fail alone, the store for all. While the
 * store fails, jobs wait and it is tried again, more and more seldom. */
#ifndef OPENBEC_STORE_WRITER_H
#define OPENBEC_STORE_WRITER_H

#include "store/health.h"
#include "store/queue.h"
#include "store/readers.h"

struct writer {
	const struct db_backend *backend;
	struct db_options options;
	struct prune_limits limits;
	struct health *health;
	struct readers *readers;
	struct queue *queue;
	pthread_t thread;
	struct db *db; /* NULL: not open */
	struct clock clock;
	int prune_ms; /* 0: PRUNE_EVERY_MS */
	int64_t prune_at_ms;
	struct counters *counters; /* NULL: none */
	int64_t count_at_ms;
	size_t expected; /* jobs that the next group may have, if its callers come back at once */
	int gather_ms;   /* and how long they are waited for */
};

/* Opens the store; a damaged one is set aside if a new one may be made. */
int writer_open(struct writer *writer, struct err *err);
int writer_start(struct writer *writer, struct err *err);
void writer_stop(struct writer *writer,
                 int grace_ms); /* what waits is written, as far as the time goes */
void writer_close(struct writer *writer);

#endif
