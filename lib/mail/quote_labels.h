/* The labels of the header blocks that mail clients set above what they quote ("Von: ... Gesendet: ..."), by language. */
#ifndef OPENBEC_MAIL_QUOTE_LABELS_H
#define OPENBEC_MAIL_QUOTE_LABELS_H

#include "base/str.h"

enum quote_role { /* bits: the lines of a header block */
	          QUOTE_FROM = 1,
	          QUOTE_DATE = 2,
	          QUOTE_TO = 4,
	          QUOTE_CC = 8, /* and other lines that may stand there */
	          QUOTE_SUBJECT = 16,
};

struct quote_label {
	unsigned role; /* 0: none */
	uint32_t
		languages; /* a bit for each that has it in this role: a client writes one language a block */
};

/* Of the header line that begins with `label` ("Von", without colon). */
struct quote_label quote_label(struct str label);

#endif
