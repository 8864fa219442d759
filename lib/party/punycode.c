/* Punycode, decoding: RFC 3492, 6.1 and 6.2; the names of the parameters are the RFC's. */
#include "party/punycode.h"

#include "base/unicode.h"

enum { BASE = 36, T_MIN = 1, T_MAX = 26, SKEW = 38, DAMP = 700, BIAS = 72, FIRST = 0x80 };
enum { POINTS_MAX = 63, CODE_POINT_MAX = 0x10ffff };

struct points {
	int32_t v[POINTS_MAX];
	uint32_t n;
};

static uint32_t adapt(uint32_t delta, uint32_t points, bool first)
{
	uint32_t k = 0;

	delta = first ? delta / DAMP : delta / 2;
	delta += delta / points;
	for (; delta > (BASE - T_MIN) * T_MAX / 2; k += BASE)
		delta /= BASE - T_MIN;
	return k + (BASE - T_MIN + 1) * delta / (delta + SKEW);
}

static uint32_t digit_value(char c)
{
	if (c >= 'a' && c <= 'z')
		return (uint32_t)(c - 'a');
	return c >= '0' && c <= '9' ? (uint32_t)(c - '0') + 26 : BASE;
}

/* One number of variable length, from the front of *rest. False if it is broken or too large. */
static bool take_number(struct str *rest, uint32_t bias, uint32_t *ret)
{
	uint32_t number = 0, weight = 1, digit, t;

	for (uint32_t k = BASE;; k += BASE) {
		digit = rest->n ? digit_value(rest->p[0]) : BASE;
		if (digit == BASE)
			return false;
		*rest = str_sub(*rest, 1, rest->n);
		if (__builtin_mul_overflow(digit, weight, &t) ||
		    __builtin_add_overflow(number, t, &number))
			return false;
		t = k <= bias ? T_MIN : k >= bias + T_MAX ? T_MAX : k - bias;
		if (digit < t)
			break;
		if (__builtin_mul_overflow(weight, BASE - t, &weight))
			return false;
	}
	*ret = number;
	return true;
}

static bool insert(struct points *points, uint32_t at, uint32_t point)
{
	if (points->n == POINTS_MAX || point > CODE_POINT_MAX ||
	    (point >= 0xd800 && point < 0xe000))
		return false;
	memmove(points->v + at + 1, points->v + at, (points->n - at) * sizeof *points->v);
	points->v[at] = (int32_t)point;
	points->n++;
	return true;
}

/* `encoded`: what stands behind "xn--". */
static bool decode(struct str encoded, struct points *points)
{
	size_t hyphen = str_rchr(encoded, '-');
	uint32_t point = FIRST, i = 0, bias = BIAS, delta;
	struct str rest = encoded;

	points->n = 0;
	if (hyphen != SIZE_MAX) {
		for (size_t k = 0; k < hyphen; k++)
			if (!insert(points, (uint32_t)k, (unsigned char)encoded.p[k]))
				return false;
		rest = str_sub(encoded, hyphen + 1, encoded.n);
	}
	while (rest.n) {
		if (!take_number(&rest, bias, &delta))
			return false;
		bias = adapt(delta, points->n + 1, i == 0);
		if (__builtin_add_overflow(i, delta, &i))
			return false;
		if (__builtin_add_overflow(point, i / (points->n + 1), &point))
			return false;
		i %= points->n + 1;
		if (!insert(points, i++, point))
			return false;
	}
	return points->n > 0;
}

struct str punycode_label(struct arena *arena, struct str label)
{
	static const struct str prefix = STR("xn--");
	struct points points;
	char out[4 * POINTS_MAX];
	size_t n = 0;

	if (!str_starts(label, prefix) || !decode(str_sub(label, prefix.n, label.n), &points))
		return label;
	for (uint32_t i = 0; i < points.n; i++)
		n += utf8_put(points.v[i], out + n);
	return arena_str(arena, str_make(out, n));
}
