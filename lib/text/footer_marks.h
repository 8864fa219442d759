/* The lawyers' words, for text/footer. */
#ifndef OPENBEC_TEXT_FOOTER_MARKS_H
#define OPENBEC_TEXT_FOOTER_MARKS_H

#include "base/str.h"

/* As text/normal leaves them: whole words; four bytes at least. */
extern const struct str footer_marks[];
extern const size_t footer_marks_n;

#endif
