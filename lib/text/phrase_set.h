/* What phrases.c compiles and phrase_match.c searches with. */
#ifndef OPENBEC_TEXT_PHRASE_SET_H
#define OPENBEC_TEXT_PHRASE_SET_H

#include <hs.h>

#include "base/pool.h"
#include "text/phrase_file.h"

/* Vectorscan is given only the last bytes of each literal, since short ones compile several times
 * faster and many literals share them; what stands before is compared where these are found. */
#define PHRASE_TAIL_BYTES 6

/* Needles from this one to the next tail's have these last bytes. */
struct phrase_tail {
	uint32_t first_needle;
};

/* A literal, whoever uses it. */
struct phrase_needle {
	const char *text; /* normalised */
	uint32_t length;
	uint32_t first_use;  /* in phrases.use; the next needle's is the end */
	unsigned char roles; /* a bit for each phrase_role of its uses */
	char before; /* the byte in front of the tail, which tells most needles apart; '\0': none */
	bool prefix; /* no blank behind: the hit ends where its word does */
};

/* What it may be part of. */
struct phrase_use {
	uint32_t slot;
	unsigned char role;    /* enum phrase_role */
	bool first, last, gap; /* of its phrase's slots; a gap may stand before it */
};

struct phrases {
	struct arena arena;
	struct phrase_list list;      /* its literals, sorted */
	uint32_t first_word[257];     /* list.word by first byte; the next byte's is the end */
	struct phrase_tail *tail;     /* tails + 1; the number that Vectorscan knows */
	struct phrase_needle *needle; /* of each tail in turn; needles + 1 */
	size_t tails, needles;
	struct phrase_use *use;  /* of each needle in turn, in the order of their roles */
	hs_database_t *database; /* NULL: no needles */
	hs_scratch_t *scratch;   /* what the pool's are cloned from */
	struct pool *pool;       /* one scratch for each scan in progress */
};

#endif
