/* Questions go to libunbound from the thread that asks; answers come back in one thread of ours, which poll()s for them
 * (resolver_thread.c). Each question under way stands in a list, in the order of asking, until it is answered, or has waited so
 * long that nobody does any more, or too many wait: then the oldest gives way. Messages have their own, shorter deadlines
 * (dns.c); an answer that is too late for its message is in time for the cache.
 *
 * Is the server silent, or only the one whose names are asked for? A sender chooses names, and may run a server that never
 * answers: that must not make us believe that there is no DNS. So when nothing has been answered for a while, we ask for a name
 * of our own, which any server answers (RFC 6761 §6.4: .invalid doesn't exist, and servers know that by themselves). If that
 * isn't answered either, the server is down: questions fail at once. The look for it goes on, and once a second one of the
 * questions is asked nevertheless, its message not waiting for it. Any answer ends that. */
#include "auth/resolver_query.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "auth/dns_answer.h"
#include "base/clock.h"

#define UNDER_WAY_MAX 2048
#define GIVE_UP_MS    20000 /* of several servers each is asked for 6 s */
#define SILENCE_MS    1500  /* without any answer: time to look whether somebody is there */
#define PROBE_MS      2000  /* what the look may take, and how often there is one */

/* ---- the list, under the lock ---- */

static void append(struct resolver *resolver, struct resolver_query *query)
{
	query->older = resolver->newest;
	if (resolver->newest)
		resolver->newest->newer = query;
	else
		resolver->oldest = query;
	resolver->newest = query;
	resolver->under_way++;
}

static void take_out(struct resolver *resolver, struct resolver_query *query)
{
	if (query->older)
		query->older->newer = query->newer;
	else
		resolver->oldest = query->newer;
	if (query->newer)
		query->newer->older = query->older;
	else
		resolver->newest = query->older;
	resolver->under_way--;
}

static void finish(struct resolver_query *query, struct dns_answer *answer)
{
	if (!answer || answer->status == DNS_FAILED)
		query->resolver->failed++;
	if (query->question)
		dns_answered(query->question, answer);
	else
		dns_answer_unref(answer);
	free(query);
}

/* If libunbound has already begun to answer it, that ends it. */
static void give_up(struct resolver *resolver, struct resolver_query *query, const char *why)
{
	if (ub_cancel(resolver->ctx, query->id))
		return;
	take_out(resolver, query);
	finish(query, dns_answer_failed(why));
}

/* ---- answers, in our thread ---- */

static void came(void *argument, int error, struct ub_result *result)
{
	struct resolver_query *query = argument;
	struct resolver *resolver = query->resolver;
	struct dns_answer *answer = resolver_answer(error, result, query->type, resolver->room);
	int64_t now_ms = clock_monotonic_ms();

	ub_resolve_free(result);
	if (answer)
		dns_cache_put(resolver->cache, str_make(query->name, query->n), query->type, answer,
		              now_ms);
	pthread_mutex_lock(&resolver->lock);
	take_out(resolver, query);
	if (answer && answer->status != DNS_FAILED) {
		resolver->answered_ms = now_ms;
		resolver->down = false;
	}
	pthread_mutex_unlock(&resolver->lock);
	finish(query, answer);
}

/* ---- questions, under the lock ---- */

/* libunbound reads a name with escapes: a backslash stands for itself only as \\. */
static const char *escaped(struct str name, char ret[2 * DNS_NAME_MAX + 1])
{
	size_t n = 0;

	for (size_t i = 0; i < name.n; i++) {
		if (name.p[i] == '\\')
			ret[n++] = '\\';
		ret[n++] = name.p[i];
	}
	ret[n] = '\0';
	return ret;
}

bool resolver_pose(struct resolver *resolver, struct str name, enum dns_type type,
                   struct dns_question *question)
{
	struct resolver_query *query = calloc(1, sizeof *query + name.n + 1);
	char text[2 * DNS_NAME_MAX + 1];

	if (!query)
		return false;
	query->resolver = resolver;
	query->question = question;
	query->asked_ms = clock_monotonic_ms();
	query->type = type;
	query->n = name.n;
	memcpy(query->name, name.p, name.n);
	if (resolver->oldest && resolver->under_way >= UNDER_WAY_MAX)
		give_up(resolver, resolver->oldest, "too many questions");
	append(resolver, query);
	if (ub_resolve_async(resolver->ctx, escaped(name, text), (int)type, RESOLVER_CLASS_IN,
	                     query, came, &query->id)) {
		take_out(resolver, query);
		free(query);
		return false;
	}
	resolver->asked++;
	if (resolver->asleep) {
		resolver->asleep = false;
		eventfd_write(resolver->wake, 1);
	}
	return true;
}

/* ---- is anybody there ---- */

static void probe(struct resolver *resolver, int64_t now_ms)
{
	char name[32]; /* one that no cache has */
	int n = snprintf(name, sizeof name, "openbec-%u.invalid", resolver->probes++);

	resolver->probed_ms = now_ms;
	resolver_pose(resolver, str_make(name, (size_t)n), DNS_A, NULL);
}

/* The oldest question that was asked after the last answer came. */
static const struct resolver_query *unheard(const struct resolver *resolver)
{
	const struct resolver_query *query = resolver->oldest;

	while (query && query->asked_ms < resolver->answered_ms)
		query = query->newer;
	return query;
}

void resolver_look(struct resolver *resolver)
{
	int64_t now_ms = clock_monotonic_ms();
	const struct resolver_query *query;
	bool silent;

	while (resolver->oldest && now_ms - resolver->oldest->asked_ms > GIVE_UP_MS) {
		const struct resolver_query *oldest = resolver->oldest;

		give_up(resolver, resolver->oldest, "timed out");
		if (resolver->oldest == oldest)
			break; /* its answer is just coming */
	}
	query = unheard(resolver);
	silent = query && now_ms - query->asked_ms >= SILENCE_MS;
	if ((!silent && !resolver->down) || now_ms - resolver->probed_ms < PROBE_MS)
		return;
	if (silent && resolver->probed_ms > resolver->answered_ms &&
	    resolver->probed_ms >= query->asked_ms)
		resolver->down = true;
	probe(resolver, now_ms);
}

void resolver_drop_all(struct resolver *resolver)
{
	while (resolver->oldest) {
		struct resolver_query *query = resolver->oldest;

		take_out(resolver, query);
		finish(query, dns_answer_failed("stopped"));
	}
}
