/* The grammar of RFC 7208 §12 by hand, term by term: [qualifier] mechanism [":" domain-spec]
 * [cidr-length], or name "=" value. A table says which mechanism takes what. Prefix lengths are
 * read from the end, since a domain-spec may hold slashes, too. */
#include "auth/spf_record.h"

#include <arpa/inet.h>

#include "auth/spf_macro.h"
#include "base/err.h"

enum domain_rule { DOMAIN_NEVER, DOMAIN_MAY, DOMAIN_MUST };

static const struct mechanism {
	struct str name;
	enum domain_rule domain;
	bool cidr, asks;
} mechanisms[] = {
	[SPF_ALL] = { STR("all"), DOMAIN_NEVER, false, false },
	[SPF_INCLUDE] = { STR("include"), DOMAIN_MUST, false, true },
	[SPF_A] = { STR("a"), DOMAIN_MAY, true, true },
	[SPF_MX] = { STR("mx"), DOMAIN_MAY, true, true },
	[SPF_PTR] = { STR("ptr"), DOMAIN_MAY, false, true },
	[SPF_IP4] = { STR("ip4"), DOMAIN_NEVER, false, false },
	[SPF_IP6] = { STR("ip6"), DOMAIN_NEVER, false, false },
	[SPF_EXISTS] = { STR("exists"), DOMAIN_MUST, false, true },
};

static const struct str version = STR("v=spf1");

struct parser {
	struct arena *arena;
	struct spf_record record;
	size_t room;
	bool has_explanation;
	const char *why; /* what is wrong; NULL: nothing so far */
};

size_t spf_record_select(const struct dns_answer *answer, struct str *ret)
{
	size_t found = 0;

	for (size_t i = 0; i < answer->n; i++) {
		struct str text = answer->record[i].data;

		if (str_istarts(text, version) &&
		    (text.n == version.n || text.p[version.n] == ' ')) {
			*ret = text;
			found++;
		}
	}
	return found;
}

bool spf_term_asks(const struct spf_term *term)
{
	return mechanisms[term->kind].asks;
}

/* Cuts "/NUMBER" off the end: no leading zeros. A slash that isn't followed by digits alone is
 * none; a number beyond `max` is a fault. */
static bool cut_prefix(struct str *text, struct str slash, unsigned max, unsigned char *ret)
{
	size_t at = text->n;
	struct str digits;
	uint64_t value;

	while (at > 0 && text->p[at - 1] >= '0' && text->p[at - 1] <= '9')
		at--;
	digits = str_sub(*text, at, text->n);
	if (digits.n == 0 || at < slash.n || !str_eq(str_sub(*text, at - slash.n, slash.n), slash))
		return true;
	if ((digits.n > 1 && digits.p[0] == '0') || !str_number(digits, max, &value))
		return false;
	*ret = (unsigned char)value;
	text->n = at - slash.n;
	return true;
}

static bool parse_address(struct str text, struct spf_term *term)
{
	static const struct str slash = STR("/");
	bool four = term->kind == SPF_IP4;
	char buffer[INET6_ADDRSTRLEN];

	if (!cut_prefix(&text, slash, four ? 32 : 128, four ? &term->prefix4 : &term->prefix6))
		return false;
	if (text.n >= sizeof buffer || memchr(text.p, 0, text.n))
		return false;
	memcpy(buffer, text.p, text.n);
	buffer[text.n] = 0;
	return inet_pton(four ? AF_INET : AF_INET6, buffer, term->ip) == 1;
}

/* What stands behind the mechanism's name: "", ":...", "/...". */
static bool parse_rest(struct str rest, struct spf_term *term)
{
	static const struct str slash = STR("/"), slashes = STR("//");
	const struct mechanism *mechanism = &mechanisms[term->kind];
	bool colon = rest.n && rest.p[0] == ':';

	if (term->kind == SPF_IP4 || term->kind == SPF_IP6)
		return colon && parse_address(str_sub(rest, 1, rest.n), term);
	if (mechanism->cidr && (!cut_prefix(&rest, slashes, 128, &term->prefix6) ||
	                        !cut_prefix(&rest, slash, 32, &term->prefix4)))
		return false;
	if (rest.n == 0)
		return mechanism->domain != DOMAIN_MUST && !colon;
	term->target = str_sub(rest, 1, rest.n);
	return colon && mechanism->domain != DOMAIN_NEVER && spf_macro_is_domain(term->target);
}

