/* Makes HTML fit for a parser whose time grows with the square of a tag's attributes: long tags lose the
 * attributes beyond a bound, comments and NUL bytes go (readers don't show them, the parser stumbles over
 * them), and the whole is bounded. */
#ifndef OPENBEC_MAIL_HTML_GUARD_H
#define OPENBEC_MAIL_HTML_GUARD_H

#include "base/buf.h"

#define HTML_TAG_MAX  ((size_t)16 << 10)
#define HTML_SIZE_MAX ((size_t)1 << 20)

/* Adds the harmless form of `html` to `out` (initialised with HTML_SIZE_MAX at least), HTML_SIZE_MAX bytes at
 * most. True if something that a reader would see was cut. */
bool html_guard(struct str html, struct buf *out);

/* The text between the tags, entities as written: for what the parser refused to go into. `html` begins
 * inside a tag. */
void html_strip_tags(struct str html, struct buf *out);

#endif
