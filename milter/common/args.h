/* Options of a program or of one of its commands: a table that says name, form, text for --help and where the value goes,
 * read by getopt_long. Numbers and times are checked here, so that every command refuses them in the same words. */
#ifndef OPENBEC_COMMON_ARGS_H
#define OPENBEC_COMMON_ARGS_H

#include "base/err.h"
#include "base/str.h"

enum args_kind {
	ARGS_FLAG,  /* bool */
	ARGS_TEXT,  /* const char * */
	ARGS_LIST,  /* struct args_list: may stand more than once */
	ARGS_COUNT, /* int, 1 to 1,000,000 */
	ARGS_TIME,  /* int64_t: RFC 3339, or a date alone */
};

struct args_list {
	const char **v; /* borrowed from argv */
	size_t n;
};
void args_list_done(struct args_list *list);

struct args_option {
	const char *name; /* "--name" */
	char letter;      /* "-n"; 0: none */
	enum args_kind kind;
	const char *value; /* how --help names it; NULL for flags */
	const char *help;
	void *ret;
};

#define ARGS_TABLES 2
struct args {
	const char *usage; /* behind the program's name: "recent [-n N]" */
	const char *about; /* what it does; sentences, lines of 80 */
	struct args_table {
		const struct args_option *option;
		size_t n;
	} table[ARGS_TABLES];     /* the command's own, and those of every command */
	size_t min, max;          /* operands */
	const char *operands_are; /* "one MESSAGE", for the sentence that refuses */

	char **operand; /* set by args_read() */
	size_t operands;
};

/* 0, or ERR_USAGE with a sentence. argv[0] is the command's name. */
int args_read(struct args *args, int argc, char **argv, struct err *err);
/* Usage, about and the options, for --help; to standard output. */
void args_help(const struct args *args, const char *program);

#endif
