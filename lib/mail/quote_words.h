/* The words by which mail clients introduce what they quote, in the languages they are set to. */
#ifndef OPENBEC_MAIL_QUOTE_WORDS_H
#define OPENBEC_MAIL_QUOTE_WORDS_H

#include "base/str.h"

bool quote_has_verb(struct str line);    /* "wrote", "schrieb", ... */
bool quote_has_opening(struct str line); /* begins with "On", "Am", ... */
bool quote_has_title(
	struct str line); /* "Original Message", "Forwarded message", ... anywhere in it */
bool quote_is_forward(
	struct str line); /* the whole line is "Begin forwarded message:" or the like */
bool quote_is_mobile(struct str line); /* begins with "Sent from my" or the like */

#endif
