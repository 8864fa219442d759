/* A bar for long work: on standard error, and only if that is a terminal and standard output isn't (the answers would tear it). */
#ifndef OPENBEC_BECCTL_PROGRESS_H
#define OPENBEC_BECCTL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	bool on;
	bool drawn;
	size_t things; /* done so far */
	int64_t begin_ms, last_ms;
};
void progress_init(struct progress *progress);
/* One thing more is done; the whole is `done` of `total`, of any unit (0: not known). */
void progress_step(struct progress *progress, size_t done, size_t total);
void progress_done(struct progress *progress); /* takes the bar away */

#endif
