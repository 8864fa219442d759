/* Slots that follow each other as their phrase wants it, made the whole phrase. */
#ifndef OPENBEC_TEXT_PHRASE_JOIN_H
#define OPENBEC_TEXT_PHRASE_JOIN_H

#include "base/arena.h"
#include "text/phrase_set.h"

/* Words of the text by the blanks around them: "to" of one stretch and "from" of the next are
 * the same number if nothing stands between. */
struct phrase_stretch {
	uint32_t from, to; /* to == 0: none */
};

/* A slot of the thousands, of which a text fills few. */
struct phrase_filled {
	struct phrase_recent *recent; /* where it was filled last; NULL: never */
	uint32_t last;                /* the latest of them, 0: none */
};

struct phrase_join {
	struct str text;
	struct arena *arena;
	struct phrase_filled *filled; /* of each slot */
	uint32_t from, reach; /* the place at hand, and how far back a gap reaches from it */
	bool no_memory;       /* a slot couldn't be remembered */
};

/* False without memory. */
bool phrase_join_init(struct phrase_join *join, struct arena *arena, struct str text, size_t slots);
/* The stretches that come next begin at this blank. */
void phrase_join_at(struct phrase_join *join, uint32_t from);
/* The stretch fills the slot of this use: true if a phrase is complete with it, and `s` is the
 * whole phrase's then. Stretches come in the order of their ends. */
bool phrase_join_takes(struct phrase_join *join, const struct phrase_use *use,
                       struct phrase_stretch *s);

/* Whether it can't, because the slot before was never filled: the answer for most. */
static inline bool phrase_join_waits(const struct phrase_join *join, const struct phrase_use *use)
{
	return !use->first && join->filled[use->slot - 1].last == 0;
}

/* From the blank behind a word to the blank before it; false at the beginning of a sentence. */
bool phrase_word_back(struct str text, uint32_t *at);

#endif
