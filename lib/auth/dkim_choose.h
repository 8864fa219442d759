/* Which DKIM-Signature fields of a message are looked at: five at most, those of the author's domain first. */
#ifndef OPENBEC_AUTH_DKIM_CHOOSE_H
#define OPENBEC_AUTH_DKIM_CHOOSE_H

#include "auth/dkim_field.h"
#include "mail/mail.h"

struct dkim_candidate {
	struct dkim_field read;
	size_t at; /* its place among the mail's fields */
	bool chosen;
};

struct dkim_candidates {
	struct dkim_candidate *v; /* in the message's order */
	size_t n;
	size_t total; /* fields there were; those beyond the first 50 are only counted */
};

bool dkim_is_signature(struct str name); /* a field's */

/* Reads them and chooses `max`. False without memory. */
bool dkim_choose(struct arena *arena, const struct mail *mail, size_t max,
                 struct dkim_candidates *ret);

#endif
