/* What one message changes in the rows: profiles, contacts, correspondents, counters; and the way back. */
#ifndef OPENBEC_STORE_TEACH_H
#define OPENBEC_STORE_TEACH_H

#include "store/rows.h"

struct teacher { /* one message's work inside a transaction */
	const struct rows *rows;
	struct arena *arena;
	struct err *err;
};

/* Takes a sighting into its party's profile; *ret is the profile then. The days of a message's `first` sighting count for the site. */
int teach_sighting(const struct teacher *teacher, const struct sighting *sighting, bool first,
                   struct profile *ret);
int teach_contacts(const struct teacher *teacher, struct str party, int64_t at_s,
                   const struct str *recipient, size_t n);
/* Correspondents: who was written to by one of ours. */
int teach_written(const struct teacher *teacher, const struct str *address, size_t n, int64_t at_s);
/* All of it: sightings with what they free, contacts, correspondents. */
int teach_batch(const struct teacher *teacher, const struct batch *batch);

/* Takes back what the message `key` taught, but for what others share and what still waits. `released`: only the values that aren't
 * guarded were taught. */
int unteach_batch(const struct teacher *teacher, struct str key, const struct batch *batch,
                  bool released);

/* Without the traits that only feedback frees. */
int sighting_without_guarded(const struct teacher *teacher, const struct sighting *sighting,
                             struct sighting *ret);

/* The steps that both ways share. */

/* Keeps a recipient's counters equal to the rows: pairs (identity, day), and identities seen on one day only. */
int teach_count(const struct teacher *teacher, struct str recipient, uint32_t before,
                uint32_t after, int32_t day);
/* contact_add or contact_take_back, with the recipient's counters. */
int teach_contact(const struct teacher *teacher, struct str party, struct str recipient,
                  int64_t at_s, bool (*change)(struct contact *contact, int64_t at_s));
int teach_get_correspondent(const struct teacher *teacher, struct str address,
                            struct correspondent *ret);

#endif
