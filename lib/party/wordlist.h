/* A shipped list of words, one a line, looked through as it stands: a few kilobytes, no state to
 * keep. Comments are lines of their own. */
#ifndef OPENBEC_PARTY_WORDLIST_H
#define OPENBEC_PARTY_WORDLIST_H

#include "base/str.h"

/* Whether `word` (lower-case ASCII) is a line of the list, with `mark` before it ("" for none). */
bool wordlist_has(struct str list, const char *mark, struct str word);

#define WORDLIST_FEWEST 3 /* letters */
/* How long the words of the list are, of WORDLIST_FEWEST letters to `most`, with which `text` begins, or ends if
 * `behind`: `max` at most. */
size_t wordlist_around(struct str list, struct str text, bool behind, size_t most, size_t *ret,
                       size_t max);

#endif
