/* What a clean message says of domains: that one of ours wrote there, or that proven mail of one came. */
#ifndef OPENBEC_LEARN_DOMAINS_H
#define OPENBEC_LEARN_DOMAINS_H

#include "indicators/evidence.h"
#include "store/record.h"

/* Fills ret->domain from the evidence and from ret->written, with the keys by which their look-alikes find them. False without
 * memory. */
bool domains_learn(const struct evidence *evidence, struct arena *arena, struct batch *ret);

#endif
