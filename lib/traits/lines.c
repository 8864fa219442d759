/* A line is what stands between two stops of the normalised text, for mail programs wrap what they quote anew; short ones ("thank
 * you", "kind regards") are in everybody's mail. A colon at the end of a line stops, too: so do clients end what they set directly above
 * a quotation. */
#include "traits/lines.h"

#define LINE_MIN 20 /* bytes */

static void add(uint64_t digest, uint64_t *list, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == digest)
			return;
	list[(*n)++] = digest;
}

/* Whether the word that ends before the blank at `at` has a colon and a line's end behind it. */
static bool introduces(const struct normal *text, size_t at)
{
	size_t from, to;

	if (at == 0 || at + 1 >= text->text.n)
		return false;
	from = text->origin[at - 1];
	to = text->origin[at + 1];
	return to > from &&
	       str_find(str_sub(text->source, from, to - from), (struct str)STR(":\n")) != SIZE_MAX;
}

/* Where the line that begins at `from` ends. */
static size_t line_end(const struct normal *text, size_t from)
{
	size_t at = from;

	while (at < text->text.n &&
	       !(text->text.p[at] == ' ' &&
	         (str_starts(str_sub(text->text, at, 3), (struct str)STR(" . ")) ||
	          introduces(text, at))))
		at++;
	return at;
}

size_t lines_digest(const struct site_key *key, const struct normal *text, uint64_t ret[LINES_MAX])
{
	size_t n = 0;

	for (size_t from = 0, end; from < text->text.n && n < LINES_MAX; from = end + 1) {
		struct str line;

		end = line_end(text, from);
		line = str_trim(str_sub(text->text, from, end - from));
		if (str_starts(line, (struct str)STR(". ")))
			line = str_sub(line, 2, line.n);
		if (line.n >= LINE_MIN)
			add(keyed_u64(key, line), ret, &n);
	}
	return n;
}
