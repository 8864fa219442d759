/* A phrase file, and behind a line of "==" a text: whatever the file says, it loads or is
 * refused with a sentence, and its hits lie inside the text, between blanks. */
#include <stdlib.h>

#include "base/unicode.h"
#include "text/normal.h"
#include "text/phrases.h"

#define FILE_MAX 2048 /* compiling large files is slow, and shows nothing more */

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void match(const struct phrases *phrases, struct str text)
{
	struct arena arena;
	struct normal normal;
	struct phrase_hit *hit;
	size_t hits;

	arena_init(&arena, 64 << 20);
	text = unicode_decode(&arena, text, str_of("utf-8"));
	if (!normal_init(&arena, text, &normal) ||
	    !phrases_match(phrases, &arena, &normal, &hit, &hits))
		abort();
	for (size_t i = 0; i < hits; i++) {
		struct str seen = normal_span(&normal, hit[i].at, hit[i].n);

		if (hit[i].at == 0 || hit[i].n == 0 || hit[i].at + hit[i].n >= normal.text.n ||
		    normal.text.p[hit[i].at - 1] != ' ' ||
		    normal.text.p[hit[i].at + hit[i].n] != ' ')
			abort();
		if (seen.p < text.p || seen.p + seen.n > text.p + text.n)
			abort();
	}
	phrases_language(phrases, &normal);
	arena_done(&arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str input = { (const char *)data, size }, border = str_of("\n==\n");
	size_t cut = str_find(input, border);
	struct str file = str_sub(input, 0, cut), text = { NULL, 0 };
	struct phrases *phrases = NULL;
	struct err err = { 0 };

	if (cut != SIZE_MAX)
		text = str_sub(input, cut + border.n, input.n);
	if (phrases_load_text("fuzz", str_sub(file, 0, FILE_MAX), &phrases, &err)) {
		if (!err.text[0] || phrases)
			abort();
		return 0;
	}
	match(phrases, text);
	phrases_free(phrases);
	return 0;
}
