#include "bench/milter_bench_filter.h"

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/auto.h"

#define START_S 60
#define END_S   30

static void pause_ms(long ms)
{
	nanosleep(&(const struct timespec){ 0, ms * 1000000 }, NULL);
}

static bool answers(const char *path)
{
	AUTO(fd_done) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	struct sockaddr_un address = { .sun_family = AF_UNIX };

	snprintf(address.sun_path, sizeof address.sun_path, "%s", path);
	return connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
}

static void become(char *const argv[], const char *log)
{
	int fd = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd >= 0) {
		dup2(fd, 1);
		dup2(fd, 2);
	}
	execv(argv[0], argv);
	_exit(127);
}

bool filter_start(struct filter *filter, char *const argv[], const char *log)
{
	filter->pid = fork();
	if (filter->pid == 0)
		become(argv, log);
	for (int i = 0; filter->pid > 0 && i < START_S * 20; i++) {
		if (waitpid(filter->pid, NULL, WNOHANG) == filter->pid)
			break;
		if (answers(filter->socket))
			return clock_getcpuclockid(filter->pid, &filter->cpu) == 0;
		pause_ms(50);
	}
	fprintf(stderr, "bench-milter: %s doesn't start; see %s\n", argv[0], log);
	filter->pid = 0;
	return false;
}

void filter_stop(struct filter *filter)
{
	if (filter->pid <= 0)
		return;
	kill(filter->pid, SIGTERM);
	for (int i = 0; i < END_S * 20; i++) {
		if (waitpid(filter->pid, NULL, WNOHANG) == filter->pid) {
			filter->pid = 0;
			return;
		}
		pause_ms(50);
	}
	kill(filter->pid, SIGKILL);
	waitpid(filter->pid, NULL, 0);
	filter->pid = 0;
}

double filter_cpu_us(const struct filter *filter)
{
	struct timespec t = { 0 };

	clock_gettime(filter->cpu, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void filter_size(const struct filter *filter, double *ret_mb, long *ret_threads)
{
	char path[64], line[256];
	long kb = 0;

	*ret_threads = 0;
	snprintf(path, sizeof path, "/proc/%d/status", (int)filter->pid);
	AUTO(file_done) FILE *file = fopen(path, "re");
	while (file && fgets(line, sizeof line, file)) {
		if (strncmp(line, "VmRSS:", 6) == 0)
			kb = strtol(line + 6, NULL, 10);
		if (strncmp(line, "Threads:", 8) == 0)
			*ret_threads = strtol(line + 8, NULL, 10);
	}
	*ret_mb = (double)kb / 1024;
}
