/* Colours and numbers of CSS. */
#ifndef OPENBEC_MAIL_HTML_COLOUR_H
#define OPENBEC_MAIL_HTML_COLOUR_H

#include "base/str.h"

struct html_colour {
	bool known;
	bool transparent;
	unsigned char rgb[3];
};

struct html_colour html_colour_parse(struct str s); /* not known if it is none */
bool html_colour_same(struct html_colour a,
                      struct html_colour b); /* too near to read one on the other */

/* A number at the start of s, sign and fraction included; what stands behind it goes to `*unit`. False if there
 * is none. */
bool html_number(struct str s, double *number, struct str *unit);

#endif
