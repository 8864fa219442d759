/* What an answer costs: from the cache, and by a round trip to a server on loopback. CPU is the whole process's: the asking thread, the
 * resolver's, libunbound's and the server's. See README.md. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "auth/resolver.h"
#include "support/dns_server.h"

#define HITS  1000000
#define TRIPS 20000
#define BATCH 16 /* questions of one message */

static double seconds(clockid_t clock)
{
	struct timespec now;

	clock_gettime(clock, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

struct meter {
	double wall, cpu;
};

static struct meter begin(void)
{
	return (struct meter){ seconds(CLOCK_MONOTONIC), seconds(CLOCK_PROCESS_CPUTIME_ID) };
}

static void end(struct meter meter, const char *what, int n)
{
	printf("%-44s %8.2f us wall  %8.2f us CPU\n", what,
	       (seconds(CLOCK_MONOTONIC) - meter.wall) / n * 1e6,
	       (seconds(CLOCK_PROCESS_CPUTIME_ID) - meter.cpu) / n * 1e6);
}

static struct dns *message(struct resolver *resolver)
{
	struct dns *dns = dns_new(resolver_source(resolver), 10000, 10000);

	if (!dns)
		abort();
	return dns;
}

/* `n` questions, `batch` a message; `fresh`: names that nobody asked for before. */
static void measure(struct resolver *resolver, const char *what, int n, int batch, bool fresh)
{
	static int number;
	struct meter meter = begin();

	for (int i = 0; i < n; i += batch) {
		struct dns *dns = message(resolver);
		char name[32];

		for (int k = 0; k < batch; k++) {
			snprintf(name, sizeof name, "n%d.example", fresh ? number + k : k);
			dns_start(dns, str_of(name), DNS_TXT);
		}
		for (int k = 0; k < batch; k++) {
			snprintf(name, sizeof name, "n%d.example", fresh ? number + k : k);
			if (dns_wait(dns, str_of(name), DNS_TXT)->status == DNS_FAILED)
				abort();
		}
		number += fresh ? batch : 0;
		dns_free(dns);
	}
	end(meter, what, n);
}

int main(void)
{
	struct dns_server *server = dns_server_start("example TXT v=spf1\n", 0);
	struct resolver *resolver;
	struct meter meter;
	struct err err;
	struct str at;
	char text[32];

	if (!server)
		return 1;
	snprintf(text, sizeof text, "127.0.0.1@%u", (unsigned)dns_server_port(server));
	at = str_of(text);
	meter = begin();
	if (resolver_new(&(struct resolver_options){ .servers = &at, .servers_n = 1 }, &resolver,
	                 &err)) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	end(meter, "the resolver made, its options checked", 1);
	measure(resolver, "the first questions, with the start", BATCH, BATCH, true);
	measure(resolver, "round trips, one after the other", TRIPS, 1, true);
	measure(resolver, "round trips, 16 a message", TRIPS, BATCH, true);
	measure(resolver, "cache hits, 16 a message, message included", HITS, BATCH, false);
	resolver_free(resolver);
	dns_server_stop(server);
	return 0;
}
