/* What one rendering of a text says beyond another: the lines of `text` with words that `known`
 * doesn't have. */
#ifndef OPENBEC_MAIL_NOVEL_H
#define OPENBEC_MAIL_NOVEL_H

#include "base/arena.h"
#include "base/buf.h"

/* Appends those lines of `text` to `out`, all of them if `known` has no word. Both valid UTF-8.
 * False without memory only; time grows with known.n + text.n. */
bool novel_lines(struct arena *arena, struct str known, struct str text, struct buf *out);

#endif
