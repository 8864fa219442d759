/* The words by which mail clients introduce what they quote, in the languages they are set to. */
#ifndef OPENBEC_MAIL_QUOTE_WORDS_H
#define OPENBEC_MAIL_QUOTE_WORDS_H

#include "base/str.h"

enum quote_role { /* bits: the lines of a header block */
	          QUOTE_FROM = 1,
	          QUOTE_DATE = 2,
	          QUOTE_TO = 4,
	          QUOTE_CC = 8,
	          QUOTE_SUBJECT = 16,
};

/* The role of the header line that begins with `label` ("Von", without colon); 0: none. */
unsigned quote_label(struct str label);
bool quote_has_verb(struct str line);    /* "wrote", "schrieb", ... */
bool quote_has_opening(struct str line); /* begins with "On", "Am", ... */
bool quote_has_title(
	struct str line); /* "Original Message", "Forwarded message", ... anywhere in it */
bool quote_is_forward(
	struct str line); /* the whole line is "Begin forwarded message:" or the like */
bool quote_is_mobile(struct str line); /* begins with "Sent from my" or the like */

#endif
