/* Text made comparable, once for everything that searches it: NFKC, case folded, Latin letters without
 * their accents ("perché", "perche" and "perche'" are written for one another), confusable letters
 * as the Latin letter they are seen as, zero-width characters, soft hyphens and marks struck
 * through letters out, letters spaced out ("p a y m e n t", "w.i.r.e": four at least) joined, words
 * separated by one blank, sentences by " . ". Offsets lead back to what the reader saw.
 *
 * Words are letters and digits. Everything else, the apostrophe too, separates them: "l'iban" is
 * the two words "l iban" (found by the phrase "iban" as well as by "l'iban"), "don't" is "don t" in
 * the text as in a phrase. "_" inside a word belongs to it: "set_eth" is one word. A sentence ends at . ! ? ... before a blank, and at an
 * empty line; not at a full stop behind a single letter, an abbreviation (text/abbreviation.h) or one or two digits.
 *
 * Letters of another alphabet that look like Latin ones become these in a word that mixes
 * alphabets, and in a word of nothing but such letters if the text is mostly Latin; honest words
 * of other alphabets stay. */
#ifndef OPENBEC_TEXT_NORMAL_H
#define OPENBEC_TEXT_NORMAL_H

#include "base/arena.h"

#define NORMAL_SOURCE_MAX ((size_t)256 << 10)

struct normal {
	struct str text; /* begins and ends with a blank, so that a word border is always a blank */
	const uint32_t *origin; /* of each byte of text in `source`; text.n + 1 of them */
	struct str source;
	bool cut; /* only the first NORMAL_SOURCE_MAX bytes were taken */
};
/* `source`: valid UTF-8. False without memory only; time grows with source.n. */
bool normal_init(struct arena *arena, struct str source, struct normal *ret);
/* What the reader saw for [at, at + n) of the text: whole words, without what stands around
 * them. */
struct str normal_span(const struct normal *normal, size_t at, size_t n);

#endif
