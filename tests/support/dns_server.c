/* One thread that polls the UDP socket, the TCP listener and its connections. A late answer waits in a list, so that slowness is
 * every question's own and not the queue's. */
#include "support/dns_server.h"

#include <arpa/inet.h>
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "support/dns_server_wire.h"

#define CONNECTIONS_MAX 16
#define POLL_MS         20

enum { UDP_SOCKET, TCP_LISTENER, SOCKETS, FDS = SOCKETS + CONNECTIONS_MAX };

struct late {
	struct late *next;
	int64_t due_ms;
	struct sockaddr_in to;
	size_t n;
	unsigned char p[];
};

struct dns_server {
	struct zone_text zone;
	uint16_t port;
	pthread_t thread;
	_Atomic bool stop;
	_Atomic int fault, slow_ms;
	_Atomic size_t asked;
	struct pollfd fd[FDS]; /* -1: free */
	struct late *late;
	struct dns_packet in, out;
};

static void hang_up(struct pollfd *fd)
{
	if (fd->fd >= 0)
		close(fd->fd);
	fd->fd = -1;
}

/* ---- UDP ---- */

static void send_later(struct dns_server *server, const struct sockaddr_in *to)
{
	struct late *late = malloc(sizeof *late + server->out.n);

	if (!late)
		return;
	*late = (struct late){ .next = server->late,
		               .due_ms = clock_monotonic_ms() + server->slow_ms,
		               .to = *to,
		               .n = server->out.n };
	memcpy(late->p, server->out.p, late->n);
	server->late = late;
}

static void send_due(struct dns_server *server, int64_t now_ms)
{
	struct late **link = &server->late, *late;

	while ((late = *link)) {
		if (late->due_ms > now_ms) {
			link = &late->next;
			continue;
		}
		sendto(server->fd[UDP_SOCKET].fd, late->p, late->n, 0,
		       (const struct sockaddr *)&late->to, sizeof late->to);
		*link = late->next;
		free(late);
	}
}

static bool answer(struct dns_server *server, bool tcp)
{
	struct str query = { (const char *)server->in.p, server->in.n };

	server->asked++;
	return dns_wire_answer(&server->zone, query, (enum dns_fault)server->fault, tcp,
	                       &server->out);
}

static void serve_udp(struct dns_server *server)
{
	struct sockaddr_in from;
	socklen_t length = sizeof from;
	ssize_t n = recvfrom(server->fd[UDP_SOCKET].fd, server->in.p, sizeof server->in.p,
	                     MSG_DONTWAIT, (struct sockaddr *)&from, &length);

	if (n < 0)
		return;
	server->in.n = (size_t)n;
	if (!answer(server, false))
		return;
	if (server->fault == DNS_FAULT_SLOW)
		send_later(server, &from);
	else
		sendto(server->fd[UDP_SOCKET].fd, server->out.p, server->out.n, 0,
		       (const struct sockaddr *)&from, length);
}

/* ---- TCP: two bytes of length before each packet (RFC 1035 §4.2.2) ---- */

static void greet(struct dns_server *server)
{
	int fd = accept4(server->fd[TCP_LISTENER].fd, NULL, NULL, SOCK_CLOEXEC);
	struct timeval patience = { .tv_sec = 1 };

	for (size_t i = SOCKETS; i < FDS && fd >= 0 && server->fault != DNS_FAULT_TRUNCATED_NO_TCP;
	     i++) {
		if (server->fd[i].fd >= 0)
			continue;
		setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
		server->fd[i].fd = fd;
		return;
	}
	if (fd >= 0)
		close(fd);
}

static bool receive_all(int fd, void *p, size_t n)
{
	return recv(fd, p, n, MSG_WAITALL) == (ssize_t)n;
}

