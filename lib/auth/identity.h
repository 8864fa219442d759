/* The authenticated identity of DESIGN §2, from results whatever their origin: trust mode and own
 * verification end here alike. */
#ifndef OPENBEC_AUTH_IDENTITY_H
#define OPENBEC_AUTH_IDENTITY_H

#include "auth/auth.h"

/* Fills auth->identity, auth->dkim and auth->list_proven from the other results. `dmarc_names_author`: the DMARC result is for
 * the author's domain, and counts. ERR_MEMORY is the only error. */
int identity_find(struct arena *arena, const struct message *message, bool session_trusted,
                  bool dmarc_names_author, struct auth *auth, struct err *err);

#endif
