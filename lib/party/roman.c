/* A Cyrillic name is written in Latin letters in many ways. Passports have one table; what newspapers, banks and people themselves do
 * differs mostly in y, j and i, in doubled letters and in x for ks. */
#include "party/roman.h"

#include "base/unicode.h"

#define WORD_MAX 64 /* bytes of a word that are compared */

static const struct {
	int32_t letter;
	const char *latin;
} letters[] = {
	{ 0x430, "a" },    { 0x431, "b" },  { 0x432, "v" },  { 0x433, "g" },  { 0x434, "d" },
	{ 0x435, "e" },    { 0x436, "zh" }, { 0x437, "z" },  { 0x438, "i" },  { 0x439, "i" },
	{ 0x43a, "k" },    { 0x43b, "l" },  { 0x43c, "m" },  { 0x43d, "n" },  { 0x43e, "o" },
	{ 0x43f, "p" },    { 0x440, "r" },  { 0x441, "s" },  { 0x442, "t" },  { 0x443, "u" },
	{ 0x444, "f" },    { 0x445, "kh" }, { 0x446, "ts" }, { 0x447, "ch" }, { 0x448, "sh" },
	{ 0x449, "shch" }, { 0x44a, "" },   { 0x44b, "y" },  { 0x44c, "" },   { 0x44d, "e" },
	{ 0x44e, "iu" },   { 0x44f, "ia" }, { 0x451, "e" },  { 0x454, "ie" }, { 0x456, "i" },
	{ 0x457, "i" },    { 0x491, "g" },  { 0x458, "j" },  { 0x459, "lj" }, { 0x45a, "nj" },
	{ 0x452, "d" },    { 0x45b, "c" },  { 0x45f, "dz" },
};

/* NULL: no Cyrillic letter of the table. */
static const char *latin_of(int32_t letter)
{
	for (size_t i = 0; i < sizeof letters / sizeof *letters; i++)
		if (letters[i].letter == letter)
			return letters[i].latin;
	return NULL;
}

struct str roman_word(struct arena *arena, struct str word, bool *ret_cyrillic)
{
	struct str folded = unicode_fold(arena, word);
	char *out = arena_alloc(arena, 2 * folded.n + 1);
	size_t n = 0;
	bool cyrillic = false;

	if (!folded.p || !out)
		return (struct str){ NULL, 0 };
	for (size_t at = 0; at < folded.n;) {
		size_t from = at;
		const char *latin = latin_of(utf8_next(folded, &at));
		struct str piece = latin ? str_of(latin) : str_sub(folded, from, at - from);

		/* four letters at most for two bytes */
		memcpy(out + n, piece.p, piece.n);
		n += piece.n;
		cyrillic |= latin != NULL;
	}
	*ret_cyrillic = cyrillic;
	return cyrillic ? str_make(out, n) : word;
}

/* One spelling for all; how many letters. */
static size_t one_way(struct str word, char ret[2 * WORD_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < word.n && i < WORD_MAX; i++) {
		char c = word.p[i] == 'y' || word.p[i] == 'j' ? 'i' : word.p[i];

		if (c == 'x') {
			ret[n++] = 'k';
			c = 's';
		}
		if (n == 0 || ret[n - 1] != c)
			ret[n++] = c;
	}
	return n;
}

bool roman_alike(struct str one, struct str other)
{
	char a[2 * WORD_MAX], b[2 * WORD_MAX];
	size_t n = one_way(one, a), m = one_way(other, b);

	return str_eq(str_make(a, n), str_make(b, m));
}
