/* Cyrillic names in Latin letters, as passports write them (ICAO Doc 9303-3, section 6 B). */
#ifndef OPENBEC_PARTY_ROMAN_H
#define OPENBEC_PARTY_ROMAN_H

#include "base/arena.h"

/* The word in lower case with its Cyrillic letters replaced; *ret_cyrillic: there was one. The word as it is if there is none. {NULL, 0}
 * without memory. */
struct str roman_word(struct arena *arena, struct str word, bool *ret_cyrillic);

/* Whether both are one name by any of the ways in which its Cyrillic form is written: Yury, Iurii, Jurij; Alexey, Aleksei. Both in letters
 * a to z. */
bool roman_alike(struct str one, struct str other);

#endif
