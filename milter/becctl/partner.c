#include "becctl/roster.h"

#include "party/domain.h"

static const struct column columns[] = {
	{ "value", "DOMAIN", COLUMN_TEXT, 60 },
	{ "created", "SINCE", COLUMN_MOMENT, 0 },
	{ "expires", "UNTIL", COLUMN_MOMENT, 0 },
	{ "comment", "COMMENT", COLUMN_TEXT, 0 },
};

/* All are understood before the first is written. */
static int take_domains(struct roster *roster, struct domain **ret, struct err *err)
{
	struct domain *domain = arena_array(&roster->arena, roster->operands, sizeof *domain);

	if (!domain)
		return err_memory(err);
	for (size_t i = 0; i < roster->operands; i++) {
		struct str name = str_trim(str_of(roster->operand[i]));

		if (!domain_init(&roster->arena, roster->cli->config->domains, name, &domain[i]))
			return err_memory(err);
		if (domain[i].name.n == 0 ||
		    (domain[i].flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX | DOMAIN_FREEMAIL)))
			return err_set(err, ERR_USAGE,
			               "\"" STR_FMT "\" is no domain of one organisation",
			               STR_ARG(name));
	}
	*ret = domain;
	return 0;
}

static int add(struct roster *roster, struct err *err)
{
	struct domain *domain;
	int status = take_domains(roster, &domain, err);

	if (!status)
		status = roster_open(roster, err);
	for (size_t i = 0; i < roster->operands && !status; i++) {
		status = roster_put(roster, "domain", domain[i].name, str_of(""), err);
		if (!status)
			status = roster_tell(roster, "added", domain[i].name, err);
	}
	return status;
}

static int remove_domains(struct roster *roster, struct err *err)
{
	struct domain *domain = NULL; /* until they are all read */
	int status = take_domains(roster, &domain, err);

	if (!status)
		status = roster_open(roster, err);
	for (size_t i = 0; domain && i < roster->operands && !status; i++) {
		bool was_there;

		status = roster_drop(roster, str_of("domain"), domain[i].name, &was_there, err);
		if (!status && was_there)
			status = roster_tell(roster, "removed", domain[i].name, err);
		else if (!status)
			cli_negative(STR_FMT " is no partner that was entered",
			             STR_ARG(domain[i].name));
		roster->missing |= !status && !was_there;
	}
	return status;
}

static int list(struct roster *roster, struct err *err)
{
	return roster_print(roster, "partners", columns, COUNT_OF(columns), err);
}

int command_partner(struct cli *cli, int argc, char **argv)
{
	static const struct roster_verb verbs[] = {
		{ "add", add, 1, "DOMAIN...", true },
		{ "remove", remove_domains, 1, "DOMAIN...", false },
		{ "list", list, 0, "nothing more", false },
		{ 0 },
	};
	static const struct roster_kind partner = {
		.list = "partner",
		.usage = "partner [--json] [--comment TEXT] [--expires DATE] [add|remove DOMAIN... "
			 "| "
			 "list]",
		.about = "Business partners whose domains are watched for look-alikes, beside "
			 "those of "
			 "the\n"
			 "configuration. The daemon knows them within a minute.",
		.verb = verbs,
	};

	return roster_command(cli, &partner, argc, argv);
}
