/* A store may go away under a running daemon: deleted, restored from a backup, damaged. The writer sees it before a commit
 * and opens it anew; readers must be out by then, or the old file's shared memory would meet the new one's. */
#include "store/writer.h"

#define READERS_OUT_MS 2000

static int shut_readers(struct writer *writer, struct err *err)
{
	if (readers_shut(writer->readers, READERS_OUT_MS))
		return 0;
	err_set(err, ERR_STORE, "the store %s has changed, but a reader still keeps the old one",
	        writer->options.path);
	return DB_BUSY;
}

static int set_aside(struct writer *writer, struct err *err)
{
	struct err where;
	int status = writer->backend->set_aside(writer->options.path, &where);

	if (status) {
		*err = where;
		return DB_CORRUPT;
	}
	health_news(writer->health, &where);
	return writer->backend->open(&writer->options, &writer->db, err);
}

static int open_shut(struct writer *writer, struct err *err)
{
	int status = writer->backend->open(&writer->options, &writer->db, err);

	if (status == DB_CORRUPT && writer->options.create && writer->backend->set_aside)
		status = set_aside(writer, err);
	if (!status) {
		writer->options.check = false;
		atomic_store(&writer->health->damaged, false);
	}
	return status;
}

int writer_open(struct writer *writer, struct err *err)
{
	struct err why;
	int status = shut_readers(writer, &why);

	if (!status) {
		status = open_shut(writer, &why);
		readers_admit(writer->readers);
	}
	if (status && err)
		*err = why;
	return status;
}

void writer_close(struct writer *writer)
{
	writer->backend->close(writer->db);
	writer->db = NULL;
}
