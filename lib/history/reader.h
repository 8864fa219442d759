/* One message's reading of the store, shared by the files of this folder. Each reading gives 0 or the store's error; what it
 * concludes rests on what it has read, so that unknown never looks like new. */
#ifndef OPENBEC_HISTORY_READER_H
#define OPENBEC_HISTORY_READER_H

#include "history/history.h"

struct reader {
	struct snapshot *snapshot;
	const struct history_input *input;
	struct history *ret;
	struct recipient_record
		site; /* recipients that never got mail that taught anything are like its average */
	bool any_contact; /* the identity has written to one of the recipients */
	struct err *err;
};

static inline bool reader_is_inbound(const struct reader *r)
{
	return r->input->direction == DIRECTION_INBOUND;
}

static inline bool reader_is_aligned(const struct reader *r)
{
	const struct identity *identity = &r->input->auth->identity;

	return identity->key.n && identity->proof == PROOF_ALIGNED;
}

int reader_profile(struct reader *r, struct str key,
                   struct profile *ret); /* nothing for the empty key */

/* Once the profiles and the first copy are read: marks.c, */
int reader_marks(struct reader *r); /* and who is established */
int reader_lists(struct reader *r); /* needs nothing */

int reader_owners(struct reader *r); /* owners.c */
int reader_sent(struct reader *r);   /* sent.c */

/* contacts.c */
int reader_site(struct reader *r);
int reader_correspondent(struct reader *r);
int reader_new_domain(struct reader *r);
int reader_contacts(struct reader *r); /* after all the others: first contact, new sender */

#endif
