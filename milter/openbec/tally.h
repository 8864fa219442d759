/* What the daemon counts for `becctl stats`: verdicts, actions, troubles, and the CPU of each stage. Thread-safe, no lock. */
#ifndef OPENBEC_TALLY_H
#define OPENBEC_TALLY_H

#include "path.h"
#include "store/counters.h"

enum tally_trouble {
	TALLY_CRASHED,     /* a process died on this message before */
	TALLY_NO_MEMORY,   /* to judge it */
	TALLY_STORE,       /* judged while the store wasn't whole */
	TALLY_NOT_LEARNED, /* the store's queue was full */
	TALLY_NOT_DONE,    /* the MTA did not do what it was asked */
	TALLY_TROUBLES,
};

enum { /* where each kind begins */
       TALLY_VERDICT,
       TALLY_ACTION = TALLY_VERDICT + VERDICT_COUNT,
       TALLY_TROUBLE = TALLY_ACTION + ACTION_COUNT,
       TALLY_STAGE = TALLY_TROUBLE + TALLY_TROUBLES, /* nanoseconds */
       TALLY_SAMPLED = TALLY_STAGE + PATH_STAGES,    /* the messages that they are of */
       TALLY_COUNTERS,
};

struct tally {
	struct counter counter[TALLY_COUNTERS];
	struct counters all; /* for the store's writer */
	_Atomic unsigned seen;
};

void tally_init(struct tally *tally);

/* Whether the next message's stages are to be measured: one in sixteen, since a system call a stage isn't cheap everywhere. */
bool tally_wants_cost(struct tally *tally);
void tally_trouble(struct tally *tally, enum tally_trouble trouble);
void tally_message(struct tally *tally, const struct path *path); /* once it is learned from */

#endif
