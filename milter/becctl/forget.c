/* The right to be forgotten: what export shows goes, from the rows, from the file's free pages and from its log. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/named.h"
#include "store/store.h"

static int tell(struct cli *cli, struct str address, size_t rows, struct err *err)
{
	json_t *object;

	if (!cli->output.json) {
		output_text(address);
		printf(" is forgotten: %zu rows are gone or were changed\n", rows);
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "forgotten", json_text(address));
	json_object_set_new(object, "rows", json_integer((json_int_t)rows));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

static int run(struct cli *cli, const char *name)
{
	struct str address;
	struct arena arena;
	struct err err = { 0 };
	size_t rows = 0;
	int status = cli_open(cli, CLI_WRITE, &err);

	arena_init(&arena, (size_t)1 << 20);
	if (!status)
		status = named_address(cli, &arena, name, &address, &err);
	if (!status)
		status = store_forget(cli->store, address, &rows, &err);
	if (!status && rows)
		status = tell(cli, address, rows, &err);
	if (status)
		status = cli_fail(&err);
	else if (rows == 0)
		status = cli_negative("nothing was held about %s", name);
	arena_done(&arena);
	return status;
}

int command_forget(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "forget [--json] ADDRESS",
		.about = "Removes all that the store holds about an address: its rows, what other "
			 "rows say of it,\n"
			 "and what is left of it in the file, which is rewritten as a whole. "
			 "Backups "
			 "and the MTA's\n"
			 "log are yours to look after; a person's names stay in the configuration.",
		.min = 1,
		.max = 1,
		.operands_are = "one ADDRESS",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, args.operand[0]) : status;
}
