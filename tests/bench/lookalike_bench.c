/* What it costs to ask whom a domain looks like, among known ones in memory and in the store; and how often an honest new domain looks
 * like one of 10,000 partners, each by name.
 *
 *     bench-lookalike [DOMAINS [STORE-SIZE [FOLDER]]]
 *
 * DOMAINS holds honest domains, one a line; of these every second one is a partner, and the others come new; then the other way round.
 * Without it both are made up. STORE-SIZE (10000): how many domains the store shall know. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/textfile.h"
#include "party/lookalike.h"
#include "party/lookalike_index.h"
#include "store/domain_keys.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define PARTNERS     10000
#define ASKED        20000
#define HONEST       10000 /* that are made up */
#define ALARM        0.5
#define FOUND_MAX    64

static struct arena memory; /* all of a run */
static struct domain_lists *lists;
static struct site_key key;

struct domains {
	struct domain *v;
	size_t n;
};

/* ---- names ---- */

static uint64_t random_state = 88172645463325252u;

static size_t random_below(size_t n) /* xorshift64 (Marsaglia 2003): the same names each time */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (size_t)((random_state >> 11) % n);
}

static const char *const onsets[] = { "b",  "c",   "d",  "f",  "g",  "h",  "j",  "k",
	                              "l",  "m",   "n",  "p",  "r",  "s",  "t",  "v",
	                              "w",  "z",   "br", "cr", "dr", "fl", "gr", "pl",
	                              "pr", "sch", "sk", "sp", "st", "tr", "" };
static const char *const vowels[] = { "a", "e", "i", "o", "u", "ai", "ei", "ie", "ou", "y" };
static const char *const codas[] = { "",  "",   "",   "l",  "n",  "m",  "r",  "s", "t",
	                             "x", "ck", "ld", "nd", "nt", "rt", "ss", "tz" };
static const char *const words[] = { "north",  "south", "west", "silver", "gold", "stone",
	                             "bridge", "field", "wood", "river",  "lake", "hill",
	                             "green",  "blue",  "red",  "bright", "oak",  "iron",
	                             "sun",    "star",  "king", "park",   "port", "gate",
	                             "house",  "land",  "mark", "ford" };
static const char *const trades[] = { "systems", "logistics", "group",  "consulting", "foods",
	                              "tech",    "trading",   "design", "media",      "partners",
	                              "energy",  "steel",     "paper",  "solar",      "print",
	                              "hotels",  "law",       "works",  "lab",        "motors" };
static const char *const suffixes[] = { "com", "com", "com",   "com", "com", "net",
	                                "org", "de",  "de",    "it",  "fr",  "nl",
	                                "pl",  "es",  "co.uk", "eu",  "ch",  "at" };

#define ONE_OF(table) table[random_below(COUNT(table))]

/* An invented word, at times with a word that means something before it; and a trade behind. */
static void make_label(char *ret, size_t size)
{
	const char *word = random_below(4) ? "" : ONE_OF(words),
		   *hyphen = random_below(2) ? "-" : "";
	const char *trade = random_below(3) ? "" : ONE_OF(trades);
	char core[64] = "";

	for (size_t parts = 2 + random_below(2); parts; parts--)
		strcat(strcat(strcat(core, ONE_OF(onsets)), ONE_OF(vowels)), ONE_OF(codas));
	snprintf(ret, size, "%s%s%s%s", word, core, *trade ? hyphen : "", trade);
}

static bool domain_of(struct str name, struct domain *ret)
{
	return domain_init(&memory, lists, name, ret) && ret->name.n &&
	       !(ret->flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX));
}

static void add(struct domains *domains, struct domain domain)
{
	domains->v[domains->n++] = (struct domain){ domain.org, domain.org, domain.flags };
}

static struct domains room_for(size_t n)
{
	struct domains ret = { arena_array(&memory, n, sizeof *ret.v), 0 };

	if (!ret.v)
		abort();
	return ret;
}

static void fill_up(struct domains *domains, size_t n)
{
	while (domains->n < n) {
		char label[128], name[160];
		struct domain domain;

		make_label(label, sizeof label);
		snprintf(name, sizeof name, "%s.%s", label, ONE_OF(suffixes));
		if (domain_of(arena_str(&memory, str_of(name)), &domain))
			add(domains, domain);
	}
}

/* ---- false alarms ---- */

static double strongest(const struct lookalike_index *index, const struct domains *known,
                        struct domain seen, struct domain *ret_known)
{
	struct lookalike_keys keys;
	uint32_t place[FOUND_MAX];
	struct arena scratch;
	double best = 0;
	struct domain found[FOUND_MAX];
	size_t n, which;
	bool itself = false;

