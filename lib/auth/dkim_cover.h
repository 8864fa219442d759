/* Which of a message's header fields its signatures cover: h= names them, a name said n times covers the n lowest fields
 * of that name (RFC 6376 §5.4.2). */
#ifndef OPENBEC_AUTH_DKIM_COVER_H
#define OPENBEC_AUTH_DKIM_COVER_H

#include "base/arena.h"
#include "mail/mail.h"

struct dkim_cover_name;

struct dkim_cover { /* zeroed: of no signature yet */
	struct dkim_cover_name *name;
	size_t n, room;
};

/* Adds what `headers` (h= as in struct dkim_signature) covers. False without memory. */
bool dkim_cover_add(struct dkim_cover *cover, struct arena *arena, struct str headers);

/* Sets ret[i] for each field that one of them covers. Bounded by fields × different names. */
void dkim_cover_mark(struct dkim_cover *cover, const struct mail *mail, bool *ret);

#endif
