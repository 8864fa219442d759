/* party.traits: {"mailer":{"n":days,"d":last day,"v":[["value",days,first day,last day],...]},"account":{"n":3,"d":20111}}, which
 * admins and becctl read as JSON. Each message reads two of these and writes up to two: with a JSON library that was a third of
 * the writer's time, so both ways are by hand, and what is read is no more of JSON (RFC 8259) than what is written here: no
 * blanks, keys in this order, \u escapes for what must be escaped. The depth is fixed, so nothing recurses. */
#include <stdlib.h>

#include "base/buf.h"
#include "store/kept.h"
#include "store/record_json.h"

/* All that a profile may hold, each byte escaped; numbers and brackets are less than 64 bytes a value. */
#define PACKED_MAX ((size_t)PROFILE_KINDS_MAX * (PROFILE_VALUES_MAX + 1) * (6 * KEPT_KEY_MAX + 64))

static void put_number(struct buf *out, int64_t value)
{
	uint64_t left = value < 0 ? -(uint64_t)value : (uint64_t)value;
	char digits[20];
	size_t at = sizeof digits;

	do {
		digits[--at] = (char)('0' + left % 10);
		left /= 10;
	} while (left);
	if (value < 0)
		buf_addc(out, '-');
	buf_add(out, str_make(digits + at, sizeof digits - at));
}

static bool is_plain(char c)
{
	return c != '"' && c != '\\' && (unsigned char)c >= 0x20;
}

static void put_text(struct buf *out, struct str text)
{
	static const char hex[] = "0123456789abcdef";
	size_t from = 0;

	buf_addc(out, '"');
	for (size_t i = 0; i < text.n; i++) {
		unsigned char c = (unsigned char)text.p[i];

		if (is_plain(text.p[i]))
			continue;
		buf_add(out, str_make(text.p + from, i - from));
		buf_puts(out, "\\u00");
		buf_addc(out, hex[c >> 4]);
		buf_addc(out, hex[c & 15]);
		from = i + 1;
	}
	buf_add(out, str_sub(text, from, text.n));
	buf_addc(out, '"');
}

static void put_value(struct buf *out, const struct trait_value *value)
{
	const int64_t number[] = { value->days, value->first_day, value->last_day };

	buf_addc(out, '[');
	put_text(out, value->value);
	for (size_t i = 0; i < sizeof number / sizeof number[0]; i++) {
		buf_addc(out, ',');
		put_number(out, number[i]);
	}
	buf_addc(out, ']');
}

static void put_record(struct buf *out, const struct trait_record *record)
{
	put_text(out, record->kind);
	buf_puts(out, ":{\"n\":");
	put_number(out, record->days);
	buf_puts(out, ",\"d\":");
	put_number(out, record->last_day);
	if (!record->strong) {
		buf_puts(out, ",\"v\":[");
		for (size_t i = 0; i < record->values; i++) {
			if (i)
				buf_addc(out, ',');
			put_value(out, &record->value[i]);
		}
		buf_addc(out, ']');
	}
	buf_addc(out, '}');
}

char *traits_pack(const struct profile *profile)
{
	struct buf out;

	buf_init(&out, PACKED_MAX);
	buf_addc(&out, '{');
	for (size_t i = 0; i < profile->traits; i++) {
		if (i)
			buf_addc(&out, ',');
		put_record(&out, &profile->trait[i]);
	}
	buf_addc(&out, '}');
	if (!out.cut)
		return out.p;
	buf_done(&out);
	return NULL;
}

/* ---- and back: each step takes what it expects off the text, or is false ---- */

static bool take(struct str *text, const char *expected)
{
	struct str wanted = str_of(expected);

	if (!str_starts(*text, wanted))
		return false;
	*text = str_sub(*text, wanted.n, text->n);
	return true;
}

static bool take_number(struct str *text, int64_t min, int64_t max, int64_t *ret)
{
	bool negative = take(text, "-");
	uint64_t number;
	size_t n = 0;

	while (n < text->n && text->p[n] >= '0' && text->p[n] <= '9')
		n++;
	if (!str_number(str_make(text->p, n), INT64_MAX, &number))
		return false;
	*text = str_sub(*text, n, text->n);
	*ret = negative ? -(int64_t)number : (int64_t)number;
	return *ret >= min && *ret <= max;
}

