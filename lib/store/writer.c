#include "store/writer.h"

#include <signal.h>

#include "base/clock.h"
#include "store/prune.h"

#define GROUP_MAX      500
#define SCRATCH_MAX    ((size_t)32 << 20)
#define PAUSE_MIN_MS   20
#define PAUSE_MAX_MS   2000
#define GATHER_MAX_MS  5
#define PRUNE_FIRST_MS ((int64_t)5 * 60 * 1000)
#define PRUNE_EVERY_MS ((int64_t)60 * 60 * 1000)
#define PRUNE_NEXT_MS  50 /* between two steps */

static int apply_one(struct writer *writer, struct job *job)
{
	const struct rows rows = { writer->backend, writer->db };
	struct arena scratch;
	const struct teacher teacher = { &rows, &scratch, &job->err };

	arena_init(&scratch, SCRATCH_MAX);
	job->status = job->apply(job, &teacher);
	arena_done(&scratch);
	return db_is_fault(job->status) ? job->status : 0;
}

/* A job that fails is undone, whatever the others did. */
static int apply_saved(struct writer *writer, struct job *job)
{
	int status = writer->backend->save(writer->db, &job->err);

	if (!status)
		status = apply_one(writer, job);
	if (status)
		return status;
	return job->status ? writer->backend->undo(writer->db, NULL)
	                   : writer->backend->keep(writer->db, &job->err);
}

/* A fault of the store ends the group; without savepoints a job that fails does, too. */
static int apply_all(struct writer *writer, struct job *list, bool saved, bool *ret_refused,
                     struct err *err)
{
	int status = writer->backend->begin(writer->db, err);

	if (status)
		return status;
	*ret_refused = false;
	for (struct job *job = list; !status && !*ret_refused && job; job = job->next) {
		status = saved ? apply_saved(writer, job) : apply_one(writer, job);
		if (status)
			*err = job->err;
		*ret_refused = !saved && job->status;
	}
	if (!status && !*ret_refused)
		status = writer->backend->commit(writer->db, err);
	if (status || *ret_refused)
		writer->backend->rollback(writer->db);
	return status;
}

/* A savepoint keeps each page as it was once more, and hardly a job ever fails: all are tried without first. */
static int apply_group(struct writer *writer, struct job *list, struct err *err)
{
	bool refused;
	int status = apply_all(writer, list, false, &refused, err);

	return !status && refused ? apply_all(writer, list, true, &refused, err) : status;
}

/* The file that we have open may not be the one at its name any more. */
static int make_ready(struct writer *writer, struct err *err)
{
	bool damaged = atomic_load(&writer->health->damaged),
	     moved = writer->db && writer->backend->moved(writer->db);
	int status;

	if (writer->db && !damaged && !moved)
		return 0;
	writer_close(writer);
	writer->options.check = damaged;
	status = writer_open(writer, err);
	if (!status && moved) {
		struct err news;

		err_set(&news, ERR_STORE,
		        "the store %s was replaced or deleted while in use: the one that is there "
		        "now is used",
		        writer->options.path);
		health_news(writer->health, &news);
	}
	return status;
}

static int write_group(struct writer *writer, struct job *list, struct err *err)
{
	int status = make_ready(writer, err);

	if (!status)
		status = apply_group(writer, list, err);
	if (status == DB_CORRUPT)
		atomic_store(&writer->health->damaged, true);
	return status;
}

/* Ends the jobs whose caller wants to know now; gives the others. */
static struct job *end_some(struct job *list, bool all, const struct err *why)
{
	struct job *ended = NULL, *left = NULL, **tail = &left;

	while (list) {
		struct job *job = list;

		list = job->next;
		if (all || job->impatient) {
			job->status = ERR_STORE;
			job->err = *why;
			job->next = ended;
			ended = job;
		} else {
			*tail = job;
			tail = &job->next;
			job->next = NULL;
		}
	}
	queue_end(ended);
	return left;
}

/* Where a commit waits for the disk, those who come while it does would make every other group small: half a commit more
 * brings the ones together again that were just let go (PostgreSQL's commit_delay). Who comes alone never waits. */
static void expect_more(struct writer *writer, const struct job *list, int64_t began_ms)
{
	size_t n = 0;

	for (; list; list = list->next)
		n++;
	writer->expected = n + queue_length(writer->queue);
	writer->gather_ms = writer->options.durable && writer->expected > 1
	                            ? (int)(clock_monotonic_ms() - began_ms) / 2
	                            : 0;
	if (writer->gather_ms > GATHER_MAX_MS)
		writer->gather_ms = GATHER_MAX_MS;
}

