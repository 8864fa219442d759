#include "store/kept.h"

#include "base/unicode.h"

#define REPLACEMENT 0xfffd

static bool as_it_is(struct str s, size_t max)
{
	return s.n <= max && (s.n == 0 || (!memchr(s.p, 0, s.n) && utf8_valid(s)));
}

static size_t write_kept(struct str s, char *ret, size_t max)
{
	size_t n = 0;

	for (size_t at = 0; at < s.n;) {
		char bytes[4];
		int32_t code = utf8_next(s, &at);
		size_t length = utf8_put(code == 0 ? REPLACEMENT : code, bytes);

		if (length > max - n)
			break;
		memcpy(ret + n, bytes, length);
		n += length;
	}
	return n;
}

struct str kept(struct str s, char *room, size_t max)
{
	return as_it_is(s, max) ? s : str_make(room, write_kept(s, room, max));
}

struct str kept_copy(struct arena *arena, struct str s, size_t max)
{
	char *room;

	if (as_it_is(s, max))
		return arena_str(arena, s);
	room = arena_alloc(arena, max + 1);
	return room ? str_make(room, write_kept(s, room, max)) : (struct str){ NULL, 0 };
}

struct str kept_whole(struct arena *arena, struct str s)
{
	size_t most; /* a bad byte becomes three */

	if (as_it_is(s, SIZE_MAX))
		return arena_str(arena, s);
	if (__builtin_mul_overflow(s.n, (size_t)3, &most))
		return (struct str){ NULL, 0 };
	return kept_copy(arena, s, most);
}
