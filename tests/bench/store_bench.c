/* How fast and how large the sender history is. Fills a store with parties whose mail is spread as real mail is (Zipf: few write
 * much, most write once), over a year, and measures, as it grows by tens, what a message costs. See README.md. */
#include <inttypes.h>
#include <math.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#include "base/clock.h"
#include "store/store.h"

#define DAY_S      ((int64_t)86400)
#define FIRST_DAY  20000
#define DAYS       365
#define BASE       20000 /* parties that learn by the store itself; the others are their copies */
#define MEASURED   10000 /* messages, once the store has its size */
#define SESSIONS   32
#define RECIPIENTS 500
#define KINDS      10

/* ---- what SQLite does, counted below it ---- */

static const sqlite3_vfs *real_vfs;
static struct counted {             /* the file and its log have methods of their own */
	sqlite3_io_methods methods; /* first: a file's pMethods leads here */
	const sqlite3_io_methods *real;
} counted[4];
static pthread_mutex_t counted_lock = PTHREAD_MUTEX_INITIALIZER;
static _Atomic long syncs;

static int counting_sync(sqlite3_file *file, int flags)
{
	syncs++;
	return ((const struct counted *)file->pMethods)->real->xSync(file, flags);
}

static int counting_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                         int *out)
{
	int result = real_vfs->xOpen((sqlite3_vfs *)real_vfs, name, file, flags, out);

	(void)vfs;
	if (result != SQLITE_OK || !file->pMethods)
		return result;
	pthread_mutex_lock(&counted_lock);
	for (size_t i = 0; i < sizeof counted / sizeof counted[0]; i++) {
		if (counted[i].real && counted[i].real != file->pMethods)
			continue;
		counted[i].real = file->pMethods;
		counted[i].methods = *file->pMethods;
		counted[i].methods.xSync = counting_sync;
		file->pMethods = &counted[i].methods;
		break;
	}
	pthread_mutex_unlock(&counted_lock);
	return result;
}

static void count_syncs(void)
{
	static sqlite3_vfs vfs;

	real_vfs = sqlite3_vfs_find(NULL);
	vfs = *real_vfs;
	vfs.zName = "counting";
	vfs.xOpen = counting_open;
	sqlite3_vfs_register(&vfs, 1);
}

/* Rows that were changed, by all connections of the store that is open. */
#define CONNECTIONS 64
static sqlite3 *connection[CONNECTIONS];
static _Atomic int connections;

static int note_connection(sqlite3 *handle, char **why, const struct sqlite3_api_routines *api)
{
	int at = connections++;

	(void)why, (void)api;
	if (at < CONNECTIONS)
		connection[at] = handle;
	return SQLITE_OK;
}

static long rows_written(void)
{
	long n = 0;

	for (int i = 0; i < connections && i < CONNECTIONS; i++)
		n += (long)sqlite3_total_changes64(connection[i]);
	return n;
}

/* ---- the mail ---- */

static uint64_t random_state = 88172645463325252u;

static double random_unit(void) /* xorshift64 (Marsaglia 2003): the same mail each time */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (double)(random_state >> 11) / 9007199254740992.0;
}

/* 0..n-1, the k-th about as often as 1/k: the inverse of a logarithm. */
static size_t zipf(size_t n)
{
	size_t k = (size_t)exp(random_unit() * log((double)n + 1)) - 1;

	return k < n ? k : n - 1;
}

struct letter { /* one message, with room for its texts */
	char key[40], domain[64], party[96], organisation[72], recipient[64], id[128];
	char value[KINDS][48];
	struct shown_trait trait[KINDS];
	struct str to;
	struct batch batch;
};

static const struct kind {
	const char *name;
	int values; /* that one sender has */
	bool strong, personal;
} kinds[KINDS] = {
	{ "reply-to", 1, true, false },  { "network", 3, true, false },
	{ "envelope", 1, false, false }, { "dkim", 1, false, false },
	{ "mailer", 2, false, false },   { "message-id", 2, false, false },
	{ "timezone", 2, false, false }, { "hour", 6, false, true },
	{ "language", 1, false, false }, { "account", 1, true, false },
};

static void letter_traits(struct letter *l, size_t party)
{
	for (size_t i = 0; i < KINDS; i++) {
		size_t which = zipf((size_t)kinds[i].values);

		snprintf(l->value[i], sizeof l->value[i], "%s-%zu-%zu.example", kinds[i].name,
		         party % 9973, which);
		l->trait[i] = (struct shown_trait){ .kind = str_of(kinds[i].name),
			                            .value = str_of(l->value[i]),
			                            .strong = kinds[i].strong };
	}
}

