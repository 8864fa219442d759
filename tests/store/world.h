/* What the tests of the store share: a backend under test, a folder, batches by hand, tables as text. A second backend is a
 * second row in world_backends. */
#ifndef OPENBEC_TESTS_STORE_WORLD_H
#define OPENBEC_TESTS_STORE_WORLD_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sqlite3.h>

#include <cmocka.h>

#include "base/clock.h"
#include "store/store.h"

#define DAY_S        ((int64_t)86400)
#define AT(day)      ((int64_t)(day)*DAY_S + 36000)
#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct world_backend {
	const char *name;
	void (*name_store)(const char *folder, char *ret, size_t size);
	/* A table's rows in the order of their key, "|" between columns, a line a row. malloc'd. */
	char *(*dump)(const char *store, const char *table);
};

struct world {
	const struct world_backend *backend;
	char folder[64];
	char path[128];
	struct store *store;
	struct arena arena;
};

static inline void sqlite_name(const char *folder, char *ret, size_t size)
{
	snprintf(ret, size, "%s/store.db", folder);
}

static inline char *sqlite_dump(const char *store, const char *table)
{
	sqlite3 *handle;
	sqlite3_stmt *statement;
	char sql[128], *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_int_equal(sqlite3_open_v2(store, &handle, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
	snprintf(sql, sizeof sql, "SELECT * FROM %s ORDER BY 1, 2", table);
	assert_int_equal(sqlite3_prepare_v2(handle, sql, -1, &statement, NULL), SQLITE_OK);
	while (sqlite3_step(statement) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(statement); i++)
			fprintf(out, "%s%s", i ? "|" : "",
			        (const char *)sqlite3_column_text(statement, i));
		fputc('\n', out);
	}
	sqlite3_finalize(statement);
	sqlite3_close(handle);
	fclose(out);
	return text;
}

static const struct world_backend world_backends[] = {
	{ "sqlite", sqlite_name, sqlite_dump },
};

static inline struct store_options world_options(const struct world *world)
{
	return (struct store_options){ .path = world->path, .create = true };
}

static inline void world_open(struct world *world)
{
	struct store_options options = world_options(world);
	struct err err;

	if (store_open(&options, &world->store, &err))
		fail_msg("%s: %s", world->backend->name, err.text);
}

static inline void world_close(struct world *world)
{
	store_close(world->store);
	world->store = NULL;
}

static inline int world_setup(void **state)
{
	struct world *world = calloc(1, sizeof *world);

	world->backend = &world_backends[0];
	snprintf(world->folder, sizeof world->folder, "/tmp/openbec-store-XXXXXX");
	if (!mkdtemp(world->folder))
		return -1;
	world->backend->name_store(world->folder, world->path, sizeof world->path);
	arena_init(&world->arena, (size_t)64 << 20);
	world_open(world);
	*state = world;
	return 0;
}

static inline int world_teardown(void **state)
{
	struct world *world = *state;
	char command[128];

	world_close(world);
	snprintf(command, sizeof command, "rm -rf '%s'", world->folder);
	arena_done(&world->arena);
	free(world);
	return system(command);
}

/* Batches */

static inline struct sighting world_sighting(const char *party, int64_t at_s,
                                             const struct shown_trait *trait, size_t n)
{
	const char *at = strchr(party, '@'), *blank = strchr(party, ' ');
	size_t address = blank ? (size_t)(blank - party) : strlen(party);

	return (struct sighting){
		.party = str_of(party),
		.address = str_make(party, at == party ? 0 : address),
		.domain = str_make(at + 1, address - (size_t)(at + 1 - party)),
		.proof = str_of(blank ? strncmp(blank, " via", 4) ? "network" : "via" : "aligned"),
		.at_s = at_s,
		.trait = trait,
		.traits = n,
	};
}

/* A message of one party (and its organisation), as learn/ would make it. */
static inline struct batch world_batch(const char *key, enum batch_lesson lesson, int64_t at_s,
                                       const struct sighting *sighting, size_t sightings)
{
	static const char *const verdicts[] = { "malicious", "suspicious", "clean" };
	struct batch batch = {
		.message = {
			.key = str_of(key), .at_s = at_s, .host = STR("mx"), .queue_id = str_of(key),
			.message_id = STR("<1@acme.example>"), .direction = STR("inbound"),
			.verdict = str_of(verdicts[lesson]), .action = STR("none"),
			.score = 1.5, .probability = 0.25, .threshold = 5, .from = STR("ann@acme.example"),
			.envelope = STR("ann@acme.example"), .recipients = STR("[\"bob@example.org\"]"),
			.recipient_total = 1, .findings = STR("[]"), .authentication = STR("{}"),
		},
		.lesson = lesson,
	};

	for (size_t i = 0; i < sightings; i++)
		batch.sighting[batch.sightings++] = sighting[i];
	return batch;
}

static inline void world_learn(struct world *world, const struct batch *batch)
{
	struct err err;

	if (store_learn(world->store, batch, 5000, &err))
		fail_msg(STR_FMT ": %s", STR_ARG(batch->message.key), err.text);
}

/* The shortest story: a clean (or other) message of `party` to one recipient. */
static inline void world_mail(struct world *world, const char *key, enum batch_lesson lesson,
                              const char *party, int64_t at_s, const char *recipient,
                              const struct shown_trait *trait, size_t traits)
{
	struct sighting sighting = world_sighting(party, at_s, trait, traits);
	struct str to = str_of(recipient);
	struct batch batch = world_batch(key, lesson, at_s, &sighting, 1);

	batch.contact = &to;
	batch.contacts = to.n > 0;
	world_learn(world, &batch);
}

/* Four days over fifteen: established. */
static inline void world_establish(struct world *world, const char *party, int from_day)
{
	static const struct shown_trait mutt[] = { { STR("mailer"), STR("Mutt"), false, false },
		                                   { STR("network"), STR("192.0.2.0/24"), true,
		                                     false } };

	for (int i = 0; i < 4; i++) {
		char key[32];

		snprintf(key, sizeof key, "e%d.%d", from_day, i);
		world_mail(world, key, LESSON_LEARN, party, AT(from_day + 5 * i), "bob@example.org",
		           mutt, COUNT(mutt));
	}
}

/* Questions */

static inline struct snapshot *world_snapshot(struct world *world)
{
	struct snapshot *snapshot;
	struct err err;

	if (store_snapshot(world->store, &snapshot, &err))
		fail_msg("no snapshot: %s", err.text);
	return snapshot;
}

static inline struct profile world_profile(struct world *world, const char *party)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct profile profile;
	struct err err;

	if (snapshot_profile(snapshot, str_of(party), &world->arena, &profile, &err))
		fail_msg("%s: %s", party, err.text);
	snapshot_end(snapshot);
	return profile;
}

