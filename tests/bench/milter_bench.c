/* What openbec costs beside a filter that does nothing: speaks the milter protocol to each over a unix socket, one message a
 * connection, and prints messages a second, CPU a message and latency. Rounds take turns, so that what else the machine does hits all
 * alike. See README.md. */
#include <getopt.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "bench/milter_bench_filter.h"
#include "bench/milter_bench_link.h"
#include "bench/milter_bench_mail.h"
#include "support/dns_server.h"

#define FILTERS_MAX 5

struct options {
	const char *openbec, *empty; /* programs */
	const char *store; /* a store with history for the row "openbec"; NULL: an empty one */
	const char *mail;  /* a folder; NULL: made up */
	bool verify;
	size_t connections, messages, rounds;
};

struct measured {
	size_t messages, failures;
	double cpu_us, wall_s;
	double *whole_us, *end_us; /* of each message */
};

struct bench {
	struct options options;
	char folder[64];
	struct post letters;
	struct dns_server *dns;
	struct filter filter[FILTERS_MAX];
	struct measured measured[FILTERS_MAX];
	size_t filters;
	atomic_size_t serial; /* of all messages sent, so that none comes twice */
};

/* One round at one filter. */
struct round {
	struct bench *bench;
	const struct filter *filter;
	struct measured *measured; /* NULL: to get warm */
	size_t messages;
	atomic_size_t next, failures;
};

static void *session(void *context)
{
	struct round *round = context;
	struct bench *bench = round->bench;
	size_t i;

	while ((i = atomic_fetch_add(&round->next, 1)) < round->messages) {
		size_t number = atomic_fetch_add(&bench->serial, 1);
		const struct post_letter *letter = &bench->letters.v[number % bench->letters.n];
		struct link_times times = { 0 };

		if (!link_deliver(round->filter->socket, letter, number, &times))
			atomic_fetch_add(&round->failures, 1);
		if (!round->measured)
			continue;
		round->measured->whole_us[round->measured->messages + i] = times.whole_us;
		round->measured->end_us[round->measured->messages + i] = times.end_us;
	}
	return NULL;
}

static void run_round(struct bench *bench, const struct filter *filter, struct measured *measured)
{
	struct round round = { .bench = bench,
		               .filter = filter,
		               .measured = measured,
		               .messages = bench->options.messages };
	size_t connections = bench->options.connections;
	AUTO(free_done) pthread_t *thread = calloc(connections, sizeof *thread);
	double cpu_us = filter_cpu_us(filter);
	int64_t begun_ms = clock_monotonic_ms();

	for (size_t i = 0; i < connections; i++)
		pthread_create(&thread[i], NULL, session, &round);
	for (size_t i = 0; i < connections; i++)
		pthread_join(thread[i], NULL);
	if (!measured)
		return;
	measured->wall_s += (double)(clock_monotonic_ms() - begun_ms) / 1000;
	measured->cpu_us += filter_cpu_us(filter) - cpu_us;
	measured->messages += round.messages;
	measured->failures += round.failures;
}

/* ---- the filters ---- */

static struct filter *next_filter(struct bench *bench, const char *name)
{
	struct filter *filter = &bench->filter[bench->filters];

	filter->name = name;
	snprintf(filter->socket, sizeof filter->socket, "%s/%zu.sock", bench->folder,
	         bench->filters);
	bench->filters++;
	return filter;
}

static bool start_empty(struct bench *bench, const char *name, const char *how)
{
	struct filter *filter = next_filter(bench, name);
	char *argv[] = { (char *)bench->options.empty, filter->socket, (char *)how, NULL };
	char log[128];

	snprintf(log, sizeof log, "%s.log", filter->socket);
	return filter_start(filter, argv, log);
}

