/* All that is held about an address, as it stands in the store: its own rows, and those of others that mention it. One JSON object a row,
 * with --json or without: it is meant to be handed on. */
#include "becctl/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/named.h"
#include "store/store.h"

static const struct held {
	const char *query, *table;
	bool person; /* of configured form: "person" is the second argument */
} held[] = {
	{ "export_party", "party", false },
	{ "export_trait", "trait", false },
	{ "export_contact", "contact", false },
	{ "export_recipient", "recipient", false },
	{ "export_correspondent", "correspondent", false },
	{ "export_mark", "mark", false },
	{ "export_entry", "entry", false },
	{ "export_person", "entry", true },
	{ "export_staff", "staff", false },
	{ "export_message", "message", false },
	{ "export_pending", "pending", false },
};

struct export_job {
	const char *table;
	size_t rows;
	bool failed;
	struct err *err;
};

/* Numbers as such, packed columns taken apart. */
static json_t *value_json(const struct store_column *column)
{
	json_t *value = NULL;

	if (!column->value.p)
		return json_null();
	if (column->number ||
	    (column->value.n && (column->value.p[0] == '{' || column->value.p[0] == '[')))
		value = json_loadb(column->value.p, column->value.n,
		                   JSON_REJECT_DUPLICATES | JSON_DECODE_ANY, NULL);
	return value ? value : json_text(column->value);
}

static bool print_row(void *context, const struct store_column *column, size_t columns)
{
	struct export_job *job = context;
	json_t *object = json_object();

	json_object_set_new(object, "table", json_string(job->table));
	for (size_t i = 0; i < columns; i++)
		json_object_set_new(object, column[i].name, value_json(&column[i]));
	job->failed |= !output_json(object, job->err);
	job->rows++;
	return !job->failed;
}

static int print_held(struct cli *cli, struct str address, size_t *ret_rows, struct err *err)
{
	const struct str arguments[] = { address, str_of("person") };
	struct export_job job = { .err = err };
	int status = 0;

	for (size_t i = 0; i < COUNT_OF(held) && !status; i++) {
		job.table = held[i].table;
		status = store_query(cli->store, held[i].query, arguments, held[i].person ? 2 : 1,
		                     print_row, &job, err);
		if (job.failed)
			status = ERR_MEMORY;
	}
	*ret_rows = job.rows;
	return status;
}

static int run(struct cli *cli, const char *name)
{
	struct str address;
	struct arena arena;
	struct err err = { 0 };
	size_t rows = 0;
	int status = cli_open(cli, CLI_READ, &err);

	arena_init(&arena, (size_t)1 << 20);
	if (!status)
		status = named_address(cli, &arena, name, &address, &err);
	if (!status)
		status = print_held(cli, address, &rows, &err);
	if (status)
		status = cli_fail(&err);
	else if (rows == 0)
		status = cli_negative("nothing is held about %s", name);
	arena_done(&arena);
	return status;
}

int command_export(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "export [--json] ADDRESS",
		.about = "Prints all that the store holds about an address, or that mentions it: a "
			 "JSON object for\n"
			 "each row, with the name of its table. Text of messages is never held.",
		.min = 1,
		.max = 1,
		.operands_are = "one ADDRESS",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, args.operand[0]) : status;
}