static void serve_tcp(struct dns_server *server, struct pollfd *fd)
{
	unsigned char length[2];

	if (!receive_all(fd->fd, length, sizeof length)) {
		hang_up(fd);
		return;
	}
	server->in.n = (size_t)length[0] << 8 | length[1];
	if (!receive_all(fd->fd, server->in.p, server->in.n) || !answer(server, true)) {
		hang_up(fd);
		return;
	}
	length[0] = (unsigned char)(server->out.n >> 8);
	length[1] = (unsigned char)server->out.n;
	if (send(fd->fd, length, sizeof length, MSG_NOSIGNAL | MSG_MORE) < 0 ||
	    send(fd->fd, server->out.p, server->out.n, MSG_NOSIGNAL) < 0)
		hang_up(fd);
}

/* ---- the thread ---- */

static void *run(void *argument)
{
	struct dns_server *server = argument;

	while (!server->stop) {
		if (poll(server->fd, FDS, POLL_MS) > 0) {
			if (server->fd[UDP_SOCKET].revents)
				serve_udp(server);
			if (server->fd[TCP_LISTENER].revents)
				greet(server);
			for (size_t i = SOCKETS; i < FDS; i++) {
				if (server->fd[i].fd >= 0 && server->fd[i].revents)
					serve_tcp(server, &server->fd[i]);
			}
		}
		send_due(server, clock_monotonic_ms());
	}
	return NULL;
}

static int bound_socket(int type, uint16_t *port)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons(*port) };
	socklen_t length = sizeof at;
	int fd = socket(AF_INET, type | SOCK_CLOEXEC, 0), yes = 1;

	at.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	if (fd < 0)
		return -1;
	if (type == SOCK_STREAM)
		setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
	if (bind(fd, (const struct sockaddr *)&at, sizeof at) ||
	    getsockname(fd, (struct sockaddr *)&at, &length)) {
		close(fd);
		return -1;
	}
	*port = ntohs(at.sin_port);
	return fd;
}

/* Both sockets at one port: a free one for UDP may be taken for TCP, so it tries again. */
static bool open_sockets(struct dns_server *server, uint16_t port)
{
	for (int tries = 0; tries < 20; tries++) {
		server->port = port;
		server->fd[UDP_SOCKET].fd = bound_socket(SOCK_DGRAM, &server->port);
		if (server->fd[UDP_SOCKET].fd < 0)
			continue;
		server->fd[TCP_LISTENER].fd = bound_socket(SOCK_STREAM, &server->port);
		if (server->fd[TCP_LISTENER].fd >= 0 &&
		    listen(server->fd[TCP_LISTENER].fd, CONNECTIONS_MAX) == 0)
			return true;
		hang_up(&server->fd[TCP_LISTENER]);
		hang_up(&server->fd[UDP_SOCKET]);
	}
	return false;
}

static void destroy(struct dns_server *server)
{
	for (size_t i = 0; i < FDS; i++)
		hang_up(&server->fd[i]);
	while (server->late) {
		struct late *late = server->late;

		server->late = late->next;
		free(late);
	}
	zone_text_done(&server->zone);
	free(server);
}

struct dns_server *dns_server_start(const char *zone_text, uint16_t port)
{
	struct dns_server *server = calloc(1, sizeof *server);

	if (!server)
		return NULL;
	zone_text_init(&server->zone, zone_text);
	for (size_t i = 0; i < FDS; i++)
		server->fd[i] = (struct pollfd){ .fd = -1, .events = POLLIN };
	if (!open_sockets(server, port) ||
	    pthread_create(&server->thread, NULL, run, server) != 0) {
		destroy(server);
		return NULL;
	}
	return server;
}

void dns_server_stop(struct dns_server *server)
{
	if (!server)
		return;
	server->stop = true;
	pthread_join(server->thread, NULL);
	destroy(server);
}

uint16_t dns_server_port(const struct dns_server *server)
{
	return server->port;
}

void dns_server_fault(struct dns_server *server, enum dns_fault fault)
{
	server->fault = fault;
}

void dns_server_slow(struct dns_server *server, int ms)
{
	server->slow_ms = ms;
}

size_t dns_server_asked(struct dns_server *server)
{
	return server->asked;
}
