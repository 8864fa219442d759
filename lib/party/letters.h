/* A domain label as the letters that a reader sees, for party/lookalike: two forms of it, and
 * how two rows of letters differ. */
#ifndef OPENBEC_PARTY_LETTERS_H
#define OPENBEC_PARTY_LETTERS_H

#include "base/arena.h"

#define LETTERS_MAX 64 /* a label has 63 bytes (RFC 1035) */

struct letters {
	int32_t v[LETTERS_MAX]; /* code points */
	size_t n;
	bool ascii; /* the label is shown in ASCII */
};

enum letters_edit_kind {
	LETTERS_REPLACED,
	LETTERS_ADDED, /* to one of the two */
	LETTERS_SWAPPED,
};

struct letters_edit {
	enum letters_edit_kind kind;
	size_t at; /* in both, or in the longer one */
};

/* `plain`: as shown; letters of other alphabets as what they look like, without diacritics.
 * `eye`: as letters_eye() would make it, but with the diacritics. False without memory, or if
 * there are none or too many of them. */
bool letters_read(struct arena *arena, struct str label, struct letters *plain,
                  struct letters *eye);
/* All that looks alike made the same: m for rn, w for vv, d for cl, o for 0, l for 1; in names of 6
 * letters or more l for i, too, which the sender can write as I. */
void letters_eye(const struct letters *plain, struct letters *ret);

bool letters_eq(const struct letters *a, const struct letters *b);
void letters_drop(struct letters *letters, int32_t letter);
/* Without the `n` letters at `at`. */
void letters_without(const struct letters *letters, size_t at, size_t n, struct letters *ret);
/* Those from `from` to before `end`. */
void letters_part(const struct letters *letters, size_t from, size_t end, struct letters *ret);

/* Whether they differ by exactly one letter replaced or added, or two neighbours swapped. */
bool letters_one_edit(const struct letters *a, const struct letters *b, struct letters_edit *ret);
/* How long the part between hyphens is in which `at` lies. */
size_t letters_part_length(const struct letters *letters, size_t at);

bool letters_is_digit(int32_t letter);
/* Neighbours on the keyboard, two vowels, or alike in shape. */
bool letters_near(int32_t a, int32_t b);
/* One flipped bit of ASCII apart: what faulty memory asks the DNS for. */
bool letters_flipped(int32_t a, int32_t b);

#endif
