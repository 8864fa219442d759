/* What stands above a quotation: "On ... wrote:", "-----Original Message-----", a header block. */
#ifndef OPENBEC_MAIL_QUOTE_INTRO_H
#define OPENBEC_MAIL_QUOTE_INTRO_H

#include "base/str.h"

enum quote_extent {
	QUOTE_NOT,    /* no introduction stands here */
	QUOTE_MARKED, /* the lines behind ">" that follow are quoted, own text may stand below them */
	QUOTE_REST,   /* nothing marks the end: all that follows is quoted */
};

/* The introduction that `text` begins with; how many lines it takes goes to `*lines` (for QUOTE_REST 1, the others
 * follow anyway). Looks at 16 lines at most. */
enum quote_extent quote_intro(struct str text, size_t *lines);

/* ">" in front, as often as it stands there, taken off. False, and *ret is the line, if there is none. */
bool quote_unmark(struct str line, struct str *ret);

#endif
