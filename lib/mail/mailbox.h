/* What an addressing field says, read from its raw text (RFC 5322 §3.4 and its obsolete forms) and
 * with the question of a sceptic: would every mail reader see the same mailboxes here? */
#ifndef OPENBEC_MAIL_MAILBOX_H
#define OPENBEC_MAIL_MAILBOX_H

#include "base/arena.h"

struct mailbox {
	struct str name; /* raw: quotes, comments, encoded words and all; borrowed from the value */
	struct str spec; /* local@domain, comments, blanks and source route out */
};

struct mailbox_list {
	struct mailbox *v;
	size_t n, room, max;
	bool broken;  /* text that is no address stood there */
	bool unclear; /* another reader may see another mailbox, or one where none is listed */
};

/* Adds the mailboxes of one unfolded value in valid UTF-8, groups flattened, up to ret->max of
 * them. False without memory only. Time grows with value.n; nothing recurses. */
bool mailbox_scan(struct arena *arena, struct str value, struct mailbox_list *ret);

#endif
