#include "store/batch.h"

#include "base/auto.h"
#include "base/clock.h"
#include "store/pending.h"
#include "store/record_json.h"
#include "store/sent.h"
#include "store/threads.h"

#define SAME_MESSAGE_S ((int64_t)30 * 86400)

static const char *const lesson_names[] = {
	[LESSON_NOTHING] = "nothing",
	[LESSON_PENDING] = "pending",
	[LESSON_LEARN] = "learned",
};

int batch_put_mark(const struct teacher *teacher, const struct mark *mark)
{
	struct db_value argument[ROWS_ARGUMENTS_MAX];
	size_t n = rows_arguments(&shape_mark, mark, argument);
	int status =
		rows_run(teacher->rows, STATEMENT_MARK_EVICT,
	                 ARGUMENTS(db_text(mark->value), db_text(mark->kind)), NULL, teacher->err);

	return status ? status
	              : rows_run(teacher->rows, STATEMENT_MARK_PUT, argument, n, NULL,
	                         teacher->err);
}

static int put_staff(const struct teacher *teacher, const struct staff_name *staff, int32_t day)
{
	if (staff->key.n == 0)
		return 0;
	return rows_run(teacher->rows, STATEMENT_STAFF_PUT,
	                ARGUMENTS(db_text(staff->key), db_text(staff->name),
	                          db_text(staff->address), db_integer(day)),
	                NULL, teacher->err);
}

static int put_message(const struct teacher *teacher, const struct batch *batch)
{
	struct message_record message = batch->message;
	struct db_value argument[ROWS_ARGUMENTS_MAX];
	size_t n;

	message.lesson = str_of(lesson_names[batch->lesson]);
	message.feedback = str_of("");
	message.feedback_at_s = 0;
	if (batch->sightings) {
		message.party = batch->sighting[0].party;
		message.domain = batch->sighting[0].domain;
	}
	n = rows_arguments(&shape_message, &message, argument);
	return rows_run(teacher->rows, STATEMENT_MESSAGE_PUT, argument, n, NULL, teacher->err);
}

static int apply_pending(const struct teacher *teacher, const struct batch *batch)
{
	int status = 0;

	for (size_t i = 0; !status && i < batch->sightings; i++)
		status = pending_add(teacher, batch->message.key, &batch->sighting[i], i == 0);
	return status;
}

static int apply_lesson(const struct teacher *teacher, const struct batch *batch)
{
	switch (batch->lesson) {
	case LESSON_PENDING:
		return apply_pending(teacher, batch);
	case LESSON_LEARN:
		return teach_batch(teacher, batch);
	default:
		return 0;
	}
}

static int apply_new(const struct teacher *teacher, const struct batch *batch)
{
	int status = put_message(teacher, batch);

	if (!status)
		status = apply_lesson(teacher, batch);
	for (size_t i = 0; !status && i < batch->marks; i++)
		status = batch_put_mark(teacher, &batch->mark[i]);
	if (!status)
		status = sent_teach(teacher, batch);
	if (!status)
		status = threads_teach(teacher, batch);
	return status ? status : put_staff(teacher, &batch->staff, day_of(batch->message.at_s));
}

static bool list_has(const struct str *list, size_t n, struct str s)
{
	for (size_t i = 0; i < n; i++) {
		if (str_eq(list[i], s))
			return true;
	}
	return false;
}

/* Adds the contacts of the new copy that the first one didn't have; false without memory. */
static bool join_contacts(struct arena *arena, struct batch *first, const struct batch *copy,
                          size_t *ret_new)
{
	struct str *list = arena_array(arena, first->contacts + copy->contacts, sizeof *list);
	size_t n = first->contacts;

	if (!list)
		return false;
	if (n)
		memcpy(list, first->contact, n * sizeof *list);
	for (size_t i = 0; i < copy->contacts && n < LESSON_LIST_MAX; i++) {
		if (!list_has(list, n, copy->contact[i]))
			list[n++] = copy->contact[i];
	}
	*ret_new = n - first->contacts;
	first->contact = list;
	first->contacts = n;
	return true;
}

static int put_joined(const struct teacher *teacher, struct str key, const struct batch *first)
{
	AUTO(free_done) char *packed = lesson_pack(first);

	if (!packed)
		return err_memory(teacher->err);
	return rows_run(teacher->rows, STATEMENT_MESSAGE_SET_BATCH,
	                ARGUMENTS(db_text(str_of(packed)), db_text(key)), NULL, teacher->err);
}

/* The same message again: its new recipients were written to on the day of the first copy, if that was learned. */
static int apply_again(const struct teacher *teacher, const struct batch *batch,
                       const struct message_record *known)
{
	struct batch first;
	size_t added = 0;
	int status;

	if (batch->lesson != LESSON_LEARN || !str_eq(known->lesson, str_of("learned")))
		return 0;
	status = lesson_unpack(teacher->arena, known->batch, &first, teacher->err);
	if (status || first.sightings == 0)
		return status;
	if (!join_contacts(teacher->arena, &first, batch, &added))
		return err_memory(teacher->err);
	if (added == 0)
		return 0;
	status = teach_contacts(teacher, first.sighting[0].party, first.sighting[0].at_s,
	                        first.contact + first.contacts - added, added);
	return status ? status : put_joined(teacher, batch->message.key, &first);
}

static bool is_near(int64_t a, int64_t b)
{
	int64_t apart;

	return !__builtin_sub_overflow(a, b, &apart) && apart >= -SAME_MESSAGE_S &&
	       apart <= SAME_MESSAGE_S;
}

int batch_apply(const struct teacher *teacher, const struct batch *batch)
{
	struct message_record known;
	bool found;
	int status;

	if (batch->message.key.n == 0)
		return err_set(teacher->err, ERR_USAGE, "a message without a key can't be learned");
	status = rows_get(teacher->rows, STATEMENT_MESSAGE_GET,
	                  ARGUMENTS(db_text(batch->message.key)), &shape_message, teacher->arena,
	                  &known, &found, teacher->err);

	if (status)
		return status;
	return found && is_near(known.at_s, batch->message.at_s)
	               ? apply_again(teacher, batch, &known)
	               : apply_new(teacher, batch);
}
