/* Brings the store to the version of this program, as the daemon does when it starts; and says which that is. */
#include "becctl/command.h"

#include <inttypes.h>
#include <stdio.h>
#include <sysexits.h>

static int tell(struct cli *cli, int64_t version, int64_t newest, struct err *err)
{
	json_t *object;

	if (!cli->output.json) {
		printf("%s has version %" PRId64 ", which is the newest that this program knows\n",
		       cli->config->store.path, version);
		return 0;
	}
	object = json_object();
	json_object_set_new(object, "store", json_text(str_of(cli->config->store.path)));
	json_object_set_new(object, "version", json_integer(version));
	json_object_set_new(object, "newest", json_integer(newest));
	return output_json(object, err) ? 0 : ERR_MEMORY;
}

/* Whoever writes migrates; what can't be undone has to be asked for. */
static int open_store(struct cli *cli, bool hash, struct err *err)
{
	int status = cli_config(cli, false, CONFIG_NO_PHRASES, err);

	if (status)
		return status;
	if (hash && cli->config->store.privacy != PRIVACY_HASHED)
		return err_set(err, ERR_USAGE,
		               "--hash: write privacy = hashed into the configuration first");
	return cli_store(cli, hash ? CLI_HASH : CLI_WRITE, err);
}

static int run(struct cli *cli, bool hash)
{
	struct err err = { 0 };
	int64_t version, newest;
	int status = open_store(cli, hash, &err);

	if (!status)
		status = store_version(cli->store, &version, &newest, &err);
	if (!status)
		status = tell(cli, version, newest, &err);
	return status ? cli_fail(&err) : EX_OK;
}

int command_migrate(struct cli *cli, int argc, char **argv)
{
	bool hash = false;
	const struct args_option options[] = {
		{ "hash", 0, ARGS_FLAG, NULL,
		  "with privacy = hashed: hash the addresses of a store that has them plain, for "
		  "good",
		  &hash },
	};
	struct args args = {
		.usage = "migrate [--json] [--hash]",
		.about =
			"Brings the store to this program's version, each step in one "
			"transaction, and says which\nversion it has. The store of a newer program "
			"is refused and left as it is.",
		.table = { { options, COUNT_OF(options) } },
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, hash) : status;
}
