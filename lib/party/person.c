/* A display name is folded to ASCII words; titles are dropped, initials kept apart, and what is left is
 * sorted, so that it doesn't depend on how a client, a directory or a forger arranged it. How two names are compared:
 * person_match.c. */
#include "party/person.h"

#include <stdlib.h>

#include "base/unicode.h"
#include "party/data/data.h"
#include "party/display_name.h"
#include "party/roman.h"
#include "party/wordlist.h"

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

static void add_initial(struct person_name *name, char letter)
{
	if (name->initials < PERSON_INITIALS_MAX)
		name->initial[name->initials++] = letter;
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
		if (token.n == 1 && is_letter(token.p[0]))
			add_initial(name, token.p[0]);
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
		bool cyrillic;
		struct str roman = roman_word(arena, word, &cyrillic);
		struct str folded = roman.p ? unicode_ascii(arena, roman) : roman;

		name.cyrillic |= cyrillic;
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

/* A copy with umlauts spelled the short way. */
static struct str short_spelling(struct arena *arena, struct str token)
{
	char *p = arena_alloc(arena, token.n + 1);
	size_t n = 0;

	for (size_t i = 0; p && i < token.n; i++)
		if (!person_is_silent(token, i))
			p[n++] = token.p[i];
	return str_make(p, n);
}

struct str person_key(struct arena *arena, const struct person_name *name)
{
	struct str none = { NULL, 0 }, token[PERSON_TOKENS_MAX], key = { "", 0 };

	if (name->n < 2)
		return none;
	for (size_t i = 0; i < name->n; i++) {
		token[i] = short_spelling(arena, name->token[i]);
		if (!token[i].p)
			return none;
	}
	qsort(token, name->n, sizeof *token, compare_tokens);
	for (size_t i = 0; i < name->n && key.p; i++)
		key = arena_printf(arena, STR_FMT "%s" STR_FMT, STR_ARG(key), i ? " " : "",
		                   STR_ARG(token[i]));
	return key;
}
