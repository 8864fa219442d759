/* The label that people read as the organisation's name is compared with the other's. The ways are
 * those that look-alike generators know (dnstwist's names: homoglyph, addition, omission,
 * repetition, replacement, transposition, hyphenation, tld-swap, dictionary, subdomain), homoglyphs
 * by UTS #39.
 *
 * Honest names are neighbours, too: a hit costs an honest sender more than a miss costs us,
 * since other signs remain. So short names count only if equal to the eye; the fewer letters,
 * the weaker an edit; numbered names, common words and what ends in a country after a hyphen are
 * no edits of one another; well-known providers' names are nobody's look-alikes. */
#include "party/lookalike.h"

#include "party/data/data.h"
#include "party/letters.h"
#include "party/wordlist.h"

enum { LETTERS_FEWEST = 6, LETTERS_MANY = 8, PART_FEWEST = 4, WORD_FEWEST = 3 };

const char *const lookalike_way_names[] = {
	[LOOKALIKE_NONE] = "is unlike",
	[LOOKALIKE_SKELETON] = "looks the same as",
	[LOOKALIKE_EDIT] = "differs by one letter from",
	[LOOKALIKE_HYPHEN] = "differs only by hyphens or dots from",
	[LOOKALIKE_TLD] = "is the same name under another ending as",
	[LOOKALIKE_COMBINATION] = "adds a word to",
	[LOOKALIKE_SUBDOMAIN] = "carries inside it the name of",
};

/* One of the two names as a reader takes it. */
struct face {
	struct domain domain;
	struct str label;     /* A-label */
	struct str suffix;    /* what follows the label */
	struct letters plain; /* the label as shown, without diacritics */
	struct letters eye;   /* what the eye makes of it */
};

struct pair {
	struct face known, seen;
	bool same_suffix;
	bool well_known; /* the seen one is in our lists: shared, or a platform */
};

/* On a provider's shared domain the tenant's label is read: acme of acme.onmicrosoft.com. */
static struct str tenant_label(struct domain domain)
{
	struct str before = str_sub(domain.name, 0, domain.name.n - domain.org.n - 1);
	size_t dot = str_rchr(before, '.');

	return dot == SIZE_MAX ? before : str_sub(before, dot + 1, before.n);
}

static bool read_face(struct arena *arena, struct domain domain, struct face *ret)
{
	bool tenant = domain.flags & DOMAIN_SHARED && domain.name.n > domain.org.n + 1;

	ret->domain = domain;
	ret->label = tenant ? tenant_label(domain) : domain_label(domain);
	ret->suffix = tenant ? domain.org : str_sub(domain.org, ret->label.n + 1, domain.org.n);
	return letters_read(arena, ret->label, &ret->plain, &ret->eye);
}

static bool is_listed(struct str word)
{
	struct str list = str_make(party_combination_words, party_combination_words_size);

	return wordlist_has(list, "", word);
}

