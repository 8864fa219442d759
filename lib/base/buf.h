/* A text that grows up to a bound; what doesn't fit is cut and `cut` says so. Never fails
 * otherwise: without memory it is cut, too. */
#ifndef OPENBEC_BASE_BUF_H
#define OPENBEC_BASE_BUF_H

#include "base/str.h"

struct buf {
	char *p; /* NUL-terminated once anything was added; owned */
	size_t n, room, max;
	bool cut;
};

void buf_init(struct buf *buf, size_t max); /* max: bytes without the NUL */
void buf_done(struct buf *buf);
void buf_reset(struct buf *buf); /* empty again, memory kept */

void buf_add(struct buf *buf, struct str s);
void buf_addc(struct buf *buf, char c);
void buf_puts(struct buf *buf, const char *cstring);
void buf_printf(struct buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
struct str buf_str(const struct buf *buf);   /* borrowed until the next change */
const char *buf_cstr(const struct buf *buf); /* never NULL */

#endif