	arena_init(&scratch, 1 << 20);
	lookalike_seen_keys(&scratch, &key, seen, &keys);
	n = lookalike_index_find(index, &keys, place, FOUND_MAX);
	for (size_t i = 0; i < n; i++) {
		found[i] = known->v[place[i]];
		itself |= domain_same_org(found[i], seen);
	}
	if (!itself)
		best = lookalike_best(&scratch, found, n, seen, &which).strength;
	if (best > 0)
		*ret_known = found[which];
	arena_done(&scratch);
	return best;
}

static void count_alarms(const char *what, const struct domains *partners,
                         const struct domains *honest)
{
	struct lookalike_index index;
	size_t strong = 0, weak = 0;

	if (lookalike_index_init(&memory, &key, partners->v, partners->n, &index, NULL))
		abort();
	for (size_t i = 0; i < honest->n; i++) {
		struct domain known = { 0 };
		double strength = strongest(&index, partners, honest->v[i], &known);

		strong += strength >= ALARM;
		weak += strength > 0 && strength < ALARM;
		if (strength >= ALARM)
			printf("    %.1f %.*s like %.*s\n", strength, STR_ARG(honest->v[i].name),
			       STR_ARG(known.name));
	}
	printf("%s: of %zu honest domains %zu (%.2f of 1,000) are like one of %zu partners, "
	       "weakly %zu (%.1f of 1,000)\n",
	       what, honest->n, strong, 1000.0 * (double)strong / (double)honest->n, partners->n,
	       weak, 1000.0 * (double)weak / (double)honest->n);
}

static struct domains read_domains(const char *path)
{
	struct textfile_line line = { 0 };
	struct domains ret = room_for(200000);
	struct domain domain;
	struct err err;
	struct str text;

	if (textfile_read(&memory, path, 8 << 20, &text, &err)) {
		fprintf(stderr, "bench-lookalike: %s\n", err.text);
		exit(1);
	}
	while (textfile_next(&text, &line) && ret.n < 200000)
		if (domain_of(line.text, &domain) &&
		    !(ret.n && str_eq(ret.v[ret.n - 1].name, domain.org)))
			add(&ret, domain);
	return ret;
}

static void false_alarms(const char *path)
{
	struct domains given, made = room_for(PARTNERS), strangers = room_for(HONEST);

	fill_up(&made, PARTNERS);
	random_state ^= 0x5bd1e995;
	fill_up(&strangers, HONEST);
	count_alarms("made up", &made, &strangers);
	if (!path)
		return;
	given = read_domains(path);
	count_alarms("given", &made, &given);
	for (size_t odd = 0; odd < 2; odd++) {
		struct domains partners = room_for(PARTNERS + given.n), honest = room_for(given.n);

		for (size_t i = 0; i < given.n; i++)
			add(i % 2 == odd ? &partners : &honest, given.v[i]);
		fill_up(&partners, PARTNERS);
		count_alarms("every second of the given", &partners, &honest);
	}
}

/* ---- cost ---- */

static double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* Half of them one letter off a known one. */
static struct domains make_asked(const struct domains *known)
{
	struct domains asked = room_for(ASKED);

	fill_up(&asked, ASKED / 2);
	while (asked.n < ASKED) {
		struct str name = arena_str(&memory, known->v[random_below(known->n)].name);
		struct domain domain;

		((char *)name.p)[random_below(name.n)] = "abdeiorst"[random_below(9)];
		if (domain_of(name, &domain))
			add(&asked, domain);
	}
	return asked;
}

static void memory_cost(size_t n)
{
	struct domains known = room_for(n), asked;
	struct lookalike_index index;
	double began, keys_us;
	size_t found = 0, keys_n = 0;

	fill_up(&known, n);
	asked = make_asked(&known);
	began = cpu_us();
	if (lookalike_index_init(&memory, &key, known.v, known.n, &index, NULL))
		abort();
	printf("%8zu in memory: %.1f MB, built in %.2f s", n,
	       (double)(index.n * sizeof *index.entry) / 1e6, (cpu_us() - began) / 1e6);
	began = cpu_us();
	for (size_t i = 0; i < asked.n; i++) {
		struct lookalike_keys keys;
		struct arena scratch;

		arena_init(&scratch, 1 << 20);
		lookalike_seen_keys(&scratch, &key, asked.v[i], &keys);
		keys_n += keys.n;
		arena_done(&scratch);
	}
	keys_us = (cpu_us() - began) / (double)asked.n;
	began = cpu_us();
	for (size_t i = 0; i < asked.n; i++) {
		struct domain which;

		found += strongest(&index, &known, asked.v[i], &which) > 0;
	}
	printf(", %.1f us a domain (%.1f of them for its %.1f keys), %zu of %zu found\n",
	       (cpu_us() - began) / (double)asked.n, keys_us, (double)keys_n / (double)asked.n,
	       found, asked.n);
}

