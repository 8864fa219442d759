/* Skeletons are those of UTS #39, for which m is rn, o is 0 and l is 1; vv and cl are not in its
 * table. For a label in ASCII all that it would do is in the tables here. */
#include "party/letters.h"

#include "base/unicode.h"
#include "party/punycode.h"

/* In shorter names i and l stay apart: mail and mall, ali and all are different words. */
#define CAPITAL_I_FEWEST 6

/* Two that read as one. */
static const struct {
	int32_t first, second, one;
} joined[] = { { 'r', 'n', 'm' }, { 'v', 'v', 'w' }, { 'c', 'l', 'd' } };

/* Keys beside each other (QWERTY, and QWERTZ's y and z), other vowels, similar shapes, digits. */
static const char *const near_letters[26] = {
	"qwszeiou4", "vghndh8",  "xdfveo",  "serfcxb", "wsdraiouc3", "drtgvc",  "ftyhbvq9",
	"gyujnb",    "ujkoael1", "huikmni", "jiolm",   "kopit1",     "njk",     "bhjmu",
	"iklpaeuc0", "ol",       "wasg9",   "edft",    "awedxz5",    "rfgyil7", "yhjiaeovn",
	"cfgbuwy",   "qasev",    "zsdc",    "tghuvz",  "asxy2",
};

static bool is_mark(int32_t c)
{
	return c >= 0x300 && c <= 0x36f; /* combining diacritical marks */
}

/* Latin beyond ASCII, with the phonetic letters: Unicode's blocks of that name. */
static bool is_latin(int32_t c)
{
	static const int32_t block[][2] = { { 0xc0, 0x2af },    { 0x1d00, 0x1dbf },
		                            { 0x1e00, 0x1eff }, { 0x2c60, 0x2c7f },
		                            { 0xa720, 0xa7ff }, { 0xab30, 0xab6f } };

	for (size_t i = 0; i < sizeof block / sizeof *block; i++)
		if (c >= block[i][0] && c <= block[i][1])
			return true;
	return false;
}

static bool take_letters(struct str utf8, struct letters *ret)
{
	size_t at = 0;
	int32_t c;

	ret->n = 0;
	while ((c = utf8_next(utf8, &at)) >= 0) {
		if (ret->n == LETTERS_MAX)
			return false;
		ret->v[ret->n++] = c;
	}
	return ret->n > 0;
}

static void drop_marks(struct letters *letters)
{
	size_t n = 0;

	for (size_t i = 0; i < letters->n; i++)
		if (!is_mark(letters->v[i]))
			letters->v[n++] = letters->v[i];
	letters->n = n;
}

/* Small capitals and others that read as a letter of ASCII but are apart from it in UTS #39: what
 * it makes of Cyrillic k, m, t, n, v, the soft sign and the like. */
static const struct {
	int32_t letter, reads_as;
} shapes[] = {
	{ 0x138, 'k' }, { 0x28d, 'm' }, { 0x1d1b, 't' }, { 0x29c, 'h' }, { 0x299, 'b' },
	{ 0x185, 'b' }, { 0x262, 'g' }, { 0x280, 'r' },  { 0xfe, 'p' },
};

static void replace(struct letters *letters, int32_t letter, int32_t by)
{
	for (size_t i = 0; i < letters->n; i++)
		if (letters->v[i] == letter)
			letters->v[i] = by;
}

static void read_shapes(struct letters *letters)
{
	for (size_t i = 0; i < sizeof shapes / sizeof *shapes; i++)
		replace(letters, shapes[i].letter, shapes[i].reads_as);
}

/* What the skeleton leaves of hooks, small capitals and the like: each letter for itself, because
 * a whole word of another alphabet would be spelled by its sound. */
static bool fold_latin(struct arena *arena, struct letters *letters)
{
	for (size_t i = 0; i < letters->n; i++) {
		char letter[4];
		struct str folded;

		if (!is_latin(letters->v[i]))
			continue;
		folded = unicode_ascii(arena, str_make(letter, utf8_put(letters->v[i], letter)));
		if (!folded.p)
			return false;
		if (folded.n == 1)
			letters->v[i] = (unsigned char)folded.p[0];
	}
	return true;
}

