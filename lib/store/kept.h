/* A text as the store keeps it: valid UTF-8 without NUL (bad bytes and NUL become U+FFFD), cut between characters. What
 * is asked for goes the same way as what is written, so that hostile bytes find themselves again. */
#ifndef OPENBEC_STORE_KEPT_H
#define OPENBEC_STORE_KEPT_H

#include "base/arena.h"

#define KEPT_KEY_MAX   512 /* addresses, parties, ids */
#define KEPT_VALUE_MAX 256 /* of a trait */

/* s itself where it may be kept as it is, else written to `room`. */
struct str kept(struct str s, char *room, size_t max);
/* A copy; {NULL, 0} without memory. */
struct str kept_copy(struct arena *arena, struct str s, size_t max);
/* The same for text that is too long to be cut, such as JSON: all of it. */
struct str kept_whole(struct arena *arena, struct str s);

#endif
