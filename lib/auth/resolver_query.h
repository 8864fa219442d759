/* Inside of the resolver: questions under way (resolver_query.c), the thread that waits for answers (resolver_thread.c). */
#ifndef OPENBEC_AUTH_RESOLVER_QUERY_H
#define OPENBEC_AUTH_RESOLVER_QUERY_H

#include <pthread.h>

#include "auth/dns_cache.h"
#include "auth/resolver_context.h"

#define RESOLVER_CLASS_IN 1

struct resolver_query {
	struct resolver_query *older, *newer;
	struct resolver *resolver;
	struct dns_question *question; /* NULL: nobody waits */
	int64_t asked_ms;
	int id; /* libunbound's */
	enum dns_type type;
	size_t n;
	char name[]; /* NUL-terminated */
};

struct resolver {
	struct dns_source source; /* first: a source's user hands it back */
	struct arena arena;       /* of the options */
	struct resolver_options options;
	struct dns_cache *cache;
	int wake; /* eventfd */
	_Atomic uint64_t hits, asked, failed;

	pthread_mutex_t lock; /* of all below */
	struct ub_ctx *ctx;   /* NULL: not started */
	pthread_t thread;
	bool stop;
	bool asleep; /* the thread waits for `wake`, without a time */
	int64_t start_failed_ms;
	char why_not[64];
	struct resolver_query *oldest, *newest;
	size_t under_way;
	int64_t answered_ms, probed_ms, passed_ms;
	bool down;
	unsigned probes;

	char room[RESOLVER_ROOM]; /* the thread's own */
};

/* All under the lock. */

/* Puts the question under way; `question` NULL: the answer is for the cache. False: it couldn't be, and nobody was told. */
bool resolver_pose(struct resolver *resolver, struct str name, enum dns_type type,
                   struct dns_question *question);
/* From time to time: gives up what waits too long, and finds out whether anybody is there. */
void resolver_look(struct resolver *resolver);
/* Answers all that is under way with a failure; libunbound must be gone. */
void resolver_drop_all(struct resolver *resolver);

/* Makes the context and its threads. */
int resolver_start(struct resolver *resolver, struct err *err);
/* Ends them; not under the lock. */
void resolver_stop(struct resolver *resolver);

#endif