static void write_config(const struct bench *bench, const struct filter *filter, const char *path,
                         const char *store, bool verify)
{
	AUTO(file_done) FILE *file = fopen(path, "we");

	if (!file)
		return; /* the daemon says so */
	fprintf(file,
	        "local-domains = {\"ours.example\"}\nauthserv-id = \"mx.ours.example\"\n"
	        "store = \"%s\"\nsite-key = \"%s.key\"\nsocket = \"unix:%s\"\n"
	        "person \"Maria Rossi\" { addresses = {\"maria.rossi@ours.example\"} }\n"
	        "partner \"acme1.example\" { comment = \"supplier\" }\n"
	        "policy default { suspicious = tag  malicious = quarantine }\n",
	        store, path, filter->socket);
	if (verify)
		fprintf(file, "authentication = verify\ndns-servers = {\"127.0.0.1@%u\"}\n",
		        (unsigned)dns_server_port(bench->dns));
	else
		fprintf(file, "authentication = trust\n");
}

static bool start_openbec(struct bench *bench, const char *name, const char *store, bool verify)
{
	struct filter *filter = next_filter(bench, name);
	char config[128], log[128], own_store[128];
	char *argv[] = { (char *)bench->options.openbec, (char *)"-f", (char *)"-c", config, NULL };

	snprintf(config, sizeof config, "%s.conf", filter->socket);
	snprintf(log, sizeof log, "%s.log", filter->socket);
	snprintf(own_store, sizeof own_store, "%s.db", filter->socket);
	write_config(bench, filter, config, store ? store : own_store, verify);
	return filter_start(filter, argv, log);
}

static bool start_filters(struct bench *bench)
{
	const struct options *options = &bench->options;

	return start_empty(bench, "empty filter", "") &&
	       start_empty(bench, "empty filter, no replies", "no-replies") &&
	       start_openbec(bench, "openbec, no store", "/nonexistent/store.db", false) &&
	       start_openbec(bench, "openbec", options->store, false) &&
	       (!options->verify || start_openbec(bench, "openbec, verify", NULL, true));
}

static void stop_filters(struct bench *bench)
{
	for (size_t i = 0; i < bench->filters; i++) {
		if (bench->filter[i].pid > 0)
			kill(bench->filter[i].pid, SIGTERM); /* they take 5 s, all at once */
	}
	for (size_t i = 0; i < bench->filters; i++)
		filter_stop(&bench->filter[i]);
}

/* ---- what is printed ---- */

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double percentile(double *v, size_t n, double p)
{
	qsort(v, n, sizeof *v, compare);
	return n ? v[(size_t)((double)(n - 1) * p)] / 1000 : 0;
}

static void print_row(const struct filter *filter, struct measured *m, double empty_us)
{
	double cpu_us = m->cpu_us / (double)m->messages, mb;
	long threads;

	filter_size(filter, &mb, &threads);
	printf("| %-24s | %8.0f | %6.0f us | %5.2f | %6.2f | %6.2f | %6.2f | %6.2f | %4.0f MB |\n",
	       filter->name, (double)m->messages / m->wall_s, cpu_us, cpu_us / empty_us,
	       percentile(m->whole_us, m->messages, 0.5),
	       percentile(m->whole_us, m->messages, 0.99), percentile(m->end_us, m->messages, 0.5),
	       percentile(m->end_us, m->messages, 0.99), mb);
	if (m->failures)
		printf("%zu of its messages failed\n", m->failures);
}

static void print_machine(const struct bench *bench)
{
	char line[256], model[256] = "unknown processor";
	double load[3] = { 0 };
	AUTO(file_done) FILE *file = fopen("/proc/cpuinfo", "re");

	while (file && fgets(line, sizeof line, file)) {
		if (sscanf(line, "model name : %255[^\n]", model) == 1)
			break;
	}
	getloadavg(load, 3);
	printf("%ld x %s, load %.1f; %zu connections, %zu rounds of %zu messages a filter, "
	       "%.1f KB on average\n\n",
	       sysconf(_SC_NPROCESSORS_ONLN), model, load[0], bench->options.connections,
	       bench->options.rounds, bench->options.messages,
	       (double)bench->letters.bytes / (double)bench->letters.n / 1000);
}

