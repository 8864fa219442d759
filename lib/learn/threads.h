/* Who takes part in the conversation that a message belongs to. */
#ifndef OPENBEC_LEARN_THREADS_H
#define OPENBEC_LEARN_THREADS_H

#include "indicators/indicator.h"
#include "store/record.h"

/* Adds the thread to a batch whose lesson is set. False without memory only. */
bool threads_learn(const struct evidence *evidence, const struct findings *findings,
                   struct arena *arena, struct batch *ret);

#endif
