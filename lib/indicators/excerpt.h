/* The words of a message that an admin is shown: short, harmless on a terminal and in a log, and without whole numbers of
 * accounts and phones. */
#ifndef OPENBEC_INDICATORS_EXCERPT_H
#define OPENBEC_INDICATORS_EXCERPT_H

#include "indicators/evidence.h"

#define EXCERPT_MAX 60 /* bytes, "..." aside */

/* In the evidence's arena; {NULL, 0} without memory. */
struct str excerpt_make(const struct evidence *evidence, struct str span);

#endif
