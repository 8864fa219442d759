/* Options that say who we are: domains, networks, relays, persons, partners, names in headers. */
#include "config/build.h"

#include <stdlib.h>

int take_local_domains(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct config *config = builder->config;
	const struct str *names;
	size_t n;
	int status = build_list(builder, setting, &names, &n, err);

	if (status)
		return status;
	config->site.local = arena_array(builder->arena, n, sizeof *config->site.local);
	builder->local_domain = arena_array(builder->arena, n, sizeof *builder->local_domain);
	if (!config->site.local || !builder->local_domain)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		struct domain *domain = &config->site.local[i];

		if (!domain_init(builder->arena, config->domains, names[i], domain))
			return err_memory(err);
		if (!domain->name.n || domain->flags & DOMAIN_LITERAL)
			return err_set(err, ERR_CONFIG, "\"" STR_FMT "\" is no domain name",
			               STR_ARG(names[i]));
		if (domain->flags & DOMAIN_FREEMAIL)
			return err_set(
				err, ERR_CONFIG,
				"" STR_FMT
				" is a free mail provider's; list private addresses as a person's",
				STR_ARG(domain->name));
		builder->local_domain[i] = domain->name;
	}
	config->site.locals = builder->local_domains = n;
	return 0;
}

static int take_networks(struct builder *builder, const struct setting *setting,
                         struct network_list *ret, struct err *err)
{
	const struct str *texts;
	struct network *network;
	size_t n;
	int status = build_list(builder, setting, &texts, &n, err);

	if (status)
		return status;
	network = arena_array(builder->arena, n, sizeof *network);
	if (!network)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		if (!network_parse(texts[i], &network[i]))
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT "\" is no network; write 192.0.2.0/24 or "
			               "2001:db8::/32, with zeros behind the prefix",
			               STR_ARG(texts[i]));
	}
	*ret = (struct network_list){ network, n };
	return 0;
}

int take_internal_networks(struct builder *builder, const struct setting *setting, struct err *err)
{
	return take_networks(builder, setting, &builder->config->site.hops.internal_networks, err);
}

int take_trusted_relays(struct builder *builder, const struct setting *setting, struct err *err)
{
	return take_networks(builder, setting, &builder->config->site.hops.trusted_relays, err);
}

/* An authserv-id is any token (RFC 8601 §2.5); ours stand in headers, so they are held to what a host name may hold. */
static bool is_host_like(struct str text)
{
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		      strchr(".-_/:", c)) ||
		    c == '\0')
			return false;
	}
	return text.n > 0 && text.n <= 253;
}

int take_authserv_id(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct str id = arena_lower(builder->arena, setting->value[0]);

	if (!id.p)
		return err_memory(err);
	if (!is_host_like(id))
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\" is no name of a host; write one as mx.example.org",
		               STR_ARG(id));
	builder->config->auth.authserv_id = builder->config->site.host =
		builder->config->verdict.host = id;
	return 0;
}

int take_trusted_ids(struct builder *builder, const struct setting *setting, struct err *err)
{
	const struct str *texts;
	struct str *ids;
	size_t n;
	int status = build_list(builder, setting, &texts, &n, err);

	if (status)
		return status;
	ids = arena_array(builder->arena, n, sizeof *ids);
	if (!ids)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		ids[i] = arena_lower(builder->arena, texts[i]);
		if (!ids[i].p)
			return err_memory(err);
		if (!is_host_like(ids[i]))
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT
			               "\" is no authserv-id; write one as mx.example.org",
			               STR_ARG(ids[i]));
	}
	builder->config->auth.trusted_ids = ids;
	builder->config->auth.trusted_ids_n = n;
	return 0;
}

/* Checked for form only: they are used by authentication = verify. */
int take_arc_sealers(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct str *orgs = arena_array(builder->arena, setting->values, sizeof *orgs);

	if (!orgs)
		return err_memory(err);
	for (size_t i = 0; i < setting->values; i++) {
		struct domain domain;

		if (!domain_init(builder->arena, builder->config->domains, setting->value[i],
		                 &domain))
			return err_memory(err);
		if (!domain.name.n || domain.flags & DOMAIN_LITERAL)
			return err_set(err, ERR_CONFIG, "\"" STR_FMT "\" is no domain name",
			               STR_ARG(setting->value[i]));
		orgs[i] = domain.org;
	}
	builder->config->arc_sealers = orgs;
	builder->config->arc_sealers_n = setting->values;
	return 0;
}

