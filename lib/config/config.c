#include "config/config.h"

#include <netdb.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/auto.h"
#include "config/build.h"

#define CONFIG_ARENA_MAX (256u << 20) /* lists of addresses may be long */

static int take(struct builder *builder, const struct setting *setting, struct err *err)
{
	int status = setting->row->take ? setting->row->take(builder, setting, err)
	                                : build_store(builder, setting, err);

	if (status && setting->place.file)
		return err_prefix(err, "%s:%u: %s", setting->place.file, setting->place.line,
		                  setting->row->name);
	return status;
}

/* Defaults go the way of everything else, so that what the sample prints is what holds. */
static int take_default(struct builder *builder, const struct option_row *row, struct err *err)
{
	struct setting setting = { .row = row };
	struct str value[8], rest = str_of(row->standard);

	if (!row->standard || row->section)
		return 0;
	setting.value = value;
	if (row->form != FORM_LIST)
		value[setting.values++] = rest;
	else
		while (rest.n && setting.values < 8 && str_cut(&rest, ' ', &value[setting.values]))
			setting.values++;
	return take(builder, &setting, err);
}

/* The host's own name, "mx.example.org"; "localhost" where it has none. */
static struct str host_name(struct arena *arena)
{
	char name[256] = "";
	struct addrinfo hints = { .ai_flags = AI_CANONNAME }, *info = NULL;
	struct str result;

	gethostname(name, sizeof name - 1);
	if (*name && !strchr(name, '.') && getaddrinfo(name, NULL, &hints, &info) == 0 &&
	    info->ai_canonname && strchr(info->ai_canonname, '.'))
		result = arena_lower(arena, str_of(info->ai_canonname));
	else
		result = arena_lower(arena, str_of(*name ? name : "localhost"));
	if (info)
		freeaddrinfo(info);
	return result;
}

static struct str domain_of_host(struct str host)
{
	size_t dot = str_chr(host, '.');
	struct str parent = dot == SIZE_MAX ? host : str_sub(host, dot + 1, host.n);

	return str_chr(parent, '.') == SIZE_MAX
	               ? host
	               : parent; /* "example.org" stays, "mx.example.org" loses its host */
}

/* What depends on the machine, taken unless the file says it. */
static int take_machine_defaults(struct builder *builder, struct err *err)
{
	struct config *config = builder->config;
	struct str host = host_name(builder->arena), id, domain;
	struct setting setting = { .values = 1 };
	int status = 0;

	if (!host.p)
		return err_memory(err);
	id = config->auth.authserv_id.n ? config->auth.authserv_id : host;
	domain = domain_of_host(host);
	if (!config->auth.trusted_ids) {
		setting.row = option_find(NULL, "trusted-authserv-ids");
		setting.value = &id;
		status = take(builder, &setting, err);
	}
	if (!status && !config->site.local) {
		setting.row = option_find(NULL, "local-domains");
		setting.value = &domain;
		status = take(builder, &setting, err);
	}
	if (!status && !config->site_key_path) {
		struct str path = arena_printf(builder->arena, "%s.key", config->store.path);

		config->site_key_path = path.p;
		status = path.p ? 0 : err_memory(err);
	}
	return status;
}

static int take_top_level(struct builder *builder, struct err *err)
{
	int status = 0;

	for (const struct option_row *row = option_rows; row->name && !status; row++)
		status = take_default(builder, row, err);
	for (size_t i = 0; i < builder->settings->n && !status; i++) {
		if (builder->settings->setting[i].section == 0 &&
		    !builder->settings->setting[i].row->section)
			status = take(builder, &builder->settings->setting[i], err);
	}
	return status ? status : take_machine_defaults(builder, err);
}

static int take_section(struct builder *builder, size_t number, struct err *err)
{
	const struct section *section = &builder->settings->section[number - 1];
	int status;

	builder->section = section;
	status = build_section_begin(builder, err);
	for (size_t i = 0; i < builder->settings->n && !status; i++) {
		if (builder->settings->setting[i].section != number)
			continue;
		status = take(builder, &builder->settings->setting[i], err);
		if (status)
			return status; /* has its place already */
	}
	if (!status)
		status = build_section_end(builder, err);
	builder->section = NULL;
	return status ? err_prefix(err, "%s:%u", section->place.file, section->place.line) : 0;
}

/* The lists have to be there before the options that are read with their help; where they are stands in an option itself. */
static int load_data(struct builder *builder, struct err *err)
{
	struct config *config = builder->config;
	const struct option_row *row = option_find(NULL, "data-dir");
	int status = 0;

	for (size_t i = 0; i < builder->settings->n && !status; i++) {
		if (builder->settings->setting[i].row == row)
			status = take(builder, &builder->settings->setting[i], err);
	}
	if (!status)
		status = domain_lists_load(config->data_dir, &config->domains, err);
	return status ? status : nicknames_load(config->data_dir, &config->nicknames, err);
}

