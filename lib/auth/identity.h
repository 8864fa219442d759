/* The authenticated identity of DESIGN §2, from results whatever their origin: trust mode and own
 * verification end here alike. */
#ifndef OPENBEC_AUTH_IDENTITY_H
#define OPENBEC_AUTH_IDENTITY_H

#include "auth/auth.h"

/* Alignment without DNS, for results that others found: the same organisation by the Public Suffix List; `strict`: the same name. Sets
 * spf_aligned and each signature's aligned. */
void identity_align(struct domain author, bool strict, struct auth *auth);

/* On domains that strangers share the organisation says nothing; and literals are nobody's. */
bool identity_may_align(struct domain author, struct domain other);

/* Fills auth->identity, auth->dkim and auth->list_proven from the other results. `dmarc_names_author`: the DMARC result is for
 * the author's domain, and counts. Alignment is known by
 * now. ERR_MEMORY is the only error. */
int identity_find(struct arena *arena, const struct message *message, bool session_trusted,
                  bool dmarc_names_author, struct auth *auth, struct err *err);

/* DESIGN §2, auth-regression: who has signed on that many days and is now aligned by SPF alone isn't believed to be the same. */
#define IDENTITY_SIGNING_DAYS 5
bool identity_regressed(const struct auth *auth, uint32_t dkim_days);
/* Makes it a via identity of its envelope's domain. */
int identity_demote(struct arena *arena, const struct message *message, struct auth *auth,
                    struct err *err);

#endif
