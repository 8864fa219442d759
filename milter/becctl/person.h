/* A protected person as an admin enters or imports one. */
#ifndef OPENBEC_BECCTL_PERSON_H
#define OPENBEC_BECCTL_PERSON_H

#include "becctl/roster.h"

#define PERSON_TEXTS_MAX 16
struct person_texts {
	struct str text[PERSON_TEXTS_MAX]; /* what doesn't fit is left out */
	size_t n;
};

struct person_entry { /* as written; checked by person_put() */
	struct str name;
	struct person_texts address, alias;
};

/* Both call `take` for each person of a file, in its order; it gives 0 to go on. */
typedef int person_take_fn(void *context, const struct person_entry *person, struct err *err);
/* RFC 4180, the first line names the columns: name, address (or mail, email), alias. Several in one cell stand between ";". */
int person_read_csv(struct arena *arena, struct str file, person_take_fn *take, void *context,
                    struct err *err);
/* RFC 2849, as a directory is dumped: displayName (else cn), mail, proxyAddresses (smtp:). What has no address is no person. */
int person_read_ldif(struct arena *arena, struct str file, person_take_fn *take, void *context,
                     struct err *err);

void person_texts_add(struct person_texts *texts,
                      struct str text); /* not the empty one, none twice */

#endif
