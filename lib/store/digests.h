/* Keyed digests that are read together, as one text: 16 hexadecimal digits each. */
#ifndef OPENBEC_STORE_DIGESTS_H
#define OPENBEC_STORE_DIGESTS_H

#include "base/str.h"

#define DIGEST_DIGITS          16
#define DIGESTS_PACKED_SIZE(n) ((n)*DIGEST_DIGITS + 1)

/* Into `room`, which has DIGESTS_PACKED_SIZE(n) bytes. */
struct str digests_pack(const uint64_t *v, size_t n, char *room);
/* `max` at most; how many. What isn't ours in a damaged row is no digest of anything: it finds nothing. */
size_t digests_unpack(struct str packed, uint64_t *v, size_t max);

#endif
