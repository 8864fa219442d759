/* One line a message, for the log: "QUEUEID: verdict=... score=... from=<...> rcpt=<...> indicators=...", or JSON. */
#ifndef OPENBEC_VERDICT_LOGLINE_H
#define OPENBEC_VERDICT_LOGLINE_H

#include "verdict/verdict.h"

/* Without a line end; nothing in it is unescaped. */
void logline_make(const struct verdict_options *options, const struct judgement *judgement,
                  struct buf *out);

#endif
