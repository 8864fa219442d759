#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

void buf_init(struct buf *buf, size_t max)
{
	*buf = (struct buf){ .max = max };
}

void buf_done(struct buf *buf)
{
	free(buf->p);
	*buf = (struct buf){ 0 };
}

void buf_reset(struct buf *buf)
{
	buf->n = 0;
	buf->cut = false;
	if (buf->p)
		buf->p[0] = '\0';
}

/* Makes room for `more` bytes and the NUL; gives how many of them fit. */
static size_t make_room(struct buf *buf, size_t more)
{
	size_t left = buf->cut ? 0 : buf->max - buf->n, room = buf->room ? buf->room : 64;
	char *grown;

	if (more > left) {
		more = left;
		buf->cut = true;
	}
	if (buf->p && buf->n + more < buf->room)
		return more;
	while (room <= buf->n + more)
		room *= 2;
	grown = realloc(buf->p, room);
	if (!grown) {
		buf->cut = true;
		return 0;
	}
	buf->p = grown;
	buf->room = room;
	return more;
}

void buf_add(struct buf *buf, struct str s)
{
	size_t n = make_room(buf, s.n);

	if (!buf->p)
		return;
	if (n)
		memcpy(buf->p + buf->n, s.p, n);
	buf->n += n;
	buf->p[buf->n] = '\0';
}

void buf_addc(struct buf *buf, char c)
{
	buf_add(buf, str_make(&c, 1));
}

void buf_puts(struct buf *buf, const char *cstring)
{
	buf_add(buf, str_of(cstring));
}

void buf_printf(struct buf *buf, const char *format, ...)
{
	va_list args;
	size_t fits;
	int n;

	va_start(args, format);
	n = vsnprintf(NULL, 0, format, args);
	va_end(args);
	fits = n > 0 ? make_room(buf, (size_t)n) : 0;
	if (fits == 0)
		return;
	va_start(args, format);
	vsnprintf(buf->p + buf->n, fits + 1, format, args);
	va_end(args);
	buf->n += fits;
}

struct str buf_str(const struct buf *buf)
{
	return str_make(buf_cstr(buf), buf->n);
}

const char *buf_cstr(const struct buf *buf)
{
	return buf->p ? buf->p : "";
}
