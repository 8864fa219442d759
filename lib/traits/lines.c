/* A line is what stands between two stops of the normalised text, for mail programs wrap what they quote anew; short ones ("thank
 * you", "kind regards") are in everybody's mail. */
#include "traits/lines.h"

#define LINE_MIN 20 /* bytes */

static const struct str stop = STR(" . ");

static void add(uint64_t digest, uint64_t *list, size_t *n)
{
	for (size_t i = 0; i < *n; i++)
		if (list[i] == digest)
			return;
	list[(*n)++] = digest;
}

size_t lines_digest(const struct site_key *key, const struct normal *text, uint64_t ret[LINES_MAX])
{
	struct str rest = text->text;
	size_t n = 0;

	while (rest.n && n < LINES_MAX) {
		size_t at = str_find(rest, stop);
		struct str line = str_trim(str_sub(rest, 0, at == SIZE_MAX ? rest.n : at));

		if (line.n >= LINE_MIN)
			add(keyed_u64(key, line), ret, &n);
		rest = str_sub(rest, at == SIZE_MAX ? rest.n : at + stop.n - 1, rest.n);
	}
	return n;
}
