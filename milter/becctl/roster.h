/* Protected persons and partners: what admins enter beside the configuration, by verbs (add, remove, list, import). */
#ifndef OPENBEC_BECCTL_ROSTER_H
#define OPENBEC_BECCTL_ROSTER_H

#include "becctl/command.h"

struct roster {
	struct cli *cli;
	const char *list; /* "person" */
	struct arena arena;
	const char *comment;
	int64_t expires_s;
	struct args_list alias;
	char **operand; /* behind the verb */
	size_t operands;
	bool missing; /* something wasn't there */
};

struct roster_verb {
	const char *name;
	int (*run)(struct roster *roster, struct err *err);
	size_t min; /* operands */
	const char *operands_are;
	bool adds; /* takes --comment and --expires */
};

struct roster_kind {
	const char *list;
	const char *usage, *about;
	const struct roster_verb *verb; /* ends with a row without name */
	bool aliases;
};

int roster_command(struct cli *cli, const struct roster_kind *kind, int argc, char **argv);

/* Opens the store for one that changes it. */
int roster_open(struct roster *roster, struct err *err);
/* One entry, with the comment and end of the command. */
int roster_put(struct roster *roster, const char *type, struct str value, struct str name,
               struct err *err);
int roster_drop(struct roster *roster, struct str type, struct str value, bool *ret_was_there,
                struct err *err);
/* What was done, to people or machines. */
int roster_tell(struct roster *roster, const char *done, struct str value, struct err *err);
/* All that is entered, by a ready query. */
int roster_print(struct roster *roster, const char *query, const struct column *column,
                 size_t columns, struct err *err);

#endif