static void print_all(struct bench *bench)
{
	print_machine(bench);
	printf("| filter | messages/s | CPU a message | times empty | p50 ms | p99 | p50 after the "
	       "body | p99 | resident |\n| --- | --- | --- | --- | --- | --- | --- | --- | --- "
	       "|\n");
	for (size_t i = 0; i < bench->filters; i++)
		print_row(&bench->filter[i], &bench->measured[i],
		          bench->measured[0].cpu_us / (double)bench->measured[0].messages);
}

static void measure(struct bench *bench)
{
	size_t all = bench->options.rounds * bench->options.messages;

	for (size_t i = 0; i < bench->filters; i++) {
		bench->measured[i].whole_us = calloc(all, sizeof(double));
		bench->measured[i].end_us = calloc(all, sizeof(double));
		run_round(bench, &bench->filter[i], NULL);
	}
	for (size_t round = 0; round < bench->options.rounds; round++) {
		for (size_t i = 0; i < bench->filters; i++)
			run_round(bench, &bench->filter[i], &bench->measured[i]);
	}
}

/* ---- the program ---- */

static int usage(void)
{
	fputs("usage: bench-milter [--openbec PROGRAM] [--empty PROGRAM] [--connections N] "
	      "[--messages N] [--rounds N]\n"
	      "                    [--verify] [--store FILE] [--mail FOLDER]\n",
	      stderr);
	return 64;
}

static bool read_options(int argc, char **argv, struct options *ret)
{
	static const struct option known[] = {
		{ "openbec", required_argument, NULL, 'o' },
		{ "empty", required_argument, NULL, 'e' },
		{ "connections", required_argument, NULL, 'c' },
		{ "messages", required_argument, NULL, 'm' },
		{ "rounds", required_argument, NULL, 'r' },
		{ "verify", no_argument, NULL, 'v' },
		{ "store", required_argument, NULL, 's' },
		{ "mail", required_argument, NULL, 'f' },
		{ 0 },
	};
	int option;

	*ret = (struct options){ .openbec = BENCH_OPENBEC,
		                 .empty = BENCH_EMPTY,
		                 .connections = 16,
		                 .messages = 500,
		                 .rounds = 10 };
	while ((option = getopt_long(argc, argv, "", known, NULL)) != -1) {
		size_t number = optarg ? strtoull(optarg, NULL, 10) : 0;

		switch (option) {
		case 'o':
			ret->openbec = optarg;
			break;
		case 'e':
			ret->empty = optarg;
			break;
		case 'c':
			ret->connections = number;
			break;
		case 'm':
			ret->messages = number;
			break;
		case 'r':
			ret->rounds = number;
			break;
		case 'v':
			ret->verify = true;
			break;
		case 's':
			ret->store = optarg;
			break;
		case 'f':
			ret->mail = optarg;
			break;
		default:
			return false;
		}
	}
	return optind == argc && ret->connections && ret->messages && ret->rounds;
}

static bool prepare(struct bench *bench)
{
	AUTO(free_done) char *zone = NULL;

	snprintf(bench->folder, sizeof bench->folder, "/tmp/bench-milter-XXXXXX");
	if (!mkdtemp(bench->folder))
		return false;
	if (bench->options.mail) {
		if (!post_read(&bench->letters, bench->options.mail, bench->options.messages))
			return false;
	} else {
		post_make(&bench->letters, bench->options.messages, bench->options.verify, &zone);
	}
	if (bench->options.verify)
		bench->dns = dns_server_start(zone ? zone : "acme.example TXT v=spf1 -all\n", 0);
	return !bench->options.verify || bench->dns;
}

int main(int argc, char **argv)
{
	static struct bench bench;
	char command[128];
	bool ok;

	if (!read_options(argc, argv, &bench.options))
		return usage();
	ok = prepare(&bench) && start_filters(&bench);
	if (ok) {
		measure(&bench);
		print_all(&bench);
	}
	stop_filters(&bench);
	dns_server_stop(bench.dns);
	post_done(&bench.letters);
	snprintf(command, sizeof command, "rm -rf '%s'", bench.folder);
	if (!ok) /* what a program said stays */
		return 1;
	return system(command) != 0;
}
