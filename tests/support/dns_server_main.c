/* The test's DNS server as a program, for integration tests. It ends by SIGTERM, or after --for SECONDS whatever happens. */
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/textfile.h"
#include "support/dns_server.h"

#define FILE_MAX ((size_t)16 << 20)
#define FOR_S    300
#define SLOW_MS  1000

static _Noreturn void usage(void)
{
	fprintf(stderr, "usage: dns_server [--fault KIND] [--slow MS] [--for SECONDS] PORT "
	                "ZONEFILE\nfaults:");
	for (int i = 0; i < DNS_FAULTS; i++)
		fprintf(stderr, " %s", dns_fault_name((enum dns_fault)i));
	fputc('\n', stderr);
	exit(64);
}

static enum dns_fault fault_of(const char *name)
{
	for (int i = 0; i < DNS_FAULTS; i++) {
		if (strcmp(name, dns_fault_name((enum dns_fault)i)) == 0)
			return (enum dns_fault)i;
	}
	usage();
}

int main(int argc, char **argv)
{
	static const struct option options[] = { { "fault", required_argument, NULL, 'f' },
		                                 { "slow", required_argument, NULL, 's' },
		                                 { "for", required_argument, NULL, 't' },
		                                 { 0 } };
	enum dns_fault fault = DNS_FAULT_NONE;
	int slow_ms = SLOW_MS, for_s = FOR_S, option;
	struct arena arena;
	struct dns_server *server;
	struct str text;
	struct err err;
	sigset_t ends;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'f')
			fault = fault_of(optarg);
		else if (option == 's')
			slow_ms = atoi(optarg);
		else if (option == 't')
			for_s = atoi(optarg);
		else
			usage();
	}
	if (argc - optind != 2)
		usage();
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	sigprocmask(SIG_BLOCK, &ends, NULL);
	arena_init(&arena, 2 * FILE_MAX);
	if (textfile_read(&arena, argv[optind + 1], FILE_MAX, &text, &err)) {
		fprintf(stderr, "dns_server: %s\n", err.text);
		return 66;
	}
	server = dns_server_start(text.p, (uint16_t)atoi(argv[optind]));
	if (!server) {
		fprintf(stderr, "dns_server: can't have port %s\n", argv[optind]);
		return 71;
	}
	dns_server_slow(server, slow_ms);
	dns_server_fault(server, fault);
	printf("listening on 127.0.0.1@%u\n",
	       (unsigned)dns_server_port(server)); /* whoever started it waits for this line */
	fflush(stdout);
	sigtimedwait(&ends, NULL, &(struct timespec){ .tv_sec = for_s });
	dns_server_stop(server);
	arena_done(&arena);
	return 0;
}
