/* Results that others found: the program in front of us, or a relay of ours, has verified and says so in Authentication-Results
 * (RFC 8601). Its fields are known by their id and by standing above the first Received field of a host that isn't ours (§5:
 * everything below may be the sender's own invention). */
#ifndef OPENBEC_AUTH_TRUST_H
#define OPENBEC_AUTH_TRUST_H

#include "auth/auth.h"

/* Puts into `auth` what the trusted fields say; while we verify ourselves, only what was checked on a relay of ours. ERR_MEMORY is
 * the only error. */
int trust_read(const struct auth_input *input, struct auth *auth, bool *ret_dmarc_names_author,
               struct err *err);

#endif
