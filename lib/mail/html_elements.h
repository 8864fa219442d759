/* What the names of elements, classes and ids mean for the page as text. */
#ifndef OPENBEC_MAIL_HTML_ELEMENTS_H
#define OPENBEC_MAIL_HTML_ELEMENTS_H

#include "base/str.h"

enum html_element {
	ELEMENT_BLOCK = 1, /* stands on lines of its own */
	ELEMENT_SKIP = 2,  /* its text isn't the page's */
	ELEMENT_CELL = 4,  /* its text stands apart from the neighbour's */
	ELEMENT_PRE = 8,
	ELEMENT_QUOTE = 16,
};

unsigned html_element_flags(struct str name); /* lower case; 0 for what only runs along */

/* What clients call the element around a quotation. A reader sees none of it, so it counts only if its text
 * begins as quotations do; `parent`: the quotation is what follows in the element around. */
struct html_quote_name {
	struct str name;
	bool parent;
};

/* The first that stands among the words of a class or id; NULL: none. */
const struct html_quote_name *html_quote_name_of(struct str words);

#endif
