/* A copy of the store while the daemon goes on. The site's key belongs to it: without it the fingerprints match nothing. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

static int tell(struct cli *cli, const char *path, struct err *err)
{
	json_t *object;

	if (!cli->output.json) {
		printf("%s holds a copy of %s; keep the key %s with it\n", path,
		       cli->config->store.path, cli->config->site_key_path);
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "backup", json_text(str_of(path)));
	json_object_set_new(object, "store", json_text(str_of(cli->config->store.path)));
	json_object_set_new(object, "key", json_text(str_of(cli->config->site_key_path)));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

static int run(struct cli *cli, const struct args *args)
{
	struct err err = { 0 };
	int status = cli_open(cli, CLI_READ, &err);

	if (!status)
		status = store_backup(cli->store, args->operand[0], &err);
	if (!status)
		status = tell(cli, args->operand[0], &err);
	return status ? cli_fail(&err) : EX_OK;
}

int command_backup(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "backup [--json] FILE",
		.about = "Copies the store to FILE while the daemon goes on. FILE must not be "
			 "there yet.",
		.min = 1,
		.max = 1,
		.operands_are = "the FILE to be made",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, &args) : status;
}
