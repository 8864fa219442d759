/* Lists of tag=value, the form of DKIM signatures and keys, DMARC records and ARC fields (RFC 6376 §3.2). Strict: a list that
 * isn't well-formed as a whole gives nothing at all, since two readers would read it as two things. */
#ifndef OPENBEC_AUTH_TAGS_H
#define OPENBEC_AUTH_TAGS_H

#include "base/str.h"

#define TAGS_MAX 40 /* of a list; one with more is refused */

struct tag {
	struct str name; /* letters, digits, "_"; names are case-sensitive */
	struct str
		value; /* blanks and folds off its ends, those inside kept; printable ASCII; may be empty */
};

struct tags { /* borrowed from the text, in its order */
	struct tag tag[TAGS_MAX];
	size_t n;
};

/* False if the text is no tag list; `why` (may be NULL) then says it in a few words. The same name twice makes it none, too. */
bool tags_parse(struct str text, struct tags *ret, const char **why);

/* A tag's value; {NULL, 0} if there is no such tag, an empty value has a pointer. */
struct str tags_value(const struct tags *tags, const char *name);

/* The value without the blanks and folds inside, for base64 and names: `max` bytes at most and a NUL behind them to `ret`.
 * False if it is longer. */
bool tags_compact(struct str value, char *ret, size_t max);

/* The value's base64 (RFC 4648, padded; blanks inside skipped) decoded: the bytes, `room` at most and TAGS_BASE64_MAX; 0 if it
 * is none, empty or longer. */
#define TAGS_BASE64_MAX 1536
size_t tags_base64(struct str value, unsigned char *ret, size_t room);

#endif
