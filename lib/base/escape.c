/* What could do harm: control characters of 7- and 8-bit terminals (ECMA-48), whatever ends a line
 * for some reader (UAX #14), and what turns the order of the letters around (UAX #9; "Trojan
 * Source", Boucher and Anderson 2021). */
#include "base/escape.h"

#include <stdio.h>

#include "base/unicode.h"

/* One character as it is shown: at most this long. */
#define PIECE_MAX 16

static bool breaks_a_line_or_its_order(int32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0x061c ||
	       c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
	       (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

/* One character of valid UTF-8 as it is, whatever could do harm by its number. */
static size_t shown(struct str s, size_t *at, char ret[PIECE_MAX])
{
	size_t begin = *at;
	int32_t c = utf8_next(s, at);
	size_t n = *at - begin;

	if (c == 0xfffd && !(n == 3 && memcmp(s.p + begin, "\xef\xbf\xbd", 3) == 0)) {
		*at = begin + 1; /* a bad byte by itself */
		return (size_t)snprintf(ret, PIECE_MAX, "\\x%02x", (unsigned char)s.p[begin]);
	}
	if (c < 0x80 && breaks_a_line_or_its_order(c))
		return (size_t)snprintf(ret, PIECE_MAX, "\\x%02x", (unsigned)c);
	if (breaks_a_line_or_its_order(c))
		return (size_t)snprintf(ret, PIECE_MAX, "\\u{%x}", (unsigned)c);
	memcpy(ret, s.p + begin, n);
	return n;
}

static size_t for_log(struct str s, size_t *at, char ret[PIECE_MAX])
{
	if (s.p[*at] == '\\') {
		++*at;
		ret[0] = ret[1] = '\\';
		return 2;
	}
	return shown(s, at, ret);
}

static size_t for_terminal(struct str s, size_t *at, char ret[PIECE_MAX])
{
	if (s.p[*at] == '\n' || s.p[*at] == '\t' || s.p[*at] == '\r') {
		++*at;
		ret[0] = ' ';
		return 1;
	}
	return shown(s, at, ret);
}

static size_t for_header(struct str s, size_t *at, char ret[PIECE_MAX])
{
	unsigned char c = (unsigned char)s.p[(*at)++];

	ret[0] = c < 0x20 || c >= 0x7f || strchr("()\"\\;", c) ? '?' : (char)c;
	return 1;
}

/* How much of `s` can be shown in `max` bytes. */
static size_t reach(struct str s, size_t max,
                    size_t (*piece)(struct str s, size_t *at, char ret[PIECE_MAX]))
{
	size_t at = 0, reached = 0, used = 0;
	char text[PIECE_MAX];

	while (at < s.n) {
		used += piece(s, &at, text);
		if (used > max)
			break;
		reached = at;
	}
	return reached;
}

static void escape(struct buf *out, struct str s, size_t max,
                   size_t (*piece)(struct str s, size_t *at, char ret[PIECE_MAX]))
{
	static const struct str dots = STR("...");
	size_t end = reach(s, max, piece), at = 0;
	bool whole = end == s.n;
	char text[PIECE_MAX];

	if (!whole)
		end = reach(s, max > dots.n ? max - dots.n : 0, piece);
	while (at < end) {
		size_t n = piece(s, &at, text);

		buf_add(out, str_make(text, n));
	}
	if (!whole)
		buf_add(out, str_sub(dots, 0, max));
}

void escape_log(struct buf *out, struct str s, size_t max)
{
	escape(out, s, max, for_log);
}

void escape_header(struct buf *out, struct str s, size_t max)
{
	escape(out, s, max, for_header);
}

void escape_terminal(struct buf *out, struct str s, size_t max)
{
	escape(out, s, max, for_terminal);
}
