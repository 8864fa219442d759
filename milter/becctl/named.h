/* Parties as admins write them, in the form in which the store knows them: lower case, A-labels. */
#ifndef OPENBEC_BECCTL_NAMED_H
#define OPENBEC_BECCTL_NAMED_H

#include "becctl/command.h"

/* "Ann@Acme.example", "<ann@acme.example>"; an organisation is "acme.example" or "@acme.example". ERR_MEMORY is the only error. */
int named_party(struct cli *cli, struct arena *arena, const char *written, struct str *ret,
                struct err *err);
/* The same; an organisation is ERR_USAGE. */
int named_address(struct cli *cli, struct arena *arena, const char *written, struct str *ret,
                  struct err *err);

#endif