/* Of `party`, on a day of its own choosing; its findings as long as those of real mail. */
static void letter_write(struct letter *l, size_t number, size_t party, int64_t at_s)
{
	static const char findings[] =
		"[{\"id\":\"first-contact\",\"strength\":0.43,\"points\":0.6,\"reason\":\"a@b."
		"example "
		"has never written to c@ours.example, who rarely hears from strangers\"}]";
	bool account = party % 7 == 0; /* who writes invoices */

	snprintf(l->key, sizeof l->key, "%032zx", number);
	snprintf(l->domain, sizeof l->domain, "company-c%zu-%zu.example", party / BASE,
	         party % BASE / 3);
	snprintf(l->party, sizeof l->party, "person-c%zu-%zu@%s", party / BASE, party % BASE,
	         l->domain);
	snprintf(l->organisation, sizeof l->organisation, "@%s", l->domain);
	snprintf(l->recipient, sizeof l->recipient, "user-%zu@ours.example",
	         (party + zipf(3)) % RECIPIENTS);
	snprintf(l->id, sizeof l->id, "%zu.%zu@%s", number, party, l->domain);
	letter_traits(l, party);
	l->to = str_of(l->recipient);
	l->batch = (struct batch){
		.message = {
			.key = str_of(l->key), .at_s = at_s, .host = STR("mx.ours.example"),
			.queue_id = str_of(l->key + 20), .message_id = str_of(l->id),
			.direction = STR("inbound"), .verdict = STR("clean"), .action = STR("none"),
			.score = 1.2, .probability = 0.001, .threshold = 5, .from = str_of(l->party),
			.envelope = str_of(l->party), .recipients = STR("[\"user@ours.example\"]"),
			.recipient_total = 1, .findings = str_of(findings),
			.authentication = STR("{\"spf\":\"pass\",\"dkim\":\"pass\",\"dmarc\":\"pass\"}"),
		},
		.lesson = LESSON_LEARN,
		.sighting = {
			{ str_of(l->party), str_of(l->party), str_of(l->domain), STR("aligned"), at_s,
			  true, l->trait, account ? KINDS : KINDS - 1 },
			{ str_of(l->organisation), STR(""), str_of(l->domain), STR("aligned"), at_s,
			  true, l->trait, account ? KINDS : KINDS - 1 },
		},
		.sightings = 2,
		.contact = &l->to,
		.contacts = 1,
	};
}

/* ---- measuring ---- */

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

/* A message is learned by whoever measures alone: submit many, so that the writer groups as it likes. */
static _Atomic size_t next_number;

struct session {
	struct store *store;
	size_t parties, left;
	int64_t at_s;
	int failures;
};

static pthread_mutex_t writing_lock = PTHREAD_MUTEX_INITIALIZER;

static void next_letter(struct letter *l, size_t parties, int64_t at_s)
{
	pthread_mutex_lock(&writing_lock); /* for the random numbers */
	letter_write(l, next_number++, zipf(parties), at_s);
	pthread_mutex_unlock(&writing_lock);
}

static void *run_session(void *context)
{
	struct session *session = context;
	struct letter l;

	while (session->left--) {
		next_letter(&l, session->parties, session->at_s);
		session->failures += store_learn(session->store, &l.batch, 60000, NULL) != 0;
	}
	return NULL;
}

static double learn_in_sessions(struct store *store, size_t sessions, size_t messages,
                                size_t parties, int64_t at_s)
{
	struct session session[256];
	pthread_t thread[256];
	int64_t began = clock_monotonic_ms();

	for (size_t i = 0; i < sessions; i++) {
		session[i] = (struct session){ .store = store,
			                       .parties = parties,
			                       .left = messages / sessions,
			                       .at_s = at_s };
		pthread_create(&thread[i], NULL, run_session, &session[i]);
	}
	for (size_t i = 0; i < sessions; i++) {
		pthread_join(thread[i], NULL);
		if (session[i].failures)
			fprintf(stderr, "bench-store: %d messages were not learned\n",
			        session[i].failures);
	}
	return (double)messages / ((double)(clock_monotonic_ms() - began) / 1000 + 1e-9);
}

static struct store *open_store(const char *path, enum store_durability durability)
{
	struct store_options options = { .path = path, .create = true, .durability = durability };
	struct store *store;
	struct err err;

	connections = 0;
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

