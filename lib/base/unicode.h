/* Text of the world, by ICU: charsets, normalisation, confusables. All results live in the arena given
 * and are valid UTF-8; functions that can run out of it give {NULL, 0}. Thread-safe. */
#ifndef OPENBEC_BASE_UNICODE_H
#define OPENBEC_BASE_UNICODE_H

#include "base/arena.h"
#include "base/err.h"

bool utf8_valid(struct str s);
/* The code point at *at, which moves on; U+FFFD for a bad byte. -1 at the end. */
int32_t utf8_next(struct str s, size_t *at);
size_t utf8_put(int32_t code_point, char ret[4]); /* how many bytes it wrote */
/* The longest prefix of at most `max` bytes that ends between characters. */
struct str utf8_clip(struct str s, size_t max);

/* Any bytes as UTF-8: unchanged if valid; else from `charset` (empty or unknown: windows-1252), bad
 * sequences as U+FFFD. */
struct str unicode_decode(struct arena *arena, struct str bytes, struct str charset);

/* How readers compare: NFKC, full case folding, default-ignorable characters (zero width, soft
 * hyphens, variation selectors, bidi controls) out. */
struct str unicode_fold(struct arena *arena, struct str utf8);
/* unicode_fold(), then letters without their diacritics, all other alphabets transliterated to ASCII where
 * a common way exists: "Müller" = "muller". For comparing names of people. */
struct str unicode_ascii(struct arena *arena, struct str utf8);
/* The UTS #39 skeleton, folded to lower case behind it ("g00gle" is "google" only then). Equal skeletons look
 * alike to a reader. */
struct str unicode_skeleton(struct arena *arena, struct str utf8);

/* Letters, digits and marks are parts of words; everything else separates them. */
bool unicode_is_word(int32_t code_point);
bool unicode_is_space(int32_t code_point);
bool unicode_is_ignorable(int32_t code_point); /* zero width and other default-ignorable ones */

/* IDNA (UTS #46, non-transitional): U-labels to A-labels, lower case. False if it isn't a domain name that the DNS could hold. */
bool unicode_to_ascii_domain(struct arena *arena, struct str domain, struct str *ret);
/* And back, for showing; what can't be shown safely stays an A-label. */
struct str unicode_to_shown_domain(struct arena *arena, struct str ascii_domain);

#endif
