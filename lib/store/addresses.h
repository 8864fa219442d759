/* Addresses within texts: a key of a party, a JSON column, a sentence. What privacy = hashed and becctl forget work on. */
#ifndef OPENBEC_STORE_ADDRESSES_H
#define OPENBEC_STORE_ADDRESSES_H

#include "base/buf.h"
#include "base/keyed.h"

struct address_span {
	struct str whole;         /* as it stands in the text */
	struct str local, domain; /* its two sides */
};

/* The next address of `rest`, which goes on behind it; *ret_before is the text before it. False: none is left. Time grows with
 * rest->n. A quoted local part is one with its quotes, escaped as in JSON or not. */
bool address_next(struct str *rest, struct str *ret_before, struct address_span *ret);

/* Writes the text with "#" and 32 hexadecimal digits in place of each local part: a keyed hash of the whole address in lower case. The
 * domain stays, in lower case, since domains are compared and shown. What is hashed already stays: doing it twice is doing it once. */
void addresses_hide(const struct site_key *key, struct str text, struct buf *ret);
/* Whether one of the text's addresses is this one, in any case. */
bool addresses_mention(struct str text, struct str address);
/* Writes the text with "forgotten" in place of this address. */
void addresses_forget(struct str text, struct str address, struct buf *ret);

#endif
