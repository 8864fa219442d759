#include "base/escape.h"

#include <stdio.h>

#include "base/unicode.h"

/* One character as it is shown: at most this long. */
#define PIECE_MAX 16

typedef size_t piece_fn(struct str s, size_t *at, char ret[PIECE_MAX]);

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
		memcpy(ret, "\\\\", 2);
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
	char c = s.p[(*at)++];

	ret[0] = c < 0x20 || c == 0x7f || strchr("()\"\\;", c)
	                 ? '?'
	                 : c; /* bytes over 0x7f are negative or caught below */
	if ((unsigned char)c >= 0x80)
		ret[0] = '?';
	return 1;
}

/* Pieces as long as they fit; if not all do, "..." within the bound. */
static void escape(struct buf *out, struct str s, size_t max, piece_fn *piece)
{
	size_t used = 0, at = 0, mark_n = out->n;
	char text[PIECE_MAX];

	while (at < s.n) {
		size_t n = piece(s, &at, text);

		if (used + n > max)
			break;
		buf_add(out, str_make(text, n));
		used += n;
		if (used + 3 <= max)
			mark_n = out->n;
		if (at == s.n)
			return;
	}
	if (s.n == 0)
		return;
	if (out->p && out->n > mark_n) {
		out->n = mark_n;
		out->p[mark_n] = '\0';
	}
	buf_puts(out, max >= 3 ? "..." : "");
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
