/* Macro strings of SPF records (RFC 7208 §7): "%{ir}.%{v}._spf.%{d2}". Their syntax, and what
 * they stand for. libspf2 never sees one: the fix of its macro expansion (CVE-2023-42118) is
 * missing in Debian's version. */
#ifndef OPENBEC_AUTH_SPF_MACRO_H
#define OPENBEC_AUTH_SPF_MACRO_H

#include "base/arena.h"
#include "party/network.h"

#define SPF_NAME_MAX 253 /* of an expanded name: more is cut off its left */
#define SPF_SENDER_MAX                                                                             \
	512 /* bytes of a sender or a HELO that are looked at; longer ones are none */

/* What the letters stand for. */
struct spf_scope {
	struct str sender;        /* s: local@domain */
	struct str local;         /* l */
	struct str sender_domain; /* o */
	struct str domain;        /* d: whose record is evaluated */
	struct str helo;          /* h */
	struct str name;          /* p: the client's validated name, or "unknown" */
	struct ip client;         /* i, v */
};

/* A macro-string: visible ASCII, well-formed macros. The letters c, r, t belong in explanations
 * only. */
bool spf_macro_valid(struct str text);
/* A domain-spec: a macro-string without c, r, t that ends in a macro or in "." and a top-level
 * label. */
bool spf_macro_is_domain(struct str text);
bool spf_macro_uses(struct str text, char letter);

/* The name that a valid domain-spec stands for: lower case, without trailing dot. Empty if no
 * name comes out that the DNS could hold for its length alone; {NULL, 0} without memory. */
struct str spf_macro_expand(struct arena *arena, struct str text, const struct spf_scope *scope);

#endif
