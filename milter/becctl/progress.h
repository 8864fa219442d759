/* How far long work has come, on standard error: a bar with rate and time left if that is a terminal. Where answers go to standard output
 * at the same time, only if that isn't one (they would tear the bar); where there are none on the way, a line each ten seconds in
 * place of the bar. */
#ifndef OPENBEC_BECCTL_PROGRESS_H
#define OPENBEC_BECCTL_PROGRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct progress {
	const char *doing; /* what the lines say; NULL: answers come on the way, no lines */
	bool bar;
	bool drawn;
	size_t things; /* done so far */
	int64_t begin_ms, last_ms;
};
/* `doing`: "indexed", "imported"; NULL: answers come on the way. */
void progress_init(struct progress *progress, const char *doing);
/* One thing more is done; the whole is `done` of `total`, of any unit (0: not known). */
void progress_step(struct progress *progress, size_t done, size_t total);
void progress_hide(
	struct progress *progress); /* takes the bar away until the next step, for a sentence */
void progress_done(struct progress *progress); /* for good */

#endif
