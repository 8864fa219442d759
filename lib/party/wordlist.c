#include "party/wordlist.h"

#include <stdio.h>

#define WORD_MAX 32

bool wordlist_has(struct str list, const char *mark, struct str word)
{
	char line[WORD_MAX + 16];
	int n;

	/* no blank: a word must not reach over a comment's words */
	if (word.n == 0 || word.n > WORD_MAX || str_chr(word, ' ') != SIZE_MAX ||
	    str_chr(word, '\n') != SIZE_MAX || str_chr(word, '#') != SIZE_MAX)
		return false;
	n = snprintf(line, sizeof line, "\n%s" STR_FMT "\n", mark, STR_ARG(word));
	if (n < 0 || (size_t)n >= sizeof line)
		return false;
	return memmem(list.p, list.n, line, (size_t)n);
}
