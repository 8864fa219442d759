/* Makes a body safe to hand to GMime. */
#ifndef OPENBEC_MAIL_GUARD_H
#define OPENBEC_MAIL_GUARD_H

#include "base/str.h"

/* Blanks, in place, what would make GMime recurse or allocate without measure; gives how many of
 * the `n` bytes may be handed over. Ordinary mail stays as it is. */
size_t guard_body(char *p, size_t n);

#endif
