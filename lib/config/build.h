/* From settings to the immutable configuration: generic forms are stored by offset, the rest is taken by the functions named in the
 * table of options. */
#ifndef OPENBEC_CONFIG_BUILD_H
#define OPENBEC_CONFIG_BUILD_H

#include "config/config.h"
#include "config/options.h"

/* Lists that grow while settings are taken; they end up in the config. */
struct builder {
	struct config *config;
	struct arena *arena; /* the config's */
	const struct settings *settings;
	const struct section *section; /* that is being built; NULL at top level */

	struct str *local_domain;
	size_t local_domains;
	struct policy policy; /* the section's, being filled */
	struct site_person person;
	struct site_partner partner;
	struct weight weight;
	double limit;
	size_t policy_room, person_room, partner_room, weight_room;
	struct policy *policies;
	size_t policies_n;
	struct policy standard; /* "default" */
	bool has_standard;
	struct site_person *persons;
	struct site_partner *partners;
	struct weight *weights;
};

/* Stores a setting that has no `take` of its own. */
int build_store(struct builder *builder, const struct setting *setting, struct err *err);

/* The takes of the table. */
int take_local_domains(struct builder *builder, const struct setting *setting, struct err *err);
int take_internal_networks(struct builder *builder, const struct setting *setting, struct err *err);
int take_trusted_relays(struct builder *builder, const struct setting *setting, struct err *err);
int take_trusted_ids(struct builder *builder, const struct setting *setting, struct err *err);
int take_authserv_id(struct builder *builder, const struct setting *setting, struct err *err);
int take_dns_servers(struct builder *builder, const struct setting *setting, struct err *err);
int take_arc_sealers(struct builder *builder, const struct setting *setting, struct err *err);
int take_socket(struct builder *builder, const struct setting *setting, struct err *err);
int take_socket_mode(struct builder *builder, const struct setting *setting, struct err *err);
int take_reviewer(struct builder *builder, const struct setting *setting, struct err *err);
int take_tag_text(struct builder *builder, const struct setting *setting, struct err *err);
int take_person_addresses(struct builder *builder, const struct setting *setting, struct err *err);
int take_person_aliases(struct builder *builder, const struct setting *setting, struct err *err);
int take_partner_comment(struct builder *builder, const struct setting *setting, struct err *err);
int take_policy_recipients(struct builder *builder, const struct setting *setting, struct err *err);
int take_policy_action(struct builder *builder, const struct setting *setting, struct err *err);
int take_policy_threshold(struct builder *builder, const struct setting *setting, struct err *err);
int take_weight_points(struct builder *builder, const struct setting *setting, struct err *err);
int take_family_limit(struct builder *builder, const struct setting *setting, struct err *err);

/* A list's values, with those of "file:PATH" (a line a value) put in their place. */
int build_list(struct builder *builder, const struct setting *setting, const struct str **ret,
               size_t *ret_n, struct err *err);
/* A number that fills the text, min..max. */
int build_number(struct str text, double min, double max, double *ret, struct err *err);

/* Sections: before its settings are taken, and after. */
int build_section_begin(struct builder *builder, struct err *err);
int build_section_end(struct builder *builder, struct err *err);
/* What the settings mean together: thresholds, redirect and reviewer, own hosts. */
int build_finish(struct builder *builder, struct err *err);

#endif
