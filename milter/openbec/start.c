#include "openbec/start.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/socket.h>
#include <sysexits.h>

#include "base/auto.h"
#include "base/str.h"

#define LISTENER_MAX 64 /* it is among the first that the process opens */

/* "/run/x" of "unix:/run/x", "local:/run/x", "/run/x"; NULL for inet sockets. */
static const char *unix_path(const char *socket)
{
	if (strncmp(socket, "unix:", 5) == 0)
		return socket + 5;
	if (strncmp(socket, "local:", 6) == 0)
		return socket + 6;
	return strchr(socket, ':') ? NULL : socket;
}

int start_lock_socket(const char *socket, struct err *err)
{
	const char *path = unix_path(socket);
	char lock[4096];
	int fd;

	if (!path)
		return 0;
	snprintf(lock, sizeof lock, "%s.lock", path);
	fd = open(lock, O_RDWR | O_CREAT | O_CLOEXEC,
	          0600); /* stays open: the lock is the process's */
	if (fd < 0)
		return err_system(err, "can't make the socket's lock %s", lock);
	if (flock(fd, LOCK_EX | LOCK_NB) == 0)
		return 0;
	close(fd);
	return err_set(err, ERR_SYSTEM,
	               "another openbec serves %s (it holds %s); stop it or choose another socket",
	               path, lock);
}

static bool is_inet_listener(int fd)
{
	int family = 0, listens = 0;
	socklen_t size = sizeof family;

	if (getsockopt(fd, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0 ||
	    getsockopt(fd, SOL_SOCKET, SO_ACCEPTCONN, &listens, &size) != 0)
		return false;
	return listens && (family == AF_INET || family == AF_INET6);
}

void start_no_delay(void)
{
	const int on = 1;

	for (int fd = 3; fd < LISTENER_MAX; fd++) {
		if (is_inet_listener(fd))
			setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
	}
}

int start_write_pid(const char *path, struct err *err)
{
	AUTO(file_done) FILE *file = fopen(path, "we");

	if (!file || fprintf(file, "%ld\n", (long)getpid()) < 0 || fflush(file) != 0)
		return err_system(err, "can't write the PID file %s", path);
	return 0;
}

int start_become(const char *user, struct err *err)
{
	AUTO(free_done) char *name = strdup(user);
	char *group = name ? strchr(name, ':') : NULL;
	struct passwd *passwd;
	struct group *named = NULL;
	gid_t gid;

	if (!name)
		return err_memory(err);
	if (group)
		*group++ = '\0';
	passwd = getpwnam(name);
	if (!passwd)
		return err_set(err, ERR_CONFIG, "-u %s: there is no user %s", user, name);
	if (group && !(named = getgrnam(group)))
		return err_set(err, ERR_CONFIG, "-u %s: there is no group %s", user, group);
	gid = named ? named->gr_gid : passwd->pw_gid;
	if (initgroups(name, gid) || setgid(gid) || setuid(passwd->pw_uid))
		return err_system(err, "can't become %s", user);
	return 0;
}

int start_in_background(int *ret_report, struct err *err)
{
	int ends[2], status = EX_SOFTWARE;
	char sentence[600];
	ssize_t n;
	pid_t pid;

	if (pipe2(ends, O_CLOEXEC) != 0)
		return err_system(err, "can't make a pipe");
	pid = fork();
	if (pid < 0)
		return err_system(err, "can't fork");
	if (pid == 0) {
		close(ends[0]);
		setsid();
		*ret_report = ends[1];
		return 0;
	}
	close(ends[1]);
	if (read(ends[0], &status, sizeof status) != sizeof status)
		_exit(EX_SOFTWARE); /* it died, and has said why on standard error */
	n = read(ends[0], sentence, sizeof sentence);
	if (n > 0)
		fprintf(stderr, "openbec: " STR_FMT "\n", (int)n, sentence);
	_exit(status);
}

void start_tell(int report, int status, const char *sentence)
{
	if (report < 0)
		return;
	if (write(report, &status, sizeof status) != sizeof status ||
	    write(report, sentence, strlen(sentence)) < 0)
		return; /* nobody waits any more */
	close(report);
	if (status == 0) {
		int null = open("/dev/null", O_RDWR | O_CLOEXEC);

		for (int fd = 0; null >= 0 && fd <= 2; fd++)
			dup2(null, fd);
	}
}
