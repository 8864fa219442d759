/* How unexpected an unseen value is: Good-Turing's estimate of the mass of the unseen (Good 1953), with a prior per kind of
 * trait. Pure functions; DESIGN §2 has the words. */
#ifndef OPENBEC_HISTORY_SURPRISE_H
#define OPENBEC_HISTORY_SURPRISE_H

#include <stdint.h>

/* n: distinct days on which the kind was shown; once: values seen on one day only, the first ever not counted. 0..1; 0 while n
 * is 0. p = (once + a) / (n + a + b); clamp(-log10 p - 0.3, 0, 2) / 2. */
double surprise(uint64_t n, uint64_t once, double a, double b);

/* First contact: the surprise of a new sender for a recipient, a = b = 1; never below 0.2 once n is 200. */
double surprise_first_contact(uint64_t identity_days, uint64_t once);

#endif
