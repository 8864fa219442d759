/* Phone numbers in running text. International ones (ITU-T E.164: + or 00, country code, 8 to 15 digits) wherever they stand;
 * national ones only behind a word such as "phone" or "tel", since the country isn't known and any number could be one. */
#ifndef OPENBEC_TEXT_PHONE_H
#define OPENBEC_TEXT_PHONE_H

#include "base/str.h"

struct phone {
	struct str as_written; /* borrowed from the text given */
	char number[17];       /* "+390212345678"; national: its digits alone; NUL-terminated */
};

/* Finds the numbers in `text` (UTF-8), first to last, each once, and writes `max` at most to `ret`. Returns how many; none is an
 * answer, not an error. Allocates nothing; time grows with text.n. */
size_t phone_find(struct str text, struct phone *ret, size_t max);

/* How it is shown: "+39...678"; never the whole number. */
#define PHONE_MASKED_SIZE 12
const char *phone_masked(const struct phone *phone, char ret[PHONE_MASKED_SIZE]);

#endif
