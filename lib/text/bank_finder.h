/* The kinds of accounts, for text/bank: each finder looks at one place. */
#ifndef OPENBEC_TEXT_BANK_FINDER_H
#define OPENBEC_TEXT_BANK_FINDER_H

#include "text/bank.h"

/* Whether an account of its kind begins at text.p[at], which begins a word. Fills `ret`, which
 * is zeroed, and returns its length in the text; 0: none, and nothing is written. */
typedef size_t bank_finder(struct str text, size_t at, struct bank_account *ret);
bank_finder bank_find_iban, bank_find_aba, bank_find_sort_code, bank_find_bitcoin,
	bank_find_ethereum;

/* Letters and digits of ASCII: what a number doesn't end at. */
bool bank_is_inside(char c);

/* How a number is read that may stand in groups. */
struct bank_reader {
	struct str text;
	size_t at;
	unsigned lines; /* line ends passed */
};
/* The next letter or digit, over blanks, a hyphen or a full stop between groups and one line
 * end; 0 at anything else. */
char bank_next(struct bank_reader *reader);

/* Whether one of the words (ended by NULL, lower case) stands whole in text, any case. */
bool bank_has_word(struct str text, const char *const *words);
/* The part of text up to `n` bytes before and behind [from, to). */
struct str bank_near(struct str text, size_t from, size_t to, size_t n);

#endif
