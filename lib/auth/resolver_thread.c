/* The thread that waits for libunbound's answers. While nothing is under way it sleeps without a time; else it looks at the
 * list four times a second. */
#include "auth/resolver_query.h"

#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>

#define LOOK_MS 250

static void *run(void *argument)
{
	struct resolver *resolver = argument;
	struct pollfd fds[] = { { .fd = ub_fd(resolver->ctx), .events = POLLIN },
		                { .fd = resolver->wake, .events = POLLIN } };
	int wait_ms = LOOK_MS;

	for (;;) {
		int ready = poll(fds, 2, wait_ms);
		eventfd_t unused;

		if (ready > 0 && fds[1].revents)
			eventfd_read(resolver->wake, &unused);
		if (ready > 0 && fds[0].revents)
			ub_process(resolver->ctx);
		pthread_mutex_lock(&resolver->lock);
		if (resolver->stop)
			break;
		resolver_look(resolver);
		resolver->asleep = ready == 0 && resolver->under_way == 0 && !resolver->down;
		wait_ms = resolver->asleep ? -1 : LOOK_MS;
		pthread_mutex_unlock(&resolver->lock);
	}
	pthread_mutex_unlock(&resolver->lock);
	return NULL;
}

static void nothing(void *argument, int error, struct ub_result *result)
{
	(void)argument;
	(void)error;
	ub_resolve_free(result);
}

static int start_threads(struct resolver *resolver, struct ub_ctx *ctx, struct err *err)
{
	sigset_t all, before;
	int error;

	sigfillset(&all);
	pthread_sigmask(SIG_BLOCK, &all,
	                &before); /* signals are the program's, not these threads' */
	/* libunbound makes its thread for the first question. This one it answers itself (RFC 6761 §6.3). */
	error = ub_resolve_async(ctx, "localhost", DNS_A, RESOLVER_CLASS_IN, NULL, nothing, NULL);
	if (!error) {
		resolver->ctx = ctx;
		error = pthread_create(&resolver->thread, NULL, run, resolver);
	}
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	if (error)
		resolver->ctx = NULL;
	return error ? err_set(err, ERR_SYSTEM, "no thread for DNS") : 0;
}

int resolver_start(struct resolver *resolver, struct err *err)
{
	struct ub_ctx *ctx = NULL;
	int status = resolver_context_new(&resolver->options, &ctx, err);

	if (!status)
		status = start_threads(resolver, ctx, err);
	if (status)
		ub_ctx_delete(ctx);
	return status;
}

void resolver_stop(struct resolver *resolver)
{
	pthread_mutex_lock(&resolver->lock);
	resolver->stop = true;
	pthread_mutex_unlock(&resolver->lock);
	eventfd_write(resolver->wake, 1);
	pthread_join(resolver->thread, NULL);
	ub_ctx_delete(resolver->ctx); /* from here on nothing is answered */
}
