#include "becctl/lists.h"

#include <stdio.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/auto.h"
#include "becctl/query.h"
#include "indicators/indicator.h"
#include "party/address.h"
#include "traits/trait.h"

static const struct column columns[] = {
	{ "list", NULL, COLUMN_TEXT, 0 },         { "type", "TYPE", COLUMN_TEXT, 0 },
	{ "value", "VALUE", COLUMN_TEXT, 60 },    { "indicator", "ONLY", COLUMN_TEXT, 24 },
	{ "created", "SINCE", COLUMN_MOMENT, 0 }, { "expires", "UNTIL", COLUMN_MOMENT, 0 },
	{ "comment", "COMMENT", COLUMN_TEXT, 0 }, { "message", NULL, COLUMN_TEXT, 0 },
};

struct list_flags {
	bool remove;
	const char *only, *comment;
	int64_t expires_s;
};

struct list_job {
	struct cli *cli;
	const struct list_kind *kind;
	const struct list_flags *flags;
	struct arena arena;
};

/* ---- what an entry names ---- */

static int no_value(const struct list_job *job, struct str value, struct err *err)
{
	return err_set(err, ERR_USAGE, "\"" STR_FMT "\" is neither an address nor a domain%s",
	               STR_ARG(value),
	               job->kind->accounts ? " nor a bank account nor a phone number" : "");
}

/* "IT...3456 " and 32 digits of its fingerprint, as the list shows an account; a phone number: "+39...678 ". */
static bool is_listed_number(struct str value)
{
	static const struct str dots = STR("...");
	size_t blank = str_chr(value, ' ');
	struct str print = str_sub(value, blank == SIZE_MAX ? value.n : blank + 1, value.n);

	return print.n == KEYED_HEX_SIZE - 1 && str_find(value, dots) < blank &&
	       strspn(print.p, "0123456789abcdef") == print.n;
}

/* Countries and coins are letters. */
static bool is_listed_phone(struct str value)
{
	return is_listed_number(value) &&
	       (value.p[0] == '+' || (value.p[0] >= '0' && value.p[0] <= '9'));
}

/* An account fills the value: a text that mentions one is a mistake. */
static bool is_account(struct str value, struct bank_account *ret)
{
	return bank_find(value, ret, 1) == 1 && ret->as_written.n == value.n;
}

/* International, or behind a word that says so ("tel 02 1234567"): the text must have shown it as one. */
static bool is_phone(struct str value, struct phone *ret)
{
	return phone_find(value, ret, 1) == 1 &&
	       (ret->as_written.n == value.n ||
	        (ret->number[0] != '+' && str_ends(value, ret->as_written)));
}

static bool is_number(struct str value)
{
	struct bank_account account;
	struct phone phone;

	return is_listed_number(value) || is_account(value, &account) || is_phone(value, &phone);
}

static int name_number(struct list_job *job, struct str value, struct list_entry *ret,
                       struct err *err)
{
	const struct config *config = job->cli->config;
	struct bank_account account;
	struct phone phone;

	/* without it the fingerprint would be one that no message ever shows */
	if (access(config->site_key_path, R_OK) != 0)
		return err_system(err, "can't read the site key %s", config->site_key_path);
	ret->type = str_of(trait_rows[TRAIT_ACCOUNT].name);
	ret->value = value;
	if (is_listed_phone(value)) {
		ret->type = str_of(trait_rows[TRAIT_PHONE].name);
	} else if (is_account(value, &account)) {
		ret->value = trait_account(&job->arena, &config->site.key, &account);
	} else if (is_phone(value, &phone)) {
		ret->type = str_of(trait_rows[TRAIT_PHONE].name);
		ret->value = trait_phone(&job->arena, &config->site.key, &phone);
	}
	return ret->value.p ? 0 : err_memory(err);
}

static int name_domain(struct list_job *job, struct str value, struct list_entry *ret,
                       struct err *err)
{
	struct domain domain;
	struct str name = value.n && value.p[0] == '@' ? str_sub(value, 1, value.n) : value;

	if (!domain_init(&job->arena, job->cli->config->domains, name, &domain))
		return err_memory(err);
	if (domain.name.n == 0 || (domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX)))
		return no_value(job, value, err);
	ret->type = str_of("domain");
	ret->value = domain.name;
	return 0;
}

static int name_address(struct list_job *job, struct str value, struct list_entry *ret,
                        struct err *err)
{
	struct address address;

	if (!address_init(&job->arena, job->cli->config->domains, value, (struct str){ "", 0 },
	                  &address))
		return err_memory(err);
	if (address.local.n == 0 || address.domain.name.n == 0 ||
	    (address.domain.flags & DOMAIN_LITERAL))
		return no_value(job, value, err);
	ret->type = str_of("address");
	ret->value = address.full;
	return 0;
}

static int name_entry(struct list_job *job, struct str value, struct list_entry *ret,
                      struct err *err)
{
	size_t at;

	value = str_trim(value);
	at = str_chr(value, '@');
	if (is_number(value))
		return job->kind->accounts ? name_number(job, value, ret, err)
		                           : no_value(job, value, err);
	if (at != SIZE_MAX && at > 0)
		return name_address(job, value, ret, err);
	return name_domain(job, value, ret, err);
}

/* ---- what is done with it ---- */

