/* A forger writes letters of another alphabet that look the same. Where Latin and other letters
 * stand in one name, each letter that looks like Latin ones (UTS #39) is read as these; a name
 * that is all of another alphabet stays, to be transliterated. */
#include "party/display_name.h"

#include "base/unicode.h"

#define NAME_BYTES_MAX 320   /* read of a display name: RFC 5322 has no bound */
#define BEHIND_LATIN   0x250 /* code points below are ASCII and Latin letters with diacritics */

static bool is_ascii_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool has_ascii_letter(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (is_ascii_letter(s.p[i]))
			return true;
	return false;
}

static bool is_ascii_letters(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_ascii_letter(s.p[i]))
			return false;
	return s.n > 0;
}

/* The letter as Latin ones if it looks like them, else as it is. A skeleton shows I as l:
 * capitals that come out so are looked at in lower case. */
static struct str latin_look(struct arena *arena, struct str letter)
{
	struct str look;
	size_t at = 0;

	if (utf8_next(letter, &at) < BEHIND_LATIN)
		return letter;
	look = unicode_skeleton(arena, letter);
	if (str_eq(look, str_of("l")))
		look = unicode_skeleton(arena, unicode_fold(arena, letter));
	return is_ascii_letters(look) ? look : letter;
}

static bool is_capital(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Beginnings of family names behind which a capital I is one: McIntosh. */
static bool is_name_prefix(struct str s)
{
	static const struct str prefixes[] = { STR("Mc"), STR("Mac"), STR("De"), STR("Di"),
		                               STR("Da"), STR("La"),  STR("Le"), STR("Fitz") };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (str_eq(s, prefixes[i]))
			return true;
	return false;
}

/* "MichaeI" is Michael, "ROSSl" is ROSSI: I and l look the same in most fonts. */
static void unmask_word(char *word, size_t n)
{
	size_t capitals = 0, others = 0; /* letters that can't be either */

	for (size_t i = 0; i < n; i++) {
		capitals += is_capital(word[i]) && word[i] != 'I';
		others += !is_capital(word[i]) && word[i] != 'l';
	}
	for (size_t i = 1; i < n; i++) {
		if (word[i] == 'l' && others == 0 && capitals >= 2)
			word[i] = 'I';
		else if (word[i] == 'I' && !is_capital(word[i - 1]) &&
		         !is_name_prefix(str_make(word, i)))
			word[i] = 'l';
	}
}

static void unmask_words(char *text, size_t n)
{
	size_t from = 0;

	for (size_t i = 0; i <= n; i++) {
		if (i < n && is_ascii_letter(text[i]))
			continue;
		unmask_word(text + from, i - from);
		from = i + 1;
	}
}

static struct str latin_looks(struct arena *arena, struct str text)
{
	char out[2 * NAME_BYTES_MAX];
	size_t n = 0;

	if (!has_ascii_letter(text))
		return arena_str(arena, text);
	for (size_t at = 0; at < text.n;) {
		size_t from = at;
		struct str look;

		utf8_next(text, &at);
		look = latin_look(arena, str_sub(text, from, at - from));
		if (n + look.n > sizeof out)
			break;
		memcpy(out + n, look.p, look.n);
		n += look.n;
	}
	unmask_words(out, n);
	return arena_str(arena, str_make(out, n));
}

/* Copies without brackets and what is in them; one that isn't closed reaches to the end. */
static struct str without_brackets(struct str text, char *out)
{
	size_t n = 0;
	unsigned depth = 0;

	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c && strchr("([<{", c)) {
			depth++;
			c = ' ';
		} else if (c && depth && strchr(")]>}", c)) {
			depth--;
			c = ' ';
		} else if (depth) {
			continue;
		}
		out[n++] = c;
	}
	return str_make(out, n);
}

/* Copies without words that hold an "@"; blanks of any kind become one. `out` may be what is
 * read. */
static struct str without_addresses(struct str text, char *out)
{
	size_t n = 0, word = 0; /* where the word that is being copied begins in out */
	bool address = false;

	for (size_t i = 0; i <= text.n; i++) {
		char c = i < text.n ? text.p[i] : ' ';

		if ((unsigned char)c > ' ') {
			address |= c == '@';
			out[n++] = c;
			continue;
		}
		if (address && n - word > 1)
			n = word;
		if (n > word)
			out[n++] = ' ';
		word = n;
		address = false;
	}
	return str_make(out, n);
}

struct str display_name_text(struct arena *arena, struct str written, bool all)
{
	char out[NAME_BYTES_MAX + 1];
	struct str text = utf8_clip(str_trim(written), NAME_BYTES_MAX);

	if (!all)
		text = without_brackets(text, out);
	return latin_looks(arena, without_addresses(text, out));
}

bool display_name_segment(struct str *rest, struct str *ret)
{
	static const struct str bars[] = {
		STR("|"),   STR("\xc2\xa6"),       STR("\xef\xbd\x9c"),
		STR(" - "), STR(" \xe2\x80\x93 "), STR(" \xe2\x80\x94 "),
		STR(" / "), STR(" \xe2\x80\xa2 "), STR(" \xc2\xb7 "),
		STR(" @ "),
	};
	size_t end = rest->n, next = rest->n;

	if (!rest->p)
		return false;
	for (size_t i = 0; i < sizeof bars / sizeof *bars; i++) {
		size_t at = str_find(str_sub(*rest, 0, end), bars[i]);

		if (at == SIZE_MAX)
			continue;
		end = at;
		next = at + bars[i].n;
	}
	*ret = str_sub(*rest, 0, end);
	*rest = end == rest->n ? (struct str){ NULL, 0 } : str_sub(*rest, next, rest->n);
	return true;
}

static bool joins(int32_t c)
{
	return c == '\'' || c == '`' || c == 0xb4 || c == 0x2018 || c == 0x2019 || c == 0x2bc ||
	       unicode_is_ignorable(c);
}

struct str display_name_word(struct str text, size_t *at)
{
	size_t from, end;
	int32_t c;

	do {
		from = *at;
		c = utf8_next(text, at);
	} while (c >= 0 && !unicode_is_word(c));
	if (c < 0)
		return (struct str){ NULL, 0 };
	do {
		end = *at;
		c = utf8_next(text, at);
	} while (c >= 0 && (unicode_is_word(c) || joins(c)));
	*at = end;
	return str_sub(text, from, end - from);
}