struct row {
	uint64_t key;
	uint32_t domain;
};

static int compare_rows(const void *a, const void *b)
{
	int64_t x = (int64_t)((const struct row *)a)->key,
		y = (int64_t)((const struct row *)b)->key;

	return x < y ? -1 : x > y;
}

static void run_sql(sqlite3 *handle, const char *sql)
{
	char *why = NULL;

	if (sqlite3_exec(handle, sql, NULL, NULL, &why) != SQLITE_OK) {
		fprintf(stderr, "bench-lookalike: %s\n", why);
		exit(1);
	}
}

/* As the store would write them, but in the order of the keys: so it takes seconds. */
static void fill_store(const char *path, const struct domains *known)
{
	struct lookalike_index index;
	sqlite3_stmt *insert;
	sqlite3 *handle;
	struct row *row;

	if (lookalike_index_init(&memory, &key, known->v, known->n, &index, NULL))
		abort();
	row = arena_array(&memory, index.n, sizeof *row);
	for (size_t i = 0; i < index.n; i++)
		row[i] = (struct row){ index.entry[i].key, index.entry[i].domain };
	qsort(row, index.n, sizeof *row, compare_rows);
	sqlite3_open(path, &handle);
	run_sql(handle, "PRAGMA synchronous = OFF; DROP INDEX domain_key_domain; BEGIN");
	sqlite3_prepare_v2(handle, "INSERT OR IGNORE INTO domain_key VALUES (?, ?)", -1, &insert,
	                   NULL);
	for (size_t i = 0; i < index.n; i++) {
		struct str name = known->v[row[i].domain].name;

		sqlite3_bind_int64(insert, 1, (int64_t)row[i].key);
		sqlite3_bind_text(insert, 2, name.p, (int)name.n, SQLITE_STATIC);
		sqlite3_step(insert);
		sqlite3_reset(insert);
	}
	sqlite3_finalize(insert);
	run_sql(handle, "CREATE INDEX domain_key_domain ON domain_key (domain); COMMIT; PRAGMA "
	                "wal_checkpoint(TRUNCATE)");
	sqlite3_close(handle);
}

static double ask_store(struct store *store, const struct domains *asked, size_t *ret_found)
{
	double began = cpu_us();

	*ret_found = 0;
	for (size_t i = 0; i < asked->n; i++) {
		struct lookalike_keys keys;
		struct snapshot *snapshot;
		struct str name[FOUND_MAX];
		struct arena scratch;
		size_t n;

		arena_init(&scratch, 1 << 20);
		lookalike_seen_keys(&scratch, &key, asked->v[i], &keys);
		if (store_snapshot(store, &snapshot, NULL) ||
		    snapshot_domains_by_key(snapshot, keys.v, keys.n, &scratch, name, FOUND_MAX, &n,
		                            NULL))
			abort();
		*ret_found += n > 0;
		snapshot_end(snapshot);
		arena_done(&scratch);
	}
	return (cpu_us() - began) / (double)asked->n;
}

static void store_cost(size_t n, const char *parent)
{
	struct domains known = room_for(n), asked;
	char folder[256], path[300], command[320];
	struct store_options options = { .path = path, .create = true };
	struct store *store;
	size_t found;
	double us;

	snprintf(folder, sizeof folder, "%s/bench-lookalike-XXXXXX", parent);
	if (!mkdtemp(folder))
		abort();
	snprintf(path, sizeof path, "%s/store.db", folder);
	fill_up(&known, n);
	asked = make_asked(&known);
	if (store_open(&options, &store, NULL))
		abort();
	store_close(store);
	fill_store(path, &known);
	if (store_open(&options, &store, NULL))
		abort();
	ask_store(store, &asked, &found); /* the pages are in memory now */
	us = ask_store(store, &asked, &found);
	printf("%8zu in the store: %.1f us a domain, a snapshot included; %zu of %zu have a key in "
	       "common with one\n",
	       n, us, found, asked.n);
	store_close(store);
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	if (system(command))
		perror(folder);
}

int main(int argc, char **argv)
{
	size_t stored = argc > 2 ? strtoull(argv[2], NULL, 10) : 10000;

	setvbuf(stdout, NULL, _IOLBF, 0);
	key = site_key_fixed();
	if (domain_lists_load(NULL, &lists, NULL))
		return 1;
	arena_init(&memory, (size_t)4 << 30);
	false_alarms(argc > 1 && *argv[1] ? argv[1] : NULL);
	memory_cost(10000);
	memory_cost(1000000);
	store_cost(stored, argc > 3 ? argv[3] : "/tmp");
	arena_done(&memory);
	domain_lists_free(lists);
	return 0;
}
