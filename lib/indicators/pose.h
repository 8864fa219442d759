/* How a message poses as a party, beside the name of its domain: a weak resemblance counts fully then. */
#ifndef OPENBEC_INDICATORS_POSE_H
#define OPENBEC_INDICATORS_POSE_H

#include "indicators/evidence.h"

/* Words for a sentence: its display name shows the party, it answers in a thread of it, its text names it. NULL: it doesn't. */
const char *pose_of(const struct evidence *e, struct domain known);

#endif
