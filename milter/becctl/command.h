/* What every command of becctl is given: the options before it, the configuration and the store once it asks for them, and the
 * way its answer goes out. To add a command: a file, and a line in commands.def. */
#ifndef OPENBEC_BECCTL_COMMAND_H
#define OPENBEC_BECCTL_COMMAND_H

#include "becctl/output.h"
#include "common/args.h"
#include "config/config.h"

#define COUNT_OF(array) (sizeof(array) / sizeof(array)[0])

#define EXIT_NEGATIVE   1 /* the answer is no: not found, nothing there, not clean */

struct cli {
	const char *config_path; /* -c; NULL: not given */
	bool help;
	struct output output;
	struct config *config; /* after cli_config() */
	struct store *store;   /* after cli_store() */
};

struct command {
	const char *name;
	const char *about;                                  /* one line */
	int (*run)(struct cli *cli, int argc, char **argv); /* gives the exit status */
};
extern const struct command commands[]; /* ends with a row without name */

#define COMMAND(name, about, function) int function(struct cli *cli, int argc, char **argv);
#include "becctl/commands.def"
#undef COMMAND

/* Reads a command's options and those that every command has. False: it is answered already (--help, or a sentence), and
 * *ret_status is the exit status. */
bool cli_arguments(struct cli *cli, struct args *args, int argc, char **argv, int *ret_status);

/* The file of -c, else the default one; flags as of config_load(). `defaults`: without either, the built-in defaults serve. */
int cli_config(struct cli *cli, bool defaults, unsigned flags, struct err *err);
enum cli_access { CLI_READ, CLI_WRITE, CLI_CREATE, CLI_HASH /* store_options.hash */ };
int cli_store(struct cli *cli, enum cli_access access, struct err *err);
/* Both, as all commands do that only look something up or change it. */
int cli_open(struct cli *cli, enum cli_access access, struct err *err);

/* "becctl: SENTENCE" on standard error, and the exit status of its kind. */
int cli_fail(const struct err *err);
/* For what isn't there: the sentence, and EXIT_NEGATIVE. */
int cli_negative(const char *format, ...) __attribute__((format(printf, 1, 2)));
int64_t cli_now_s(void);

#endif
