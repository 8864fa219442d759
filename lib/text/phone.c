/* A candidate begins at "+", at "00", or at the first digit behind a phone word on the same line. Its groups of digits stand apart by
 * at most two of the characters that people put between them; what is shorter or longer than a number, or runs into letters, is none. */
#include "text/phone.h"

#include <stdio.h>

#define DIGITS_MAX        15 /* E.164 */
#define INTERNATIONAL_MIN 8
#define NATIONAL_MIN      6
#define SEPARATORS_MAX    2
#define WORD_DISTANCE_MAX 12 /* bytes between a phone word's end and its number */

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80);
}

static bool is_separator(char c)
{
	return c == ' ' || c == '-' || c == '.' || c == '/' || c == '(' || c == ')' || c == '\t';
}

/* Reads digits over separators from *at on. Returns how many there are (DIGITS_MAX + 1: too many); *at stands behind the last. */
static size_t read_digits(struct str text, size_t *at, char ret[DIGITS_MAX + 1])
{
	size_t n = 0, i = *at, gap = 0;

	for (; i < text.n && n <= DIGITS_MAX && gap <= SEPARATORS_MAX; i++) {
		if (is_digit(text.p[i])) {
			if (n < DIGITS_MAX)
				ret[n] = text.p[i];
			n++;
			gap = 0;
			*at = i + 1;
		} else if (is_separator(text.p[i])) {
			gap++;
		} else {
			break;
		}
	}
	ret[n < DIGITS_MAX ? n : DIGITS_MAX] = '\0';
	return n;
}

/* "+44 (0)20 ...": the zero in brackets is for callers at home. */
static void drop_home_zero(struct str written, char *digits)
{
	size_t at = str_find(written, (struct str)STR("(0)")), before = 0;

	for (size_t i = 0; at != SIZE_MAX && i < at; i++)
		before += is_digit(written.p[i]);
	if (at != SIZE_MAX && digits[before] == '0')
		memmove(digits + before, digits + before + 1, strlen(digits + before));
}

static bool take(struct str text, size_t from, size_t begin, bool international, struct phone *ret,
                 size_t *end)
{
	char digits[DIGITS_MAX + 1];
	size_t at = begin, n = read_digits(text, &at, digits);

	*end = at > begin ? at : begin + 1;
	if (n > DIGITS_MAX || n < (international ? INTERNATIONAL_MIN : NATIONAL_MIN) ||
	    (at < text.n && is_letter(text.p[at])))
		return false;
	if (international && digits[0] == '0')
		return false; /* no country begins with it */
	ret->as_written = str_sub(text, from, at - from);
	if (international)
		drop_home_zero(str_sub(text, begin, at - begin), digits);
	snprintf(ret->number, sizeof ret->number, "%s%s", international ? "+" : "", digits);
	return true;
}

/* Whether a phone word ends at `end` (its last byte before), as a word of its own. */
static bool ends_phone_word(struct str text, size_t end)
{
	static const struct str words[] = {
		STR("tel"),      STR("tel."),      STR("telefon"),   STR("telefono"),
		STR("telefoon"), STR("telefone"),  STR("phone"),     STR("ph"),
		STR("mobile"),   STR("mob"),       STR("mob."),      STR("mobil"),
		STR("handy"),    STR("cell"),      STR("cellulare"), STR("cell."),
		STR("call"),     STR("movil"),     STR("portable"),  STR("gsm"),
		STR("whatsapp"), STR("kom"),       STR("kom."),      STR("telemovel"),
		STR("celular"),  STR("rufnummer"), STR("telephone"),
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		size_t n = words[i].n;

		if (n <= end && str_ieq(str_sub(text, end - n, n), words[i]) &&
		    (n == end || !is_letter(text.p[end - n - 1])))
			return true;
	}
	return false;
}

/* The number may stand a little behind its word: "Phone (office): 02 1234567". */
static bool is_behind_phone_word(struct str text, size_t at)
{
	for (size_t back = 0; back <= WORD_DISTANCE_MAX && back < at; back++) {
		char c = text.p[at - back - 1];

		if (c == '\n' || is_digit(c))
			return false;
		if ((is_letter(c) || c == '.') && ends_phone_word(text, at - back))
			return true;
	}
	return false;
}

static bool take_at(struct str text, size_t at, struct phone *ret, size_t *end)
{
	bool inside = at > 0 && (is_digit(text.p[at - 1]) || is_letter(text.p[at - 1]));
	size_t begin = at;

	*end = at + 1;
	if (inside)
		return false;
	if (text.p[at] == '+')
		return take(text, at, at + 1, true, ret, end);
	if (text.p[at] == '(') /* "(02) 1234567" */
		begin = at + 1;
	if (begin >= text.n || !is_digit(text.p[begin]))
		return false;
	if (str_starts(str_sub(text, begin, 3), (struct str)STR("00")) && begin + 2 < text.n &&
	    text.p[begin + 2] != '0' && take(text, at, begin + 2, true, ret, end))
		return true;
	return is_behind_phone_word(text, at) && take(text, at, begin, false, ret, end);
}

static bool is_known(const struct phone *phones, size_t n, const char *number)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(phones[i].number, number) == 0)
			return true;
	}
	return false;
}

size_t phone_find(struct str text, struct phone *ret, size_t max)
{
	size_t n = 0;

	for (size_t at = 0; at < text.n && n < max;) {
		size_t end = at + 1;

		if ((text.p[at] == '+' || text.p[at] == '(' || is_digit(text.p[at])) &&
		    take_at(text, at, &ret[n], &end) && !is_known(ret, n, ret[n].number))
			n++;
		at = end;
	}
	return n;
}

const char *phone_masked(const struct phone *phone, char ret[PHONE_MASKED_SIZE])
{
	size_t n = strlen(phone->number);

	snprintf(ret, PHONE_MASKED_SIZE, "%.*s...%s", phone->number[0] == '+' ? 3 : 2,
	         phone->number, phone->number + n - 3);
	return ret;
}