static int tell(struct list_job *job, const struct list_entry *entry, const char *done,
                struct err *err)
{
	json_t *object;

	if (!job->cli->output.json) {
		printf("%s %s: ", done, job->kind->name);
		output_text(entry->value);
		putchar('\n');
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "list", json_text(entry->list));
	json_object_set_new(object, "type", json_text(entry->type));
	json_object_set_new(object, "value", json_text(entry->value));
	json_object_set_new(object, "done", json_string(done));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

static int add(struct list_job *job, struct list_entry *entry, struct err *err)
{
	int status;

	entry->only = str_of(job->flags->only ? job->flags->only : "");
	entry->comment = str_of(job->flags->comment ? job->flags->comment : "");
	entry->created_s = cli_now_s();
	entry->expires_s = job->flags->expires_s;
	status = store_list_add(job->cli->store, entry, err);
	return status ? status : tell(job, entry, "added to", err);
}

static int remove_entry(struct list_job *job, const struct list_entry *entry, bool *ret_missing,
                        struct err *err)
{
	bool was_there = false;
	int status = store_list_remove(job->cli->store, entry->list, entry->type, entry->value,
	                               &was_there, err);

	if (status)
		return status;
	if (was_there)
		return tell(job, entry, "removed from", err);
	*ret_missing = true;
	cli_negative("%s doesn't hold " STR_FMT, job->kind->name, STR_ARG(entry->value));
	return 0;
}

/* All values are understood before the first is written. */
static int change(struct list_job *job, const struct args *args, bool *ret_missing, struct err *err)
{
	struct list_entry *entry = arena_array(&job->arena, args->operands, sizeof *entry);
	int status = 0;

	if (!entry)
		return err_memory(err);
	for (size_t i = 0; i < args->operands && !status; i++) {
		entry[i].list = str_of(job->kind->name);
		status = name_entry(job, str_of(args->operand[i]), &entry[i], err);
	}
	if (!status)
		status = cli_store(job->cli, CLI_WRITE, err);
	for (size_t i = 0; i < args->operands && !status; i++)
		status = job->flags->remove ? remove_entry(job, &entry[i], ret_missing, err)
		                            : add(job, &entry[i], err);
	return status;
}

static int print_list(struct list_job *job, struct err *err)
{
	AUTO(table_done) struct table table;
	struct str list = str_of(job->kind->name);
	int status = cli_store(job->cli, CLI_READ, err);

	table_init(&table, &job->cli->output, columns, COUNT_OF(columns));
	if (!status)
		status = query_fill(&table, job->cli->store, "lists", &list, 1, err);
	if (!status)
		status = table_print(&table, err);
	if (!status && table.rows == 0 && !job->cli->output.json)
		printf("%s is empty\n", job->kind->name);
	return status;
}

static int check_flags(const struct list_flags *flags, const struct args *args, struct err *err)
{
	bool adds = flags->only || flags->comment || flags->expires_s;

	if (flags->remove && args->operands == 0)
		return err_set(err, ERR_USAGE, "--remove needs the VALUE to be removed");
	if (adds && (flags->remove || args->operands == 0))
		return err_set(err, ERR_USAGE,
		               "--only, --comment and --expires go with a VALUE to be added");
	if (flags->only && !indicator_exists(str_of(flags->only)))
		return err_set(err, ERR_USAGE,
		               "--only %s: there is no such indicator; see becctl indicators",
		               flags->only);
	if (flags->expires_s && flags->expires_s <= cli_now_s())
		return err_set(err, ERR_USAGE, "--expires: that time is over");
	return 0;
}

static int run(struct cli *cli, const struct list_kind *kind, const struct list_flags *flags,
               const struct args *args)
{
	struct list_job job = { .cli = cli, .kind = kind, .flags = flags };
	struct err err = { 0 };
	bool missing = false;
	int status = check_flags(flags, args, &err);

	arena_init(&job.arena, (size_t)64 << 20);
	if (!status)
		status = cli_config(cli, false, CONFIG_NO_PHRASES, &err);
	if (!status)
		status = args->operands ? change(&job, args, &missing, &err)
		                        : print_list(&job, &err);
	arena_done(&job.arena);
	if (status)
		return cli_fail(&err);
	return missing ? EXIT_NEGATIVE : EX_OK;
}

int list_command(struct cli *cli, const struct list_kind *kind, int argc, char **argv)
{
	struct list_flags flags = { .remove = false };
	char usage[160];
	const struct args_option options[] = {
		{ "remove", 0, ARGS_FLAG, NULL, "take VALUE out again", &flags.remove },
		{ "comment", 0, ARGS_TEXT, "TEXT", "why, for whoever reads the list",
		  &flags.comment },
		{ "expires", 0, ARGS_TIME, "DATE", "only until then", &flags.expires_s },
		{ "only", 0, ARGS_TEXT, "INDICATOR", "silence this one only", &flags.only },
	};
	struct args args = {
		.usage = usage,
		.about = kind->about,
		.table = { { options, COUNT_OF(options) - !kind->only } },
		.max = SIZE_MAX,
	};
	int status;

	snprintf(usage, sizeof usage,
	         "%s [--json] [--remove] [--comment TEXT] [--expires DATE]%s [VALUE...]",
	         kind->name, kind->only ? " [--only INDICATOR]" : "");
	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, kind, &flags, &args)
	                                                      : status;
}
