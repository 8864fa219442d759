#include "becctl/lists.h"

int command_block(struct cli *cli, int argc, char **argv)
{
	static const struct list_kind block = {
		.name = "block",
		.about = "Makes mail malicious that comes from, answers to, or names an address, a "
			 "domain, a bank\n"
			 "account or a phone number (an IBAN, +39 02 1234567, or as the list shows "
			 "it). Without\n"
			 "VALUE, lists what is blocked; what feedback called fraud stands there, "
			 "too.",
		.accounts = true,
	};

	return list_command(cli, &block, argc, argv);
}
