/* Sections: persons, partners, policies, weights, limits; and what all settings mean together. */
#include "config/build.h"

#include <math.h>

int take_policy_recipients(struct builder *builder, const struct setting *setting, struct err *err)
{
	const struct str *texts;
	struct str *recipient;
	size_t n;
	int status = build_list(builder, setting, &texts, &n, err);

	if (status)
		return status;
	recipient = arena_array(builder->arena, n, sizeof *recipient);
	if (!recipient)
		return err_memory(err);
	for (size_t i = 0; i < n; i++) {
		size_t at = str_rchr(texts[i], '@');

		if (at == SIZE_MAX || at + 1 == texts[i].n)
			return err_set(err, ERR_CONFIG,
			               "\"" STR_FMT
			               "\" is no recipient; write ann@example.org or @example.org",
			               STR_ARG(texts[i]));
		recipient[i] = arena_lower(builder->arena, texts[i]);
		if (!recipient[i].p)
			return err_memory(err);
	}
	builder->policy.recipient = recipient;
	builder->policy.recipients = n;
	return 0;
}

int take_policy_action(struct builder *builder, const struct setting *setting, struct err *err)
{
	enum action action;

	if (!action_of(setting->value[0], &action))
		return err_set(err, ERR_CONFIG, "\"" STR_FMT "\" isn't one of: %s",
		               STR_ARG(setting->value[0]), setting->row->words);
	if (strcmp(setting->row->name, "suspicious") == 0)
		builder->policy.suspicious = action;
	else
		builder->policy.malicious = action;
	return 0;
}

int take_policy_threshold(struct builder *builder, const struct setting *setting, struct err *err)
{
	bool suspicious = strcmp(setting->row->name, "suspicious-threshold") == 0;

	return build_number(setting->value[0], setting->row->min, setting->row->max,
	                    suspicious ? &builder->policy.suspicious_threshold
	                               : &builder->policy.malicious_threshold,
	                    err);
}

int take_weight_points(struct builder *builder, const struct setting *setting, struct err *err)
{
	return build_number(setting->value[0], setting->row->min, setting->row->max,
	                    &builder->weight.points, err);
}

int take_family_limit(struct builder *builder, const struct setting *setting, struct err *err)
{
	return build_number(setting->value[0], setting->row->min, setting->row->max,
	                    &builder->limit, err);
}

int build_section_begin(struct builder *builder, struct err *err)
{
	struct str title = builder->section->title;

	if (title.n == 0)
		return err_set(err, ERR_CONFIG, "a %s needs a name: %s \"NAME\" { ... }",
		               builder->section->name, builder->section->name);
	builder->policy = (struct policy){ .name = title };
	builder->partner = (struct site_partner){ .comment = { "", 0 } };
	builder->weight = (struct weight){ .id = title, .points = NAN };
	builder->limit = NAN;
	builder->person = (struct site_person){ .name = title, .spellings = 1 };
	builder->person.spelling = arena_array(builder->arena, 1, sizeof *builder->person.spelling);
	if (!builder->person.spelling ||
	    !person_name_init(builder->arena, title, &builder->person.spelling[0]))
		return err_memory(err);
	return 0;
}

static int end_person(struct builder *builder, struct err *err)
{
	struct site *site = &builder->config->site;

	if (builder->person.spelling[0].n < 2)
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT
		               "\" is no full name; a first name alone would fit too many",
		               STR_ARG(builder->person.name));
	if (builder->person.addresses == 0)
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\" has no addresses; without them the person's own "
		               "mail would be taken for an impostor's",
		               STR_ARG(builder->person.name));
	if (!arena_grow(builder->arena, (void **)&site->person, site->persons,
	                &builder->person_room, sizeof *site->person))
		return err_memory(err);
	site->person[site->persons++] = builder->person;
	return 0;
}

static int end_partner(struct builder *builder, struct err *err)
{
	struct site *site = &builder->config->site;

	if (!domain_init(builder->arena, builder->config->domains, builder->section->title,
	                 &builder->partner.domain))
		return err_memory(err);
	if (builder->partner.domain.flags & DOMAIN_LITERAL)
		return err_set(err, ERR_CONFIG, "partner \"" STR_FMT "\" is no domain name",
		               STR_ARG(builder->section->title));
	if (!arena_grow(builder->arena, (void **)&site->partner, site->partners,
	                &builder->partner_room, sizeof *site->partner))
		return err_memory(err);
	site->partner[site->partners++] = builder->partner;
	return 0;
}

