/* Whether the writer says anything himself: a message whose body is only a picture, or only a greeting, has no words that
 * phrases could be found in. */
#ifndef OPENBEC_TEXT_SHAPE_H
#define OPENBEC_TEXT_SHAPE_H

#include "base/str.h"

enum text_shape {
	SHAPE_WORDS,    /* it says something */
	SHAPE_GREETING, /* "Hi Ann," and nothing else, a name below it at most */
	SHAPE_EMPTY,    /* no letter and no digit */
};

/* Of the own text of the body (UTF-8), without subject and signature. */
enum text_shape text_shape_of(struct str own);

#endif
