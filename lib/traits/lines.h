/* Lines of a text as digests, by which an answer's quotation can be held against the mail that it claims to quote. */
#ifndef OPENBEC_TRAITS_LINES_H
#define OPENBEC_TRAITS_LINES_H

#include "base/keyed.h"
#include "text/normal.h"

#define LINES_MAX 32

/* Keyed digests of the first LINES_MAX different lines that are long enough to say something. Returns how many; time grows with the
 * text. */
size_t lines_digest(const struct site_key *key, const struct normal *text, uint64_t ret[LINES_MAX]);

#endif