static int load_key(struct config *config, bool create, struct err *err)
{
	int status = site_key_load(config->site_key_path, create, &config->site.key, err);

	config->store.key = &config->site.key;
	if (status == ERR_MISSING && !create) {
		config->site.key = site_key_fixed();
		return 0;
	}
	return status;
}

/* What OpenBEC verified when old mail came in stands in fields of its own name; forged ones were removed then. */
static int trust_own_fields(struct config *config, struct err *err)
{
	size_t n = config->auth.trusted_ids_n;
	struct str *ids = arena_array(&config->arena, n + 1, sizeof *ids);

	if (config->auth.mode == AUTH_MODE_TRUST)
		return 0;
	if (!ids)
		return err_memory(err);
	config->auth.mode = AUTH_MODE_TRUST;
	if (config->auth.authserv_id.n == 0)
		return 0;
	if (n)
		memcpy(ids, config->auth.trusted_ids, n * sizeof *ids);
	ids[n] = config->auth.authserv_id;
	config->auth.trusted_ids = config->site.hops.own_hosts = ids;
	config->auth.trusted_ids_n = config->site.hops.own_hosts_n = n + 1;
	return 0;
}

/* The resolver's thread starts with its first question: a daemon forks before that. */
static int make_verifier(struct config *config, struct err *err)
{
	struct verifier_options options = {
		.question_ms = (int)(1000 * config->dns_timeout_s),
		.message_ms = (int)(1000 * config->auth_timeout_s),
		.arc_sealers = config->arc_sealers,
		.arc_sealers_n = config->arc_sealers_n,
	};
	int status;

	if (config->auth.mode != AUTH_MODE_VERIFY)
		return 0;
	status = resolver_new(&config->dns, &config->resolver, err);
	if (status == ERR_MEMORY)
		return status;
	if (status) /* a file that can't be read is the configuration's fault, here */
		return err_prefix(err, "%s", config->path), err->kind = ERR_CONFIG;
	options.source = resolver_source(config->resolver);
	config->verifier = verifier_new(&options);
	return config->verifier ? 0 : err_memory(err);
}

static void wire(struct config *config)
{
	config->site.domains = config->domains;
	config->site.nicknames = config->nicknames;
	config->message_context = (struct message_context){
		.domains = config->domains,
		.hops = &config->site.hops,
		.recipient_delimiters = config->site.recipient_delimiters,
	};
}

static int build(struct config *config, unsigned flags, struct err *err)
{
	struct settings settings = { 0 };
	struct builder builder = { .config = config,
		                   .arena = &config->arena,
		                   .settings = &settings };
	int status =
		*config->path ? settings_read(&config->arena, config->path, &settings, err) : 0;

	if (!status)
		status = load_data(&builder, err);
	if (!status)
		status = take_top_level(&builder, err);
	for (size_t i = 1; i <= settings.sections && !status; i++)
		status = take_section(&builder, i, err);
	if (!status)
		status = build_finish(&builder, err);
	if (!status)
		status = banners_load(config->data_dir, config->verdict.tag_text, &config->banners,
		                      err);
	if (!status &&
	    !(flags &
	      CONFIG_NO_PHRASES)) /* takes a second or so: what is wrong with the file is told before */
		status = phrases_load(config->data_dir, &config->phrases, err);
	if (!status)
		status = load_key(config, (flags & CONFIG_CREATE_KEY) != 0, err);
	if (!status)
		status = site_index(&config->arena, &config->site, err);
	if (!status && !(config->listed = site_listed_new(&config->site, config->domains)))
		status = err_memory(err);
	if (!status && (flags & CONFIG_ARCHIVE))
		status = trust_own_fields(config, err);
	if (!status)
		status = make_verifier(config, err);
	wire(config);
	return status;
}

static void config_free(struct config *config)
{
	verifier_free(config->verifier);
	resolver_free(config->resolver);
	site_listed_free(config->listed);
	banners_free(config->banners);
	nicknames_free(config->nicknames);
	phrases_free(config->phrases);
	domain_lists_free(config->domains);
	arena_done(&config->arena);
	free(config->path);
	free(config);
}

int config_load(const char *path, unsigned flags, struct config **ret, struct err *err)
{
	struct config *config = calloc(1, sizeof *config);
	int status;

	if (!config)
		return err_memory(err);
	config->references = 1;
	config->path = strdup(path ? path : "");
	config->mail = mail_options_default();
	config->score = score_options_default();
	arena_init(&config->arena, CONFIG_ARENA_MAX);
	status = config->path ? build(config, flags, err) : err_memory(err);
	if (status) {
		config_free(config);
		return status;
	}
	*ret = config;
	return 0;
}

struct config *config_ref(struct config *config)
{
	config->references++;
	return config;
}

void config_unref(struct config *config)
{
	if (config && --config->references == 0)
		config_free(config);
}
