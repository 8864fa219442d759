/* A macro-string is read piece by piece, by the checks and by the expansion alike (RFC 7208
 * §7.1):
 *
 *     %{l1r-}.a.%{d2}    macro (l: keep 1, reverse, split at "-"), literal, macro (d: keep 2)
 *
 * A macro's value is split at its delimiters, turned round, cut to its rightmost parts and
 * joined by dots (§7.3). All sizes are bounded: a record has DNS_TEXT_MAX bytes, a value
 * SPF_SENDER_MAX, the whole EXPANDED_MAX. */
#include "auth/spf_macro.h"

#include "base/buf.h"

#define EXPANDED_MAX 8192

struct piece {
	struct str literal; /* where letter is 0 */
	char letter;        /* lower case */
	bool expands;       /* a macro, or one of %% %_ %- */
	bool escape;        /* the letter was a capital: URL escaping */
	bool reverse;
	size_t keep; /* so many parts from the right; 0: all */
	struct str delimiters;
};

enum piece_status { PIECE, PIECE_END, PIECE_BAD };

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

/* Behind "%{": letter, digits, "r", delimiters, "}". */
static enum piece_status macro_cut(struct str *rest, struct piece *ret)
{
	size_t end = str_chr(*rest, '}'), i = 1;
	const char *p = rest->p;
	bool digits = false;

	if (end == SIZE_MAX || end == 0 || !is_letter(p[0]))
		return PIECE_BAD;
	ret->escape = p[0] < 'a';
	ret->letter = (char)(p[0] | 0x20);
	if (!is_in(ret->letter, "slodiphvcrt"))
		return PIECE_BAD;
	for (; i < end && is_digit(p[i]); i++, digits = true)
		if (ret->keep <= SPF_SENDER_MAX) /* from there on it is "all" anyway */
			ret->keep = ret->keep * 10 + (size_t)(p[i] - '0');
	if (digits && ret->keep == 0)
		return PIECE_BAD;
	if (i < end && (p[i] | 0x20) == 'r') {
		ret->reverse = true;
		i++;
	}
	if (i < end)
		ret->delimiters = str_sub(*rest, i, end - i);
	for (; i < end; i++)
		if (!is_in(p[i], ".-+,/_="))
			return PIECE_BAD;
	*rest = str_sub(*rest, end + 1, rest->n);
	return PIECE;
}

static enum piece_status escape_cut(struct str *rest, struct piece *ret)
{
	static const struct {
		char c;
		struct str stands_for;
	} escapes[] = { { '%', STR("%") }, { '_', STR(" ") }, { '-', STR("%20") } };
	char c = rest->n > 1 ? rest->p[1] : 0;

	ret->expands = true;
	if (c == '{') {
		*rest = str_sub(*rest, 2, rest->n);
		return macro_cut(rest, ret);
	}
	for (size_t i = 0; i < sizeof escapes / sizeof *escapes; i++)
		if (c == escapes[i].c) {
			ret->literal = escapes[i].stands_for;
			*rest = str_sub(*rest, 2, rest->n);
			return PIECE;
		}
	return PIECE_BAD;
}

static enum piece_status piece_cut(struct str *rest, struct piece *ret)
{
	size_t n = 0;

	*ret = (struct piece){ .delimiters = STR(".") };
	if (rest->n == 0)
		return PIECE_END;
	if (rest->p[0] == '%')
		return escape_cut(rest, ret);
	while (n < rest->n && rest->p[n] != '%') {
		if (rest->p[n] < 0x21 || rest->p[n] > 0x7e)
			return PIECE_BAD;
		n++;
	}
	ret->literal = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return PIECE;
}

bool spf_macro_valid(struct str text)
{
	enum piece_status status;
	struct piece piece;

	while ((status = piece_cut(&text, &piece)) == PIECE)
		;
	return status == PIECE_END;
}

/* toplabel: letters, digits, inner hyphens, and not digits alone. */
static bool is_toplabel(struct str label)
{
	bool other = false;

	if (label.n == 0 || label.p[0] == '-' || label.p[label.n - 1] == '-')
		return false;
	for (size_t i = 0; i < label.n; i++) {
		if (!is_letter(label.p[i]) && !is_digit(label.p[i]) && label.p[i] != '-')
			return false;
		other |= !is_digit(label.p[i]);
	}
	return other;
}

