/* Whom SPF checks (RFC 7208 §2.3, §2.4, §4.3): the domain of MAIL FROM, or HELO's for the null
 * sender. */
#ifndef OPENBEC_AUTH_SPF_IDENTITY_H
#define OPENBEC_AUTH_SPF_IDENTITY_H

#include "auth/spf.h"
#include "auth/spf_macro.h"

/* Fills sender, local, sender_domain, domain, helo, client. `scope->domain` is empty if there is
 * no domain to check: a sender of more than one reading, an address literal, a single label, a
 * malformed name. False without memory only. */
bool spf_identity(struct arena *arena, const struct spf_input *input, struct spf_scope *scope);

#endif
