/* The client's names that its own addresses confirm (RFC 7208 §5.5), for `ptr` and %{p}. */
#ifndef OPENBEC_AUTH_SPF_NAMES_H
#define OPENBEC_AUTH_SPF_NAMES_H

#include "auth/dns.h"
#include "party/network.h"

#define SPF_PTR_MAX 10 /* RFC 7208 §4.6.4: more names are ignored */

struct spf_names {
	bool asked;                   /* found out already: once a message is enough */
	bool is_void;                 /* the client has no names at all, confirmed or not */
	struct str name[SPF_PTR_MAX]; /* borrowed from the dns */
	size_t n;
};

void spf_names_find(struct dns *dns, struct ip client, struct spf_names *names);

/* The first that is `domain` or below it; {NULL, 0} if none is. */
struct str spf_names_under(const struct spf_names *names, struct str domain);
/* What %{p} stands for (§7.3): `domain` itself, else one below it, else any, else "unknown". */
struct str spf_names_closest(const struct spf_names *names, struct str domain);

#endif
