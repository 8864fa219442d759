/* What is remembered of a judged message: evidence and verdict become one batch of rows. Malicious mail teaches nothing but its
 * marks; suspicious mail's traits wait; automatic and bulk mail makes nobody a correspondent (DESIGN §2, §4). */
#ifndef OPENBEC_LEARN_LEARN_H
#define OPENBEC_LEARN_LEARN_H

#include "store/record.h"
#include "verdict/verdict.h"

/* Everything in *ret is borrowed from the judgement and the arena. A message that couldn't be judged (no evidence) gives an empty
 * batch, without a message key: there is nothing to hand to the store. ERR_MEMORY is the only error. */
int learn_batch(const struct judgement *judgement, const struct verdict_options *options,
                struct arena *arena, struct batch *ret, struct err *err);

#endif
