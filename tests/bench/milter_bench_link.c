/* What needs no answer is gathered and sent with what does, as Postfix's buffered stream does. */
#include "bench/milter_bench_link.h"

#include <arpa/inet.h>
#include <libmilter/mfdef.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <time.h>

#include "base/auto.h"
#include "base/buf.h"

#define GATHERED_MAX ((size_t)256 << 10)
#define CHUNK_MAX    65535
#define REPLY_MAX    ((uint32_t)64 << 10)
#define PATIENCE_S   60
#define POSTFIX_STEPS                                                                              \
	(SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_DATA |           \
	 SMFIP_NR_UNKN | SMFIP_NR_HDR | SMFIP_NR_EOH | SMFIP_NR_BODY | SMFIP_RCPT_REJ |            \
	 SMFIP_SKIP | SMFIP_HDR_LEADSPC)

struct link {
	int fd;
	uint32_t steps; /* agreed */
	struct buf out; /* not sent yet */
	char answer;    /* of the last reply read */
	bool ok;
};

static double now_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static void flush(struct link *link)
{
	size_t at = 0;

	while (link->ok && at < link->out.n) {
		ssize_t n = send(link->fd, link->out.p + at, link->out.n - at, MSG_NOSIGNAL);

		link->ok = n > 0;
		at += n > 0 ? (size_t)n : 0;
	}
	buf_reset(&link->out);
}

static void put(struct link *link, char command, struct str data)
{
	uint32_t size = htonl((uint32_t)data.n + 1);

	if (link->out.n + data.n + 5 > GATHERED_MAX)
		flush(link);
	buf_add(&link->out, str_make((const char *)&size, sizeof size));
	buf_addc(&link->out, command);
	buf_add(&link->out, data);
}

static bool take(struct link *link, void *ret, size_t n)
{
	link->ok = link->ok && recv(link->fd, ret, n, MSG_WAITALL) == (ssize_t)n;
	return link->ok;
}

/* Sends what waits and reads one reply. */
static void reply(struct link *link, char *ret, size_t room)
{
	char data[REPLY_MAX];
	uint32_t size;

	flush(link);
	if (!take(link, &size, sizeof size))
		return;
	size = ntohl(size);
	link->ok = size > 0 && size <= REPLY_MAX;
	if (!link->ok || !take(link, data, size))
		return;
	link->answer = data[0];
	memcpy(ret, data, size < room ? size : room);
}

static void step(struct link *link, char command, struct str data, uint32_t no_reply)
{
	char answer;

	if (!link->ok)
		return;
	put(link, command, data);
	if (link->steps & no_reply)
		return;
	reply(link, &answer, 1);
	link->ok = link->ok && link->answer == SMFIR_CONTINUE;
}

static void negotiate(struct link *link)
{
	const uint32_t offer[3] = { htonl(SMFI_PROT_VERSION), htonl(SMFI_CURR_ACTS),
		                    htonl(POSTFIX_STEPS) };
	uint32_t agreed[3];
	char answer[1 + sizeof agreed] = { 0 };

	put(link, SMFIC_OPTNEG, str_make((const char *)offer, sizeof offer));
	reply(link, answer, sizeof answer);
	memcpy(agreed, answer + 1, sizeof agreed);
	link->steps = ntohl(agreed[2]);
	link->ok = link->ok && link->answer == SMFIC_OPTNEG;
}

/* Macros: the command that they belong to, then names and values, each with its NUL. */
static void macros(struct link *link, char command, struct str pairs)
{
	char data[256] = { command };

	memcpy(data + 1, pairs.p, pairs.n);
	put(link, SMFIC_MACRO, str_make(data, pairs.n + 1));
}

