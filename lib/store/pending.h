/* Sightings of suspicious mail wait here: for an admin's feedback, or for established mail of the same party that was clean on
 * three later days. */
#ifndef OPENBEC_STORE_PENDING_H
#define OPENBEC_STORE_PENDING_H

#include "store/teach.h"

#define PENDING_DAYS 30

int pending_add(const struct teacher *teacher, struct str key, const struct sighting *sighting,
                bool first);
int pending_delete(const struct teacher *teacher, struct str party, struct str key,
                   bool *ret_was_there);
/* Clean mail of `profile` has come: counts its day, and teaches what has waited long enough, but for what is guarded. */
int pending_release(const struct teacher *teacher, const struct profile *profile, int64_t at_s);

#endif
