/* Text of the world, by ICU: charsets, normalisation, confusables. All results live in the arena
 * given and are valid UTF-8; functions that can run out of it give {NULL, 0}. Thread-safe. */
#ifndef OPENBEC_BASE_UNICODE_H
#define OPENBEC_BASE_UNICODE_H

#include "base/arena.h"
#include "base/err.h"

bool utf8_is_ascii(struct str s);
bool utf8_valid(struct str s);
/* The code point at *at, which moves on; U+FFFD for a bad byte. -1 at the end. */
int32_t utf8_next(struct str s, size_t *at);
size_t utf8_put(int32_t code_point, char ret[4]); /* how many bytes it wrote */
/* The longest prefix of at most `max` bytes that ends between characters. */
struct str utf8_clip(struct str s, size_t max);
struct str utf8_repair(struct arena *arena, struct str s); /* bad sequences as U+FFFD */

/* Any bytes as UTF-8: unchanged if valid; else from `charset`, bad sequences as U+FFFD. Where it is
 * empty, unknown, or UTF-8 and ASCII, which they weren't: UTF-8 with faults if there is a letter of
 * it, else windows-1252. */
struct str unicode_decode(struct arena *arena, struct str bytes, struct str charset);

/* How readers compare: NFKC, full case folding, default-ignorable characters (zero width, soft
 * hyphens, variation selectors, bidi controls) out. Of a run of combining marks the first 30
 * count. */
struct str unicode_fold(struct arena *arena, struct str utf8);
/* unicode_fold(), then other alphabets transliterated where a common way exists, letters without
 * their diacritics: "Müller" = "muller". For comparing names of people; over 1,024 characters it
 * only folds. */
struct str unicode_ascii(struct arena *arena, struct str utf8);
/* The UTS #39 skeleton, folded to lower case behind it ("g00gle" is "google" only then). Equal
 * skeletons look alike to a reader. */
struct str unicode_skeleton(struct arena *arena, struct str utf8);

/* Letters, digits and marks are parts of words; everything else separates them. */
bool unicode_is_word(int32_t code_point);
bool unicode_is_space(int32_t code_point);
bool unicode_is_ignorable(int32_t code_point); /* zero width and other default-ignorable ones */

/* IDNA (UTS #46, non-transitional): U-labels to A-labels, lower case. False if it isn't a domain
 * name that the DNS could hold. */
bool unicode_to_ascii_domain(struct arena *arena, struct str domain, struct str *ret);
/* And back, for showing; a label that mixes scripts or looks like an ASCII one stays an A-label. */
struct str unicode_to_shown_domain(struct arena *arena, struct str ascii_domain);

#endif
