/* What stands above a quotation: "On ... wrote:", "-----Original Message-----", a header block. */
#ifndef OPENBEC_MAIL_QUOTE_INTRO_H
#define OPENBEC_MAIL_QUOTE_INTRO_H

#include "mail/quote_labels.h"

enum quote_extent {
	QUOTE_NOT,    /* no introduction stands here */
	QUOTE_MARKED, /* the lines behind ">" that follow are quoted, own text may stand below them */
	QUOTE_REST,   /* nothing marks the end: all that follows is quoted */
};

/* The introduction that `text` begins with; how many lines it takes goes to `*lines` (for QUOTE_REST 1, the others
 * follow anyway). Looks at 16 lines at most. */
enum quote_extent quote_intro(struct str text, size_t *lines);

/* A header line: "*From:* Ann", "De : Ann", "差出人：Ann". Role 0: it is none. */
struct quote_header {
	struct quote_label label;
	struct str value; /* borrowed */
};
struct quote_header quote_header(struct str line);
/* `text` begins with a header block: a line of it, and soon the others that make one. */
bool quote_header_block(struct str text);
/* Its first line holds "-----Original Message-----" or the like. */
bool quote_has_dashed_title(struct str text);
/* How many lines an attribution takes ("On ... wrote:") with which `text` begins, where all of it is known to be quoted; 0: it
 * begins with none. */
size_t quote_attribution(struct str text);

/* ">" in front, as often as it stands there, taken off. False, and *ret is the line, if there is none. */
bool quote_unmark(struct str line, struct str *ret);

#endif
