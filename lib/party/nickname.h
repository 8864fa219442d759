/* Names that people go by: Bob for Robert, Peppe for Giuseppe. */
#ifndef OPENBEC_PARTY_NICKNAME_H
#define OPENBEC_PARTY_NICKNAME_H

#include "base/err.h"
#include "base/str.h"

struct nicknames; /* immutable once loaded; thread-safe */

/* The shipped list (data/nickname.words), and for a folder that isn't NULL the admin's "nickname.words" there. */
int nicknames_load(const char *folder, struct nicknames **ret, struct err *err);
void nicknames_free(struct nicknames *nicknames);

/* Whether two different names are used for one person; both folded as in struct person_name. `nicknames` NULL: never. */
bool nicknames_same(const struct nicknames *nicknames, struct str one, struct str other);

#endif
