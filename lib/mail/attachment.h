/* The parts of a message that aren't its text: named and typed, not opened (that is the document helper's). */
#ifndef OPENBEC_MAIL_ATTACHMENT_H
#define OPENBEC_MAIL_ATTACHMENT_H

#include "base/arena.h"

struct attachment {
	struct str name; /* decoded file name; may be empty */
	struct str type; /* "application/pdf", lower case */
	size_t size;     /* encoded bytes */
};

#endif
