/* The label that people read as the organisation's name is compared with the other's. The ways are
 * those that look-alike generators know (dnstwist's names: homoglyph, addition, omission,
 * repetition, replacement, transposition, hyphenation, tld-swap, dictionary, subdomain), homoglyphs
 * by UTS #39.
 *
 * Honest names are neighbours, too: a hit costs an honest sender more than a miss costs us,
 * since other signs remain. So short names count only if equal to the eye; the fewer letters,
 * the weaker an edit, and so if the first letter differs, at which readers look most; numbered
 * names, common words and what ends in a country after a hyphen are no edits of one another;
 * well-known providers' names are nobody's look-alikes.
 *
 * Whatever is found here, party/lookalike_keys finds by look-up: a way that is added needs its
 * key there. */
#include "party/lookalike.h"

#include "party/lookalike_face.h"

const char *const lookalike_way_names[] = {
	[LOOKALIKE_NONE] = "is unlike",
	[LOOKALIKE_SKELETON] = "looks the same as",
	[LOOKALIKE_EDIT] = "differs by one letter from",
	[LOOKALIKE_HYPHEN] = "differs only by hyphens or dots from",
	[LOOKALIKE_TLD] = "is the same name under another ending as",
	[LOOKALIKE_COMBINATION] = "adds a word to",
	[LOOKALIKE_SUBDOMAIN] = "carries inside it the name of",
};

/* Letters of a part between hyphens in which an edit counts. */
#define PART_FEWEST 4
#define STRONG      0.8
#define WEAK        0.4

struct pair {
	struct face known, seen;
	struct face_core core[FACE_CORES_MAX]; /* of the seen one */
	size_t cores;
	bool same_suffix;
	bool well_known; /* the seen one is in our lists: shared, or a platform */
};

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How much one change in a name of so many letters means. */
static double grade(size_t letters, bool same_suffix)
{
	if (letters < FACE_LETTERS_FEWEST)
		return 0;
	if (letters < FACE_LETTERS_MANY)
		return same_suffix ? WEAK : 0;
	return same_suffix ? STRONG : WEAK;
}

/* Two letters may look as one in longer names only: tcl and td are two firms. Letters of another
 * alphabet are no chance. */
static double by_skeleton(const struct pair *pair)
{
	const struct face *known = &pair->known, *seen = &pair->seen;
	size_t fewest = fewer(known->plain.n, seen->plain.n);
	bool long_enough = fewest >= 4 || (fewest == 3 && known->plain.n == seen->plain.n);

	if (str_eq(known->label, seen->label) || !letters_eq(&known->eye, &seen->eye))
		return 0;
	if (fewest < FACE_LETTERS_FEWEST && !pair->same_suffix)
		return seen->plain.ascii ? 0 : WEAK;
	return long_enough || !seen->plain.ascii ? 1 : 0;
}

/* "acme.com.example.net", "acme.com-login.example": the whole name, and then it goes on. */
static double by_subdomain(const struct pair *pair)
{
	struct str name = pair->seen.domain.name, needle = pair->known.domain.org;
	struct str host[FACE_HOSTS_MAX];
	size_t n = face_hosts(&pair->seen, host);

	for (size_t i = 0; i < n && needle.n >= FACE_LETTERS_FEWEST && !pair->known.tenant; i++) {
		struct str rest = str_make(host[i].p, (size_t)(name.p + name.n - host[i].p));

		if (str_starts(rest, needle) && rest.n > needle.n && strchr(".-", rest.p[needle.n]))
			return STRONG;
	}
	return 0;
}

static double by_hyphen(const struct pair *pair)
{
	const struct face *known = &pair->known, *seen = &pair->seen;

	if (letters_eq(&known->plain, &seen->plain) || !letters_eq(&known->bare, &seen->bare))
		return 0;
	return grade(known->bare.n, pair->same_suffix);
}

/* "ex.ample.com": a dot put in. Not for what is usual before a dot: mail.acme.com is no
 * mailacme.com. */
static double by_dot(const struct pair *pair)
{
	char room[LETTERS_MAX];
	struct str joined = face_undotted(&pair->seen, room);

	if (!pair->same_suffix || !str_eq(joined, pair->known.label) ||
	    joined.n < FACE_LETTERS_FEWEST)
		return 0;
	return WEAK;
}

/* What one edit leaves of `strength`: honest neighbours differ by a number, a first letter; the
 * fewer letters, the more by any letter that isn't mistaken for the other. */
static double edit_strength(const struct letters *known, const struct letters *seen,
                            struct letters_edit edit, double strength)
{
	const struct letters *longer = known->n > seen->n ? known : seen;
	double first = known->n >= FACE_LETTERS_MANY ? strength / 2 : 0;
	int32_t a, b;