static const char *parse_mechanism(struct str text, struct spf_term *ret)
{
	struct spf_term term = { .qualifier = '+', .prefix4 = 32, .prefix6 = 128 };
	size_t n = 0;

	if (text.n && text.p[0] && strchr("+-~?", text.p[0])) {
		term.qualifier = text.p[0];
		text = str_sub(text, 1, text.n);
	}
	while (n < text.n && text.p[n] != ':' && text.p[n] != '/')
		n++;
	for (size_t i = 0; i < sizeof mechanisms / sizeof *mechanisms; i++) {
		if (!str_ieq(str_sub(text, 0, n), mechanisms[i].name))
			continue;
		term.kind = (enum spf_kind)i;
		if (!parse_rest(str_sub(text, n, text.n), &term))
			return "a mechanism with a bad argument";
		*ret = term;
		return NULL;
	}
	return "an unknown mechanism";
}

/* name "=": letters, digits, "-", "_", "."; a letter first. 0 if the term is no modifier. */
static size_t modifier_name(struct str text)
{
	size_t n = 0;

	for (; n < text.n && text.p[n] != '='; n++) {
		char c = text.p[n];
		bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');

		if (!letter && (n == 0 || c == 0 || !strchr("0123456789-_.", c)))
			return 0;
	}
	return n < text.n ? n : 0;
}

static const char *parse_modifier(struct parser *parser, struct str name, struct str value)
{
	bool redirect = str_ieq(name, str_of("redirect"));

	if (!redirect && !str_ieq(name, str_of("exp")))
		return spf_macro_valid(value) ? NULL : "a modifier with a bad value";
	if (redirect ? parser->record.redirect.p != NULL : parser->has_explanation)
		return "a modifier given twice";
	if (!spf_macro_is_domain(value))
		return "a modifier with a bad domain";
	if (redirect)
		parser->record.redirect = value;
	else
		parser->has_explanation = true;
	return NULL;
}

static int add_term(struct parser *parser, const struct spf_term *term)
{
	struct spf_record *record = &parser->record;
	void *v = record->term;

	if (!arena_grow(parser->arena, &v, record->terms, &parser->room, sizeof *term))
		return ERR_MEMORY;
	record->term = v;
	record->term[record->terms++] = *term;
	return 0;
}

static int parse_term(struct parser *parser, struct str text)
{
	size_t name = modifier_name(text);
	struct spf_term term;

	if (name) {
		parser->why = parse_modifier(parser, str_sub(text, 0, name),
		                             str_sub(text, name + 1, text.n));
		return parser->why ? ERR_INPUT : 0;
	}
	parser->why = parse_mechanism(text, &term);
	return parser->why ? ERR_INPUT : add_term(parser, &term);
}

int spf_record_parse(struct arena *arena, struct str text, struct spf_record *ret, const char **why)
{
	struct parser parser = { .arena = arena };
	struct str rest = str_sub(text, version.n, text.n), term;
	int rc = 0;

	if (!str_istarts(text, version) || (rest.n && rest.p[0] != ' ')) {
		*why = "no SPF record";
		return ERR_INPUT;
	}
	while (rc == 0 && str_cut(&rest, ' ', &term))
		if (term.n)
			rc = parse_term(&parser, term);
	if (rc == 0)
		*ret = parser.record;
	*why = parser.why;
	return rc;
}

void spf_term_write(const struct spf_term *term, struct buf *out)
{
	const struct mechanism *mechanism = &mechanisms[term->kind];
	bool four = term->kind == SPF_IP4, six = term->kind == SPF_IP6;
	char address[INET6_ADDRSTRLEN];

	buf_printf(out, " %c" STR_FMT, term->qualifier, STR_ARG(mechanism->name));
	if (four || six)
		buf_printf(out, ":%s",
		           inet_ntop(four ? AF_INET : AF_INET6, term->ip, address, sizeof address));
	else if (term->target.n)
		buf_printf(out, ":" STR_FMT, STR_ARG(term->target));
	if ((four || mechanism->cidr) && term->prefix4 != 32)
		buf_printf(out, "/%u", term->prefix4);
	if ((six || mechanism->cidr) && term->prefix6 != 128)
		buf_printf(out, "%s/%u", six ? "" : "/", term->prefix6);
}
