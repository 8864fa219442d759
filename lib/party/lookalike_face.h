/* A domain name as a reader takes it, in the forms that party/lookalike compares and keys. */
#ifndef OPENBEC_PARTY_LOOKALIKE_FACE_H
#define OPENBEC_PARTY_LOOKALIKE_FACE_H

#include "party/domain.h"
#include "party/letters.h"

/* From how many letters on a name is one that others aren't by chance: fewer count only if equal
 * to the eye; of one with many an edit isn't seen. */
enum { FACE_LETTERS_FEWEST = 6, FACE_LETTERS_MANY = 8 };

struct face {
	struct domain domain;
	bool tenant;          /* of a provider's shared domain: the label is the tenant's */
	struct str label;     /* A-label */
	struct str suffix;    /* what follows the label */
	struct letters plain; /* the label as shown, without diacritics */
	struct letters eye;   /* what the eye makes of it, with them */
	struct letters bare;  /* plain without hyphens */
	struct letters look;  /* the eye of bare: for names within names */
	struct letters
		whole; /* the eye of bare with the suffix joined: acmecouk; n = 0: too long */
};

/* False without memory, or if the name is none that can be compared: a literal, a public suffix. */
bool face_read(struct arena *arena, struct domain domain, struct face *ret);
/* A common word (data/combination.words): no name of its own. */
bool face_is_word(struct str word);

/* The names that a label may be made of by adding words to one, with or without a hyphen, in
 * front or behind: "acme" of secure-acme-invoices, of acmegroup. */
#define FACE_CORES_MAX 24
struct face_core {
	struct letters plain; /* without hyphens */
	struct letters look;
	bool added; /* something was taken off */
};
size_t face_cores(const struct face *face, struct face_core ret[FACE_CORES_MAX]);

/* The label without the "es" of a plural in its midst (after s, x, z); first to last. */
#define FACE_PLURALS_MAX 4
size_t face_plurals(const struct face *face, struct letters ret[FACE_PLURALS_MAX]);

/* The labels before the organisation, of which a reader sees the first ones; then how many. */
#define FACE_HOSTS_MAX 8
size_t face_hosts(const struct face *face, struct str ret[FACE_HOSTS_MAX]);
/* The name without its dots and suffix, "example" of ex.ample.com; {NULL, 0}: there is but one
 * label, it is too long, or the first is what is usual before a dot ("mail"). Written to `room`. */
struct str face_undotted(const struct face *face, char room[LETTERS_MAX]);

#endif
