/* A program's name and version, and a Message-ID, hold what identifies the program between what changes with each
 * release, each machine, each message. Only what is the same in every message of one program may remain, or each
 * message would be a surprise; what differs between programs should. */
#include "traits/forms.h"

#include "base/unicode.h"

#define MAILER_READ_MAX 512
#define PATTERN_MAX     40

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_upper(char c)
{
	return c >= 'A' && c <= 'Z';
}

/* Letters of other alphabets too. */
static bool is_letter(char c)
{
	return is_lower(c) || is_upper(c) || (unsigned char)c >= 0x80;
}

/* From its first digit on a word is a version: "rv:102.0b1-beta" is "rv". */
struct str form_mailer(struct arena *arena, struct str mailer)
{
	struct str text = arena_lower(arena, utf8_clip(mailer, MAILER_READ_MAX));
	char *p = text.p ? arena_alloc(arena, text.n + 1) : NULL;
	bool version = false, apart = false;
	size_t n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (strchr(" \t/();,[]", c)) /* the NUL too */
			version = false;
		if (is_digit(c))
			version = true;
		if (version || !is_letter(c)) {
			apart = n > 0;
			continue;
		}
		if (apart)
			p[n++] = ' ';
		apart = false;
		p[n++] = c;
	}
	return str_make(p, n);
}

enum { DIGIT = 1, LOWER = 2, UPPER = 4, BEYOND_F = 8 };

static unsigned letters_of(struct str left)
{
	unsigned seen = 0;

	for (size_t i = 0; i < left.n; i++) {
		char c = left.p[i];

		if (is_digit(c))
			seen |= DIGIT;
		if (is_lower(c))
			seen |= LOWER | (c > 'f' ? BEYOND_F : 0);
		if (is_upper(c))
			seen |= UPPER | (c > 'F' ? BEYOND_F : 0);
	}
	return seen;
}

/* Of the whole, not of each part: in a random part of four hexadecimal digits there is often no letter. */
static char alphabet_of(unsigned seen)
{
	static const char alphabets[] = {
		[0] = 'd',
		[LOWER] = 'h',
		[UPPER] = 'H',
		[LOWER | UPPER] = 'm',
		[BEYOND_F] = 'd',
		[LOWER | BEYOND_F] = 'l',
		[UPPER | BEYOND_F] = 'U',
		[LOWER | UPPER | BEYOND_F] = 'm',
	};

	return alphabets[seen & ~(unsigned)DIGIT];
}

/* In a mixed alphabet the signs of base64 are letters like any other (RFC 4648 §4, §5). */
static bool separates(char alphabet, char c)
{
	if (is_digit(c) || is_letter(c))
		return false;
	return alphabet != 'm' || c == '\0' || !strchr("+/=-_", c);
}

static unsigned rounded(size_t length)
{
	static const unsigned steps[] = { 32, 16, 8, 4, 1 };
	size_t i = 0;

	while (i + 1 < sizeof steps / sizeof *steps && length < steps[i])
		i++;
	return steps[i];
}

/* "h8-4-4-4-8" of a UUID. Of several separators in a row the first stands, and none at the start. */
static struct str pattern_of(struct arena *arena, struct str left)
{
	char alphabet = alphabet_of(letters_of(left));
	struct str pattern = arena_printf(arena, "%c", alphabet);
	size_t length = 0;

	for (size_t i = 0; i <= left.n && pattern.p && pattern.n < PATTERN_MAX; i++) {
		bool end = i == left.n;

		if (!end && !separates(alphabet, left.p[i])) {
			length++;
			continue;
		}
		if (length)
			pattern = arena_printf(arena, STR_FMT "%u", STR_ARG(pattern),
			                       rounded(length));
		if (!end && length && pattern.p) {
			char c = left.p[i] > ' ' && left.p[i] <= '~' ? left.p[i] : '?';

			pattern = arena_printf(arena, STR_FMT "%c", STR_ARG(pattern), c);
		}
		length = 0;
	}
	return pattern;
}

struct str form_message_id(struct arena *arena, struct str id, struct domain right,
                           struct domain sender)
{
	size_t at = str_rchr(id, '@');
	struct str pattern = pattern_of(arena, str_sub(id, 0, at == SIZE_MAX ? id.n : at));
	struct str host = right.org;

	if (!pattern.p)
		return pattern;
	if (domain_same_org(right, sender))
		host = str_of("sender's");
	else if (host.n == 0)
		host = str_of("none");
	return arena_printf(arena, STR_FMT "@" STR_FMT, STR_ARG(pattern), STR_ARG(host));
}
