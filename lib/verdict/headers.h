/* The X-BEC-* header fields (DESIGN §6). They hold ids and safe sentences, never a third party's address or history. */
#ifndef OPENBEC_VERDICT_HEADERS_H
#define OPENBEC_VERDICT_HEADERS_H

#include "verdict/verdict.h"

#define HEADERS_MAX 8
struct header {
	const char *name;
	bool on_top;      /* a trace field: above all others */
	struct str value; /* folded with "\n\t", NUL-terminated; lines under 998 bytes */
};
struct headers {
	struct header v[HEADERS_MAX];
	size_t n;
};

/* None for outbound mail. False without memory only. */
bool headers_make(const struct verdict_options *options, const struct judgement *judgement,
                  struct arena *arena, struct headers *ret);
/* The Subject with the tag in front, encoded as the original was; {NULL, 0} if it stands there already. */
struct str headers_tagged_subject(const struct verdict_options *options, const struct mail *mail,
                                  struct arena *arena);

#endif
