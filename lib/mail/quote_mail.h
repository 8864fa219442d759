/* The mails that a quotation claims to hold: who wrote them to whom and when, by the header blocks and attributions above them.
 * All of it is the sender's claim: anybody can type such lines. */
#ifndef OPENBEC_MAIL_QUOTE_MAIL_H
#define OPENBEC_MAIL_QUOTE_MAIL_H

#include "mail/quote_date.h"
#include "party/address.h"

#define QUOTED_MAILS_MAX   8
#define QUOTED_PARTIES_MAX 24 /* of one mail */

struct quoted_mail {
	struct address writer;      /* none if no address of his stands there */
	struct address_list others; /* To, Cc; QUOTED_PARTIES_MAX at most */
	enum quote_dated dated;
	struct quote_date date; /* of QUOTE_DATED */
	bool is_block;          /* header lines, not an attribution */
	/* No language has its words for date and addressees. (Gmail translates From alone, iPhones all but Subject.) */
	bool is_mixed;
};

/* Those of which an address or a date is known, in the order of `text`: mostly the newest first. `*ret` lives in the arena,
 * its strings are borrowed or there, too. Time grows with text.n. False without memory only. */
bool quote_mails_find(struct arena *arena, const struct domain_lists *lists, struct str text,
                      struct quoted_mail **ret, size_t *ret_n);

#endif
