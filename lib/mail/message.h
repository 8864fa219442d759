/* The parsed message: who is named, when, in which thread, with which text. GMime does the parsing, behind the guards
 * of its measured traps (nested groups; caps on parts and depth). Broken mail is normal: whatever can't be read is
 * absent, and what is odd is counted. All text is valid UTF-8; everything lives in mail->arena. */
#ifndef OPENBEC_MAIL_MESSAGE_H
#define OPENBEC_MAIL_MESSAGE_H

#include "mail/attachment.h"
#include "mail/html.h"
#include "mail/mail.h"
#include "mail/quote_mail.h"
#include "mail/received.h"
#include "party/address.h"

/* One addressing header: all addresses of all its instances, in order, groups flattened. */
struct parties {
	struct address_list list; /* 1,000 at most */
	unsigned instances;       /* header fields of that name */
	bool broken;    /* text that is no address stood there, or the field couldn't be read */
	struct str raw; /* the first instance, unfolded, as it came */
};

struct message {
	/* who */
	struct parties from, sender, reply_to, to, cc, resent_from;
	/* A field whose folded line reads as a From field of its own ("X: y\n From: Ann"), which some programs take for one; NULL:
	 * none. */
	const struct field *hidden_from;
	struct address
		author; /* the single From address; none if there are several or none that can be read: then nothing is proven */
	struct address reply; /* the first Reply-To that isn't the author; none if there is none */
	struct address envelope; /* MAIL FROM; none for the null sender */
	struct client client;
	struct address_list
		recipient; /* the envelope's (else by Delivered-To, X-Original-To, To), lower case; the first 50 */
	size_t recipients; /* all of the envelope */

	/* what and when */
	struct str subject;    /* decoded; may be empty */
	struct str message_id; /* without angle brackets; empty if there is none */
	struct domain message_id_domain;
	struct str in_reply_to; /* the first id there */
	struct str returned_id; /* of the message that a notice returns; empty if there is none */
	struct str *reference;  /* oldest first; the last 50 */
	size_t references;
	bool has_date;
	int64_t date_s;
	int utc_offset_min;
	struct str mailer; /* User-Agent or X-Mailer, decoded */
	int64_t at_s; /* arrival: mail->at_s, else the last believed Received, else Date, else 0 */

	/* what it claims to be; innocence is forgeable */
	bool is_list; /* List-Id, List-Post or List-Unsubscribe, Precedence list or bulk, Mailing-List */
	struct domain list; /* of List-Id; none if there is none */
	bool is_automatic; /* Auto-Submitted other than no, null sender, MDN, calendar reply, X-Autoreply and the like */
	bool is_bulk;   /* Precedence bulk or junk, or List-Unsubscribe */
	bool is_notice; /* null sender and multipart/report */

	/* text */
	struct str
		own; /* what the reader sees and the writer wrote now: plain text, else HTML; both if they differ much */
	struct str quoted;
	struct quoted_mail *quoted_mail; /* that it claims to quote */
	size_t quoted_mails;
	struct str signature;
	struct str hidden;   /* of HTML */
	size_t broken_words; /* of HTML: words with hidden letters inside, which no reader sees */
	size_t images;       /* pictures that HTML shows; attached ones are attachments */
	struct html_link *link;
	size_t links;
	struct attachment *attachment;
	size_t attachments;   /* 100 at most */
	bool body_incomplete; /* cut, by max-scan-size or a limit on parts */
};

/* What the parser has to know of the site. */
struct message_context {
	const struct domain_lists *domains;
	const struct hop_policy *hops;
	struct str recipient_delimiters; /* "+": recipients count without their extension */
};

/* Call once before the first message, from one thread (GMime's own initialisation). */
void message_library_init(void);

/* ERR_MEMORY is the only error. Thread-safe for different mails. */
int message_parse(struct mail *mail, const struct message_context *context, struct message *ret,
                  struct err *err);

#endif
