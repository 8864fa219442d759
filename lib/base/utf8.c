/* UTF-8 by ICU's macros (RFC 3629: no surrogates, no overlong forms, nothing over U+10FFFF). A bad
 * sequence is as long as Unicode 15, 3.9 (U+FFFD substitution of maximal subparts) has it. */
#include "base/unicode.h"

#include <unicode/utf8.h>
#include <unicode/utf16.h>

#define REPLACEMENT    0xfffd
#define TRAILS_AT_MOST 3

bool utf8_is_ascii(struct str s)
{
	uint64_t seen = 0, eight;
	size_t i = 0;

	for (; s.n - i >= sizeof eight; i += sizeof eight) {
		memcpy(&eight, s.p + i, sizeof eight);
		seen |= eight;
	}
	for (; i < s.n; i++)
		seen |= (unsigned char)s.p[i];
	return (seen & 0x8080808080808080) == 0;
}

bool utf8_valid(struct str s)
{
	size_t at = 0;

	if (utf8_is_ascii(s))
		return true;
	while (at < s.n) {
		UChar32 c;

		U8_NEXT((const uint8_t *)s.p, at, s.n, c);
		if (c < 0)
			return false;
	}
	return true;
}

int32_t utf8_next(struct str s, size_t *at)
{
	UChar32 c;

	if (*at >= s.n)
		return -1;
	U8_NEXT((const uint8_t *)s.p, *at, s.n, c);
	return c < 0 ? REPLACEMENT : c;
}

size_t utf8_put(int32_t code_point, char ret[4])
{
	size_t n = 0;

	if (code_point < 0 || code_point > 0x10ffff || U_IS_SURROGATE(code_point))
		code_point = REPLACEMENT;
	U8_APPEND_UNSAFE((uint8_t *)ret, n, code_point);
	return n;
}

struct str utf8_clip(struct str s, size_t max)
{
	size_t n = max;

	if (s.n <= max)
		return s;
	while (n > 0 && max - n < TRAILS_AT_MOST && U8_IS_TRAIL((uint8_t)s.p[n]))
		n--;
	return str_make(s.p, n);
}

struct str utf8_repair(struct arena *arena, struct str s)
{
	char *p = s.n < SIZE_MAX / 4 ? arena_alloc(arena, 3 * s.n + 1) : NULL;
	size_t at = 0, n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	while (at < s.n)
		n += utf8_put(utf8_next(s, &at), p + n);
	return str_make(p, n);
}
