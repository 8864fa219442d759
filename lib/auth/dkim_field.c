/* RFC 6376 §3.5, a check a tag, in the order of the table. Stricter than the RFC where looseness would serve nobody but an attacker:
 * names are host names without any character that a header of ours, a log or another parser could read in two ways; numbers
 * have a bound; i= is taken only with whole "=XX" (libopendkim reads past the end of a cut one). */
#include "auth/dkim_field.h"

#include "party/domain.h"

#define COUNT(table)   (sizeof(table) / sizeof *(table))

#define NAME_MAX_BYTES 253
#define HEADERS_BYTES  4000 /* of h=: libopendkim cuts it at 4,096 without a word */
#define IDENTITY_BYTES 320
#define FIRST_SECOND                                                                               \
	1000000000 /* 2001: no DKIM-Signature is older (dkim_library.c needs the bound) */
#define LAST_SECOND 253402300799 /* of the year 9999 */

struct reading {
	struct arena *arena;
	struct dkim_field *field;
	bool starved;
};

/* The value without blanks, in the arena; {NULL, 0} if it is longer than `max`, or without memory. */
static struct str compact(struct reading *reading, struct str value, size_t max)
{
	size_t room = value.n < max ? value.n : max;
	char *copy = arena_alloc(reading->arena, room + 1);

	reading->starved |= !copy;
	if (!copy || !tags_compact(value, copy, room))
		return str_make(NULL, 0);
	return str_of(copy);
}

static struct str lower(struct reading *reading, struct str value)
{
	struct str copy = arena_lower(reading->arena, value);

	reading->starved |= !copy.p;
	return copy;
}

static bool is_alphanumeric(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* Labels of letters, digits, "-" and "_", as the DNS holds them. */
static bool is_host_name(struct str name)
{
	struct str rest = name, label;

	if (name.n == 0 || name.n > NAME_MAX_BYTES)
		return false;
	while (str_cut(&rest, '.', &label)) {
		if (label.n == 0 || label.n > 63)
			return false;
		for (size_t i = 0; i < label.n; i++) {
			if (!is_alphanumeric(label.p[i]) && label.p[i] != '-' && label.p[i] != '_')
				return false;
		}
	}
	return true;
}

static const char *read_version(struct reading *reading, struct str value)
{
	(void)reading;
	return str_eq(value, str_of("1")) ? NULL : "another version than 1";
}

static const char *read_domain(struct reading *reading, struct str value)
{
	if (!is_host_name(value) || str_chr(value, '.') == SIZE_MAX)
		return "d= is no domain";
	reading->field->domain = lower(reading, value);
	return NULL;
}

static const char *read_selector(struct reading *reading, struct str value)
{
	struct dkim_field *field = reading->field;

	if (!is_host_name(value))
		return "s= is no selector";
	field->selector = lower(reading, value);
	field->key_name = arena_printf(reading->arena, STR_FMT "._domainkey." STR_FMT,
	                               STR_ARG(field->selector), STR_ARG(field->domain));
	reading->starved |= !field->key_name.p;
	return field->key_name.n > NAME_MAX_BYTES ? "s= and d= are too long" : NULL;
}

static const char *read_algorithm(struct reading *reading, struct str value)
{
	static const struct {
		struct str name;
		enum dkim_key_type key;
		bool sha1;
	} algorithms[] = {
		{ STR("rsa-sha256"), DKIM_KEY_RSA, false },
		{ STR("ed25519-sha256"), DKIM_KEY_ED25519, false },
		{ STR("rsa-sha1"), DKIM_KEY_RSA, true },
	};

	for (size_t i = 0; i < COUNT(algorithms); i++) {
		if (str_ieq(value, algorithms[i].name)) {
			reading->field->algorithm = algorithms[i].name;
			reading->field->key_type = algorithms[i].key;
			reading->field->sha1 = algorithms[i].sha1;
			return NULL;
		}
	}
	return "an unknown algorithm";
}

static const char *read_canonicalization(struct reading *reading, struct str value)
{
	struct str rest = value, header = { 0 }, body = { 0 };
	static const struct str simple = STR("simple"), relaxed = STR("relaxed");

	if (!value.p)
		return NULL; /* simple/simple */
	str_cut(&rest, '/', &header);
	if (rest.p)
		body = rest;
	else
		body = simple;
	if ((!str_ieq(header, simple) && !str_ieq(header, relaxed)) ||
	    (!str_ieq(body, simple) && !str_ieq(body, relaxed)))
		return "an unknown canonicalization";
	reading->field->relaxed_body = str_ieq(body, relaxed);
	return NULL;
}

/* "dns/txt" among the methods; there is no other. */
static const char *read_query(struct reading *reading, struct str value)
{
	struct str method;

	(void)reading;
	if (!value.p)
		return NULL;
	while (str_cut(&value, ':', &method)) {
		if (str_ieq(str_trim(method), str_of("dns/txt")))
			return NULL;
	}
	return "an unknown query method";
}

/* What RFC 5322 calls ftext, without what would end the tag. */
static bool is_header_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] < 0x21 || name.p[i] > 0x7e || name.p[i] == ';')
			return false;
	}
	return name.n > 0;
}

