/* Skeletons are those of UTS #39, for which m is rn, o is 0 and l is 1; vv and cl are not in its
 * table. For a label in ASCII all that it would do is in the tables here. */
#include "party/letters.h"

#include "base/unicode.h"
#include "party/punycode.h"

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

static bool is_ascii(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
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

static void read_digits(struct letters *letters)
{
	for (size_t i = 0; i < letters->n; i++) {
		if (letters->v[i] == '0')
			letters->v[i] = 'o';
		else if (letters->v[i] == '1')
			letters->v[i] = 'l';
	}
}

bool letters_read(struct arena *arena, struct str label, struct letters *plain, struct letters *eye)
{
	struct str shown = punycode_label(arena, label);
	bool ascii = is_ascii(shown);

	if (!ascii)
		shown = unicode_skeleton(arena, shown);
	if (!shown.p || !take_letters(shown, eye))
		return false;
	eye->ascii = plain->ascii = ascii;
	*plain = *eye;
	if (!ascii) {
		join(plain, 1); /* undo what the skeleton makes of m */
		drop_marks(plain);
	}
	read_digits(eye);
	join(eye, sizeof joined / sizeof *joined);
	return plain->n > 0;
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
