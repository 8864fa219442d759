/* What the daemon does once an hour, done now. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

static int tell(struct cli *cli, size_t rows, struct err *err)
{
	json_t *object;

	if (!cli->output.json) {
		printf("%zu rows had aged and are gone\n", rows);
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "rows", json_integer((json_int_t)rows));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

static int run(struct cli *cli, int64_t before_s)
{
	struct err err = { 0 };
	size_t rows = 0;
	int status = cli_open(cli, CLI_WRITE, &err);

	if (!status)
		status = store_prune(cli->store, before_s ? before_s : cli_now_s(), &rows, &err);
	if (!status)
		status = tell(cli, rows, &err);
	return status ? cli_fail(&err) : EX_OK;
}

int command_prune(struct cli *cli, int argc, char **argv)
{
	int64_t at_s = 0;
	const struct args_option options[] = {
		{ "at", 0, ARGS_TIME, "DATE", "as if it were then", &at_s },
	};
	struct args args = {
		.usage = "prune [--json] [--at DATE]",
		.about = "Removes from the store what has aged or is beyond its bounds. The daemon "
			 "does so once an\nhour by itself.",
		.table = { { options, COUNT_OF(options) } },
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, at_s) : status;
}