	switch (edit.kind) {
	case LETTERS_REPLACED:
		a = known->v[edit.at], b = seen->v[edit.at];
		if (letters_is_digit(a) && letters_is_digit(b))
			return 0;
		if (letters_near(a, b))
			return strength;
		if (edit.at == 0)
			return first;
		return known->n >= FACE_LETTERS_MANY || letters_flipped(a, b) ? strength : 0;
	case LETTERS_ADDED:
		if (edit.at == 0)
			return first;
		return letters_is_digit(longer->v[edit.at]) &&
		                       letters_is_digit(longer->v[edit.at - 1])
		               ? 0
		               : strength;
	case LETTERS_SWAPPED:
		return strength;
	}
	return 0;
}

static double by_edit(const struct pair *pair)
{
	const struct letters *known = &pair->known.plain, *seen = &pair->seen.plain;
	double strength = grade(known->n, pair->same_suffix);
	struct letters_edit edit;

	if (strength == 0 || seen->n < FACE_LETTERS_FEWEST ||
	    str_eq(pair->known.label, pair->seen.label))
		return 0;
	if (letters_eq(known, seen)) /* diacritics apart */
		return strength;
	if (!letters_one_edit(known, seen, &edit) || face_is_word(pair->known.label))
		return 0;
	if (letters_part_length(known, edit.at) < PART_FEWEST &&
	    letters_part_length(seen, edit.at) < PART_FEWEST)
		return 0;
	return edit_strength(known, seen, edit, strength);
}

/* "classesic" for classic: a plural put in where it has two letters. */
static double by_plural(const struct pair *pair)
{
	struct letters without[FACE_PLURALS_MAX];
	size_t n = face_plurals(&pair->seen, without);

	for (size_t i = 0; i < n; i++)
		if (letters_eq(&without[i], &pair->known.bare) && !face_is_word(pair->known.label))
			return grade(pair->known.bare.n, pair->same_suffix);
	return 0;
}

static double by_tld(const struct pair *pair)
{
	struct str known = pair->known.label;

	if (!str_eq(known, pair->seen.label) || pair->same_suffix || face_is_word(known))
		return 0;
	return pair->known.plain.n >= FACE_LETTERS_FEWEST ? WEAK : 0;
}

static bool spelled_alike(const struct letters *a, const struct letters *b)
{
	return a->ascii == b->ascii && letters_eq(a, b);
}

/* With the known name's own ending, too: example-com.org. A name that is spelled in other letters
 * there isn't by chance. */
static double by_combination(const struct pair *pair)
{
	const struct face *known = &pair->known;
	double strength = 0;

	for (size_t i = 0; i < pair->cores && strength == 0; i++) {
		const struct face_core *core = &pair->core[i];

		if (core->added && letters_eq(&core->look, &known->look))
			strength = spelled_alike(&core->plain, &known->bare) ? WEAK : STRONG;
		else if (known->whole.n && letters_eq(&core->look, &known->whole))
			strength = WEAK;
	}
	return strength > 0 && known->plain.n >= FACE_LETTERS_FEWEST && !face_is_word(known->label)
	               ? strength
	               : 0;
}

/* The first that holds is the answer. */
static const struct way {
	enum lookalike_way way;
	bool of_well_known; /* asked of a well-known one or a tenant of it, too */
	double (*strength)(const struct pair *pair);
} ways[] = {
	{ LOOKALIKE_SKELETON, true, by_skeleton }, { LOOKALIKE_SUBDOMAIN, false, by_subdomain },
	{ LOOKALIKE_HYPHEN, false, by_hyphen },    { LOOKALIKE_HYPHEN, false, by_dot },
	{ LOOKALIKE_EDIT, false, by_edit },        { LOOKALIKE_EDIT, false, by_plural },
	{ LOOKALIKE_TLD, false, by_tld },          { LOOKALIKE_COMBINATION, false, by_combination },
};

static struct lookalike compare(struct pair *pair)
{
	pair->same_suffix = str_eq(pair->known.suffix, pair->seen.suffix);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		double strength = 0;

		if (!pair->well_known || ways[i].of_well_known)
			strength = ways[i].strength(pair);
		if (strength > 0)
			return (struct lookalike){ ways[i].way, strength };
	}
	return (struct lookalike){ LOOKALIKE_NONE, 0 };
}

struct lookalike lookalike_best(struct arena *arena, const struct domain *known, size_t n,
                                struct domain seen, size_t *ret_which)
{
	struct lookalike best = { LOOKALIKE_NONE, 0 };
	struct pair pair;

	if (n == 0 || !face_read(arena, seen, &pair.seen))
		return best;
	pair.well_known = seen.flags & (DOMAIN_SHARED | DOMAIN_PLATFORM);
	pair.cores = face_cores(&pair.seen, pair.core);
	for (size_t i = 0; i < n; i++) {
		struct lookalike alike = best;

		if (!domain_same_org(known[i], seen) && face_read(arena, known[i], &pair.known))
			alike = compare(&pair);
		if (alike.strength <= best.strength)
			continue;
		best = alike;
		*ret_which = i;
	}
	return best;
}

struct lookalike lookalike_of(struct arena *arena, struct domain known, struct domain seen)
{
	size_t which;

	return lookalike_best(arena, &known, 1, seen, &which);
}