static inline struct contact world_contact(struct world *world, const char *party,
                                           const char *recipient)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct contact contact;

	assert_int_equal(
		snapshot_contact(snapshot, str_of(party), str_of(recipient), &contact, NULL), 0);
	snapshot_end(snapshot);
	return contact;
}

static inline void world_assert_recipient(struct world *world, const char *recipient,
                                          unsigned identity_days, unsigned once)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct recipient_record record;

	assert_int_equal(snapshot_recipient(snapshot, str_of(recipient), &record, NULL), 0);
	snapshot_end(snapshot);
	if (record.identity_days != identity_days || record.once != once)
		fail_msg("recipient \"%s\": %lu days, %lu once; not %u, %u", recipient,
		         (unsigned long)record.identity_days, (unsigned long)record.once,
		         identity_days, once);
}

static inline bool world_marked(struct world *world, const char *kind, const char *value,
                                int64_t now_s)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct mark mark;

	assert_int_equal(snapshot_mark(snapshot, str_of(kind), str_of(value), now_s, &world->arena,
	                               &mark, NULL),
	                 0);
	snapshot_end(snapshot);
	return mark.found;
}

static inline bool world_listed(struct world *world, const char *list, const char *type,
                                const char *value, int64_t now_s)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct list_entry entry;

	assert_int_equal(snapshot_list(snapshot, str_of(list), str_of(type), str_of(value), now_s,
	                               &world->arena, &entry, NULL),
	                 0);
	snapshot_end(snapshot);
	return entry.found;
}

static inline struct message_record world_message(struct world *world, const char *key)
{
	struct snapshot *snapshot = world_snapshot(world);
	struct message_record message;

	assert_int_equal(snapshot_message(snapshot, str_of(key), &world->arena, &message, NULL), 0);
	snapshot_end(snapshot);
	return message;
}

static inline size_t world_lines(const struct world *world, const char *table)
{
	char *rows = world->backend->dump(world->path, table);
	size_t lines = 0;

	for (const char *p = rows; (p = strchr(p, '\n')); p++)
		lines++;
	free(rows);
	return lines;
}

/* All that senders taught, as one text: to see that nothing of it changed. */
static inline char *world_history(const struct world *world)
{
	static const char *const tables[] = { "party",     "trait",         "contact",
		                              "recipient", "correspondent", "staff" };
	char *all = NULL;
	size_t size;
	FILE *out = open_memstream(&all, &size);

	for (size_t i = 0; i < COUNT(tables); i++) {
		char *rows = world->backend->dump(world->path, tables[i]);

		fprintf(out, "%s:\n%s", tables[i], rows);
		free(rows);
	}
	fclose(out);
	return all;
}

static inline void world_assert_table(const struct world *world, const char *table,
                                      const char *wanted)
{
	char *rows = world->backend->dump(world->path, table);

	if (strcmp(rows, wanted) != 0)
		fail_msg("%s holds:\n%snot:\n%s", table, rows, wanted);
	free(rows);
}

#endif
