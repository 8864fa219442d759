/* No grammar holds for what clients show to people: an address is what stands around an "@", its name is what stands before it,
 * back to what ends the one before, or a date. */
#include "mail/quote_address.h"

#include "mail/quote_words.h"

#define LOCAL_MAX  64 /* RFC 5321 §4.5.3.1 */
#define DOMAIN_MAX 255
#define NAME_MAX   120
#define TRIES_MAX  32 /* addresses of a line, the same ones again counted */

static bool is_in(char c, const char *set)
{
	return c && strchr(set, c);
}

static bool is_alphanumeric(char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

static bool is_local(char c)
{
	return is_alphanumeric(c) || is_in(c, "!#$%&'*+-/=?^_`{|}~.");
}

static bool is_domain(char c)
{
	return is_alphanumeric(c) || is_in(c, "-.") || (c & 0x80);
}

/* The address around the "@" at `at`; {NULL, 0}: it is none. */
static struct str around(struct str line, size_t at)
{
	size_t from = at, to = at + 1;

	while (from > 0 && at - from < LOCAL_MAX && is_local(line.p[from - 1]))
		from--;
	while (from < at && is_in(line.p[from], "'*.=/"))
		from++;
	while (to < line.n && to - at <= DOMAIN_MAX && is_domain(line.p[to]))
		to++;
	while (to > at + 1 && is_in(line.p[to - 1], ".-"))
		to--;
	if (from == at || str_chr(str_sub(line, at + 1, to - at - 1), '.') == SIZE_MAX)
		return (struct str){ NULL, 0 };
	return str_sub(line, from, to - from);
}

/* "AM Ann Lee", "Uhr schrieb Ann Lee": that is the client's. */
static struct str without_intro(struct str name)
{
	static const struct str halves[] = { STR("AM "), STR("PM "), STR("a.m. "), STR("p.m. ") };
	struct str rest, word;

	for (size_t i = 0; i < sizeof halves / sizeof *halves; i++)
		if (str_istarts(name, halves[i]))
			name = str_sub(name, halves[i].n, name.n);
	rest = name;
	while (str_cut(&rest, ' ', &word))
		if (quote_has_verb(word))
			return str_trim(rest);
	return name;
}

static struct str name_before(struct str line, size_t from)
{
	struct str before = str_trim(str_sub(line, 0, from));
	size_t begin;

	if (str_iends(before, (struct str)STR("mailto:")))
		before = str_trim(str_sub(before, 0, before.n - 7));
	while (before.n && is_in(before.p[before.n - 1], "<[(\"' "))
		before.n--;
	begin = before.n;
	while (begin > 0 && before.n - begin < NAME_MAX && !is_in(before.p[begin - 1], ";:>])\"") &&
	       !(before.p[begin - 1] >= '0' && before.p[begin - 1] <= '9'))
		begin--;
	before = str_sub(before, begin, before.n);
	while (before.n && is_in(before.p[0], "<[(\"', "))
		before = str_sub(before, 1, before.n);
	return without_intro(str_trim(before));
}

static bool has(const struct address *v, size_t n, struct address address)
{
	for (size_t i = 0; i < n; i++)
		if (address_eq(v[i], address))
			return true;
	return false;
}

bool quote_addresses(struct arena *arena, const struct domain_lists *lists, struct str line,
                     struct address *v, size_t max, size_t *n)
{
	size_t done = 0; /* behind the last address */

	for (int tries = 0; tries < TRIES_MAX && *n < max; tries++) {
		struct str rest = str_sub(line, done, line.n), spec;
		size_t at = str_chr(rest, '@');
		struct address address;

		if (at == SIZE_MAX)
			break;
		spec = around(rest, at);
		done += at + 1;
		if (spec.n == 0)
			continue;
		if (!address_init(arena, lists, spec, name_before(rest, (size_t)(spec.p - rest.p)),
		                  &address))
			return false;
		done = (size_t)(spec.p + spec.n - line.p);
		if (address.domain.name.n && !(address.domain.flags & DOMAIN_LITERAL) &&
		    !has(v, *n, address))
			v[(*n)++] = address;
	}
	return true;
}
