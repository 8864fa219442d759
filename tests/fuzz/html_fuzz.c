#include <stdlib.h>

#include "base/unicode.h"
#include "mail/html.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str html = str_make((const char *)data, size);
	struct html_text text;
	struct arena arena;

	if (!utf8_valid(html))
		return 0;
	arena_init(&arena, 64 << 20);
	if (!html_to_text(&arena, html, &text))
		abort();
	if (!utf8_valid(text.visible) || !utf8_valid(text.hidden) || text.links > 256)
		abort();
	for (size_t i = 0; i < text.links; i++)
		if (text.link[i].text.n > text.visible.n || !utf8_valid(text.link[i].text))
			abort();
	arena_done(&arena);
	return 0;
}
