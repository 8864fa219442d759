/* Numbers that a daemon counts anyway, a row a day and name: how many messages got which verdict, what a stage cost. Whoever counts
 * adds to memory; the writer puts what has gathered into the store once a minute and at its end. */
#ifndef OPENBEC_STORE_COUNTERS_H
#define OPENBEC_STORE_COUNTERS_H

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#define COUNTERS_MAX      64
#define COUNTERS_EVERY_MS ((int64_t)60 * 1000)
#define COUNTERS_DAYS     400 /* for so long they are kept */

struct counter {
	const char *kind; /* "verdict"; of static life */
	const char *name; /* "clean" */
	_Atomic int64_t gathered;
};

struct counters {
	struct counter *v;
	size_t n; /* COUNTERS_MAX at most */
};

static inline void counter_add(struct counter *counter, int64_t n)
{
	atomic_fetch_add_explicit(&counter->gathered, n, memory_order_relaxed);
}

struct job;
struct teacher;

/* A job of the writer, which alone calls both: adds what has gathered by now to the day's rows, and once that is committed takes it
 * off. So nothing is lost or counted twice where a commit fails. */
int counters_apply(struct job *job, const struct teacher *teacher);
void counters_written(const struct job *job);

#endif
