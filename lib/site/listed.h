/* Protected persons and partners that an admin enters with becctl stand in the store, so that all exchangers know them without a
 * reload. They count like configured ones: whoever judges takes a site of both. It is read anew once a minute by whoever comes
 * first then, and built once for all; nobody waits for that but the very first. Thread-safe. */
#ifndef OPENBEC_SITE_LISTED_H
#define OPENBEC_SITE_LISTED_H

#include "site/site.h"
#include "store/store.h"

#define LISTED_EVERY_MS ((int64_t)60 * 1000)

struct site_listed; /* the configured site, and the newest one of both */

/* What is configured must outlive it. NULL without memory. */
struct site_listed *site_listed_new(const struct site *configured,
                                    const struct domain_lists *domains);
void site_listed_free(
	struct site_listed *listed); /* takes NULL; what was taken stays until it is given back */

struct site_both {
	struct site site;
	struct arena arena; /* what was read; the rest is the configuration's */
	_Atomic unsigned references;
};
/* The site at `now_s`, a minute old at most; what has expired by then is left out. NULL: only what is configured counts, because nothing
 * else is entered, or the store can't be read. To be given back. */
struct site_both *site_listed_take(struct site_listed *listed, struct store *store, int64_t now_s);
void site_listed_give(struct site_both *both); /* takes NULL */

#endif
