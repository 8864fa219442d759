/* The handle: which backend, readers, the writer with its queue, and how it is. */
#include "store/store.h"

#include <stdlib.h>

#include "base/auto.h"
#include "store/handle.h"
#include "store/snapshot.h"

#define READERS_DEFAULT   16
#define QUEUE_DEFAULT     10000
#define LOG_DAYS_DEFAULT  180
#define STRANGERS_DEFAULT 1000000
#define LOG_DAYS_MIN      30 /* a message is the same for so long */
#define READER_TIMEOUT_MS 100
#define CLOSE_GRACE_MS    10000

/* Faults are the store's own words; a caller needs the kind only. */
static int public_status(int status)
{
	return db_is_fault(status) ? ERR_STORE : status;
}

static void store_done(struct store **store)
{
	if (!*store)
		return;
	readers_done(&(*store)->readers);
	if ((*store)->writer.backend) /* the last to close: it folds the log into the file */
		writer_close(&(*store)->writer);
	queue_done(&(*store)->queue);
	health_done(&(*store)->health);
	free((*store)->path);
	free(*store);
}

static struct store *store_new(const struct store_options *options)
{
	struct store *store = calloc(1, sizeof *store);
	int days = options->retention_log_days ? options->retention_log_days : LOG_DAYS_DEFAULT;
	bool ok;

	if (!store)
		return NULL;
	store->path = strdup(options->path);
	store->read_only = options->read_only;
	if (options->privacy == PRIVACY_HASHED && options->key) {
		store->key = *options->key;
		store->hide = &store->key;
	}
	store->limits = (struct prune_limits){
		.log_days = days < LOG_DAYS_MIN ? LOG_DAYS_MIN : days,
		.strangers = options->strangers ? options->strangers : STRANGERS_DEFAULT,
	};
	health_init(&store->health);
	queue_init(&store->queue, options->queue ? options->queue : QUEUE_DEFAULT);
	ok = readers_init(&store->readers, &sqlite_backend,
	                  &(struct db_options){
				  .path = store->path,
				  .access = options->read_only ? DB_READ_FILE : DB_READ,
				  .hide = store->hide,
			  },
	                  options->readers ? options->readers : READERS_DEFAULT);
	if (ok && store->path)
		return store;
	store_done(&store);
	return NULL;
}

/* Whoever only reads wants to know now whether there is something to read. */
static int try_reading(struct store *store, struct err *err)
{
	struct rows *rows;
	int status = readers_take(&store->readers, READER_TIMEOUT_MS, &rows, err);

	if (!status)
		readers_give(&store->readers, rows, false);
	return status == DB_GONE ? ERR_MISSING : public_status(status);
}

static int start_writing(struct store *store, const struct store_options *options, struct err *err)
{
	struct err why;
	int status;

	store->writer = (struct writer){
		.backend = store->readers.backend,
		.options = {
			.path = store->path,
			.access = DB_WRITE,
			.hide = store->hide,
			.hash = options->hash,
			.create = options->create,
			.check_quickly = options->keep_trying,
			.durable = options->durability == DURABILITY_FULL,
		},
		.limits = store->limits,
		.prune_ms = options->prune_ms,
		.counters = options->counters,
		.clock = options->clock ? *options->clock : clock_system(),
		.health = &store->health,
		.readers = &store->readers,
		.queue = &store->queue,
	};
	status = writer_open(&store->writer, &why);
	if (status)
		health_writer_failed(&store->health, status, &why);
	if (!status || status == DB_READONLY || (options->keep_trying && db_is_fault(status)))
		return writer_start(&store->writer, err);
	if (err)
		*err = why;
	return status == DB_GONE ? ERR_MISSING : public_status(status);
}

int store_open(const struct store_options *options, struct store **ret, struct err *err)
{
	AUTO(store_done) struct store *store = store_new(options);
	int status;

	if (!store)
		return err_memory(err);
	status = store->read_only ? try_reading(store, err) : start_writing(store, options, err);
	if (status)
		return status;
	*ret = store;
	store = NULL;
	return 0;
}

void store_finish(struct store *store)
{
	if (store && !store->read_only)
		writer_stop(&store->writer, CLOSE_GRACE_MS);
}

void store_close(struct store *store)
{
	if (!store)
		return;
	store_finish(store);
	store_done(&store);
}

enum store_state store_state(struct store *store, char *ret_why, size_t size)
{
	if (store)
		return health_state(&store->health, ret_why, size);
	if (size)
		*ret_why = '\0';
	return STORE_NONE;
}

int store_snapshot(struct store *store, struct snapshot **ret, struct err *err)
{
	struct err why;
	struct rows *rows;
	int status = readers_take(&store->readers, READER_TIMEOUT_MS, &rows, &why);

	if (!status) {
		status = snapshot_begin(rows, &store->readers, &store->health, ret, &why);
		if (!status)
			return 0;
		readers_give(&store->readers, rows, true);
	}
	if (db_is_fault(status))
		health_reader_failed(&store->health, status, &why);
	if (err)
		*err = why;
	return public_status(status);
}
