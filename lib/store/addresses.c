/* Around each "@": to the left what RFC 5322 calls atext and dots, or a quoted string; to the right a host name, or an address literal in
 * brackets. Quotes, brackets, blanks and backslashes end both, so that JSON around an address isn't taken for a part of it. */
#include "store/addresses.h"

#define HIDDEN_SIGN '#'
#define HASHED_MAX  1024 /* longer ones are cut by the store before */

static bool is_alnum(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool is_local(unsigned char c)
{
	return is_alnum(c) || c >= 0x80 || (c && strchr(".!#$%&'*+-/=?^_`{|}~", c));
}

static bool is_host(unsigned char c)
{
	return is_alnum(c) || c >= 0x80 || c == '.' || c == '-' || c == '_';
}

/* Where a quoted string begins whose last quote stands before `end`; SIZE_MAX: nowhere. Within JSON its quotes are escaped: those that
 * aren't are JSON's own. So one without backslashes is the text's first. */
static size_t quoted_from(struct str text, size_t end)
{
	bool json = end >= 2 && text.p[end - 2] == '\\';
	size_t at = end - 1 - json;

	if (!json)
		return text.p[0] == '"' && end > 1 && !memchr(text.p + 1, '"', end - 2) ? 0
		                                                                        : SIZE_MAX;
	while (at > 1) {
		at--;
		if (text.p[at] == '"')
			return text.p[at - 1] == '\\' ? at - 1 : SIZE_MAX;
	}
	return SIZE_MAX;
}

/* Where the local part begins whose "@" stands at `at`; `at` itself: there is none. */
static size_t local_from(struct str text, size_t at)
{
	size_t from = at;

	if (at > 0 && text.p[at - 1] == '"') {
		from = quoted_from(text, at);
		return from == SIZE_MAX ? at : from;
	}
	while (from > 0 && is_local((unsigned char)text.p[from - 1]))
		from--;
	return from;
}

static size_t domain_to(struct str text, size_t from)
{
	size_t to = from;

	if (to < text.n && text.p[to] == '[') {
		size_t close = str_chr(str_sub(text, to, text.n), ']');

		return close == SIZE_MAX ? from : to + close + 1;
	}
	while (to < text.n && is_host((unsigned char)text.p[to]))
		to++;
	while (to > from && text.p[to - 1] == '.') /* the end of a sentence */
		to--;
	return to;
}

bool address_next(struct str *rest, struct str *ret_before, struct address_span *ret)
{
	struct str text = *rest;

	for (size_t at = 0; at < text.n; at++) {
		const char *sign = memchr(text.p + at, '@', text.n - at);
		size_t from, to;

		if (!sign)
			return false;
		at = (size_t)(sign - text.p);
		from = local_from(text, at);
		to = domain_to(text, at + 1);
		if (from == at || to == at + 1)
			continue;
		*ret_before = str_sub(text, 0, from);
		*ret = (struct address_span){ .whole = str_sub(text, from, to - from),
			                      .local = str_sub(text, from, at - from),
			                      .domain = str_sub(text, at + 1, to - at - 1) };
		*rest = str_sub(text, to, text.n);
		return true;
	}
	return false;
}

/* In lower case, and without the backslashes of JSON or quoted pairs: one address, one hash. */
static struct str plain_form(struct str s, char room[HASHED_MAX])
{
	size_t n = 0;

	for (size_t i = 0; i < s.n && n < HASHED_MAX; i++) {
		char c = s.p[i];

		if (c != '\\')
			room[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
	}
	return str_make(room, n);
}

static bool is_hidden(struct str local)
{
	if (local.n != KEYED_HEX_SIZE || local.p[0] != HIDDEN_SIGN)
		return false;
	for (size_t i = 1; i < local.n; i++)
		if (!strchr("0123456789abcdef", local.p[i]))
			return false;
	return true;
}

static void hide(const struct site_key *key, const struct address_span *span, struct buf *ret)
{
	char room[HASHED_MAX], hash[KEYED_HEX_SIZE];

	if (is_hidden(span->local)) {
		buf_add(ret, span->whole);
		return;
	}
	keyed_hex(key, "address", plain_form(span->whole, room), hash);
	buf_printf(ret, "%c%s@" STR_FMT, HIDDEN_SIGN, hash,
	           STR_ARG(plain_form(span->domain, room)));
}

void addresses_hide(const struct site_key *key, struct str text, struct buf *ret)
{
	struct address_span span;
	struct str before;

	while (address_next(&text, &before, &span)) {
		buf_add(ret, before);
		hide(key, &span, ret);
	}
	buf_add(ret, text);
}

static bool is_same(struct str a, struct str b)
{
	char room_a[HASHED_MAX], room_b[HASHED_MAX];

	return str_eq(plain_form(a, room_a), plain_form(b, room_b));
}

bool addresses_mention(struct str text, struct str address)
{
	struct address_span span;
	struct str before;

	while (address_next(&text, &before, &span))
		if (is_same(span.whole, address))
			return true;
	return false;
}

void addresses_forget(struct str text, struct str address, struct buf *ret)
{
	struct address_span span;
	struct str before;

	while (address_next(&text, &before, &span)) {
		buf_add(ret, before);
		buf_add(ret, is_same(span.whole, address) ? str_of("forgotten") : span.whole);
	}
	buf_add(ret, text);
}