static bool take_days(struct str *text, uint32_t *ret)
{
	int64_t days = 0;
	bool ok = take_number(text, 0, UINT32_MAX, &days);

	*ret = (uint32_t)days;
	return ok;
}

static bool take_day(struct str *text, int32_t *ret)
{
	int64_t day = 0;
	bool ok = take_number(text, INT32_MIN, INT32_MAX, &day);

	*ret = (int32_t)day;
	return ok;
}

static int hex_value(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The byte of "\u00XX" at the beginning of `text`; -1: something else. */
static int escaped(struct str text)
{
	static const struct str head = STR("\\u00");
	int high, low;

	if (text.n < head.n + 2 || !str_starts(text, head))
		return -1;
	high = hex_value(text.p[head.n]);
	low = hex_value(text.p[head.n + 1]);
	return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/* With its escapes undone, up to the closing quote: in the arena. */
static bool take_escaped(struct arena *arena, struct str *text, struct str *ret)
{
	char *room = arena_alloc(arena, text->n + 1);
	size_t n = 0, at = 0;

	while (room && at < text->n && text->p[at] != '"') {
		int c = (unsigned char)text->p[at];
		bool plain = is_plain(text->p[at]);

		if (!plain)
			c = escaped(str_sub(*text, at, text->n));
		if (c < 0)
			return false;
		room[n++] = (char)c;
		at += plain ? 1 : 6;
	}
	*ret = str_make(room, n);
	*text = str_sub(*text, at, text->n);
	return room && take(text, "\"");
}

/* What holds no escape is not copied. */
static bool take_text(struct arena *arena, struct str *text, struct str *ret)
{
	size_t end;

	if (!take(text, "\""))
		return false;
	for (end = 0; end < text->n && is_plain(text->p[end]); end++) {
	}
	if (end == text->n || text->p[end] != '"')
		return take_escaped(arena, text, ret);
	*ret = str_make(text->p, end);
	*text = str_sub(*text, end + 1, text->n);
	return true;
}

static bool take_value(struct arena *arena, struct str *text, struct trait_value *ret)
{
	return take(text, "[") && take_text(arena, text, &ret->value) && take(text, ",") &&
	       take_days(text, &ret->days) && take(text, ",") && take_day(text, &ret->first_day) &&
	       take(text, ",") && take_day(text, &ret->last_day) && take(text, "]");
}

static bool take_values(struct arena *arena, struct str *text, struct trait_record *ret)
{
	size_t room = 0;

	if (take(text, "]"))
		return true;
	do {
		if (ret->values == PROFILE_VALUES_MAX ||
		    !arena_grow(arena, (void **)&ret->value, ret->values, &room,
		                sizeof *ret->value) ||
		    !take_value(arena, text, &ret->value[ret->values]))
			return false;
		ret->values++;
	} while (take(text, ","));
	return take(text, "]");
}

static bool take_record(struct arena *arena, struct str *text, struct trait_record *ret)
{
	*ret = (struct trait_record){ 0 };
	if (!take_text(arena, text, &ret->kind) || !take(text, ":{\"n\":") ||
	    !take_days(text, &ret->days) || !take(text, ",\"d\":") ||
	    !take_day(text, &ret->last_day))
		return false;
	ret->strong = !take(text, ",\"v\":[");
	return (ret->strong || take_values(arena, text, ret)) && take(text, "}");
}

static bool take_records(struct arena *arena, struct str *text, struct profile *ret)
{
	if (take(text, "}"))
		return text->n == 0;
	do {
		if (ret->traits == PROFILE_KINDS_MAX ||
		    !take_record(arena, text, &ret->trait[ret->traits]))
			return false;
		ret->traits++;
	} while (take(text, ","));
	return take(text, "}") && text->n == 0;
}

int traits_unpack(struct arena *arena, struct str json, struct profile *ret, struct err *err)
{
	ret->traits = 0;
	if (take(&json, "{") && take_records(arena, &json, ret))
		return 0;
	return err_set(err, ERR_STORE, "a row of the store is damaged: its traits can't be read");
}
