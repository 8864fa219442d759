/* How an element looks, as far as it decides whether a reader sees its text: inline CSS and the attributes
 * that HTML had before it. Style sheets aren't applied. */
#ifndef OPENBEC_MAIL_HTML_STYLE_H
#define OPENBEC_MAIL_HTML_STYLE_H

#include "mail/html_colour.h"

/* An element takes its parent's look and changes it. */
struct html_look {
	bool gone;      /* display:none, no room, off the page: nothing inside can come back */
	bool invisible; /* visibility:hidden; inside can come back */
	bool tiny;      /* font-size of 1px at most; inside can come back */
	bool plain;     /* not the look of a quotation: no border at the left */
	struct html_colour text, background;
};

struct html_look html_look_default(void); /* black on white */
/* One attribute of an element; names as they stand in the document. Others than style, hidden, color, bgcolor
 * change nothing. */
void html_look_attribute(struct html_look *look, struct str name, struct str value);
bool html_look_hides(const struct html_look *look);

#endif
