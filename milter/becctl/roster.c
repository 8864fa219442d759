#include "becctl/roster.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/query.h"

#define ARENA_MAX ((size_t)256 << 20) /* an imported file may be long */

int roster_open(struct roster *roster, struct err *err)
{
	return roster->cli->store ? 0 : cli_store(roster->cli, CLI_WRITE, err);
}

int roster_put(struct roster *roster, const char *type, struct str value, struct str name,
               struct err *err)
{
	const struct list_entry entry = {
		.list = str_of(roster->list),
		.type = str_of(type),
		.value = value,
		.comment = str_of(roster->comment ? roster->comment : ""),
		.created_s = cli_now_s(),
		.expires_s = roster->expires_s,
		.name = name,
	};

	return store_list_add(roster->cli->store, &entry, err);
}

int roster_drop(struct roster *roster, struct str type, struct str value, bool *ret_was_there,
                struct err *err)
{
	return store_list_remove(roster->cli->store, str_of(roster->list), type, value,
	                         ret_was_there, err);
}

int roster_tell(struct roster *roster, const char *done, struct str value, struct err *err)
{
	json_t *object;

	if (!roster->cli->output.json) {
		printf("%s %s: ", roster->list, done);
		output_text(value);
		putchar('\n');
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "list", json_string(roster->list));
	json_object_set_new(object, "value", json_text(value));
	json_object_set_new(object, "done", json_string(done));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

int roster_print(struct roster *roster, const char *query, const struct column *column,
                 size_t columns, struct err *err)
{
	static const struct str all = STR("0"); /* what has expired, too, until it is pruned */
	AUTO(table_done) struct table table;
	int status = cli_store(roster->cli, CLI_READ, err);

	table_init(&table, &roster->cli->output, column, columns);
	if (!status)
		status = query_fill(&table, roster->cli->store, query, &all, 1, err);
	if (!status)
		status = table_print(&table, err);
	if (!status && table.rows == 0 && !roster->cli->output.json)
		printf("no %s is entered; the configuration may name some\n", roster->list);
	return status;
}

static const struct roster_verb *find_verb(const struct roster_kind *kind, const struct args *args)
{
	struct str wanted = str_of(args->operands ? args->operand[0] : "list");

	for (const struct roster_verb *verb = kind->verb; verb->name; verb++) {
		if (str_eq(str_of(verb->name), wanted))
			return verb;
	}
	return NULL;
}

static int check(const struct roster *roster, const struct roster_verb *verb,
                 const struct roster_kind *kind, struct err *err)
{
	if (!verb)
		return err_set(err, ERR_USAGE, "usage: becctl %s", kind->usage);
	if (roster->operands < verb->min || (verb->min == 0 && roster->operands))
		return err_set(err, ERR_USAGE, "%s %s takes %s", kind->list, verb->name,
		               verb->operands_are);
	if (!verb->adds && (roster->comment || roster->expires_s || roster->alias.n))
		return err_set(err, ERR_USAGE, "%s %s takes no such options", kind->list,
		               verb->name);
	if (roster->expires_s && roster->expires_s <= cli_now_s())
		return err_set(err, ERR_USAGE, "--expires: that time is over");
	return 0;
}

static int run(struct roster *roster, const struct roster_kind *kind, const struct args *args)
{
	const struct roster_verb *verb = find_verb(kind, args);
	struct err err = { 0 };
	int status;

	roster->operand = args->operand + 1;
	roster->operands = args->operands ? args->operands - 1 : 0;
	arena_init(&roster->arena, ARENA_MAX);
	status = check(roster, verb, kind, &err);
	if (!status)
		status = cli_config(roster->cli, false, CONFIG_NO_PHRASES, &err);
	if (!status)
		status = verb->run(roster, &err);
	arena_done(&roster->arena);
	if (status)
		return cli_fail(&err);
	return roster->missing ? EXIT_NEGATIVE : EX_OK;
}

int roster_command(struct cli *cli, const struct roster_kind *kind, int argc, char **argv)
{
	struct roster roster = { .cli = cli, .list = kind->list };
	const struct args_option options[] = {
		{ "comment", 0, ARGS_TEXT, "TEXT", "why, for whoever reads the list",
		  &roster.comment },
		{ "expires", 0, ARGS_TIME, "DATE", "only until then", &roster.expires_s },
		{ "alias", 0, ARGS_LIST, "NAME", "another way the name is written", &roster.alias },
	};
	struct args args = {
		.usage = kind->usage,
		.about = kind->about,
		.table = { { options, COUNT_OF(options) - !kind->aliases } },
		.max = SIZE_MAX,
	};
	int status;

	if (cli_arguments(cli, &args, argc, argv, &status))
		status = run(&roster, kind, &args);
	args_list_done(&roster.alias);
	return status;
}
