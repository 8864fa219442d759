/* Who we are: own domains, networks, relays, protected persons, partners, the admin's lists. Built once from the
 * configuration, immutable after; the daemon swaps whole sites on reload. */
#ifndef OPENBEC_SITE_SITE_H
#define OPENBEC_SITE_SITE_H

#include "base/keyed.h"
#include "mail/message.h"
#include "party/lookalike_index.h"
#include "party/person.h"

struct site_person {                  /* somebody worth impersonating */
	struct str name;              /* as configured */
	struct person_name *spelling; /* the name and its aliases */
	size_t spellings;
	struct address *address; /* which the person really uses */
	size_t addresses;
};

struct site_partner {
	struct domain domain;
	struct str comment;
};

struct site {
	const struct domain_lists *domains;
	const struct nicknames *nicknames; /* NULL: none */
	struct hop_policy hops;            /* networks, relays, own host names and domains */
	struct domain *local;              /* local-domains; subdomains included */
	size_t locals;
	struct site_person *person;
	size_t persons;
	struct site_partner *partner;
	size_t partners;
	/* Whom a stranger may look like: local, then the partners' domains (site_index). */
	struct domain *known;
	struct lookalike_index lookalikes;
	struct str recipient_delimiters; /* "+" */
	struct str host;                 /* authserv-id: who we are in headers and the log */
	struct site_key key;
};

/* Fills `known` and `lookalikes`, in the arena, once all else is there. ERR_MEMORY is the only error. */
int site_index(struct arena *arena, struct site *site, struct err *err);

bool site_is_local(const struct site *site, struct domain domain);
/* The person whom a display name shows, best match first; NULL: none. *ret_strength is person_match()'s. */
const struct site_person *site_person_shown(const struct site *site,
                                            const struct person_name *shown, double *ret_strength);
/* Whether the address is one that the person really uses. */
bool site_person_has(const struct site_person *person, struct address address);

#endif
