/* Our own Authentication-Results field (RFC 8601). Of what came from outside it holds names of domains and selectors only, and only
 * those made of letters that need no quotes: nothing in it can be read as another result. */
#ifndef OPENBEC_AUTH_AUTHRES_WRITE_H
#define OPENBEC_AUTH_AUTHRES_WRITE_H

#include "auth/auth.h"

/* The value, unfolded, in the arena; {NULL, 0} without memory. `id`: our name; one that isn't a host's is written as "localhost".
 * `submitted`: the session was authenticated. */
struct str authres_write(struct arena *arena, struct str id, const struct auth *auth,
                         const struct message *message, bool submitted);

#endif
