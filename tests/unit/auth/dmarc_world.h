/* What the DMARC tests share: names and a zone of a test's own. */
#ifndef OPENBEC_TESTS_UNIT_AUTH_DMARC_WORLD_H
#define OPENBEC_TESTS_UNIT_AUTH_DMARC_WORLD_H

#include <stdlib.h>

#include "auth/dmarc.h"
#include "support/zone.h"

struct dmarc_world {
	struct domain_lists *lists; /* lives on from row to row */
	struct arena arena;
	struct zone *zone;
	struct dns *dns;
};

static inline void dmarc_world_open(struct dmarc_world *world, const char *zone)
{
	if (!world->lists && domain_lists_load(NULL, &world->lists, NULL) < 0)
		abort();
	arena_init(&world->arena, 1 << 20);
	world->zone = zone_new(zone);
	world->dns = dns_new(zone_source(world->zone), 50, 100);
}

static inline void dmarc_world_close(struct dmarc_world *world)
{
	dns_free(world->dns);
	zone_free(world->zone);
	arena_done(&world->arena);
}

/* "": none. */
static inline struct domain dmarc_world_domain(struct dmarc_world *world, struct str name)
{
	struct domain domain;

	if (!domain_init(&world->arena, world->lists, name, &domain))
		abort();
	return domain;
}

#endif
