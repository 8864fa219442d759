#include "store/digests.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

struct str digests_pack(const uint64_t *v, size_t n, char *room)
{
	for (size_t i = 0; i < n; i++)
		snprintf(room + i * DIGEST_DIGITS, DIGEST_DIGITS + 1, "%016" PRIx64, v[i]);
	return str_make(room, n * DIGEST_DIGITS);
}

size_t digests_unpack(struct str packed, uint64_t *v, size_t max)
{
	size_t n = 0;

	for (; packed.n >= DIGEST_DIGITS && n < max;
	     packed = str_sub(packed, DIGEST_DIGITS, packed.n)) {
		char digits[DIGEST_DIGITS + 1] = { 0 };

		memcpy(digits, packed.p, DIGEST_DIGITS);
		v[n++] = strtoull(digits, NULL, 16);
	}
	return n;
}
