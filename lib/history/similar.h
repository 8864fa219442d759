/* Known parties that a domain of the message looks like: our own, the partners that the configuration names, and those with whom
 * mail has gone both ways. Found by key, never by a scan. */
#ifndef OPENBEC_HISTORY_SIMILAR_H
#define OPENBEC_HISTORY_SIMILAR_H

#include "party/lookalike.h"
#include "traits/parties.h"

enum similar_whose { SIMILAR_OWN, SIMILAR_PARTNER, SIMILAR_LEARNED };

struct similar {
	struct party_seen party; /* who looks like it; not itself known */
	struct domain known;
	enum similar_whose whose;
	struct lookalike alike;
	bool corresponds; /* one of the recipients gets mail of the known one */
};

#define SIMILAR_MAX 8
struct similars {
	struct similar v[SIMILAR_MAX];
	size_t n;
	/* Bits of the parties that are known themselves: ours, partners, those with whom mail has gone both ways. They look like
	 * nobody. */
	uint32_t known;
};
_Static_assert(PARTIES_MAX <= 32, "known has a bit for each");

struct history_input;
struct reader;
/* What needs no store. */
void similar_of_site(const struct history_input *input, struct similars *ret);
/* And the rest. Who turns out to be known himself is no look-alike: it is taken out again. */
int reader_similar(struct reader *r);

#endif
