#include "becctl/lists.h"

int command_allow(struct cli *cli, int argc, char **argv)
{
	static const struct list_kind allow = {
		.name = "allow",
		.about = "Exempts an address or a domain, wherever its mail is proven to be its "
			 "own; with --only,\n"
			 "silences one indicator for it. Without VALUE, lists what is allowed.",
		.only = true,
	};

	return list_command(cli, &allow, argc, argv);
}
