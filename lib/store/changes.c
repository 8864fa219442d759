/* What callers change: each becomes a job of the writer, with its own copy of what it needs. */
#include "store/batch.h"
#include "store/forget.h"
#include "store/handle.h"
#include "store/kept.h"
#include "store/prune.h"

#define ADMIN_TIMEOUT_MS  10000
#define FORGET_TIMEOUT_MS 600000 /* it looks at every row */

static int submit(struct store *store, struct job *job, int timeout_ms, size_t *ret_rows,
                  struct err *err)
{
	int status = store->read_only
	                     ? err_set(err, ERR_STORE, "the store was opened to be read only")
	                     : queue_put(&store->queue, job, err);

	if (status) {
		job_free(job);
		return status;
	}
	return queue_wait(job, timeout_ms, ret_rows, err);
}

static int apply_batch(struct job *job, const struct teacher *teacher)
{
	return batch_apply(teacher, job->batch);
}

int store_learn(struct store *store, const struct batch *batch, int timeout_ms, struct err *err)
{
	struct job *job = job_new(apply_batch);

	if (!job)
		return err_memory(err);
	job->batch = batch_copy(&job->arena, store->hide, batch);
	if (!job->batch) {
		job_free(job);
		return err_memory(err);
	}
	/* behind one that can't be written this one would only wait in vain */
	return submit(store, job, health_writing(&store->health) ? timeout_ms : 0, NULL, err);
}

/* An admin's change: a job with a copy of `entry`, whose texts stand in it. */
static int submit_entry(struct store *store,
                        int (*apply)(struct job *job, const struct teacher *teacher),
                        const struct list_entry *entry, size_t *ret_rows, struct err *err)
{
	struct job *job = job_new(apply);
	struct list_entry copy = *entry;
	struct str *text[] = { &copy.list, &copy.type,    &copy.value,
		               &copy.only, &copy.comment, &copy.name };
	bool ok = job != NULL;

	for (size_t i = 0; ok && i < sizeof text / sizeof text[0]; i++) {
		*text[i] = kept_copy(&job->arena, *text[i], KEPT_KEY_MAX);
		ok = text[i]->p != NULL;
	}
	if (!ok) {
		if (job)
			job_free(job);
		return err_memory(err);
	}
	job->entry = copy;
	job->impatient = true;
	return submit(store, job, ADMIN_TIMEOUT_MS, ret_rows, err);
}

static int apply_list_add(struct job *job, const struct teacher *teacher)
{
	struct db_value argument[ROWS_ARGUMENTS_MAX];
	size_t n = rows_arguments(&shape_entry, &job->entry, argument);

	argument[n++] = db_text(str_of("")); /* by no message's feedback */
	return rows_run(teacher->rows, STATEMENT_ENTRY_PUT, argument, n, NULL, teacher->err);
}

int store_list_add(struct store *store, const struct list_entry *entry, struct err *err)
{
	return submit_entry(store, apply_list_add, entry, NULL, err);
}

static int apply_list_remove(struct job *job, const struct teacher *teacher)
{
	return rows_run(teacher->rows, STATEMENT_ENTRY_DELETE,
	                ARGUMENTS(db_text(job->entry.value), db_text(job->entry.list),
	                          db_text(job->entry.type)),
	                &job->rows, teacher->err);
}

int store_list_remove(struct store *store, struct str list, struct str type, struct str value,
                      bool *ret_was_there, struct err *err)
{
	const struct list_entry entry = { .list = list, .type = type, .value = value };
	size_t rows = 0;
	int status = submit_entry(store, apply_list_remove, &entry, &rows, err);

	if (!status && ret_was_there)
		*ret_was_there = rows > 0;
	return status;
}

static int apply_feedback(struct job *job, const struct teacher *teacher)
{
	return feedback_apply(teacher, job->key, job->feedback, job->now_s);
}

int store_feedback(struct store *store, struct str message_key, enum feedback feedback,
                   int64_t now_s, struct err *err)
{
	struct job *job = job_new(apply_feedback);

	if (!job)
		return err_memory(err);
	job->key = kept_copy(&job->arena, message_key, KEPT_KEY_MAX);
	job->feedback = feedback;
	job->now_s = now_s;
	job->impatient = true;
	if (!job->key.p) {
		job_free(job);
		return err_memory(err);
	}
	return submit(store, job, ADMIN_TIMEOUT_MS, NULL, err);
}

static int apply_forget(struct job *job, const struct teacher *teacher)
{
	return forget_apply(teacher, job->key, &job->rows);
}

/* By a connection of its own: the file is rewritten as a whole, outside of any transaction. */
static int scrub(struct store *store, struct err *err)
{
	const struct db_backend *backend = store->readers.backend;
	const struct db_options options = { .path = store->path,
		                            .access = DB_WRITE,
		                            .hide = store->hide };
	struct db *db;
	int status = backend->scrub ? backend->open(&options, &db, err) : 0;

	if (status || !backend->scrub)
		return db_is_fault(status) ? ERR_STORE : status;
	status = backend->scrub(db, err);
	backend->close(db);
	return db_is_fault(status) ? ERR_STORE : status;
}

int store_forget(struct store *store, struct str address, size_t *ret_rows, struct err *err)
{
	struct job *job = job_new(apply_forget);
	int status;

	if (!job)
		return err_memory(err);
	job->key = kept_copy(&job->arena, address, KEPT_KEY_MAX);
	job->impatient = true;
	if (!job->key.p) {
		job_free(job);
		return err_memory(err);
	}
	status = submit(store, job, FORGET_TIMEOUT_MS, ret_rows, err);
	return status ? status : scrub(store, err);
}

static int apply_prune(struct job *job, const struct teacher *teacher)
{
	return prune_step(teacher, &job->limits, job->now_s, &job->rows);
}

int store_prune(struct store *store, int64_t now_s, size_t *ret_rows, struct err *err)
{
	size_t rows = 1, all = 0;
	int status = 0;

	while (!status && rows) { /* a step a transaction: mail is learned in between */
		struct job *job = job_new(apply_prune);

		if (!job)
			return err_memory(err);
		job->limits = store->limits;
		job->now_s = now_s;
		job->impatient = true;
		status = submit(store, job, ADMIN_TIMEOUT_MS, &rows, err);
		all += status ? 0 : rows;
	}
	if (!status && ret_rows)
		*ret_rows = all;
	return status;
}
