/* What the tests of faults share: how the store is, mail that may not be learned at once, and somebody else at its file. */
#ifndef OPENBEC_TESTS_STORE_FAULTS_H
#define OPENBEC_TESTS_STORE_FAULTS_H

#include <unistd.h>

#include "store/world.h"

#define ANN  "ann@acme.example"
#define SLOW 3 /* times what is expected: the machine has other work */

static inline enum store_state world_state(struct store *store, char why[256])
{
	return store_state(store, why, 256);
}

/* A message of `party`, and how it went. */
static inline int world_try(struct store *store, const char *key, const char *party, int64_t at_s,
                            int timeout_ms, struct err *err)
{
	struct sighting sighting = world_sighting(party, at_s, NULL, 0);
	const struct str to = STR("bob@example.org");
	struct batch batch = world_batch(key, LESSON_LEARN, at_s, &sighting, 1);

	batch.contact = &to;
	batch.contacts = 1;
	return store_learn(store, &batch, timeout_ms, err);
}

static inline void world_execute(sqlite3 *handle, const char *sql)
{
	if (sqlite3_exec(handle, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(handle));
}

/* What waits is tried again less and less often: 2 s apart at last. */
static inline void world_recovers(struct store *store)
{
	int64_t until_ms = clock_monotonic_ms() + 15000;
	char why[256];

	while (world_state(store, why) != STORE_OK && clock_monotonic_ms() < until_ms)
		usleep(10000);
	if (world_state(store, why) != STORE_OK)
		fail_msg("the store doesn't recover: %s", why);
}

/* Somebody else writes, and does not end. */
static inline sqlite3 *world_lock(const struct world *world)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(world->path, &handle), SQLITE_OK);
	sqlite3_busy_timeout(handle, 2000);
	world_execute(handle, "BEGIN IMMEDIATE");
	return handle;
}

static inline void world_unlock(sqlite3 *handle)
{
	world_execute(handle, "COMMIT");
	sqlite3_close(handle);
}

#endif