		letter_write(&l, next_number++, party,
		             (FIRST_DAY + (int64_t)(party % DAYS)) * DAY_S);
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
		" first_day, last_day, longest_gap, dkim_days, dkim_last_day, traits"
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

struct figures {
	double look_ups, look_up_us, rows, learn_us;
};

static double look_up_cost(struct store *store, size_t parties, size_t messages, double *ret_n)
{
	double us = 0;
	size_t n = 0;

	for (size_t i = 0; i < messages; i++) {
		struct letter l;
		struct arena arena;
		double began;

		next_letter(&l, parties, (FIRST_DAY + DAYS) * DAY_S);
		arena_init(&arena, (size_t)16 << 20);
		began = thread_cpu_us();
		n += (size_t)look_up(store, &l, &arena);
		us += thread_cpu_us() - began;
		arena_done(&arena);
	}
	*ret_n = (double)n / (double)messages;
	return us / (double)messages;
}

/* The CPU of the whole process, less what the letters cost to write. */
static double learn_cost(struct store *store, size_t parties, size_t messages, int day)
{
	double began = process_cpu_us(), letters;
	struct letter l;

	learn_in_sessions(store, SESSIONS, messages, parties, (FIRST_DAY + day) * DAY_S);
	began = process_cpu_us() - began;
	letters = process_cpu_us();
	for (size_t i = 0; i < messages; i++)
		next_letter(&l, parties, 0);
	letters = process_cpu_us() - letters;
	return (began - letters) / (double)messages;
}

/* A day of mail, then the next one: the second is a usual day. */
static void measure(struct store *store, const char *path, size_t parties)
{
	struct figures f = { 0 };
	double file;
	long rows;

	look_up_cost(store, parties, MEASURED / 2, &f.look_ups); /* the pages are in memory now */
	f.look_up_us = look_up_cost(store, parties, MEASURED, &f.look_ups);
	learn_cost(store, parties, MEASURED, DAYS + 1);
	rows = rows_written();
	f.learn_us = learn_cost(store, parties, MEASURED, DAYS + 2);
	f.rows = (double)(rows_written() - rows) / MEASURED;
	file = megabytes(path);
	printf("%10zu | %8.1f %8.1f us | %6.2f %8.1f us | %8.1f MB %6.0f | %7.1f MB\n", parties,
	       f.look_ups, f.look_up_us, f.rows, f.learn_us, file, file * 1e6 / (double)parties,
	       resident_mb());
	fflush(stdout);
}

static void measure_commits(const char *folder)
{
	char path[512];
	double one = 0;

	puts("\ndurability = full: one commit shared by those who wait\n"
	     "  sessions   messages/s   disk syncs a message");
	for (size_t sessions = 1; sessions <= 32; sessions *= sessions == 1 ? 8 : 2) {
		size_t messages = sessions == 1 ? 300 : sessions * 150;
		struct store *store;
		long before;
		double rate;

		snprintf(path, sizeof path, "%s/full-%zu.db", folder, sessions);
		store = open_store(path, DURABILITY_FULL);
		learn_in_sessions(store, sessions, sessions * 4, 1000, FIRST_DAY * DAY_S);
		before = syncs;
		rate = learn_in_sessions(store, sessions, messages, 1000, (FIRST_DAY + 1) * DAY_S);
		one = sessions == 1 ? rate : one;
		printf("%10zu %12.0f %22.3f   (%.1f times one session)\n", sessions, rate,
		       (double)(syncs - before) / (double)messages, rate / one);
		store_close(store);
	}
}

int main(int argc, char **argv)
{
	size_t most = argc > 1 ? strtoull(argv[1], NULL, 10) : 100000;
	const char *parent = argc > 2 ? argv[2] : "/tmp";
	char folder[256], path[512], command[600];
	struct store *store;
	size_t done = BASE;

	snprintf(folder, sizeof folder, "%s/bench-store-XXXXXX", parent);
	if (!mkdtemp(folder)) {
		perror(folder);
		return 1;
	}
	count_syncs();
	sqlite3_auto_extension((void (*)(void))note_connection);
	snprintf(path, sizeof path, "%s/store.db", folder);
	setvbuf(stdout, NULL, _IOLBF, 0);
	if (most >= done) {
		store = open_store(path, DURABILITY_NORMAL);
		fill(store);
		store_close(store);
	}
	puts("   parties | look-ups       CPU | rows written CPU |        file  B/party | "
	     "resident");
	for (size_t parties = 100000; parties <= most; parties *= 10) {
		copy_parties(path, done, parties);
		done = parties;
		store = open_store(path, DURABILITY_NORMAL);
		measure(store, path, parties);
		store_close(store);
	}
	measure_commits(folder);
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command) != 0;
}
