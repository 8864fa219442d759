#include "becctl/command.h"

#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include "base/clock.h"

bool cli_arguments(struct cli *cli, struct args *args, int argc, char **argv, int *ret_status)
{
	const struct args_option common[] = {
		{ "json", 0, ARGS_FLAG, NULL, "one JSON object a line", &cli->output.json },
		{ "config", 'c', ARGS_TEXT, "FILE",
		  "configuration (default " CONFIG_DEFAULT_PATH ")", &cli->config_path },
		{ "help", 'h', ARGS_FLAG, NULL, "print this and exit", &cli->help },
	};
	struct err err = { 0 };
	int status;

	args->table[1] = (struct args_table){ common, COUNT_OF(common) };
	status = args_read(args, argc, argv, &err);
	if (cli->help)
		args_help(args, "becctl");
	args->table[1] = (struct args_table){ NULL, 0 };
	*ret_status = status && !cli->help ? cli_fail(&err) : 0;
	return !cli->help && status == 0;
}

int cli_config(struct cli *cli, bool defaults, unsigned flags, struct err *err)
{
	const char *path = cli->config_path ? cli->config_path : CONFIG_DEFAULT_PATH;
	bool there = cli->config_path || access(path, F_OK) == 0;

	if (!there && !defaults)
		return err_set(err, ERR_CONFIG, "there is no %s; name a configuration with -c FILE",
		               path);
	return config_load(there ? path : NULL, flags, &cli->config, err);
}

int cli_store(struct cli *cli, enum cli_access access, struct err *err)
{
	struct store_options options = cli->config->store;

	options.create = access == CLI_CREATE;
	options.hash = access == CLI_HASH;
	options.read_only = access == CLI_READ;
	return store_open(&options, &cli->store, err);
}

int cli_open(struct cli *cli, enum cli_access access, struct err *err)
{
	int status = cli_config(cli, false, CONFIG_NO_PHRASES, err);

	return status ? status : cli_store(cli, access, err);
}

int cli_fail(const struct err *err)
{
	fflush(stdout);
	fprintf(stderr, "becctl: %s\n", err->text);
	return err_exit_status(err->kind);
}

int cli_negative(const char *format, ...)
{
	va_list args;
	struct err err;
	char text[sizeof err.text];

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	err_set(&err, ERR_MISSING, "%s", text); /* without control characters */
	cli_fail(&err);
	return EXIT_NEGATIVE;
}

int64_t cli_now_s(void)
{
	struct clock clock = clock_system();

	return clock_now_s(&clock);
}
