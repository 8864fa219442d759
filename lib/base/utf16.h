/* Text as ICU's functions want it, on its way through them: short ones on the stack, longer ones on
 * the heap, so that a message's arena keeps results only. For the files of this folder that include
 * ICU. */
#ifndef OPENBEC_BASE_UTF16_H
#define OPENBEC_BASE_UTF16_H

#include <unicode/utypes.h>

#include "base/arena.h"

#define UTF16_NEAR 256
#define UTF16_BYTES_MAX                                                                            \
	((size_t)INT32_MAX / 32) /* of UTF-8: what it can grow to has a length, too */

struct utf16 {
	UChar *p;  /* `near`, or owned */
	int32_t n; /* in UChar */
	int32_t room;
	UChar near[UTF16_NEAR];
};

void utf16_init(struct utf16 *text);
void utf16_done(struct utf16 *text);
bool utf16_reserve(struct utf16 *text, int32_t room); /* what it held is lost */
/* As UTF-8 in the arena, lone surrogates as U+FFFD; {NULL, 0} without memory. */
struct str utf16_str(const struct utf16 *text, struct arena *arena);

/* Lets one of ICU's functions write to `to`, once more if it asks for more room. */
bool utf16_apply(const struct utf16 *from,
                 int32_t (*change)(const UChar *from, int32_t n, UChar *to, int32_t room,
                                   UErrorCode *status),
                 struct utf16 *to);

#endif
