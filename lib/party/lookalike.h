/* Whether one domain name looks like another to a reader: UTS #39 skeletons, letter pairs that
 * read as one (rn/m, vv/w, cl/d), digits for letters, one edit (doubled, dropped, swapped,
 * neighbouring key), hyphens, another TLD, words added (acme-invoices.example), the name as a
 * subdomain of something else. */
#ifndef OPENBEC_PARTY_LOOKALIKE_H
#define OPENBEC_PARTY_LOOKALIKE_H

#include "party/domain.h"

enum lookalike_way {
	LOOKALIKE_NONE,
	LOOKALIKE_SKELETON,    /* equal to the eye */
	LOOKALIKE_EDIT,        /* one letter more, less, other, or two swapped */
	LOOKALIKE_HYPHEN,      /* hyphens apart */
	LOOKALIKE_TLD,         /* the same label under another suffix */
	LOOKALIKE_COMBINATION, /* the label with a word added */
	LOOKALIKE_SUBDOMAIN,   /* the name as a subdomain of something else */
};

struct lookalike {
	enum lookalike_way way;
	/* 0..1: skeleton 1; edit or hyphen on a label of 8 letters or more 0.8, on 6 or 7, or under
	 * another TLD too, 0.4 or none; TLD, combination 0.4; subdomain 0.8. Shorter labels by
	 * skeleton only. */
	double strength;
};

/* How `seen` looks like `known`; none if they are one organisation, or either is a literal or a
 * public suffix. Bounded by the length of names (253); `arena` is for scratch. */
struct lookalike lookalike_of(struct arena *arena, struct domain known, struct domain seen);
/* The same of the one of `n` that it looks most like; *ret_which is written if there is one. */
struct lookalike lookalike_best(struct arena *arena, const struct domain *known, size_t n,
                                struct domain seen, size_t *ret_which);
extern const char *const lookalike_way_names[]; /* for sentences: "differs by one letter from" */

#endif
