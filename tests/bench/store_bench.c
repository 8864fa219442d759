/* How fast and how large the sender history is. Fills a store, over a year, and measures, as it grows by tens, what a message
 * costs; then commits that wait for the disk, and the log under readers. See README.md. */
#include <getopt.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/clock.h"
#include "bench/store_count.h"
#include "bench/store_mail.h"

#define MEASURED 10000 /* messages, once the store has its size */
#define SESSIONS 32

struct bench {
	char folder[256], path[512]; /* the store that is filled */
	size_t most;                 /* parties */
	size_t readers;
	long slow_us;
};

static double thread_cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static double process_cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static void stop(const char *what, const struct err *err)
{
	fprintf(stderr, "bench-store: %s: %s\n", what, err->text);
	exit(1);
}

/* What history asks about one message, and how often. */
static int look_up(struct store *store, const struct letter *l, struct arena *arena)
{
	const struct batch *b = &l->batch;
	struct snapshot *s;
	struct profile profile;
	struct contact contact;
	struct recipient_record recipient;
	struct correspondent correspondent;
	struct mark mark;
	struct list_entry entry;
	struct message_record message;
	struct err err;
	int n = 0;

	if (store_snapshot(store, &s, &err))
		stop("snapshot", &err);
#define ASK(call)                                                                                  \
	do {                                                                                       \
		n++;                                                                               \
		if (call)                                                                          \
			stop(#call, &err);                                                         \
	} while (0)
	ASK(snapshot_list(s, str_of("block"), str_of("address"), b->message.from, b->message.at_s,
	                  arena, &entry, &err));
	ASK(snapshot_list(s, str_of("block"), str_of("domain"), b->sighting[0].domain,
	                  b->message.at_s, arena, &entry, &err));
	ASK(snapshot_profile(s, b->sighting[0].party, arena, &profile, &err));
	ASK(snapshot_profile(s, b->sighting[1].party, arena, &profile, &err));
	ASK(snapshot_message(s, b->message.key, arena, &message, &err));
	ASK(snapshot_mark(s, str_of("identity"), b->sighting[0].party, b->message.at_s, arena,
	                  &mark, &err));
	ASK(snapshot_mark(s, str_of("reply-to"), b->message.from, b->message.at_s, arena, &mark,
	                  &err));
	ASK(snapshot_recipient(s, str_of(""), &recipient, &err));
	ASK(snapshot_correspondent(s, b->message.from, &correspondent, &err));
	ASK(snapshot_contact(s, b->sighting[0].party, l->to, &contact, &err));
	ASK(snapshot_recipient(s, l->to, &recipient, &err));
	snapshot_end(s);
	return n;
}

/* ---- sessions that learn ---- */

struct session {
	struct store *store;
	size_t parties, left;
	int64_t at_s;
	int failures;
	double cpu_us;
};

static void *run_session(void *context)
{
	struct session *session = context;
	struct letter l;

	while (session->left--) {
		letter_next(&l, session->parties, session->at_s);
		session->failures += store_learn(session->store, &l.batch, 60000, NULL) != 0;
	}
	session->cpu_us = thread_cpu_us();
	return NULL;
}

struct learned {
	double rate;                 /* messages a second */
	double session_us, store_us; /* CPU a message: of those who bring it, of all others */
};

static struct learned learn_in_sessions(struct store *store, size_t sessions, size_t messages,
                                        size_t parties, int64_t at_s)
{
	struct session session[256];
	pthread_t thread[256];
	int64_t began = clock_monotonic_ms();
	double cpu = process_cpu_us(), own = 0;

	for (size_t i = 0; i < sessions; i++) {
		session[i] = (struct session){ .store = store,
			                       .parties = parties,
			                       .left = messages / sessions,
			                       .at_s = at_s };
		pthread_create(&thread[i], NULL, run_session, &session[i]);
	}
	for (size_t i = 0; i < sessions; i++) {
		pthread_join(thread[i], NULL);
		own += session[i].cpu_us;
		if (session[i].failures)
			fprintf(stderr, "bench-store: %d messages were not learned\n",
			        session[i].failures);
	}
	return (struct learned){
		.rate = (double)messages / ((double)(clock_monotonic_ms() - began) / 1000 + 1e-9),
		.session_us = own / (double)messages,
		.store_us = (process_cpu_us() - cpu - own) / (double)messages,
	};
}

/* ---- the store ---- */

static struct store *open_store(const char *path, enum store_durability durability)
{
	struct store_options options = { .path = path, .create = true, .durability = durability };
	struct store *store;
	struct err err;

	count_open();
	if (store_open(&options, &store, &err))
		stop("open", &err);
	return store;
}

static double megabytes(const char *path)
{
	struct stat status;

	return stat(path, &status) ? 0 : (double)status.st_size / 1e6;
}

static double resident_mb(void)
{
	long pages = 0;
	FILE *file = fopen("/proc/self/statm", "r");

	if (file && fscanf(file, "%*d %ld", &pages) != 1)
		pages = 0;
	if (file)
		fclose(file);
	return (double)pages * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

/* Each party's first message. Nobody waits for the answer: the writer takes hundreds at once. */
static void fill(struct store *store)
{
	for (size_t party = 0; party < BASE; party++) {
		struct timespec pause = { 0, 2000000 };
		struct letter l;

		letter_write(&l, party, party, (FIRST_DAY + (int64_t)(party % DAYS)) * DAY_S);
		while (store_learn(store, &l.batch, 0, NULL) == ERR_STORE) /* the queue is full */
			nanosleep(&pause, NULL);
	}
}

/* Copies of the first parties under other names, up to `parties`: rows as the store wrote them, in less than a day. */
static void copy_parties(const char *path, size_t from, size_t parties)
{
	static const char sql[] =
		"BEGIN;"
		"INSERT INTO party SELECT replace(party, '-c0-', '-c%zu-'), replace(address, "
		"'-c0-',"
		" '-c%zu-'), replace(domain, '-c0-', '-c%zu-'), proof, first_seen, last_seen, days,"
		" first_day, last_day, longest_gap, dkim_days, dkim_last_day, traits, quarter"
		" FROM party WHERE party GLOB '*-c0-*';"
		"INSERT INTO trait SELECT replace(party, '-c0-', '-c%zu-'), kind, value, days, "
		"first_day,"
		" last_day FROM trait WHERE party GLOB '*-c0-*';"
		"INSERT INTO contact SELECT replace(party, '-c0-', '-c%zu-'), recipient, "
		"first_seen,"
		" last_seen, days, last_day FROM contact WHERE party GLOB '*-c0-*';"
		"INSERT INTO message SELECT 'c%zu-' || substr(message, 8), at, host, queue_id, "
		"message_id,"
		" direction, verdict, action, score, probability, threshold,"
		" replace(party, '-c0-', '-c%zu-'), replace(domain, '-c0-', '-c%zu-'), sender, "
		"envelope,"
		" recipients, recipient_total, findings, authentication, lesson,"
		" replace(batch, '-c0-', '-c%zu-'), feedback, feedback_at"
		" FROM message WHERE party GLOB '*-c0-*';"
		"COMMIT";
	sqlite3 *handle;
	char *why = NULL;

	sqlite3_open(path, &handle);
	sqlite3_exec(handle, "PRAGMA synchronous = OFF; PRAGMA cache_size = -500000", NULL, NULL,
	             NULL);
	for (size_t c = from / BASE; c < parties / BASE && !why; c++) {
		char text[2048];

		snprintf(text, sizeof text, sql, c, c, c, c, c, c, c, c, c);
		sqlite3_exec(handle, text, NULL, NULL, &why);
	}
	if (why) {
		fprintf(stderr, "bench-store: copying: %s\n", why);
		exit(1);
	}
	sqlite3_close(handle);
}

/* ---- what a message costs as the store grows ---- */

struct figures {
	double look_ups, look_up_us, rows;
};

static double look_up_cost(struct store *store, size_t parties, size_t messages, double *ret_n)
{
	double us = 0;
	size_t n = 0;

	for (size_t i = 0; i < messages; i++) {
		struct letter l;
		struct arena arena;
		double began;

		letter_next(&l, parties, (FIRST_DAY + DAYS) * DAY_S);
		arena_init(&arena, (size_t)16 << 20);
		began = thread_cpu_us();
		n += (size_t)look_up(store, &l, &arena);
		us += thread_cpu_us() - began;
		arena_done(&arena);
	}
	*ret_n = (double)n / (double)messages;
	return us / (double)messages;
}

/* A day of mail, then the next one: the second is a usual day. */
static void measure(struct store *store, const char *path, size_t parties)
{
	struct figures f = { 0 };
	struct learned learned;
	double file;
	long rows;

	look_up_cost(store, parties, MEASURED / 2, &f.look_ups); /* the pages are in memory now */
	f.look_up_us = look_up_cost(store, parties, MEASURED, &f.look_ups);
	learn_in_sessions(store, SESSIONS, MEASURED, parties, (FIRST_DAY + DAYS + 1) * DAY_S);
	rows = count_rows();
	learned = learn_in_sessions(store, SESSIONS, MEASURED, parties,
	                            (FIRST_DAY + DAYS + 2) * DAY_S);
	f.rows = (double)(count_rows() - rows) / MEASURED;
	file = megabytes(path);
	printf("%10zu | %8.1f %8.1f us | %6.2f %8.1f us | %8.1f MB %6.0f | %7.1f MB\n", parties,
	       f.look_ups, f.look_up_us, f.rows, learned.store_us, file,
	       file * 1e6 / (double)parties, resident_mb());
	fflush(stdout);
}

/* ---- commits that wait for the disk ---- */

/* The same letters into the same store, each time by other many sessions: one session is one commit a message. */
static double measure_sessions(const struct bench *bench, size_t sessions, size_t messages,
                               double one)
{
	char path[600], command[2000];
	struct store *store;
	struct learned learned;
	long before;

	snprintf(path, sizeof path, "%s/full.db", bench->folder);
	snprintf(command, sizeof command, "rm -f '%s'* && cp '%s' '%s'", path, bench->path, path);
	if (system(command) != 0)
		exit(1);
	store = open_store(path, DURABILITY_FULL);
	letters_again();
	before = count_syncs();
	learned = learn_in_sessions(store, sessions, messages, BASE, (FIRST_DAY + DAYS) * DAY_S);
	printf("%10zu %12.0f %22.3f %12.0f us   (%.1f times one session)\n", sessions, learned.rate,
	       (double)(count_syncs() - before) / (double)messages, learned.store_us,
	       one > 0 ? learned.rate / one : 1);
	store_close(store);
	return learned.rate;
}

static void measure_commits(const struct bench *bench)
{
	static const size_t sessions[] = { 1, 8, 16, 32, 64 };
	size_t messages = bench->slow_us ? 1600 : 6400; /* a multiple of all of them */
	double one = 0;

	printf("\ndurability = full, each sync %.1f ms slower than this disk: one commit shared by "
	       "those who wait\n"
	       "  sessions   messages/s   disk syncs a message   CPU of the writer\n",
	       (double)bench->slow_us / 1000);
	count_slow(bench->slow_us);
	for (size_t i = 0; i < sizeof sessions / sizeof sessions[0]; i++) {
		double rate = measure_sessions(bench, sessions[i], messages, one);

		one = i ? one : rate;
	}
	count_slow(0);
}

/* ---- the log under readers ---- */

struct reader {
	struct store *store;
	atomic_bool *over;
	size_t which;
};

/* Holds a snapshot nearly always, so that at each moment some reader is in the middle of one. */
static void *run_reader(void *context)
{
	const struct reader *reader = context;
	const struct timespec held = { 0, 5000000 + (long)reader->which * 1000000 };
	struct letter l;

	letter_write(&l, reader->which, reader->which, 0);
	while (!atomic_load(reader->over)) {
		struct snapshot *snapshot;
		struct profile profile;
		struct arena arena;
		struct err err;

		arena_init(&arena, (size_t)1 << 20);
		if (store_snapshot(reader->store, &snapshot, &err) == 0) {
			snapshot_profile(snapshot, l.batch.sighting[0].party, &arena, &profile,
			                 &err);
			nanosleep(&held, NULL);
			snapshot_end(snapshot);
		}
		arena_done(&arena);
	}
	return NULL;
}

static void measure_log(const struct bench *bench)
{
	struct reader reader[64];
	pthread_t thread[64];
	atomic_bool over = false;
	char log[600];
	struct store *store = open_store(bench->path, DURABILITY_NORMAL);
	double largest = 0;

	snprintf(log, sizeof log, "%s-wal", bench->path);
	for (size_t i = 0; i < bench->readers; i++) {
		reader[i] = (struct reader){ store, &over, i };
		pthread_create(&thread[i], NULL, run_reader, &reader[i]);
	}
	printf("\nthe log under %zu overlapping readers\n  messages   log now   largest\n",
	       bench->readers);
	for (int i = 1; i <= 20; i++) {
		learn_in_sessions(store, 8, 2000, BASE, (FIRST_DAY + DAYS + i) * DAY_S);
		largest = megabytes(log) > largest ? megabytes(log) : largest;
		printf("%10d %6.1f MB %6.1f MB\n", i * 2000, megabytes(log), largest);
	}
	atomic_store(&over, true);
	for (size_t i = 0; i < bench->readers; i++)
		pthread_join(thread[i], NULL);
	store_close(store);
}

static void measure_growth(const struct bench *bench)
{
	size_t done = BASE;

	puts("   parties | look-ups       CPU | rows written CPU |        file  B/party | "
	     "resident");
	for (size_t n = 100000; done < bench->most; n *= 10) {
		size_t parties = n < bench->most ? n : bench->most;
		struct store *store;

		copy_parties(bench->path, done, parties);
		done = parties;
		store = open_store(bench->path, DURABILITY_NORMAL);
		measure(store, bench->path, parties);
		store_close(store);
	}
}

static int usage(void)
{
	fputs("bench-store [-p PARTIES] [-s SLOWER_US] [-r READERS] [FOLDER]\n", stderr);
	return 64;
}

static bool read_arguments(int argc, char **argv, struct bench *bench)
{
	const char *parent;
	int option;

	while ((option = getopt(argc, argv, "p:s:r:")) != -1) {
		if (option == 'p')
			bench->most = strtoull(optarg, NULL, 10);
		else if (option == 's')
			bench->slow_us = strtol(optarg, NULL, 10);
		else if (option == 'r')
			bench->readers = strtoull(optarg, NULL, 10);
		else
			return false;
	}
	parent = optind < argc ? argv[optind] : "/tmp";
	snprintf(bench->folder, sizeof bench->folder, "%s/bench-store-XXXXXX", parent);
	return bench->readers <= 64;
}

int main(int argc, char **argv)
{
	struct bench bench = { 0 };
	char command[600];
	struct store *store;

	if (!read_arguments(argc, argv, &bench))
		return usage();
	if (!mkdtemp(bench.folder)) {
		perror(bench.folder);
		return 1;
	}
	count_begin(0);
	snprintf(bench.path, sizeof bench.path, "%s/store.db", bench.folder);
	setvbuf(stdout, NULL, _IOLBF, 0);
	store = open_store(bench.path, DURABILITY_NORMAL);
	fill(store);
	store_close(store);
	if (bench.most)
		measure_growth(&bench);
	else
		measure_commits(&bench);
	if (bench.readers)
		measure_log(&bench);
	snprintf(command, sizeof command, "rm -rf '%s'", bench.folder);
	return system(command) != 0;
}
