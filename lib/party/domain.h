/* Domain names: compared as lower-case A-labels without a trailing dot; the organisation that
 * registered one by the Public Suffix List (libpsl); and the lists of domains that many
 * strangers share. */
#ifndef OPENBEC_PARTY_DOMAIN_H
#define OPENBEC_PARTY_DOMAIN_H

#include "base/arena.h"
#include "base/err.h"

enum {
	DOMAIN_FREEMAIL = 1, /* anybody gets an address there: gmail.com */
	/* No one organisation writes from it: free mail, providers' defaults (onmicrosoft.com). */
	DOMAIN_SHARED = 2,
	/* Strangers write through one address: invoicing, e-signature, tickets, rewriting lists. */
	DOMAIN_PLATFORM = 4,
	DOMAIN_LITERAL = 8, /* an address literal, or no name that the DNS could hold */
	DOMAIN_SUFFIX = 16, /* a public suffix itself (co.uk, github.io), or a single label */
};

struct domain {
	struct str name; /* A-labels, lower case, no trailing dot; {NULL, 0}: none */
	struct str org;  /* the registered domain; the name itself if it is a suffix or a literal */
	unsigned flags;
};

struct domain_lists; /* the suffix list, and the lists of free mail, shared and platform domains */

/* The shipped lists, and for each folder name that isn't NULL the admin's additions
 * "freemail.domains", "shared.domains", "platform.domains" there (a line a domain, subdomains
 * included; missing files are none). */
int domain_lists_load(const char *folder, struct domain_lists **ret, struct err *err);
void domain_lists_free(struct domain_lists *lists);

/* A name as a message writes it, U-labels or A-labels. False without memory only: what is no
 * domain name comes as DOMAIN_LITERAL, lower case, so that it can be shown and compared. */
bool domain_init(struct arena *arena, const struct domain_lists *lists, struct str written,
                 struct domain *ret);

bool domain_eq(struct domain a, struct domain b);       /* never true for none */
bool domain_same_org(struct domain a, struct domain b); /* never true for none */
/* Equal or a subdomain; both as in struct domain. */
bool domain_is_under(struct str name, struct str parent);

/* The label that people read as the organisation's name: "acme" of mail.acme.co.uk; the whole
 * for literals. */
struct str domain_label(struct domain domain);

#endif