/* Joins the first `kinds` rows of `joined`. */
static void join(struct letters *letters, size_t kinds)
{
	size_t n = 0;

	for (size_t i = 0; i < letters->n; i++, n++) {
		letters->v[n] = letters->v[i];
		for (size_t k = 0; k < kinds && i + 1 < letters->n; k++) {
			if (letters->v[i] != joined[k].first ||
			    letters->v[i + 1] != joined[k].second)
				continue;
			letters->v[n] = joined[k].one;
			i++;
			break;
		}
	}
	letters->n = n;
}

void letters_eye(const struct letters *plain, struct letters *ret)
{
	struct letters capital = *plain; /* i as I, which is l */

	replace(&capital, '0', 'o');
	replace(&capital, '1', 'l');
	*ret = capital;
	replace(&capital, 'i', 'l');
	join(ret, sizeof joined / sizeof *joined);
	join(&capital, sizeof joined / sizeof *joined);
	if (capital.n >= CAPITAL_I_FEWEST)
		*ret = capital;
}

bool letters_read(struct arena *arena, struct str label, struct letters *plain, struct letters *eye)
{
	struct str shown = punycode_label(arena, label);
	bool ascii = utf8_is_ascii(shown);

	if (!ascii)
		shown = unicode_skeleton(arena, shown);
	if (!shown.p || !take_letters(shown, plain))
		return false;
	plain->ascii = ascii;
	if (!ascii)
		read_shapes(plain);
	letters_eye(plain, eye);
	if (!ascii) {
		join(plain, 1); /* undo what the skeleton makes of m */
		drop_marks(plain);
	}
	return (ascii || fold_latin(arena, plain)) && plain->n > 0;
}

bool letters_eq(const struct letters *a, const struct letters *b)
{
	return a->n == b->n && memcmp(a->v, b->v, a->n * sizeof *a->v) == 0;
}

void letters_drop(struct letters *letters, int32_t letter)
{
	size_t n = 0;

	for (size_t i = 0; i < letters->n; i++)
		if (letters->v[i] != letter)
			letters->v[n++] = letters->v[i];
	letters->n = n;
}

void letters_part(const struct letters *letters, size_t from, size_t end, struct letters *ret)
{
	ret->n = end - from;
	ret->ascii = letters->ascii;
	memcpy(ret->v, letters->v + from, ret->n * sizeof *ret->v);
}

void letters_without(const struct letters *letters, size_t at, size_t n, struct letters *ret)
{
	ret->n = letters->n - n;
	ret->ascii = letters->ascii;
	memcpy(ret->v, letters->v, at * sizeof *ret->v);
	memcpy(ret->v + at, letters->v + at + n, (ret->n - at) * sizeof *ret->v);
}

bool letters_one_edit(const struct letters *a, const struct letters *b, struct letters_edit *ret)
{
	const struct letters *less = a->n < b->n ? a : b, *more = a->n < b->n ? b : a;
	size_t from = 0, end = 0, middle;

	if (more->n - less->n > 1)
		return false;
	while (from < less->n && less->v[from] == more->v[from])
		from++;
	while (end < less->n - from && less->v[less->n - 1 - end] == more->v[more->n - 1 - end])
		end++;
	middle = less->n - from - end;
	ret->at = from;
	ret->kind = LETTERS_ADDED;
	if (more->n > less->n)
		return middle == 0;
	ret->kind = middle == 1 ? LETTERS_REPLACED : LETTERS_SWAPPED;
	return middle == 1 || (middle == 2 && less->v[from] == more->v[from + 1] &&
	                       less->v[from + 1] == more->v[from]);
}

size_t letters_part_length(const struct letters *letters, size_t at)
{
	size_t from = at < letters->n ? at : letters->n, end = from;

	while (from > 0 && letters->v[from - 1] != '-')
		from--;
	while (end < letters->n && letters->v[end] != '-')
		end++;
	return end - from;
}

bool letters_is_digit(int32_t letter)
{
	return letter >= '0' && letter <= '9';
}

static bool is_near(int32_t letter, int32_t other)
{
	return letter >= 'a' && letter <= 'z' && other > 0 && other < 0x80 &&
	       strchr(near_letters[letter - 'a'], other);
}

bool letters_near(int32_t a, int32_t b)
{
	return is_near(a, b) || is_near(b, a);
}

bool letters_flipped(int32_t a, int32_t b)
{
	return a > 0 && a < 0x80 && b > 0 && b < 0x80 && __builtin_popcount((unsigned)(a ^ b)) == 1;
}
