/* The filters that are compared: processes of the bench's own, each with its socket and its clock. */
#ifndef OPENBEC_TESTS_BENCH_MILTER_BENCH_FILTER_H
#define OPENBEC_TESTS_BENCH_MILTER_BENCH_FILTER_H

#include <stdbool.h>
#include <sys/types.h>
#include <time.h>

struct filter {
	const char *name; /* as printed */
	char socket[108];
	pid_t pid; /* 0: it doesn't run */
	clockid_t cpu;
};

/* Starts the program and waits until its socket answers; its output goes to LOG. False, and said why, if it doesn't. */
bool filter_start(struct filter *filter, char *const argv[], const char *log);
void filter_stop(struct filter *filter); /* takes one that doesn't run */
double filter_cpu_us(const struct filter *filter);
/* Resident memory and threads now. */
void filter_size(const struct filter *filter, double *ret_mb, long *ret_threads);

#endif
