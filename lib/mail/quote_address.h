/* Addresses in a line that a client set above a quotation: "Ann Lee <ann@acme.example>; Bob [mailto:bob@acme.example]". */
#ifndef OPENBEC_MAIL_QUOTE_ADDRESS_H
#define OPENBEC_MAIL_QUOTE_ADDRESS_H

#include "party/address.h"

/* Adds those of `line` to v[*n], each once, `max` in all, with the names before them. False without memory only. */
bool quote_addresses(struct arena *arena, const struct domain_lists *lists, struct str line,
                     struct address *v, size_t max, size_t *n);

#endif
