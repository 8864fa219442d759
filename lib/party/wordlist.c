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

/* Where the next line begins that may be a word: behind a line end and the first letters, or before the last ones and one. */
static size_t next_line(struct str list, size_t from, struct str mark, bool behind)
{
	const char *found =
		from < list.n ? memmem(list.p + from, list.n - from, mark.p, mark.n) : NULL;
	size_t at;

	if (!found)
		return SIZE_MAX;
	at = (size_t)(found - list.p);
	if (!behind)
		return at + 1;
	while (at > 0 && list.p[at - 1] != '\n')
		at--;
	return at;
}

size_t wordlist_around(struct str list, struct str text, bool behind, size_t most, size_t *ret,
                       size_t max)
{
	char mark[1 + WORDLIST_FEWEST] = { '\n' };
	size_t n = 0, at = 0, edge;

	if (text.n < WORDLIST_FEWEST)
		return 0;
	edge = behind ? text.n - WORDLIST_FEWEST : 0;
	memcpy(behind ? mark : mark + 1, text.p + edge, WORDLIST_FEWEST);
	mark[behind ? WORDLIST_FEWEST : 0] = '\n';
	while (n < max &&
	       (at = next_line(list, at, str_make(mark, sizeof mark), behind)) != SIZE_MAX) {
		struct str word, rest = str_sub(list, at, list.n);

		/* a comment holds a # and is no part of a text */
		str_cut(&rest, '\n', &word);
		if (word.n <= most && (behind ? str_ends(text, word) : str_starts(text, word)))
			ret[n++] = word.n;
		at += word.n;
	}
	return n;
}
