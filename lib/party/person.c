/* A display name is folded to ASCII words; titles and initials are dropped, and what is left is
 * sorted, so that it doesn't depend on how a client, a directory or a forger arranged it. Family
 * names in two orders, middle names and second family names are too common to be told from one
 * another: only whole words are compared, never parts of them. */
#include "party/person.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "party/data/data.h"
#include "party/display_name.h"
#include "party/wordlist.h"

#define EXTRA_TOKENS_MAX 2 /* middle names and second family names */

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool has_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_letter(s.p[i]))
			return true;
	return false;
}

static bool is_listed(const char *mark, struct str word)
{
	return wordlist_has(str_make(party_person_words, party_person_words_size), mark, word);
}

/* A digit among letters is read as the letter it looks like: "R0ssi". */
static char letter_of_digit(char digit)
{
	static const struct {
		char digit, letter;
	} pairs[] = { { '0', 'o' }, { '1', 'l' }, { '3', 'e' }, { '5', 's' } };

	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
		if (pairs[i].digit == digit)
			return pairs[i].letter;
	return digit;
}

/* The letters of a folded word, digits among them as letters; nothing of a number. {NULL, 0}
 * without memory. */
static struct str squeezed(struct arena *arena, struct str folded)
{
	bool word = has_letter(folded);
	char *p = arena_alloc(arena, folded.n + 1);
	size_t n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	for (size_t i = 0; i < folded.n && word; i++) {
		char c = folded.p[i];

		if (is_letter(c) || is_digit(c))
			p[n++] = letter_of_digit(c);
	}
	return str_make(p, n);
}

/* Adds what one written word folds to: Chinese names fold to several. False without memory. */
static bool add_folded(struct arena *arena, struct str folded, struct str written,
                       struct person_name *name)
{
	struct str part;

	while (name->n < PERSON_TOKENS_MAX && str_cut(&folded, ' ', &part)) {
		struct str token = squeezed(arena, part);

		if (!token.p)
			return false;
		if (token.n < 2 || is_listed("drop ", token))
			continue;
		name->token[name->n++] = token;
		if (!name->first.p)
			name->first = written;
	}
	return true;
}

/* The names of one segment, up to a word like "via". */
static bool read_segment(struct arena *arena, struct str segment, struct person_name *ret)
{
	struct person_name name = { 0 };
	struct str word;
	size_t at = 0;

	while (name.n < PERSON_TOKENS_MAX && (word = display_name_word(segment, &at)).p) {
		struct str folded = unicode_ascii(arena, word);

		if (name.n && is_listed("end ", folded))
			break;
		if (!folded.p || !add_folded(arena, folded, word, &name))
			return false;
	}
	*ret = name;
	return true;
}

/* The first segment that names somebody in full; else the first that names anything. */
static bool read_text(struct arena *arena, struct str text, struct person_name *ret)
{
	struct person_name best = { 0 };
	struct str segment;

	while (best.n < 2 && display_name_segment(&text, &segment)) {
		struct person_name name;

		if (!read_segment(arena, segment, &name))
			return false;
		if (best.n == 0 || name.n >= 2)
			best = name;
	}
	*ret = best;
	return true;
}

