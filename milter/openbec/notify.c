#include "openbec/notify.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/str.h"

void notify_send(const char *state)
{
	const char *path = getenv("NOTIFY_SOCKET");
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	size_t n = path ? strlen(path) : 0;
	int fd;

	if (n < 2 || n >= sizeof address.sun_path || (*path != '/' && *path != '@'))
		return;
	memcpy(address.sun_path, path, n);
	if (*path == '@') /* an abstract name begins with a NUL */
		address.sun_path[0] = '\0';
	fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return;
	/* systemd that doesn't listen is no reason to stop */
	(void)!sendto(fd, state, strlen(state), MSG_NOSIGNAL | MSG_DONTWAIT,
	              (struct sockaddr *)&address,
	              (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n));
	close(fd);
}

struct watchdog {
	struct daemon *daemon;
	int64_t limit_ms; /* WATCHDOG_USEC */
};

static bool hangs(const struct watchdog *watchdog, int64_t *ret_overdue_ms)
{
	struct daemon *daemon = watchdog->daemon;

	daemon_messages(daemon); /* doesn't come back where the daemon's lock hangs */
	*ret_overdue_ms = inwork_overdue_ms(daemon->inwork, clock_monotonic_ms());
	return *ret_overdue_ms > watchdog->limit_ms;
}

static void *watch(void *context)
{
	const struct watchdog *watchdog = context;
	int64_t period_ms = watchdog->limit_ms / 2, overdue_ms;
	const struct timespec pause = { period_ms / 1000, period_ms % 1000 * 1000000 };
	bool told = false;

	for (;;) {
		bool hung = hangs(watchdog, &overdue_ms);

		if (!hung)
			notify_send("WATCHDOG=1");
		else if (!told)
			log_write(&watchdog->daemon->log, LOG_CRIT,
			          "a message should have been answered %lld ms ago: openbec hangs, "
			          "and waits to be restarted",
			          (long long)overdue_ms);
		told = hung;
		nanosleep(&pause, NULL);
	}
	return NULL;
}

bool notify_watchdog_start(struct daemon *daemon)
{
	static struct watchdog watchdog; /* for as long as the process lives */
	uint64_t limit_us;
	pthread_t thread;

	if (!str_number(str_of(getenv("WATCHDOG_USEC")), INT64_MAX, &limit_us) || limit_us < 2000)
		return true;
	watchdog = (struct watchdog){ daemon, (int64_t)(limit_us / 1000) };
	if (pthread_create(&thread, NULL, watch, &watchdog) != 0)
		return false;
	pthread_detach(thread);
	return true;
}
