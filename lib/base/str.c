#include "base/str.h"

#include <stdlib.h>

static unsigned char lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (unsigned char)(c + ('a' - 'A')) : (unsigned char)c;
}

static bool equal_folded(const char *a, const char *b, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (lower(a[i]) != lower(b[i]))
			return false;
	}
	return true;
}

bool str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || a.p == b.p || (a.p && b.p && memcmp(a.p, b.p, a.n) == 0));
}

bool str_ieq(struct str a, struct str b)
{
	return a.n == b.n && equal_folded(a.p, b.p, a.n);
}

int str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n ? memcmp(a.p, b.p, n) : 0;

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

bool str_starts(struct str s, struct str prefix)
{
	if (s.n < prefix.n || (prefix.n && s.p[0] != prefix.p[0])) /* mostly */
		return false;
	return str_eq(str_make(s.p, prefix.n), prefix);
}

bool str_istarts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_ieq(str_make(s.p, prefix.n), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

bool str_iends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_ieq(str_sub(s, s.n - suffix.n, suffix.n), suffix);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

struct str str_trim(struct str s)
{
	while (s.n && is_blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str str_sub(struct str s, size_t from, size_t length)
{
	if (from > s.n)
		from = s.n;
	if (length > s.n - from)
		length = s.n - from;
	return str_make(s.p ? s.p + from : NULL, length);
}

size_t str_find(struct str s, struct str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	if (s.n < needle.n)
		return SIZE_MAX;
	at = memmem(s.p, s.n, needle.p, needle.n);
	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_ifind(struct str s, struct str needle)
{
	for (size_t i = 0; i + needle.n <= s.n; i++) {
		if (equal_folded(s.p + i, needle.p, needle.n))
			return i;
	}
	return SIZE_MAX;
}

size_t str_chr(struct str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

size_t str_rchr(struct str s, char c)
{
	const char *at = s.n ? memrchr(s.p, c, s.n) : NULL;

	return at ? (size_t)(at - s.p) : SIZE_MAX;
}

bool str_cut(struct str *rest, char sep, struct str *ret)
{
	size_t at;

	if (!rest->p)
		return false;
	at = str_chr(*rest, sep);
	if (at == SIZE_MAX) {
		*ret = *rest;
		*rest = str_make(NULL, 0);
	} else {
		*ret = str_make(rest->p, at);
		*rest = str_make(rest->p + at + 1, rest->n - at - 1);
	}
	return true;
}

bool str_line(struct str *rest, struct str *ret)
{
	if (rest->n == 0 || !str_cut(rest, '\n', ret))
		return false;
	if (ret->n && ret->p[ret->n - 1] == '\r')
		ret->n--;
	return true;
}

bool str_number(struct str s, uint64_t max, uint64_t *ret)
{
	uint64_t value = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		unsigned digit = (unsigned)(s.p[i] - '0');

		if (digit > 9 || value > max / 10 || digit > max - value * 10)
			return false;
		value = value * 10 + digit;
	}
	*ret = value;
	return true;
}

char *str_dup(struct str s)
{
	char *copy = malloc(s.n + 1);

	if (!copy)
		return NULL;
	if (s.n)
		memcpy(copy, s.p, s.n);
	copy[s.n] = '\0';
	return copy;
}
