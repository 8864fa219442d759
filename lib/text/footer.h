/* Where the legal footer of a text stands: "This e-mail and any attachments are confidential and intended solely for ...".
 * It asks for secrecy, speaks of lawyers and presses to call in every honest company's mail. */
#ifndef OPENBEC_TEXT_FOOTER_H
#define OPENBEC_TEXT_FOOTER_H

#include "text/normal.h"
#include "text/phrases.h"

#define FOOTERS_MAX 8 /* of a text; a thread repeats them */

struct footers {
	struct {
		size_t from, to; /* bytes of the normalised text, whole sentences */
	} v[FOOTERS_MAX];
	size_t n;
};

/* Two different marks of the table near each other make a footer. Allocates nothing; time grows with the text. */
void footers_find(const struct normal *text, struct footers *ret);
/* Whether that intent means nothing there. Money, data and channels asked for in a footer are asked for: anybody can write
 * the lawyers' words around them. */
bool footers_excuse(const struct footers *footers, enum intent intent, size_t at);

#endif
