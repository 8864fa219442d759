/* What the admin allows and blocks: addresses, domains, bank accounts; one code for both lists. */
#ifndef OPENBEC_BECCTL_LISTS_H
#define OPENBEC_BECCTL_LISTS_H

#include "becctl/command.h"

struct list_kind {
	const char *name; /* "allow" */
	const char *about;
	bool accounts; /* bank accounts may stand there */
	bool only;     /* an entry may silence one indicator only */
};

int list_command(struct cli *cli, const struct list_kind *kind, int argc, char **argv);

#endif
