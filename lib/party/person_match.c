/* Whether two names are one person's. Each word of the one is paired with a word of the other: one spelled alike, else its
 * nickname, else the initial that stands for it. What is left over on one side are middle names and second family names; they are
 * too common to be told from one another, so that only whole words count, never parts of them. */
#include "party/person.h"

#include "party/roman.h"

#define EXTRA_TOKENS_MAX 2   /* middle names and second family names */
#define MORE_NAMES       0.8 /* strengths */
#define BY_NICKNAME      0.8
#define BY_INITIAL       0.5

bool person_is_silent(struct str word, size_t i)
{
	if (i == 0)
		return false;
	if (word.p[i] == 'e')
		return word.p[i - 1] == 'a' || word.p[i - 1] == 'o' || word.p[i - 1] == 'u';
	return word.p[i] == 'a' && word.p[i - 1] == 'a';
}

static size_t behind_silent(struct str word, size_t i)
{
	while (i < word.n && person_is_silent(word, i))
		i++;
	return i;
}

bool person_spells_alike(struct str one, struct str other)
{
	size_t i = 0, k = 0;

	for (;;) {
		i = behind_silent(one, i);
		k = behind_silent(other, k);
		if (i == one.n || k == other.n)
			return i == one.n && k == other.n;
		if (one.p[i++] != other.p[k++])
			return false;
	}
}

static char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

size_t person_spelled(struct str text, struct str name)
{
	size_t i = 0;

	for (size_t k = behind_silent(name, 0); k < name.n; k = behind_silent(name, k + 1)) {
		while (i < text.n && lower(text.p[i]) != name.p[k] && person_is_silent(text, i))
			i++;
		if (i == text.n || lower(text.p[i]) != name.p[k])
			return 0;
		i++;
		/* what the name spells long may be long here, too */
		for (size_t more = k + 1; more < name.n && person_is_silent(name, more) &&
		                          i < text.n && lower(text.p[i]) == name.p[more];
		     more++)
			i++;
	}
	return i;
}

/* Two names on their way to being paired. */
struct pairing {
	const struct nicknames *nicknames;
	const struct person_name *one, *other;
	unsigned paired_one, paired_other;     /* tokens, a bit each */
	unsigned initials_one, initials_other; /* initials, a bit each */
	size_t names, pairs;                   /* pairs of whole names; of anything */
	double strength;
};

static bool pair_up(struct pairing *p, size_t i, size_t k, double strength)
{
	if (p->paired_one & 1u << i || p->paired_other & 1u << k)
		return false;
	p->paired_one |= 1u << i;
	p->paired_other |= 1u << k;
	p->names++;
	p->pairs++;
	if (strength < p->strength)
		p->strength = strength;
	return true;
}

static bool are_one_name(const struct pairing *p, struct str one, struct str other)
{
	return person_spells_alike(one, other) ||
	       (p->one->cyrillic != p->other->cyrillic && roman_alike(one, other));
}

static void pair_names(struct pairing *p, bool nicknames)
{
	for (size_t i = 0; i < p->one->n; i++)
		for (size_t k = 0; k < p->other->n; k++) {
			struct str one = p->one->token[i], other = p->other->token[k];

			if (nicknames ? nicknames_same(p->nicknames, one, other)
			              : are_one_name(p, one, other))
				pair_up(p, i, k, nicknames ? BY_NICKNAME : 1);
		}
}

/* The initials of `initial` that stand for a name of `name` which is still alone. */
static void pair_initials(struct pairing *p, const struct person_name *initial, unsigned *initials,
                          const struct person_name *name, unsigned *paired)
{
	for (size_t i = 0; i < initial->initials; i++)
		for (size_t k = 0; k < name->n && !(*initials & 1u << i); k++) {
			if (*paired & 1u << k || name->token[k].p[0] != initial->initial[i])
				continue;
			*initials |= 1u << i;
			*paired |= 1u << k;
			p->pairs++;
			if (BY_INITIAL < p->strength)
				p->strength = BY_INITIAL;
		}
}

/* "M. Rossi" is configured as an alias, and shown. */
static void pair_equal_initials(struct pairing *p)
{
	for (size_t i = 0; i < p->one->initials; i++)
		for (size_t k = 0; k < p->other->initials; k++) {
			if (p->initials_one & 1u << i || p->initials_other & 1u << k ||
			    p->one->initial[i] != p->other->initial[k])
				continue;
			p->initials_one |= 1u << i;
			p->initials_other |= 1u << k;
			p->pairs++;
		}
}

static size_t alone(const struct person_name *name, unsigned paired)
{
	size_t n = 0;

	for (size_t i = 0; i < name->n; i++)
		n += !(paired & 1u << i);
	return n;
}

double person_match(const struct nicknames *nicknames, const struct person_name *known,
                    const struct person_name *shown)
{
	struct pairing p = { .nicknames = nicknames, .one = known, .other = shown, .strength = 1 };
	size_t known_alone, shown_alone;

	pair_names(&p, false);
	if (p.names == 0) /* most people, at once: a nickname and an initial are nobody */
		return 0;
	pair_names(&p, true);
	pair_equal_initials(&p);
	pair_initials(&p, known, &p.initials_one, shown, &p.paired_other);
	pair_initials(&p, shown, &p.initials_other, known, &p.paired_one);
	known_alone = alone(known, p.paired_one);
	shown_alone = alone(shown, p.paired_other);
	if (p.pairs < 2 || (known_alone && shown_alone) ||
	    known_alone + shown_alone > EXTRA_TOKENS_MAX)
		return 0;
	if (known_alone + shown_alone && MORE_NAMES < p.strength)
		return MORE_NAMES;
	return p.strength;
}
