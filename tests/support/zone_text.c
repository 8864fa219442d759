#include "support/zone_text.h"

#include <stdio.h>
#include <stdlib.h>

#include "auth/dns_answer.h"
#include "party/network.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define MEMORY_MAX   ((size_t)256 << 20)

static struct str next_word(struct str *rest)
{
	struct str word;
	size_t n = 0;

	*rest = str_trim(*rest);
	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	word = str_sub(*rest, 0, n);
	*rest = str_trim(str_sub(*rest, n, rest->n));
	return word;
}

/* A blank inside a name is written \032. */
static bool read_name(struct arena *arena, struct str word, struct str *ret)
{
	char name[DNS_NAME_MAX + 1];
	struct str blank = STR("\\032"), written = arena_str(arena, word);
	size_t n;

	for (size_t at; (at = str_find(written, blank)) != SIZE_MAX; written.n -= blank.n - 1) {
		char *p = (char *)written.p + at; /* our own copy */

		*p = ' ';
		memmove(p + 1, p + blank.n, written.n - at - blank.n);
	}
	n = dns_name(written, name);

	*ret = arena_str(arena, str_make(name, n));
	return n > 0;
}

static bool read_address(struct arena *arena, unsigned type, struct str data, struct str *ret)
{
	struct ip ip;

	if (!ip_parse(data, &ip) || ip.length != (type == DNS_A ? 4 : 16))
		return false;
	*ret = arena_str(arena, str_make((const char *)ip.bytes, ip.length));
	return true;
}

/* One byte of a quoted string; its end and its mistakes are -1. */
static int quoted_byte(struct str *rest)
{
	uint64_t code;
	char c;

	if (rest->n == 0 || rest->p[0] == '"')
		return -1;
	c = rest->p[0];
	*rest = str_sub(*rest, 1, rest->n);
	if (c != '\\' || rest->n == 0)
		return (unsigned char)c;
	if (str_number(str_sub(*rest, 0, 3), 255, &code) && rest->n >= 3) {
		*rest = str_sub(*rest, 3, rest->n);
		return (int)code;
	}
	c = rest->p[0];
	*rest = str_sub(*rest, 1, rest->n);
	return (unsigned char)c;
}

static bool read_text(struct arena *arena, struct str data, struct str *ret)
{
	char *text;
	size_t n = 0;
	int c;

	if (data.n == 0 || data.p[0] != '"') {
		*ret = arena_str(arena, data);
		return true;
	}
	text = arena_alloc(arena, data.n);
	while (text && data.n && data.p[0] == '"') {
		data = str_sub(data, 1, data.n);
		while ((c = quoted_byte(&data)) >= 0)
			text[n++] = (char)c;
		if (data.n == 0)
			return false;
		data = str_trim(str_sub(data, 1, data.n));
	}
	*ret = str_make(text, n);
	return text && data.n == 0;
}

static bool read_mx(struct arena *arena, struct str data, struct dns_record *ret)
{
	uint64_t preference;

	if (!str_number(next_word(&data), UINT16_MAX, &preference))
		return false;
	ret->preference = (uint16_t)preference;
	if (str_eq(data, str_of("."))) /* RFC 7505: takes no mail */
		return true;
	return read_name(arena, data, &ret->data);
}

static bool read_data(struct arena *arena, struct str data, struct zone_record *ret)
{
	static const char *const words[] = {
		[ZONE_NODATA] = "NODATA",
		[ZONE_SERVFAIL] = "SERVFAIL",
		[ZONE_TIMEOUT] = "TIMEOUT",
		[ZONE_SILENT] = "SILENT",
	};

	for (size_t i = ZONE_NODATA; i < COUNT(words); i++) {
		if (!str_eq(data, str_of(words[i])))
			continue;
		ret->word = (enum zone_word)i;
		return true;
	}
	switch (ret->type) {
	case DNS_A:
	case DNS_AAAA:
		return read_address(arena, ret->type, data, &ret->record.data);
	case DNS_TXT:
		return read_text(arena, data, &ret->record.data);
	case DNS_MX:
		return read_mx(arena, data, &ret->record);
	case DNS_PTR:
	case ZONE_CNAME:
		return read_name(arena, data, &ret->record.data);
	}
	return false;
}

static bool read_record(struct arena *arena, struct str line, struct zone_record *ret)
{
	static const struct {
		const char *name;
		unsigned type;
	} types[] = { { "A", DNS_A },     { "AAAA", DNS_AAAA }, { "MX", DNS_MX },
		      { "TXT", DNS_TXT }, { "PTR", DNS_PTR },   { "CNAME", ZONE_CNAME },
		      { "*", ZONE_ANY } };
	struct str type;

	*ret = (struct zone_record){ 0 };
	if (!read_name(arena, next_word(&line), &ret->name))
		return false;
	type = next_word(&line);
	for (size_t i = 0; i < COUNT(types); i++) {
		if (str_ieq(type, str_of(types[i].name)))
			ret->type = types[i].type;
	}
	return ret->type && read_data(arena, line, ret);
}

void zone_text_init(struct zone_text *zone, const char *text)
{
	struct str rest = str_of(text), line;

	*zone = (struct zone_text){ 0 };
	arena_init(&zone->arena, MEMORY_MAX);
	for (unsigned number = 1; str_line(&rest, &line); number++) {
		line = str_trim(line);
		if (line.n == 0 || line.p[0] == '#' || line.p[0] == ';')
			continue;
		if (!arena_grow(&zone->arena, (void **)&zone->v, zone->n, &zone->room,
		                sizeof *zone->v) ||
		    !read_record(&zone->arena, line, &zone->v[zone->n])) {
			fprintf(stderr, "zone, line %u: " STR_FMT "\n", number, STR_ARG(line));
			exit(EXIT_FAILURE);
		}
		zone->n++;
	}
}

void zone_text_done(struct zone_text *zone)
{
	arena_done(&zone->arena);
}

const struct zone_record *zone_text_next(const struct zone_text *zone, struct str name,
                                         unsigned type, const struct zone_record *after)
{
	for (size_t i = after ? (size_t)(after - zone->v) + 1 : 0; i < zone->n; i++) {
		const struct zone_record *record = &zone->v[i];

		if ((record->type == type || record->type == ZONE_ANY) &&
		    str_eq(record->name, name))
			return record;
	}
	return NULL;
}

bool zone_text_exists(const struct zone_text *zone, struct str name)
{
	for (size_t i = 0; i < zone->n; i++) {
		struct str other = zone->v[i].name;

		if (str_ends(other, name) &&
		    (other.n == name.n || other.p[other.n - name.n - 1] == '.'))
			return true;
	}
	return false;
}
