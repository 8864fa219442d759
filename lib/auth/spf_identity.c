/* A sender that two programs could read as two domains has none here: source routes
 * ("@a,@b:ann@c"), comments, specials outside quotes, control characters, NUL. Otherwise SPF
 * would prove one domain and something behind it believe another. Names in Unicode are checked
 * by their A-labels (RFC 8616 §4). */
#include "auth/spf_identity.h"

#include "base/unicode.h"

#define LABEL_MAX 63

static bool is_plain(
	char c) /* in a local part without quotes: RFC 5321 atext, and what makes no second reading */
{
	return (unsigned char)c >= ' ' && c != 0x7f && !strchr("()<>[]:;@\\,\"", c);
}

/* Where the local part ends, at its "@"; SIZE_MAX if it isn't well-formed. */
static size_t local_end(struct str s)
{
	size_t i = 0;

	if (s.n && s.p[0] == '"') {
		for (i = 1; i < s.n && s.p[i] != '"'; i++) {
			if (s.p[i] == '\\')
				i++;
			if (i == s.n || (unsigned char)s.p[i] < ' ' || s.p[i] == 0x7f)
				return SIZE_MAX;
		}
		i++;
	} else {
		while (i < s.n && is_plain(s.p[i]))
			i++;
	}
	return i < s.n && s.p[i] == '@' ? i : SIZE_MAX;
}

static bool is_label(struct str label)
{
	if (label.n == 0 || label.n > LABEL_MAX)
		return false;
	for (size_t i = 0; i < label.n; i++) {
		char c = label.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'))
			return false;
	}
	return true;
}

/* Two labels at least, the last not of digits alone: that would be an IP address. `name` is in
 * lower case. */
static bool is_domain(struct str name)
{
	struct str rest = name, label = { NULL, 0 };
	size_t labels = 0;
	uint64_t number;

	if (name.n > SPF_NAME_MAX)
		return false;
	for (; str_cut(&rest, '.', &label); labels++)
		if (!is_label(label))
			return false;
	return labels > 1 && !str_number(label, UINT64_MAX, &number);
}

/* The name as the DNS has it; empty if it is none, {NULL, 0} without memory. */
static struct str domain_of(struct arena *arena, struct str written)
{
	struct str name;

	if (written.n && written.p[written.n - 1] == '.')
		written.n--;
	if (written.n == 0 || written.n > SPF_SENDER_MAX)
		return str_of("");
	if (utf8_is_ascii(written))
		name = arena_lower(arena, written);
	else if (!unicode_to_ascii_domain(arena, written, &name))
		return str_of("");
	return !name.p || is_domain(name) ? name : str_of("");
}

static bool is_shown(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] <= ' ' || s.p[i] == 0x7f)
			return false;
	return s.n > 0 && s.n <= SPF_SENDER_MAX;
}

/* An IPv4-mapped address is read as IPv4's from its text. */
static struct ip unmapped(struct ip client)
{
	char text[IP_TEXT_SIZE];

	ip_parse(str_of(ip_text(client, text)), &client);
	return client;
}

bool spf_identity(struct arena *arena, const struct spf_input *input, struct spf_scope *scope)
{
	struct str from = input->mail_from, local = { NULL, 0 }, domain = input->helo;
	size_t at;

	*scope = (struct spf_scope){ .name = STR("unknown"), .client = unmapped(input->client) };
	scope->helo = is_shown(input->helo) ? input->helo : scope->name;
	if (from.n) {
		at = from.n > SPF_SENDER_MAX ? SIZE_MAX : local_end(from);
		local = at == SIZE_MAX ? local : str_sub(from, 0, at);
		domain = at == SIZE_MAX ? str_of("") : str_sub(from, at + 1, from.n);
	}
	scope->local = local.n ? local : str_of("postmaster");
	scope->domain = scope->sender_domain = domain_of(arena, domain);
	scope->sender = arena_printf(arena, STR_FMT "@" STR_FMT, STR_ARG(scope->local),
	                             STR_ARG(scope->domain));
	return scope->domain.p && scope->sender.p;
}