static bool ends_in_toplabel(struct str literal)
{
	size_t dot;

	if (literal.n && literal.p[literal.n - 1] == '.')
		literal.n--;
	dot = str_rchr(literal, '.');
	return dot != SIZE_MAX && is_toplabel(str_sub(literal, dot + 1, literal.n));
}

bool spf_macro_is_domain(struct str text)
{
	struct piece piece, last = { 0 };
	enum piece_status status;

	while ((status = piece_cut(&text, &piece)) == PIECE) {
		if (is_in(piece.letter, "crt"))
			return false;
		last = piece;
	}
	return status == PIECE_END && (last.expands || ends_in_toplabel(last.literal));
}

bool spf_macro_uses(struct str text, char letter)
{
	struct piece piece;

	while (piece_cut(&text, &piece) == PIECE)
		if (piece.letter == letter)
			return true;
	return false;
}

/* "192.0.2.1", or the 32 nibbles of an IPv6 address with dots between. */
static void dotted_client(struct ip client, struct buf *ret)
{
	for (size_t i = 0; i < client.length; i++) {
		const char *dot = i ? "." : "";

		if (client.length == 4)
			buf_printf(ret, "%s%u", dot, client.bytes[i]);
		else
			buf_printf(ret, "%s%x.%x", dot, client.bytes[i] >> 4, client.bytes[i] & 15);
	}
}

static struct str value_of(char letter, const struct spf_scope *scope, const struct buf *client)
{
	switch (letter) {
	case 's':
		return scope->sender;
	case 'l':
		return scope->local;
	case 'o':
		return scope->sender_domain;
	case 'd':
		return scope->domain;
	case 'h':
		return scope->helo;
	case 'p':
		return scope->name;
	case 'v':
		return str_of(scope->client.length == 4 ? "in-addr" : "ip6");
	default: /* i; a domain-spec has no others */
		return buf_str(client);
	}
}

static void add_part(struct buf *out, struct str part, bool escape)
{
	for (size_t i = 0; i < part.n; i++) {
		char c = part.p[i];

		if (!escape || is_letter(c) || is_digit(c) || is_in(c, "-._~"))
			buf_addc(out, c);
		else
			buf_printf(out, "%%%02X", (unsigned char)c);
	}
}

static size_t split(struct str value, struct str delimiters, struct str *ret, size_t max)
{
	size_t n = 0, from = 0;

	for (size_t i = 0; i <= value.n && n < max; i++)
		if (i == value.n || str_chr(delimiters, value.p[i]) != SIZE_MAX) {
			ret[n++] = str_sub(value, from, i - from);
			from = i + 1;
		}
	return n;
}

static void add_macro(struct buf *out, const struct piece *piece, struct str value)
{
	struct str part[SPF_SENDER_MAX + 1];
	size_t n = split(value, piece->delimiters, part, sizeof part / sizeof *part);
	size_t from = piece->keep && piece->keep < n ? n - piece->keep : 0;

	for (size_t i = from; i < n; i++) {
		if (i > from)
			buf_addc(out, '.');
		add_part(out, part[piece->reverse ? n - 1 - i : i], piece->escape);
	}
}

/* Labels off the left until it fits (§7.3); nothing if that can't be. */
static struct str fit(struct str name)
{
	if (name.n && name.p[name.n - 1] == '.')
		name.n--;
	while (name.n > SPF_NAME_MAX) {
		size_t dot = str_chr(name, '.');

		name = dot == SIZE_MAX ? str_of("") : str_sub(name, dot + 1, name.n);
	}
	return name;
}

struct str spf_macro_expand(struct arena *arena, struct str text, const struct spf_scope *scope)
{
	struct buf out, client;
	struct piece piece;
	struct str name;

	buf_init(&out, EXPANDED_MAX);
	buf_init(&client, SPF_NAME_MAX);
	dotted_client(scope->client, &client);
	while (!out.cut && piece_cut(&text, &piece) == PIECE) {
		if (piece.letter)
			add_macro(&out, &piece, value_of(piece.letter, scope, &client));
		else
			buf_add(&out, piece.literal);
	}
	if (out.cut && out.n < EXPANDED_MAX) /* no memory, which isn't the name's fault */
		name = (struct str){ NULL, 0 };
	else
		name = arena_lower(arena, out.cut ? str_of("") : fit(buf_str(&out)));
	buf_done(&client);
	buf_done(&out);
	return name;
}
