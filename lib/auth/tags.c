/* RFC 6376 §3.2: tag-list = tag-spec *( ";" tag-spec ) [ ";" ]. A ";" can't stand in a value, so the list is cut there first.
 * Line ends are blanks (what is cut at them by a fold has a blank behind it; a header field can't hold another). */
#include "auth/tags.h"

#include <openssl/evp.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name(struct str s)
{
	if (s.n == 0 || !is_letter(s.p[0]))
		return false;
	for (size_t i = 1; i < s.n; i++) {
		if (!is_letter(s.p[i]) && !(s.p[i] >= '0' && s.p[i] <= '9') && s.p[i] != '_')
			return false;
	}
	return true;
}

static bool is_value(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (!is_blank(s.p[i]) && (s.p[i] < 0x21 || s.p[i] > 0x7e))
			return false;
	}
	return true;
}

static bool has(const struct tags *tags, struct str name)
{
	for (size_t i = 0; i < tags->n; i++) {
		if (str_eq(tags->tag[i].name, name))
			return true;
	}
	return false;
}

/* NULL: the tag is taken; else what is wrong with it. */
static const char *take(struct str spec, struct tags *tags)
{
	size_t equals = str_chr(spec, '=');
	struct tag tag;

	if (equals == SIZE_MAX)
		return "a tag without =";
	tag.name = str_trim(str_sub(spec, 0, equals));
	tag.value = str_trim(str_sub(spec, equals + 1, spec.n));
	if (!is_name(tag.name))
		return "a bad tag name";
	if (!is_value(tag.value))
		return "a bad character";
	if (has(tags, tag.name))
		return "a tag twice";
	if (tags->n == TAGS_MAX)
		return "too many tags";
	tags->tag[tags->n++] = tag;
	return NULL;
}

bool tags_parse(struct str text, struct tags *ret, const char **why)
{
	struct tags tags = { .n = 0 };
	struct str rest = str_trim(text), spec;
	const char *wrong = rest.n ? NULL : "no tags";

	while (!wrong && str_cut(&rest, ';', &spec)) {
		if (!rest.p && tags.n && str_trim(spec).n == 0)
			break; /* behind the ";" that may end the list */
		wrong = take(spec, &tags);
	}
	if (wrong) {
		if (why)
			*why = wrong;
		return false;
	}
	*ret = tags;
	return true;
}

struct str tags_value(const struct tags *tags, const char *name)
{
	for (size_t i = 0; i < tags->n; i++) {
		if (str_eq(tags->tag[i].name, str_of(name)))
			return tags->tag[i].value;
	}
	return str_make(NULL, 0);
}

bool tags_compact(struct str value, char *ret, size_t max)
{
	size_t n = 0;

	for (size_t i = 0; i < value.n; i++) {
		if (is_blank(value.p[i]))
			continue;
		if (n == max)
			return false;
		ret[n++] = value.p[i];
	}
	ret[n] = '\0';
	return true;
}

/* EVP_DecodeBlock() takes "=" for zeroes anywhere at the end, and counts them. */
size_t tags_base64(struct str value, unsigned char *ret, size_t room)
{
	char text[TAGS_BASE64_MAX / 3 * 4 + 1];
	unsigned char bytes[TAGS_BASE64_MAX];
	size_t n, padding = 0;

	if (!tags_compact(value, text, sizeof text - 1))
		return 0;
	n = strlen(text);
	while (padding < 3 && padding < n && text[n - 1 - padding] == '=')
		padding++;
	if (n == 0 || n % 4 || padding > 2 ||
	    strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") !=
	            n - padding ||
	    EVP_DecodeBlock(bytes, (const unsigned char *)text, (int)n) < 0)
		return 0;
	n = n / 4 * 3 - padding;
	if (n > room)
		return 0;
	memcpy(ret, bytes, n);
	return n;
}
