/* What phrases.c compiles and phrase_match.c searches with. */
#ifndef OPENBEC_TEXT_PHRASE_SET_H
#define OPENBEC_TEXT_PHRASE_SET_H

#include <hs.h>

#include "base/pool.h"
#include "text/phrase_file.h"

/* A literal that Vectorscan looks for under its number, whoever uses it. */
struct phrase_needle {
	uint32_t length;
	uint32_t first_use;  /* in phrases.use; the next needle's is the end */
	unsigned char roles; /* a bit for each phrase_role of its uses */
	bool prefix;         /* no blank behind: the hit ends where its word does */
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
	struct phrase_needle *needle; /* needles + 1 */
	size_t needles;
	struct phrase_use *use;  /* of each needle in turn */
	hs_database_t *database; /* NULL: no needles */
	hs_scratch_t *scratch;   /* what the pool's are cloned from */
	struct pool *pool;       /* one scratch for each scan in progress */
};

#endif
