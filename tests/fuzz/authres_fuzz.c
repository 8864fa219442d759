#include <stdlib.h>

#include "auth/authres.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct authres result;
	enum authres_status status;

	arena_init(&arena, 4 << 20);
	status = authres_parse(&arena, str_make((const char *)data, size), &result);
	if (status == AUTHRES_MALFORMED && result.results)
		abort();
	if (status == AUTHRES_MEMORY && size < 65536)
		abort(); /* a field of a mail needs no more memory than that */
	for (size_t i = 0; i < result.results; i++)
		if (result.result[i].method.n == 0 || result.result[i].result.n == 0)
			abort();
	arena_done(&arena);
	return 0;
}
