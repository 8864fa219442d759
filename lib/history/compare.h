/* What a message shows against what its sender has shown: one surprise a kind of trait. Pure functions over profiles
 * that were read. */
#ifndef OPENBEC_HISTORY_COMPARE_H
#define OPENBEC_HISTORY_COMPARE_H

#include "history/history.h"

/* Fills history->surprise from its profiles. `aligned`: the identity is proven; else the aligned profiles of the same
 * address are compared with, too. */
void history_compare(const struct traits *traits, bool aligned, struct history *history);

#endif
