/* The words of text/normal, one at a time: what they hold decides how they are folded. */
#ifndef OPENBEC_TEXT_NORMAL_WORD_H
#define OPENBEC_TEXT_NORMAL_WORD_H

#include "text/normal.h"

#define NORMAL_SCRATCH_MAX ((size_t)8 << 20)

struct normal_writer {
	struct str source;
	size_t at;
	char *text;
	uint32_t *origin;
	size_t n, room;
	struct arena scratch;
	bool full, no_memory;
	size_t word;    /* where the last word begins in text */
	int latin_text; /* whether most letters are Latin; -1: not counted yet */
	bool letter;    /* the last word is a single letter */
	struct {        /* single letters with always the same character between */
		size_t at;
		unsigned letters;
		int32_t between;
	} run;
};

/* Writes a byte that comes from this place of the source; when the room is used up says so, and
 * doesn't. */
void normal_put(struct normal_writer *w, char c, size_t origin);

/* The word at w->at, which goes behind it, and a blank; nothing if nothing is left of the word. */
void normal_put_word(struct normal_writer *w);

/* Letters, digits and what belongs to them. */
bool normal_is_word(int32_t c);
/* utf8_next() without the call for what is ASCII. */
int32_t normal_next(struct str s, size_t *at);

#endif
