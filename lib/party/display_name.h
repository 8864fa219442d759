/* The text of a display name taken apart for party/person: without what is no name, in segments, in
 * words. */
#ifndef OPENBEC_PARTY_DISPLAY_NAME_H
#define OPENBEC_PARTY_DISPLAY_NAME_H

#include "base/arena.h"

/* The first 320 bytes of what was written, without addresses and, unless `all`, without brackets
 * and what is in them; letters that only look Latin as Latin ones. In the arena; {NULL, 0}
 * without memory. */
struct str display_name_text(struct arena *arena, struct str written, bool all);

/* The text up to the next bar, dash between blanks and the like; false at the end. */
bool display_name_segment(struct str *rest, struct str *ret);

/* The next word; apostrophes join (O'Brien), everything else that is no letter, digit or mark
 * separates. {NULL, 0} at the end. Begin with *at = 0. */
struct str display_name_word(struct str text, size_t *at);

#endif