static int compare_tokens(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

bool person_name_init(struct arena *arena, struct str display_name, struct person_name *ret)
{
	struct person_name name = { 0 };

	/* a name that is all in brackets is a name nevertheless */
	for (int all = 0; all < 2 && name.n == 0; all++) {
		struct str text = display_name_text(arena, display_name, all);

		if (!text.p || !read_text(arena, text, &name))
			return false;
	}
	qsort(name.token, name.n, sizeof *name.token, compare_tokens);
	*ret = name;
	return true;
}

struct str person_key(struct arena *arena, const struct person_name *name)
{
	size_t size = 0, n = 0;
	char *key;

	for (size_t i = 0; i < name->n; i++)
		size += name->token[i].n + 1;
	key = name->n < 2 ? NULL : arena_alloc(arena, size);
	if (!key)
		return (struct str){ NULL, 0 };
	for (size_t i = 0; i < name->n; i++) {
		memcpy(key + n, name->token[i].p, name->token[i].n);
		n += name->token[i].n;
		key[n++] = ' ';
	}
	key[n - 1] = 0;
	return str_make(key, n - 1);
}

/* How many tokens both have; both are sorted. */
static size_t common_tokens(const struct person_name *a, const struct person_name *b)
{
	size_t i = 0, k = 0, common = 0;

	while (i < a->n && k < b->n) {
		int order = str_cmp(a->token[i], b->token[k]);

		common += order == 0;
		i += order <= 0;
		k += order >= 0;
	}
	return common;
}

double person_match(const struct person_name *known, const struct person_name *shown)
{
	size_t common, more, less;

	if (known->n < 2 || shown->n < 2)
		return 0;
	common = common_tokens(known, shown);
	more = known->n > shown->n ? known->n : shown->n;
	less = known->n > shown->n ? shown->n : known->n;
	if (common < less || more - less > EXTRA_TOKENS_MAX)
		return 0;
	return more == less ? 1 : 0.8;
}

/* What may stand in an address that a name shows: dot-atoms, 8-bit letters too. */
static bool is_address_char(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 ||
	       (c && strchr("._-+%=", c));
}

static bool is_domain_char(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80 || c == '.' || c == '-';
}

/* At least two labels, the last one with a letter first and two bytes. */
static bool is_domain_like(struct str s)
{
	size_t dot = str_rchr(s, '.');

	return dot != SIZE_MAX && dot > 0 && s.n - dot > 2 && !is_digit(s.p[dot + 1]) &&
	       s.p[dot + 1] != '-' && s.p[0] != '.' && str_find(s, str_of("..")) == SIZE_MAX;
}

struct str person_address_in(struct str display_name)
{
	for (size_t at = 0; at < display_name.n; at++) {
		size_t from = at, end = at + 1;

		if (display_name.p[at] != '@')
			continue;
		while (from > 0 && is_address_char(display_name.p[from - 1]))
			from--;
		while (from < at && strchr(".-", display_name.p[from]))
			from++;
		while (end < display_name.n && is_domain_char(display_name.p[end]))
			end++;
		while (end > at + 1 && strchr(".-", display_name.p[end - 1]))
			end--;
		if (from < at && is_domain_like(str_sub(display_name, at + 1, end - at - 1)))
			return str_sub(display_name, from, end - from);
	}
	return (struct str){ NULL, 0 };
}

/* The longest token not in `used` that `rest` begins with; the name's n if there is none. */
static size_t token_before(const struct person_name *name, unsigned used, struct str rest)
{
	size_t best = name->n;

	for (size_t i = 0; i < name->n; i++)
		if (!(used & 1u << i) && str_istarts(rest, name->token[i]) &&
		    (best == name->n || name->token[i].n > name->token[best].n))
			best = i;
	return best;
}

static size_t initial_before(const struct person_name *name, unsigned used, struct str rest)
{
	for (size_t i = 0; i < name->n; i++)
		if (!(used & 1u << i) && str_istarts(rest, str_sub(name->token[i], 0, 1)))
			return i;
	return name->n;
}

static bool is_separator(char c)
{
	return c == '.' || c == '_' || c == '-';
}

/* "j.f.kennedy": a letter alone may be a middle name's that the display name leaves out. */
static bool is_lone_letter(struct str local, size_t at)
{
	return (at == 0 || is_separator(local.p[at - 1])) && at + 1 < local.n &&
	       is_separator(local.p[at + 1]) && is_letter(local.p[at]);
}

/* The part before an extension, and without the digits behind a name that was taken. */
static struct str bare_local(struct str local)
{
	size_t plus = str_chr(local, '+');

	if (plus != SIZE_MAX)
		local.n = plus;
	while (local.n && (is_digit(local.p[local.n - 1]) || is_separator(local.p[local.n - 1])))
		local.n--;
	return local;
}

/* Eats whole tokens and initials from left to right; one whole token and two in all make the
 * person. */
bool person_is_local_part(const struct person_name *name, struct str local)
{
	unsigned used = 0, whole = 0, tokens = 0;

	local = bare_local(local);
	for (size_t at = 0; at < local.n;) {
		struct str rest = str_sub(local, at, local.n);
		size_t i = token_before(name, used, rest);
		bool is_whole = i < name->n;

		if (is_separator(local.p[at])) {
			at++;
			continue;
		}
		if (!is_whole)
			i = initial_before(name, used, rest);
		if (i == name->n && !is_lone_letter(local, at))
			return false;
		at += is_whole ? name->token[i].n : 1;
		if (i == name->n)
			continue;
		used |= 1u << i;
		whole += is_whole;
		tokens++;
	}
	return whole >= 1 && tokens >= 2;
}
