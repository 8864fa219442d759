#include <stdlib.h>

#include "auth/tags.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct tags tags;
	const char *why = NULL;
	char text[64];

	if (!tags_parse(str_make((const char *)data, size), &tags, &why)) {
		if (!why)
			abort();
		return 0;
	}
	if (tags.n == 0 || tags.n > TAGS_MAX)
		abort();
	for (size_t i = 0; i < tags.n; i++) {
		if (tags.tag[i].name.n == 0 || str_chr(tags.tag[i].value, ';') != SIZE_MAX)
			abort();
		if (tags_compact(tags.tag[i].value, text, sizeof text - 1) &&
		    strlen(text) > tags.tag[i].value.n)
			abort();
	}
	return 0;
}
