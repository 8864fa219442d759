/* A signer's key record (RFC 6376 §3.6.1, RFC 8463 §4), read strictly. */
#ifndef OPENBEC_AUTH_DKIM_KEY_H
#define OPENBEC_AUTH_DKIM_KEY_H

#include "auth/auth.h"
#include "auth/dkim_field.h"
#include "auth/dns.h"

struct dkim_key {
	struct dkim_public public;
	bool testing; /* t=y */
};

/* Whether the answer has a key that may verify this signature: AUTH_NONE if so; else AUTH_TEMPERROR or AUTH_PERMERROR and `why` in a
 * few words. */
enum auth_result dkim_key_read(const struct dns_answer *answer, const struct dkim_field *field,
                               struct dkim_key *ret, const char **why);

#endif