static int end_policy(struct builder *builder, struct err *err)
{
	if (str_eq(builder->policy.name, str_of("default"))) {
		if (builder->policy.recipients)
			return err_set(err, ERR_CONFIG,
			               "policy default is everybody's; take its recipients out, or "
			               "give it another name");
		builder->standard = builder->policy;
		builder->has_standard = true;
		return 0;
	}
	if (builder->policy.recipients == 0)
		return err_set(err, ERR_CONFIG,
		               "policy \"" STR_FMT
		               "\" has no recipients; only policy default goes without",
		               STR_ARG(builder->policy.name));
	if (!arena_grow(builder->arena, (void **)&builder->policies, builder->policies_n,
	                &builder->policy_room, sizeof *builder->policies))
		return err_memory(err);
	builder->policies[builder->policies_n++] = builder->policy;
	return 0;
}

static int end_weight(struct builder *builder, struct err *err)
{
	struct score_options *score = &builder->config->score;

	if (!indicator_exists(builder->weight.id))
		return err_set(err, ERR_CONFIG,
		               "there is no indicator \"" STR_FMT
		               "\"; becctl indicators lists them all",
		               STR_ARG(builder->weight.id));
	if (isnan(builder->weight.points))
		return err_set(err, ERR_CONFIG,
		               "weight \"" STR_FMT "\" has no points; write { points = 0.4 }",
		               STR_ARG(builder->weight.id));
	for (size_t i = 0; i < score->weights; i++) {
		if (str_eq(builder->weights[i].id, builder->weight.id)) {
			builder->weights[i] = builder->weight; /* later lines win */
			return 0;
		}
	}
	if (!arena_grow(builder->arena, (void **)&builder->weights, score->weights,
	                &builder->weight_room, sizeof *builder->weights))
		return err_memory(err);
	builder->weights[score->weights++] = builder->weight;
	score->weight = builder->weights;
	return 0;
}

static int end_family(struct builder *builder, struct err *err)
{
	for (int i = 0; i < FAMILY_COUNT; i++) {
		if (str_eq(builder->section->title, str_of(family_names[i]))) {
			if (isnan(builder->limit))
				return err_set(err, ERR_CONFIG,
				               "family \"%s\" has no limit; write { limit = 2.9 }",
				               family_names[i]);
			builder->config->score.limit[i] = builder->limit;
			return 0;
		}
	}
	return err_set(err, ERR_CONFIG,
	               "there is no family \"" STR_FMT
	               "\"; there are identity, auth, history, thread, intent, account and pair",
	               STR_ARG(builder->section->title));
}

int build_section_end(struct builder *builder, struct err *err)
{
	static const struct {
		const char *name;
		int (*end)(struct builder *builder, struct err *err);
	} ends[] = { { "person", end_person },
		     { "partner", end_partner },
		     { "policy", end_policy },
		     { "weight", end_weight },
		     { "family", end_family } };

	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
		if (strcmp(ends[i].name, builder->section->name) == 0)
			return ends[i].end(builder, err);
	}
	return err_set(err, ERR_INTERNAL, "no way to take section %s", builder->section->name);
}

static int finish_policy(struct builder *builder, struct policy *policy, struct err *err)
{
	struct config *config = builder->config;
	bool redirects =
		policy->suspicious == ACTION_REDIRECT || policy->malicious == ACTION_REDIRECT;

	if (policy->suspicious_threshold <= 0)
		policy->suspicious_threshold = config->suspicious_threshold;
	if (policy->malicious_threshold <= 0)
		policy->malicious_threshold = config->malicious_threshold;
	if (policy->malicious_threshold < policy->suspicious_threshold)
		return err_set(err, ERR_CONFIG,
		               "%s: policy " STR_FMT
		               ": malicious-threshold %g lies below suspicious-threshold %g; raise "
		               "the one or lower the other",
		               config->path, STR_ARG(policy->name), policy->malicious_threshold,
		               policy->suspicious_threshold);
	if (redirects && config->verdict.reviewer.n == 0)
		return err_set(err, ERR_CONFIG,
		               "%s: policy " STR_FMT " redirects, but there is no reviewer; add "
		               "reviewer = \"security@example.org\"",
		               config->path, STR_ARG(policy->name));
	return 0;
}

int build_finish(struct builder *builder, struct err *err)
{
	struct config *config = builder->config;
	int status;

	if (!builder->has_standard)
		builder->standard = (struct policy){ .name = str_of("default") };
	if (!arena_grow(builder->arena, (void **)&builder->policies, builder->policies_n,
	                &builder->policy_room, sizeof *builder->policies))
		return err_memory(err);
	builder->policies[builder->policies_n++] = builder->standard; /* last: it matches all */
	for (size_t i = 0; i < builder->policies_n; i++) {
		status = finish_policy(builder, &builder->policies[i], err);
		if (status)
			return status;
	}
	config->verdict.policies = (struct policies){ builder->policies, builder->policies_n };
	config->score.malicious_threshold = config->malicious_threshold;
	config->site.hops.own_domains = builder->local_domain;
	config->site.hops.own_domains_n = builder->local_domains;
	config->site.hops.own_hosts = config->auth.trusted_ids;
	config->site.hops.own_hosts_n = config->auth.trusted_ids_n;
	return 0;
}