static size_t fewer(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How much one change in a name of so many letters means. */
static double grade(size_t letters, bool same_suffix)
{
	if (letters < LETTERS_FEWEST)
		return 0;
	if (letters < LETTERS_MANY)
		return same_suffix ? 0.4 : 0;
	return same_suffix ? 0.8 : 0.4;
}

/* Two letters may look as one in longer names only: tcl and td are two firms. */
static double by_skeleton(const struct pair *pair)
{
	const struct face *known = &pair->known, *seen = &pair->seen;
	size_t fewest = fewer(known->plain.n, seen->plain.n);
	bool long_enough = fewest >= 4 || (fewest == 3 && known->plain.n == seen->plain.n);

	if (str_eq(known->label, seen->label) || !letters_eq(&known->eye, &seen->eye))
		return 0;
	if (fewest < LETTERS_FEWEST && !pair->same_suffix)
		return 0;
	return long_enough || !seen->plain.ascii ? 1 : 0;
}

/* "acme.com.example.net", "acme.com-login.example": the whole name, and then it goes on. */
static double by_subdomain(const struct pair *pair)
{
	struct str name = pair->seen.domain.name, needle = pair->known.domain.org;
	size_t org_at = name.n - pair->seen.domain.org.n;

	for (size_t at = 0; at < org_at && needle.n >= LETTERS_FEWEST;) {
		struct str rest = str_sub(name, at, name.n);
		size_t dot = str_chr(rest, '.');

		if (str_starts(rest, needle) && rest.n > needle.n && strchr(".-", rest.p[needle.n]))
			return 0.8;
		if (dot == SIZE_MAX)
			return 0;
		at += dot + 1;
	}
	return 0;
}

static double by_hyphen(const struct pair *pair)
{
	struct letters known = pair->known.plain, seen = pair->seen.plain;

	if (letters_eq(&known, &seen))
		return 0;
	letters_drop(&known, '-');
	letters_drop(&seen, '-');
	return letters_eq(&known, &seen) ? grade(known.n, pair->same_suffix) : 0;
}

/* "ex.ample.com": a dot put in. Not for what is usual before a dot: mail.acme.com is no
 * mailacme.com. */
static double by_dot(const struct pair *pair)
{
	struct domain seen = pair->seen.domain;
	struct str host = str_sub(seen.name, 0, seen.name.n - pair->seen.suffix.n), first;
	struct str known = pair->known.label;
	size_t k = 0;

	for (size_t i = 0; i < host.n; i++) {
		if (host.p[i] == '.')
			continue;
		if (k == known.n || host.p[i] != known.p[k++])
			return 0;
	}
	if (k != known.n || !pair->same_suffix || seen.name.n == seen.org.n)
		return 0;
	str_cut(&host, '.', &first);
	return is_listed(first) ? 0 : grade(known.n, false);
}

/* An edit that honest neighbours differ by: a number, a country behind a hyphen, the first
 * letter. */
static bool is_innocent(const struct letters *known, const struct letters *seen,
                        struct letters_edit edit)
{
	const struct letters *longer = known->n > seen->n ? known : seen;

	if (edit.kind == LETTERS_REPLACED) {
		int32_t a = known->v[edit.at], b = seen->v[edit.at];
		bool near = letters_near(a, b);

		return (letters_is_digit(a) && letters_is_digit(b)) ||
		       (!near && (edit.at == 0 || known->n < LETTERS_MANY));
	}
	if (edit.kind == LETTERS_ADDED)
		return edit.at == 0 || (letters_is_digit(longer->v[edit.at]) &&
		                        letters_is_digit(longer->v[edit.at - 1]));
	return false;
}

static double by_edit(const struct pair *pair)
{
	const struct letters *known = &pair->known.plain, *seen = &pair->seen.plain;
	double strength = grade(fewer(known->n, seen->n), pair->same_suffix);
	struct letters_edit edit;

	if (strength == 0 || str_eq(pair->known.label, pair->seen.label) ||
	    is_listed(pair->known.label))
		return 0;
	if (letters_eq(known, seen)) /* diacritics apart */
		return strength;
	if (!letters_one_edit(known, seen, &edit) || is_innocent(known, seen, edit))
		return 0;
	if (letters_part_length(known, edit.at) < PART_FEWEST &&
	    letters_part_length(seen, edit.at) < PART_FEWEST)
		return 0;
	return strength;
}

static double by_tld(const struct pair *pair)
{
	struct str known = pair->known.label;

	if (!str_eq(known, pair->seen.label) || pair->same_suffix || is_listed(known))
		return 0;
	return pair->known.plain.n >= LETTERS_FEWEST ? 0.4 : 0;
}

/* A number, a word of the list, or the known name's own ending: example-com.org. */
static bool is_added_word(struct str word, struct str suffix)
{
	uint64_t number;
	size_t at = 0;

	if (is_listed(word) || str_number(word, 9999, &number))
		return true;
	for (size_t i = 0; i < suffix.n; i++) {
		if (suffix.p[i] == '.')
			continue;
		if (at == word.n || word.p[at++] != suffix.p[i])
			return false;
	}
	return at == word.n && at > 0;
}

/* What stands on one side of the known label: nothing, one word joined to it, or words with
 * hyphens. */
static bool are_added_words(struct str side, struct str suffix, bool hyphen)
{
	struct str word;

	if (side.n == 0)
		return true;
	if (!hyphen && str_chr(side, '-') == SIZE_MAX)
		return side.n >= WORD_FEWEST && is_added_word(side, suffix);
	while (str_cut(&side, '-', &word))
		if (!is_added_word(word, suffix))
			return false;
	return true;
}

static double by_combination(const struct pair *pair)
{
	struct str known = pair->known.label, seen = pair->seen.label;
	size_t at = known.n < seen.n ? str_find(seen, known) : SIZE_MAX;
	struct str before, behind;
	bool hyphen_before, hyphen_behind;

	if (at == SIZE_MAX || known.n < LETTERS_FEWEST || is_listed(known))
		return 0;
	before = str_sub(seen, 0, at);
	behind = str_sub(seen, at + known.n, seen.n);
	hyphen_before = before.n > 1 && before.p[before.n - 1] == '-';
	hyphen_behind = behind.n > 1 && behind.p[0] == '-';
	if (hyphen_before)
		before.n--;
	if (hyphen_behind)
		behind = str_sub(behind, 1, behind.n);
	if (!are_added_words(before, pair->known.suffix, hyphen_before) ||
	    !are_added_words(behind, pair->known.suffix, hyphen_behind))
		return 0;
	return 0.4;
}

/* The first that holds is the answer. */
static const struct way {
	enum lookalike_way way;
	bool of_well_known; /* asked of a well-known one or a tenant of it, too */
	double (*strength)(const struct pair *pair);
} ways[] = {
	{ LOOKALIKE_SKELETON, true, by_skeleton },
	{ LOOKALIKE_SUBDOMAIN, false, by_subdomain },
	{ LOOKALIKE_HYPHEN, false, by_hyphen },
	{ LOOKALIKE_HYPHEN, false, by_dot },
	{ LOOKALIKE_EDIT, false, by_edit },
	{ LOOKALIKE_TLD, false, by_tld },
	{ LOOKALIKE_COMBINATION, false, by_combination },
};

static bool is_comparable(struct domain domain)
{
	return domain.name.n > 0 && !(domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX));
}

struct lookalike lookalike_of(struct arena *arena, struct domain known, struct domain seen)
{
	static const struct lookalike none = { LOOKALIKE_NONE, 0 };
	struct pair pair;

	if (!is_comparable(known) || !is_comparable(seen) || domain_same_org(known, seen) ||
	    !read_face(arena, known, &pair.known) || !read_face(arena, seen, &pair.seen))
		return none;
	pair.same_suffix = str_eq(pair.known.suffix, pair.seen.suffix);
	pair.well_known = seen.flags & (DOMAIN_SHARED | DOMAIN_PLATFORM);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		double strength = 0;

		if (!pair.well_known || ways[i].of_well_known)
			strength = ways[i].strength(&pair);
		if (strength > 0)
			return (struct lookalike){ ways[i].way, strength };
	}
	return none;
}
