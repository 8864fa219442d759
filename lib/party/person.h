/* Names of people as display names write them: order (Last First; "Last, First"), case, diacritics,
 * confusable letters, titles, middle initials, a firm behind a bar, "via List" don't matter. */
#ifndef OPENBEC_PARTY_PERSON_H
#define OPENBEC_PARTY_PERSON_H

#include "party/address.h"

#define PERSON_TOKENS_MAX 8

/* The words of a name that identify: folded to ASCII, titles, initials and firm dropped, sorted. */
struct person_name {
	struct str token[PERSON_TOKENS_MAX];
	size_t n;
	/* The first identifying word as written: first name where order is Western. */
	struct str first;
};

/* False without memory only. A name of which nothing is left has n = 0. */
bool person_name_init(struct arena *arena, struct str display_name, struct person_name *ret);
/* The tokens with blanks between: equal keys are equal names. {NULL, 0} if fewer than two
 * tokens: a first name alone is nobody. */
struct str person_key(struct arena *arena, const struct person_name *name);
/* How surely a reader takes `shown` for `known`: 1 equal; 0.8 one has more middle names than the
 * other; 0 otherwise, and whenever known has fewer than two tokens. */
double person_match(const struct person_name *known, const struct person_name *shown);

/* The address that stands inside a display name ("ceo@acme.example" <x@gmail.com>); {NULL, 0}:
 * none. Borrowed from it. */
struct str person_address_in(struct str display_name);
/* Whether the local part is the person's name: maria.rossi, mrossi, rossi.maria; not a first
 * name alone. */
bool person_is_local_part(const struct person_name *name, struct str local);

#endif
