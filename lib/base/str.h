/* Counted, borrowed strings: mail may hold any byte, NUL included. A str lives as long as what it
 * was cut from, mostly the message's arena. Nothing here allocates; letters are ASCII letters. */
#ifndef OPENBEC_BASE_STR_H
#define OPENBEC_BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct str {
	const char *p; /* may be NULL where n is 0 */
	size_t n;
};

#define STR_FMT    "%.*s"
#define STR_ARG(s) (int)(s).n, (s).n ? (s).p : ""
/* A literal as a constant expression, for tables. */
#define STR(literal)                                                                               \
	{                                                                                          \
		(literal), sizeof(literal) - 1                                                     \
	}

static inline struct str str_of(const char *cstring) /* NULL gives the empty str */
{
	return (struct str){ cstring, cstring ? strlen(cstring) : 0 };
}

static inline struct str str_make(const char *p, size_t n)
{
	return (struct str){ p, n };
}

bool str_eq(struct str a, struct str b);
bool str_ieq(struct str a, struct str b); /* without regard to case */
int str_cmp(struct str a, struct str b);  /* by bytes, like memcmp */
bool str_starts(struct str s, struct str prefix);
bool str_istarts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_iends(struct str s, struct str suffix);
struct str str_trim(struct str s); /* blanks, tabs, CR, LF off both ends */
struct str str_sub(struct str s, size_t from, size_t length); /* clamped to s */
size_t str_find(struct str s, struct str needle);             /* SIZE_MAX if not there */
size_t str_ifind(struct str s, struct str needle);
size_t str_chr(struct str s, char c);  /* first; SIZE_MAX if not there */
size_t str_rchr(struct str s, char c); /* last */

/* Cuts `*rest` at the first `sep`: gives what stands before it and leaves what stands behind.
 * Without a sep gives all and leaves {NULL, 0}; false once *rest is {NULL, 0}. */
bool str_cut(struct str *rest, char sep, struct str *ret);
/* The same for lines: ends at LF, a CR before it goes too. */
bool str_line(struct str *rest, struct str *ret);

/* A decimal number that fills the whole of s, 0..max; false otherwise. */
bool str_number(struct str s, uint64_t max, uint64_t *ret);

/* The owned copies that some libraries want; NULL without memory. A NUL inside cuts the copy. */
char *str_dup(struct str s);

#endif