static void envelope(struct link *link, const struct post_letter *letter, size_t number)
{
	static const char greeting[] = "mail.acme.example\0004\0\031192.0.2.17";
	static const char helo[] = "mail.acme.example";
	static const char connect_macros[] = "j\0mx.ours.example\0{daemon_name}\0smtpd";
	char path[128], id[32];
	int n;

	macros(link, SMFIC_CONNECT, str_make(connect_macros, sizeof connect_macros));
	step(link, SMFIC_CONNECT, str_make(greeting, sizeof greeting), SMFIP_NR_CONN);
	step(link, SMFIC_HELO, str_make(helo, sizeof helo), SMFIP_NR_HELO);
	n = snprintf(path, sizeof path, "<%s>", letter->sender);
	step(link, SMFIC_MAIL, str_make(path, (size_t)n + 1), SMFIP_NR_MAIL);
	n = snprintf(path, sizeof path, "<%s>", letter->recipient);
	step(link, SMFIC_RCPT, str_make(path, (size_t)n + 1), SMFIP_NR_RCPT);
	n = snprintf(id, sizeof id, "i%c4%zX", '\0', number);
	macros(link, SMFIC_DATA, str_make(id, (size_t)n + 1));
	step(link, SMFIC_DATA, (struct str){ NULL, 0 }, SMFIP_NR_DATA);
}

/* Folds as Postfix sends them, with LF alone. A message is another each time it is sent: what is met again teaches nothing. */
static void header(struct link *link, const struct post_field *field, size_t number)
{
	static const struct str message_id = STR("Message-ID");
	bool blank = link->steps & SMFIP_HDR_LEADSPC;
	AUTO(buf_done) struct buf data;

	buf_init(&data, GATHERED_MAX);
	buf_add(&data, field->name);
	buf_addc(&data, '\0');
	if (blank)
		buf_addc(&data, ' ');
	for (size_t i = 0; i < field->value.n; i++) {
		if (field->value.p[i] != '\r')
			buf_addc(&data, field->value.p[i]);
	}
	if (str_ieq(field->name, message_id) && data.p[data.n - 1] == '>') {
		data.n--;
		buf_printf(&data, ".%zu>", number);
	}
	buf_addc(&data, '\0');
	step(link, SMFIC_HEADER, buf_str(&data), SMFIP_NR_HDR);
}

/* Reads changes until the answer. */
static void end(struct link *link)
{
	static const char changes[] = { SMFIR_ADDHEADER,  SMFIR_INSHEADER, SMFIR_CHGHEADER,
		                        SMFIR_QUARANTINE, SMFIR_PROGRESS,  SMFIR_ADDRCPT,
		                        SMFIR_DELRCPT };
	char answer;

	put(link, SMFIC_BODYEOB, (struct str){ NULL, 0 });
	do
		reply(link, &answer, 1);
	while (link->ok && memchr(changes, link->answer, sizeof changes));
	link->ok = link->ok && (link->answer == SMFIR_ACCEPT || link->answer == SMFIR_CONTINUE);
}

static void message(struct link *link, const struct post_letter *letter, size_t number,
                    double *ret_body_end_us)
{
	struct str rest = letter->body;

	envelope(link, letter, number);
	for (size_t i = 0; i < letter->fields; i++)
		header(link, &letter->field[i], number);
	step(link, SMFIC_EOH, (struct str){ NULL, 0 }, SMFIP_NR_EOH);
	for (; rest.n; rest = str_sub(rest, CHUNK_MAX, rest.n))
		step(link, SMFIC_BODY, str_sub(rest, 0, CHUNK_MAX), SMFIP_NR_BODY);
	flush(link);
	*ret_body_end_us = now_us();
	end(link);
}

bool link_deliver(const char *socket_path, const struct post_letter *letter, size_t number,
                  struct link_times *ret)
{
	AUTO(fd_done) int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	const struct timeval patience = { .tv_sec = PATIENCE_S };
	struct sockaddr_un address = { .sun_family = AF_UNIX };
	struct link link = { .fd = fd, .ok = fd >= 0 };
	double begun = now_us(), body_end = begun;

	snprintf(address.sun_path, sizeof address.sun_path, "%s", socket_path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
	if (connect(fd, (struct sockaddr *)&address, sizeof address) != 0)
		return false;
	buf_init(&link.out, GATHERED_MAX);
	negotiate(&link);
	message(&link, letter, number, &body_end);
	ret->whole_us = now_us() - begun;
	ret->end_us = now_us() - body_end;
	if (link.ok) {
		put(&link, SMFIC_QUIT, (struct str){ NULL, 0 });
		flush(&link);
	}
	buf_done(&link.out);
	return link.ok;
}
