/* The source that messages ask: the cache, else libunbound, started by the first question; and while no server answers, neither. */
#include "auth/resolver.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>

#include "auth/dns_answer.h"
#include "auth/resolver_query.h"
#include "base/auto.h"
#include "base/clock.h"

#define PASS_MS    1000 /* while down, one question may go so often */
#define RESTART_MS 5000 /* after libunbound couldn't be started */

/* Under the lock. False: `why_not` says why. */
static bool started(struct resolver *resolver)
{
	int64_t now_ms = clock_monotonic_ms();
	struct err err = { 0 };

	if (resolver->ctx)
		return true;
	if (resolver->why_not[0] && now_ms - resolver->start_failed_ms < RESTART_MS)
		return false;
	if (!resolver_start(resolver, &err))
		return true;
	resolver->start_failed_ms = now_ms;
	snprintf(resolver->why_not, sizeof resolver->why_not, "%.60s", err.text);
	return false;
}

/* Under the lock. While nobody answers, one question a second goes all the same, for the cache. NULL: it is under way. */
static const char *put(struct resolver *resolver, struct str name, enum dns_type type,
                       struct dns_question *question)
{
	int64_t now_ms = clock_monotonic_ms();

	if (!started(resolver))
		return resolver->why_not;
	if (!resolver->down)
		return resolver_pose(resolver, name, type, question) ? NULL : "no memory";
	if (now_ms - resolver->passed_ms >= PASS_MS) {
		resolver->passed_ms = now_ms;
		resolver_pose(resolver, name, type, NULL);
	}
	return "no DNS server answers";
}

static void resolver_ask(struct dns_source *source, struct str name, enum dns_type type,
                         struct dns_question *question)
{
	struct resolver *resolver = (struct resolver *)source;
	struct dns_answer *answer =
		dns_cache_get(resolver->cache, name, type, clock_monotonic_ms());
	const char *why;

	if (answer) {
		resolver->hits++;
		dns_answered(question, answer);
		return;
	}
	pthread_mutex_lock(&resolver->lock);
	why = put(resolver, name, type, question);
	answer = why ? dns_answer_failed(why) : NULL;
	pthread_mutex_unlock(&resolver->lock);
	if (!why)
		return;
	resolver->failed++;
	dns_answered(question, answer);
}

/* ---- its life ---- */

static int prepare(struct resolver *resolver, const struct resolver_options *options,
                   struct err *err)
{
	struct ub_ctx *ctx;
	int status = resolver_options_copy(&resolver->arena, options, &resolver->options, err);

	if (!status)
		status = resolver_context_new(&resolver->options, &ctx, err);
	if (status)
		return status;
	ub_ctx_delete(
		ctx); /* the programs fork before the first question: that one makes it anew */
	resolver->cache =
		dns_cache_new(options->cache_entries ? options->cache_entries : DNS_CACHE_ENTRIES);
	if (!resolver->cache)
		return err_memory(err);
	resolver->wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	return resolver->wake < 0 ? err_system(err, "eventfd") : 0;
}

int resolver_new(const struct resolver_options *options, struct resolver **ret, struct err *err)
{
	struct resolver *resolver = calloc(1, sizeof *resolver);
	int status;

	if (!resolver)
		return err_memory(err);
	resolver->source.ask = resolver_ask;
	resolver->wake = -1;
	resolver->answered_ms = clock_monotonic_ms();
	arena_init(&resolver->arena, (size_t)1 << 20);
	pthread_mutex_init(&resolver->lock, NULL);
	status = prepare(resolver, options, err);
	if (status)
		resolver_free(resolver);
	else
		*ret = resolver;
	return status;
}

void resolver_free(struct resolver *resolver)
{
	if (!resolver)
		return;
	if (resolver->ctx)
		resolver_stop(resolver);
	resolver_drop_all(resolver);
	dns_cache_free(resolver->cache);
	fd_done(&resolver->wake);
	pthread_mutex_destroy(&resolver->lock);
	arena_done(&resolver->arena);
	free(resolver);
}

struct dns_source *resolver_source(struct resolver *resolver)
{
	return &resolver->source;
}

void resolver_health(struct resolver *resolver, struct resolver_health *ret)
{
	ret->hits = resolver->hits;
	ret->asked = resolver->asked;
	ret->failed = resolver->failed;
	pthread_mutex_lock(&resolver->lock);
	ret->down = resolver->down;
	pthread_mutex_unlock(&resolver->lock);
}
