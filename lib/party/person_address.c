/* Addresses that stand in names, and names that stand in addresses. */
#include "party/person.h"

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
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

/* The longest token not in `used` that `rest` begins with, and how much of it that is; the name's n if there is none. */
static size_t token_before(const struct person_name *name, unsigned used, struct str rest,
                           size_t *ret_n)
{
	size_t best = name->n;

	*ret_n = 0;
	for (size_t i = 0; i < name->n; i++) {
		size_t n = used & 1u << i ? 0 : person_spelled(rest, name->token[i]);

		if (n > *ret_n) {
			*ret_n = n;
			best = i;
		}
	}
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

struct str person_bare_local(struct str local)
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

	local = person_bare_local(local);
	for (size_t at = 0; at < local.n;) {
		struct str rest = str_sub(local, at, local.n);
		size_t n, i = token_before(name, used, rest, &n);
		bool is_whole = i < name->n;

		if (is_separator(local.p[at])) {
			at++;
			continue;
		}
		if (!is_whole)
			i = initial_before(name, used, rest);
		if (i == name->n && !is_lone_letter(local, at))
			return false;
		at += is_whole ? n : 1;
		if (i == name->n)
			continue;
		used |= 1u << i;
		whole += is_whole;
		tokens++;
	}
	return whole >= 1 && tokens >= 2;
}
