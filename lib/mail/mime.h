/* A body as the flat list of its parts, by GMime behind guard_body(). */
#ifndef OPENBEC_MAIL_MIME_H
#define OPENBEC_MAIL_MIME_H

#include <gmime/gmime.h>

#include "mail/mail.h"

enum mime_kind { MIME_PLAIN, MIME_HTML, MIME_OTHER };

struct mime_leaf {
	GMimeObject *object;  /* borrowed from the tree */
	enum mime_kind kind;  /* other: no text that is shown */
	bool quoted;          /* inside an attached message */
	unsigned alternative; /* leaves with the same number, not 0, say the same thing */
};

struct mime {
	GMimeMessage *message;  /* NULL: nothing */
	char *source;           /* what `message` was made of */
	struct mime_leaf *leaf; /* in the mail's arena */
	size_t leaves, room;
	bool cut; /* a limit on parts or depth was reached */
};

/* False without memory only. mime_close() in any case. */
bool mime_open(struct mail *mail, struct mime *ret);
void mime_close(struct mime *mime);

/* The text of a leaf: transfer encoding and charset undone, format=flowed joined; at most `max`
 * bytes of it. *cut is set if there was more. False without memory. */
bool mime_text(const struct mime_leaf *leaf, struct arena *arena, size_t max, struct str *ret,
               bool *cut);
/* The root's content type, as "multipart/report". */
bool mime_is_type(GMimeObject *object, const char *type, const char *subtype);

#endif
