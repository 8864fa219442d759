/* The parts of message_parse(), one file each. Each gives false without memory only. */
#ifndef OPENBEC_MAIL_MESSAGE_PARTS_H
#define OPENBEC_MAIL_MESSAGE_PARTS_H

#include "mail/message.h"

struct message_job {
	struct mail *mail;
	const struct message_context *context;
	struct message *ret;
	/* what the body's structure says, for message_claims() */
	bool is_report;         /* multipart/report */
	bool is_calendar_reply; /* text/calendar; method=REPLY */
};

bool message_parties(struct message_job *job);  /* addressing fields, author, reply */
bool message_envelope(struct message_job *job); /* envelope, recipients: after the parties */
bool message_ids(struct message_job *job);      /* ids, dates, subject, mailer: after the client */
bool message_claims(
	struct message_job
		*job); /* list, automatic, bulk, notice: after the texts and the envelope */
bool message_texts(struct message_job *job); /* the body's parts */
struct mime;
bool message_attachments(struct message_job *job, const struct mime *mime);
/* Once the attachments have said whether it is a report. */
bool message_returned(struct message_job *job, const struct mime *mime);

/* MAIL FROM, or the Return-Path of a file, is there and empty. */
bool message_has_null_sender(const struct message_job *job);

/* A field's value unfolded, as valid UTF-8, at most `max` bytes of it; encoded words stay. {NULL,
 * 0} without memory. */
struct str header_raw(struct message_job *job, struct str value, size_t max);
/* The same with encoded words (RFC 2047) decoded, in one line. */
struct str header_decode(struct message_job *job, struct str value, size_t max);
/* What a library gave, as valid UTF-8 in the arena; NULL gives the empty str with a pointer. */
struct str header_owned(struct message_job *job, const char *cstring);
/* Copy for a library that wants a C string: NULs as blanks. NULL without memory. */
char *header_cstring(struct arena *arena, struct str s);
/* An address of that spec; none for the empty spec. */
bool header_address(struct message_job *job, struct str spec, struct str name, struct address *ret);

#endif
