/* What the store packs into one column. Texts that are read come from our own rows, but a damaged row must not damage
 * us: everything is checked and bounded. Packed texts are malloc'd; NULL without memory. */
#ifndef OPENBEC_STORE_RECORD_JSON_H
#define OPENBEC_STORE_RECORD_JSON_H

#include "base/err.h"
#include "store/record.h"

/* party.traits: all kinds, with the values of the weak ones. */
char *traits_pack(const struct profile *profile);
/* Fills trait, traits of a profile, whose texts stand in `json` or the arena; the values of strong kinds are rows of their
 * own. ERR_STORE: damaged, or no room for it. */
int traits_unpack(struct arena *arena, struct str json, struct profile *ret, struct err *err);

#define SIGHTING_TRAITS_MAX 64
#define LESSON_LIST_MAX     200 /* contacts, written addresses, marks */
/* message.batch: the sightings, contacts, written addresses and marks of a batch; no more is read back. */
char *lesson_pack(const struct batch *batch);
int lesson_unpack(struct arena *arena, struct str json, struct batch *ret, struct err *err);

/* pending.sighting; `first`: it was the batch's first, whose days count for the site. */
char *sighting_pack(const struct sighting *sighting, bool first);
int sighting_unpack(struct arena *arena, struct str json, struct sighting *ret, bool *ret_first,
                    struct err *err);

#endif
