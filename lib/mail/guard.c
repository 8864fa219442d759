/* GMime's cost is bounded by nothing but its input, and the input is hostile (measured with 2 MiB,
 * version 3.2.13): nested groups in an addressing field, of attached messages too, end the stack
 * ("a:a:a:...", 4 KB of it are enough for a small one); 400,000 empty parts cost 3 s and 560 MB,
 * 700,000 empty fields 1.3 s and 125 MB, addresses and parameters 50 to 70 MB. Where in the body a
 * header stands only a parser can tell, so the guard holds for every line that could be one; what
 * it blanks then is a colon in the twenty-thousandth line of a table. */
#include "mail/guard.h"

#include <stdbool.h>

#define DASH_LINES_MAX 10000 /* boundaries: parts are capped at 1,000 later */
#define FIELDS_MAX     20000

enum group { GROUP_ADDRESS, GROUP_CONTENT, GROUPS };

static const struct limit {
	char special;        /* the byte that nests or divides */
	size_t specials_max; /* in one field */
	size_t bytes_max;    /* of all such fields of a message together */
} limits[GROUPS] = {
	[GROUP_ADDRESS] = { ':', 200, (size_t)256 << 10 },
	[GROUP_CONTENT] = { ';', 200, (size_t)512 << 10 },
};

static const struct guarded {
	struct str name;
	bool prefix; /* a name that begins so */
	enum group group;
} guarded[] = {
	{ STR("From"), false, GROUP_ADDRESS },    { STR("To"), false, GROUP_ADDRESS },
	{ STR("Cc"), false, GROUP_ADDRESS },      { STR("Bcc"), false, GROUP_ADDRESS },
	{ STR("Sender"), false, GROUP_ADDRESS },  { STR("Reply-To"), false, GROUP_ADDRESS },
	{ STR("Content-"), true, GROUP_CONTENT },
};

struct guard {
	enum group group; /* of the field that the line belongs to; GROUPS: none */
	size_t specials;  /* in this field */
	size_t bytes[GROUPS];
	size_t dash_lines;
	size_t fields;
};

/* Where the colon stands if the line could begin a field; n otherwise. */
static size_t field_colon(const char *p, size_t n)
{
	size_t i = 0;

	while (i < n && p[i] > ' ' && p[i] < 127 && p[i] != ':')
		i++;
	while (i < n && (p[i] == ' ' || p[i] == '\t'))
		i++;
	return i < n && p[i] == ':' ? i : n;
}

static enum group group_of(struct str name)
{
	name = str_trim(name);
	for (size_t i = 0; i < sizeof guarded / sizeof *guarded; i++)
		if (guarded[i].prefix ? str_istarts(name, guarded[i].name)
		                      : str_ieq(name, guarded[i].name))
			return guarded[i].group;
	return GROUPS;
}

static void begin_line(struct guard *guard, char *p, size_t n)
{
	size_t colon;

	if (n && (p[0] == ' ' || p[0] == '\t')) /* goes on with the field above, if there is one */
		return;
	guard->group = GROUPS;
	guard->specials = 0;
	colon = field_colon(p, n);
	if (colon == n)
		return;
	if (++guard->fields > FIELDS_MAX)
		p[colon] = ' ';
	else
		guard->group = group_of(str_make(p, colon));
}

static void limit_line(struct guard *guard, char *p, size_t n)
{
	const struct limit *limit = &limits[guard->group];
	size_t *bytes = &guard->bytes[guard->group];

	for (size_t i = 0; i < n; i++) {
		bool blank = ++*bytes > limit->bytes_max;

		if (p[i] == limit->special && ++guard->specials > limit->specials_max)
			blank = true;
		if (blank && p[i] != '\r')
			p[i] = ' ';
	}
}

size_t guard_body(char *p, size_t n)
{
	struct guard guard = { .group = GROUPS };

	for (size_t at = 0; at < n;) {
		char *end = memchr(p + at, '\n', n - at);
		size_t length = (end ? (size_t)(end - p) : n) - at;

		if (length > 1 && p[at] == '-' && p[at + 1] == '-' &&
		    ++guard.dash_lines > DASH_LINES_MAX)
			return at;
		begin_line(&guard, p + at, length);
		if (guard.group != GROUPS)
			limit_line(&guard, p + at, length);
		at += length + 1;
	}
	return n;
}
