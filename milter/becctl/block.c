#include "becctl/lists.h"

int command_block(struct cli *cli, int argc, char **argv)
{
	static const struct list_kind block = {
		.name = "block",
		.about = "Makes mail malicious that comes from, answers to, or names an address, a "
			 "domain or a bank\n"
			 "account (an IBAN, or as the list shows it). Without VALUE, lists what is "
			 "blocked; what\n"
			 "feedback called fraud stands there, too.",
		.accounts = true,
	};

	return list_command(cli, &block, argc, argv);
}
