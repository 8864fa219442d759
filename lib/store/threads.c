/* One row a mail, its parties packed: address and organisation in turn. */
#include "store/threads.h"

#include "store/digests.h"
#include "store/snapshot.h"
#include "store/teach.h"

#define DIGESTS_MAX ((size_t)2 * THREAD_PARTIES_MAX)

static bool has(const uint64_t *list, size_t n, uint64_t digest)
{
	for (size_t i = 0; i < n; i++)
		if (list[i] == digest)
			return true;
	return false;
}

bool thread_has_address(const struct thread_record *thread, uint64_t address)
{
	return has(thread->address, thread->parties, address);
}

bool thread_has_org(const struct thread_record *thread, uint64_t org)
{
	return has(thread->org, thread->parties, org);
}

bool thread_add(struct thread_record *thread, uint64_t address, uint64_t org)
{
	if (thread_has_address(thread, address))
		return true;
	if (thread->parties == THREAD_PARTIES_MAX)
		return false;
	thread->address[thread->parties] = address;
	thread->org[thread->parties++] = org;
	return true;
}

/* parties */
static int take_thread(void *context, const struct db_column *column, size_t columns,
                       struct err *err)
{
	struct thread_record *thread = context;
	uint64_t digest[DIGESTS_MAX];
	size_t n;

	(void)err;
	if (columns < 1)
		return 1;
	thread->found = true;
	n = digests_unpack(column[0].value.text, digest, DIGESTS_MAX);
	for (size_t i = 0; i + 1 < n; i += 2)
		thread_add(thread, digest[i], digest[i + 1]);
	return 1;
}

int snapshot_thread(struct snapshot *snapshot, struct str id, int64_t now_s,
                    struct thread_record *ret, struct err *err)
{
	const struct db_value argument[] = { db_text(id),
		                             db_integer(now_s - (int64_t)THREAD_DAYS * 86400) };

	return id.n ? snapshot_run(snapshot, STATEMENT_THREAD_GET, argument, 2, take_thread, ret,
	                           err)
	            : 0;
}

int threads_teach(const struct teacher *teacher, const struct batch *batch)
{
	const struct thread_record *thread = batch->thread;
	char room[DIGESTS_PACKED_SIZE(DIGESTS_MAX)];
	uint64_t digest[DIGESTS_MAX];

	if (!thread || thread->id.n == 0 || thread->parties == 0)
		return 0;
	for (size_t i = 0; i < thread->parties; i++) {
		digest[2 * i] = thread->address[i];
		digest[2 * i + 1] = thread->org[i];
	}
	return rows_run(teacher->rows, STATEMENT_THREAD_PUT,
	                ARGUMENTS(db_text(thread->id), db_integer(batch->message.at_s),
	                          db_text(digests_pack(digest, 2 * thread->parties, room))),
	                NULL, teacher->err);
}
