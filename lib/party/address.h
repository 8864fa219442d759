/* Mailbox addresses as parties: lower case, the domain as A-labels. The parsing of header fields
 * is GMime's (mail/message); here an addr-spec is taken apart and compared. */
#ifndef OPENBEC_PARTY_ADDRESS_H
#define OPENBEC_PARTY_ADDRESS_H

#include "party/domain.h"

struct address {
	struct str name;  /* display name, decoded UTF-8, trimmed; may be empty */
	struct str local; /* lower case, quotes off */
	struct domain domain;
	struct str full; /* local@domain; what stands there if it has no domain; {NULL, 0}: none */
};

struct address_list {
	struct address *v;
	size_t n;
};

/* From an addr-spec ("Ann@Acme.Example", angle brackets and a source route are taken off). False
 * without memory only; the empty string (null sender) gives none. */
bool address_init(struct arena *arena, const struct domain_lists *lists, struct str spec,
                  struct str name, struct address *ret);

/* Without the part behind the delimiter: "ann+list@x" is "ann@x". delimiters: any of its
 * characters, none if empty. */
struct str address_without_extension(struct arena *arena, struct str full, struct str delimiters);

/* Envelope senders count by who stands behind a rewriting: SRS0=, SRS1=, prvs=, bounce+...;
 * {NULL, 0} in full if it isn't rewritten. */
bool address_unwrap(struct arena *arena, const struct domain_lists *lists, struct address wrapped,
                    struct address *ret);

bool address_eq(struct address a, struct address b); /* never true for none */

#endif