static const char *read_headers(struct reading *reading, struct str value)
{
	struct dkim_field *field = reading->field;
	struct str rest, name;
	size_t names = 0;

	rest = compact(reading, value, HEADERS_BYTES);
	if (!rest.p)
		return "h= is too long";
	field->headers = rest = lower(reading, rest);
	while (str_cut(&rest, ':', &name)) {
		if (!is_header_name(name))
			return "h= holds no header name";
		if (++names > DKIM_NAMES_MAX)
			return "h= names too many headers";
		field->signs_from |= str_eq(name, str_of("from"));
	}
	return NULL;
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* dkim-quoted-printable (RFC 6376 §2.11): each "=" has two digits behind it. */
static bool is_quoted_printable(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '=')
			continue;
		if (s.n - i < 3 || !is_hex(s.p[i + 1]) || !is_hex(s.p[i + 2]))
			return false;
	}
	return true;
}

static const char *read_identity(struct reading *reading, struct str value)
{
	struct dkim_field *field = reading->field;
	struct str domain;
	size_t at;

	if (!value.p) {
		field->identity = arena_printf(reading->arena, "@" STR_FMT, STR_ARG(field->domain));
		reading->starved |= !field->identity.p;
		return NULL;
	}
	field->identity = compact(reading, value, IDENTITY_BYTES);
	at = str_rchr(field->identity, '@');
	if (at == SIZE_MAX || !is_quoted_printable(field->identity))
		return "i= is no identity";
	domain = lower(reading, str_sub(field->identity, at + 1, field->identity.n));
	if (str_chr(str_sub(field->identity, 0, at), '@') != SIZE_MAX || !is_host_name(domain) ||
	    !domain_is_under(domain, field->domain))
		return "i= isn't below d=";
	field->subdomain = !str_eq(domain, field->domain);
	return NULL;
}

/* {NULL, 0} if it is no base64. */
static struct str decode(struct reading *reading, struct str value)
{
	unsigned char bytes[TAGS_BASE64_MAX];
	size_t n = tags_base64(value, bytes, sizeof bytes);
	struct str copy;

	if (n == 0)
		return str_make(NULL, 0);
	copy = arena_str(reading->arena, str_make((const char *)bytes, n));
	reading->starved |= !copy.p;
	return copy;
}

static const char *read_body_digest(struct reading *reading, struct str value)
{
	reading->field->body_digest = decode(reading, value);
	return reading->field->body_digest.p ? NULL : "bh= is no base64";
}

static const char *read_signature(struct reading *reading, struct str value)
{
	reading->field->signature = decode(reading, value);
	return reading->field->signature.p ? NULL : "b= is no base64";
}

static const char *read_length(struct reading *reading, struct str value)
{
	if (!value.p)
		return NULL;
	reading->field->has_length = true;
	return str_number(value, INT64_MAX / 2, &reading->field->length) ? NULL : "l= is no number";
}

static bool read_seconds(struct str value, int64_t *ret)
{
	uint64_t seconds;

	if (!value.p)
		return true;
	if (!str_number(value, LAST_SECOND, &seconds) || seconds < FIRST_SECOND)
		return false;
	*ret = (int64_t)seconds;
	return true;
}

static const char *read_time(struct reading *reading, struct str value)
{
	return read_seconds(value, &reading->field->signed_s) ? NULL : "t= is no time";
}

static const char *read_expiry(struct reading *reading, struct str value)
{
	struct dkim_field *field = reading->field;

	if (!read_seconds(value, &field->expires_s))
		return "x= is no time";
	return value.p && field->expires_s <= field->signed_s ? "x= isn't behind t=" : NULL;
}

static const struct {
	const char *name;
	bool optional; /* the reader is then called with {NULL, 0}, too */
	const char *(*read)(struct reading *reading, struct str value);
} readers[] = {
	{ "v", false, read_version },         { "d", false, read_domain },
	{ "s", false, read_selector }, /* behind d= */
	{ "a", false, read_algorithm },       { "h", false, read_headers },
	{ "i", true, read_identity }, /* behind d= */
	{ "c", true, read_canonicalization }, { "q", true, read_query },
	{ "l", true, read_length },           { "t", true, read_time },
	{ "x", true, read_expiry }, /* behind t= */
	{ "bh", false, read_body_digest },    { "b", false, read_signature },
};

bool dkim_field_read(struct arena *arena, struct str value, struct dkim_field *ret)
{
	struct dkim_field field = { 0 };
	struct tags tags;
	struct reading reading = { arena, &field, false };

	if (tags_parse(value, &tags, &field.unreadable)) {
		for (size_t i = 0; i < COUNT(readers) && !field.unreadable; i++) {
			struct str text = tags_value(&tags, readers[i].name);

			field.unreadable = text.p || readers[i].optional
			                           ? readers[i].read(&reading, text)
			                           : "a tag is missing";
		}
	}
	if (reading.starved)
		return false;
	*ret = field;
	return true;
}
