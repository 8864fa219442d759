/* What an admin does for the store itself, by a reading connection. */
#include "store/handle.h"

#define READER_TIMEOUT_MS 2000

static int public_status(int status)
{
	return db_is_fault(status) ? ERR_STORE : status;
}

int store_backup(struct store *store, const char *path, struct err *err)
{
	struct rows *rows;
	int status = readers_take(&store->readers, READER_TIMEOUT_MS, &rows, err);

	if (status)
		return public_status(status);
	status = rows->backend->backup
	                 ? rows->backend->backup(rows->db, path, err)
	                 : err_set(err, ERR_USAGE, "a store in %s is backed up by its own tools",
	                           rows->backend->name);
	readers_give(&store->readers, rows, false);
	return public_status(status);
}

int store_version(struct store *store, int64_t *ret, int64_t *ret_newest, struct err *err)
{
	struct rows *rows;
	int status = readers_take(&store->readers, READER_TIMEOUT_MS, &rows, err);

	if (status)
		return public_status(status);
	*ret_newest = rows->backend->newest_version();
	status = rows->backend->version(rows->db, ret, err);
	readers_give(&store->readers, rows, false);
	return public_status(status);
}
