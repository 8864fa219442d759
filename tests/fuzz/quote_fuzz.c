#include <stdlib.h>

#include "mail/quote.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct quote_split split;
	struct arena arena;
	struct str text = str_make((const char *)data, size);

	arena_init(&arena, 16 << 20);
	if (!quote_split(&arena, text, &split))
		abort();
	if (split.own.n + split.quoted.n + split.signature.n > size + 1)
		abort();
	quote_opens(text);
	arena_done(&arena);
	return 0;
}
