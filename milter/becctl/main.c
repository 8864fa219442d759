/* becctl: the admin's tool. The table of commands is commands.def; a command is a file. */
#include "becctl/command.h"

#include <getopt.h>
#include <stdio.h>
#include <sysexits.h>

const struct command commands[] = {
#define COMMAND(name, about, function) { name, about, function },
#include "becctl/commands.def"
#undef COMMAND
	{ NULL, NULL, NULL },
};

static void print_help(void)
{
	puts("usage: becctl [-c FILE] COMMAND [ARGUMENT...]\n\n"
	     "Looks after OpenBEC: judges files, reads and mends what it remembers of senders.\n");
	for (const struct command *command = commands; command->name; command++)
		printf("  %-12s %s\n", command->name, command->about);
	puts("\n"
	     "  -c, --config FILE        configuration (default " CONFIG_DEFAULT_PATH ")\n"
	     "  -V, --version            print the version and exit\n"
	     "  -h, --help               print this and exit\n"
	     "\n"
	     "becctl COMMAND --help says more. Every command knows --json. Exit status: 0, 1 for a "
	     "negative\n"
	     "answer, 64 to 78 for errors (sysexits.h).");
}

static const struct command *command_find(const char *name)
{
	for (const struct command *command = commands; command->name; command++)
		if (strcmp(command->name, name) == 0)
			return command;
	return NULL;
}

/* The options before the command; -1, or the exit status of a call that is answered already. */
static int read_options(struct cli *cli, int argc, char **argv)
{
	static const struct option options[] = {
		{ "config", required_argument, NULL, 'c' },
		{ "version", no_argument, NULL, 'V' },
		{ "help", no_argument, NULL, 'h' },
		{ NULL, 0, NULL, 0 },
	};
	int option;

	while ((option = getopt_long(argc, argv, "+c:Vh", options, NULL)) != -1) {
		switch (option) {
		case 'c':
			cli->config_path = optarg;
			break;
		case 'V':
			printf("becctl %s\n", OPENBEC_VERSION);
			return EX_OK;
		case 'h':
			print_help();
			return EX_OK;
		default:
			fputs("becctl: see becctl --help\n", stderr);
			return EX_USAGE;
		}
	}
	return -1;
}

static int run(struct cli *cli, int argc, char **argv)
{
	const struct command *command;
	int first = optind;
	struct err err;

	if (first == argc) {
		print_help();
		return EX_USAGE;
	}
	command = command_find(argv[first]);
	if (!command) {
		err_set(&err, ERR_USAGE, "there is no command \"%s\"; see becctl --help",
		        argv[first]);
		return cli_fail(&err);
	}
	return command->run(cli, argc - first, argv + first);
}

/* An answer that didn't reach its reader (a full disk) is no answer. */
static int finish(int status)
{
	bool lost = ferror(stdout) != 0;

	lost |= fflush(stdout) != 0;
	if (!lost || status != EX_OK)
		return status;
	perror("becctl: can't write the answer");
	return EX_IOERR;
}

int main(int argc, char **argv)
{
	struct cli cli = { 0 };
	int status = read_options(&cli, argc, argv);

	if (status >= 0)
		return finish(status);
	output_init(&cli.output);
	status = run(&cli, argc, argv);
	store_close(cli.store);
	config_unref(cli.config);
	return finish(status);
}
