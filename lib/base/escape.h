/* Nothing from a message reaches a header, a log, a terminal unescaped. Each writes to `out`, at
 * most `max` bytes of it (a cut ends in "..."), and takes any bytes. */
#ifndef OPENBEC_BASE_ESCAPE_H
#define OPENBEC_BASE_ESCAPE_H

#include "base/buf.h"

/* Log: UTF-8 kept, control characters, line and paragraph separators, bidi controls and invalid
 * bytes as \xNN or \u{N}; backslash doubled. */
void escape_log(struct buf *out, struct str s, size_t max);
/* Header: printable ASCII only, everything else as "?"; no comment or quote characters of RFC 8601
 * (parentheses, quotes, backslash, semicolon) either. */
void escape_header(struct buf *out, struct str s, size_t max);
/* Terminal: as for the log, but backslashes stay single, line ends and tabs become a blank. */
void escape_terminal(struct buf *out, struct str s, size_t max);

#endif