int take_dns_servers(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct resolver_options *dns = &builder->config->dns;
	bool recursive = setting->values == 1 && str_eq(setting->value[0], str_of("recursive"));

	for (size_t i = 0; i < setting->values && !recursive; i++) {
		struct str rest = setting->value[i], address;
		struct ip ip;
		uint64_t port;

		str_cut(&rest, '@', &address);
		if (!ip_parse(address, &ip) ||
		    (rest.p && (!str_number(rest, 65535, &port) || port == 0)))
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT
			               "\" is no DNS server; write 192.0.2.1 or 192.0.2.1@5353, or "
			               "\"recursive\" alone",
			               STR_ARG(setting->value[i]));
	}
	dns->servers = setting->value;
	dns->servers_n = setting->values;
	return 0;
}

static bool is_inet(struct str text, const char *prefix)
{
	struct str rest = str_sub(text, strlen(prefix), text.n), port;
	uint64_t number;

	return str_starts(text, str_of(prefix)) && str_cut(&rest, '@', &port) && rest.n &&
	       str_number(port, 65535, &number) && number;
}

int take_socket(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct str text = setting->value[0];

	if (!(str_starts(text, str_of("unix:/")) && text.n <= strlen("unix:") + 100) &&
	    !is_inet(text, "inet:") && !is_inet(text, "inet6:"))
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\" is no socket; write unix:/PATH (of 100 bytes at "
		               "most), inet:PORT@HOST or inet6:PORT@HOST",
		               STR_ARG(text));
	builder->config->socket = text.p;
	return 0;
}

int take_socket_mode(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct str text = setting->value[0];
	unsigned mode = 0;
	bool octal = text.n >= 3 && text.n <= 4;

	for (size_t i = 0; octal && i < text.n; i++) {
		octal = text.p[i] >= '0' && text.p[i] <= '7';
		mode = mode * 8 + (unsigned)(text.p[i] - '0');
	}
	if (!octal || mode > 0777)
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\" are no rights; write them in octal, as 0660",
		               STR_ARG(text));
	builder->config->socket_mode = mode;
	return 0;
}

static int take_address(struct builder *builder, struct str text, struct address *ret,
                        struct err *err)
{
	if (!address_init(builder->arena, builder->config->domains, text, (struct str){ "", 0 },
	                  ret))
		return err_memory(err);
	if (!ret->local.n || !ret->domain.name.n || ret->domain.flags & DOMAIN_LITERAL)
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\" is no mail address; write one as ann@example.org",
		               STR_ARG(text));
	return 0;
}

int take_reviewer(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct address address;
	int status = take_address(builder, setting->value[0], &address, err);

	if (!status)
		builder->config->verdict.reviewer = address.full;
	return status;
}

int take_tag_text(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct str text = setting->value[0];

	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] < 0x20 || text.p[i] > 0x7e)
			return err_set(err, ERR_CONFIG,
			               "it may hold printable ASCII only: it stands in a header "
			               "field as it is");
	}
	if (str_trim(text).n == 0 || text.n > 64)
		return err_set(err, ERR_CONFIG, "it needs 1 to 64 characters");
	builder->config->verdict.tag_text = text;
	return 0;
}

int take_person_addresses(struct builder *builder, const struct setting *setting, struct err *err)
{
	const struct str *texts;
	size_t n;
	int status = build_list(builder, setting, &texts, &n, err);

	if (status)
		return status;
	builder->person.address = arena_array(builder->arena, n, sizeof *builder->person.address);
	if (!builder->person.address)
		return err_memory(err);
	for (size_t i = 0; i < n && !status; i++)
		status = take_address(builder, texts[i], &builder->person.address[i], err);
	builder->person.addresses = n;
	return status;
}

/* spelling[0] is the name itself (build_section_begin). */
int take_person_aliases(struct builder *builder, const struct setting *setting, struct err *err)
{
	struct person_name *spelling =
		arena_array(builder->arena, 1 + setting->values, sizeof *spelling);

	if (!spelling)
		return err_memory(err);
	spelling[0] = builder->person.spelling[0];
	for (size_t i = 0; i < setting->values; i++) {
		if (!person_name_init(builder->arena, setting->value[i], &spelling[1 + i]))
			return err_memory(err);
	}
	builder->person.spelling = spelling;
	builder->person.spellings = 1 + setting->values;
	return 0;
}

int take_partner_comment(struct builder *builder, const struct setting *setting, struct err *err)
{
	(void)err;
	builder->partner.comment = setting->value[0];
	return 0;
}