static void write_until_done(struct writer *writer, struct job *list)
{
	int64_t began_ms = clock_monotonic_ms();
	int pause_ms = PAUSE_MIN_MS;
	struct err why;
	int status;

	while (list && (status = write_group(writer, list, &why)) != 0) {
		health_writer_failed(writer->health, status, &why);
		if (status == DB_READONLY) {
			list = end_some(list, false, &why);
			end_some(queue_take_impatient(writer->queue), true, &why);
		}
		if (!queue_pause(writer->queue, pause_ms)) { /* closing, and the time is over */
			list = end_some(list, true, &why);
			end_some(queue_take(writer->queue, SIZE_MAX, 0), true, &why);
		}
		pause_ms = 2 * pause_ms < PAUSE_MAX_MS ? 2 * pause_ms : PAUSE_MAX_MS;
	}
	if (!list)
		return;
	health_writer_ok(writer->health);
	expect_more(writer, list, began_ms);
	queue_end(list);
	writer->backend->tidy(writer->db);
}

static int apply_prune(struct job *job, const struct teacher *teacher)
{
	int64_t now_s;
	int status = prune_believed(teacher, job->now_s, &now_s);

	return status ? status : prune_step(teacher, &job->limits, now_s, &job->rows);
}

/* A failure is met again by the next message, and told then. */
static void prune(struct writer *writer)
{
	struct job job = { .apply = apply_prune,
		           .limits = writer->limits,
		           .now_s = clock_now_s(&writer->clock) };
	int64_t every_ms = writer->prune_ms ? writer->prune_ms : PRUNE_EVERY_MS;
	struct err why;
	bool more;

	more = write_group(writer, &job, &why) == 0 && job.status == 0 && job.rows > 0;
	writer->prune_at_ms = clock_monotonic_ms() + (more ? PRUNE_NEXT_MS : every_ms);
}

/* What can't be written now gathers until it can. */
static void count(struct writer *writer)
{
	int64_t counted[COUNTERS_MAX] = { 0 };
	struct job job = { .apply = counters_apply,
		           .counters = writer->counters,
		           .counted = counted,
		           .now_s = clock_now_s(&writer->clock) };
	struct err why;

	if (!writer->counters)
		return;
	if (write_group(writer, &job, &why) == 0 && job.status == 0)
		counters_written(&job);
	writer->count_at_ms = clock_monotonic_ms() + COUNTERS_EVERY_MS;
}

static int64_t next_duty_ms(const struct writer *writer)
{
	return writer->counters && writer->count_at_ms < writer->prune_at_ms ? writer->count_at_ms
	                                                                     : writer->prune_at_ms;
}

static void *run(void *context)
{
	struct writer *writer = context;

	for (;;) {
		struct job *list;

		if (writer->gather_ms)
			queue_gather(writer->queue, writer->expected, writer->gather_ms);
		writer->gather_ms = 0;
		list = queue_take(writer->queue, GROUP_MAX, next_duty_ms(writer));
		if (list) {
			write_until_done(writer, list);
		} else if (queue_is_closing(writer->queue)) {
			count(writer);
			return NULL;
		}
		if (clock_monotonic_ms() >= writer->count_at_ms)
			count(writer);
		if (clock_monotonic_ms() >= writer->prune_at_ms)
			prune(writer);
	}
}

/* Signals are the program's: the thread begins with all of them blocked. */
int writer_start(struct writer *writer, struct err *err)
{
	sigset_t all, old;
	int result;

	writer->prune_at_ms =
		clock_monotonic_ms() + (writer->prune_ms ? writer->prune_ms : PRUNE_FIRST_MS);
	writer->count_at_ms = clock_monotonic_ms() + COUNTERS_EVERY_MS;
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &old);
	result = pthread_create(&writer->thread, NULL, run, writer);
	pthread_sigmask(SIG_SETMASK, &old, NULL);
	return result ? err_set(err, ERR_SYSTEM, "no thread for the store's writer") : 0;
}

void writer_stop(struct writer *writer, int grace_ms)
{
	queue_close(writer->queue, grace_ms);
	pthread_join(writer->thread, NULL);
}
