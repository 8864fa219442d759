/* Single letters, for text/normal: how most of them fold without a library's help, and which of
 * them only look like Latin ones. */
#ifndef OPENBEC_TEXT_LETTERS_H
#define OPENBEC_TEXT_LETTERS_H

#include "base/str.h"

/* The code point that NFKC and case folding make of this one, if it is one of the usual letters
 * of the Latin, Greek and Cyrillic alphabets and nothing behind it can join it; else -1: ask
 * base/unicode. */
int32_t letter_fold(int32_t code_point);

/* A letter of the Latin alphabet, ASCII or not. */
bool letter_is_latin(int32_t code_point);

/* The letter a..z that a reader takes this non-ASCII letter for; 0: none. Small capitals and
 * their like belong to the Latin alphabet (letter_is_latin), the others to another one, where
 * they are honest. */
char letter_seen_as(int32_t code_point);

/* A Latin letter without its accents, strokes and dots, in lower case: "e" for U+00E9, "oe" for
 * U+0153. How many bytes; 0: it is no such letter. */
size_t letter_bare(int32_t code_point, char ret[2]);

/* Letters in circles and squares: NFKC makes letters of these symbols. */
bool letter_is_enclosed(int32_t code_point);

#endif
