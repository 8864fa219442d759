/* The body as libopendkim wants it, whatever the pieces it came in: every line ends in CRLF, the last one, too. */
#ifndef OPENBEC_AUTH_DKIM_LINES_H
#define OPENBEC_AUTH_DKIM_LINES_H

#include "base/str.h"

struct dkim_lines {
	void (*take)(void *context, struct str piece); /* never empty */
	void *context;
	bool bare_cr;  /* there was a CR that no LF followed */
	bool after_cr; /* the last byte that came was CR */
	bool in_line;  /* the last byte that came ended no line */
};

void dkim_lines_feed(struct dkim_lines *lines, struct str chunk);
void dkim_lines_end(struct dkim_lines *lines);

/* How long the body is once canonicalised (RFC 6376 §3.4.3, 3.4.4): what l= is compared with, to see whether anything stands
 * behind it. Fed with what `take` gets. */
struct dkim_length {
	uint64_t simple, relaxed; /* with every line so far that isn't at the end and empty */
	uint64_t line_simple,
		line_relaxed; /* the line that is coming in, and empty ones in front of it */
	bool blank;           /* blanks that count as one if something follows */
	bool text_simple, text_relaxed; /* the line isn't empty */
	bool cr;
};

void dkim_length_feed(struct dkim_length *length, struct str piece);
uint64_t dkim_length_of(const struct dkim_length *length, bool relaxed);

#endif
