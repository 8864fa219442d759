#include "store/feedback.h"

#include "store/batch.h"
#include "store/pending.h"
#include "store/record_json.h"

struct judged { /* the message that feedback is about */
	const struct teacher *teacher;
	struct message_record message;
	struct batch batch;
	int64_t now_s;
};

/* Accounts and numbers are marked and blocked, by the kind of their trait; a Reply-To is marked. */
static bool is_blocked_kind(struct str kind)
{
	return str_eq(kind, str_of("account")) || str_eq(kind, str_of("phone"));
}

static bool is_marked_trait(const struct shown_trait *trait)
{
	return is_blocked_kind(trait->kind) ||
	       (str_eq(trait->kind, str_of("reply-to")) && str_chr(trait->value, '@') != SIZE_MAX);
}

static int set_feedback(const struct judged *judged, const char *lesson, const char *feedback)
{
	return rows_run(judged->teacher->rows, STATEMENT_MESSAGE_SET_FEEDBACK,
	                ARGUMENTS(db_text(str_of(lesson)), db_text(str_of(feedback)),
	                          db_integer(judged->now_s), db_text(judged->message.key)),
	                NULL, judged->teacher->err);
}

static int put_mark(const struct judged *judged, struct str kind, struct str value)
{
	const struct mark mark = {
		.kind = kind,
		.value = value,
		.at_s = judged->now_s,
		.expires_s = judged->now_s + (int64_t)MARK_DAYS * 86400,
		.message = judged->message.key,
		.verdict = str_of("bec"),
	};

	return batch_put_mark(judged->teacher, &mark);
}

static int delete_mark(const struct judged *judged, struct str kind, struct str value)
{
	return rows_run(judged->teacher->rows, STATEMENT_MARK_DELETE,
	                ARGUMENTS(db_text(value), db_text(kind), db_text(judged->message.key)),
	                NULL, judged->teacher->err);
}

/* All marks that the message left or would leave: its own, its sender's, those of what it gave. */
static int each_mark(const struct judged *judged,
                     int (*change)(const struct judged *judged, struct str kind, struct str value))
{
	const struct batch *batch = &judged->batch;
	const struct sighting *sender = &batch->sighting[0];
	int status = 0;

	for (size_t i = 0; !status && i < batch->marks; i++)
		status = change(judged, batch->mark[i].kind, batch->mark[i].value);
	if (batch->sightings == 0)
		return status;
	if (!status)
		status = change(judged, str_of("identity"), sender->party);
	for (size_t i = 0; !status && i < sender->traits; i++) {
		if (is_marked_trait(&sender->trait[i]))
			status = change(judged, sender->trait[i].kind, sender->trait[i].value);
	}
	return status;
}

static int put_block(const struct judged *judged, struct str type, struct str value)
{
	return rows_run(judged->teacher->rows, STATEMENT_ENTRY_PUT_FEEDBACK,
	                ARGUMENTS(db_text(type), db_text(value), db_text(str_of("feedback: fraud")),
	                          db_integer(judged->now_s), db_text(judged->message.key)),
	                NULL, judged->teacher->err);
}

static int delete_block(const struct judged *judged, struct str type, struct str value)
{
	return rows_run(judged->teacher->rows, STATEMENT_ENTRY_DELETE_FEEDBACK,
	                ARGUMENTS(db_text(value), db_text(type), db_text(judged->message.key)),
	                NULL, judged->teacher->err);
}

/* The accounts and numbers of the message: as traits, and as what it marked. */
static int each_block(const struct judged *judged,
                      int (*change)(const struct judged *judged, struct str type, struct str value))
{
	const struct batch *batch = &judged->batch;
	int status = 0;

	for (size_t i = 0; !status && batch->sightings && i < batch->sighting[0].traits; i++) {
		const struct shown_trait *trait = &batch->sighting[0].trait[i];

		if (is_blocked_kind(trait->kind))
			status = change(judged, trait->kind, trait->value);
	}
	for (size_t i = 0; !status && i < batch->marks; i++) {
		if (is_blocked_kind(batch->mark[i].kind))
			status = change(judged, batch->mark[i].kind, batch->mark[i].value);
	}
	return status;
}

static int drop_pending(const struct judged *judged)
{
	bool was_there;
	int status = 0;

	for (size_t i = 0; !status && i < judged->batch.sightings; i++)
		status = pending_delete(judged->teacher, judged->batch.sighting[i].party,
		                        judged->message.key, &was_there);
	return status;
}

static int legitimate(const struct judged *judged)
{
	bool learned = str_eq(judged->message.lesson, str_of("learned"));
	int status = each_mark(judged, delete_mark);

	if (!status)
		status = each_block(judged, delete_block);
	if (!status)
		status = drop_pending(judged);
	if (!status && !learned)
		status = teach_batch(judged->teacher, &judged->batch);
	return status ? status : set_feedback(judged, "learned", "legitimate");
}

static int bec(const struct judged *judged)
{
	bool learned = str_eq(judged->message.lesson, str_of("learned"));
	bool released = str_eq(judged->message.lesson, str_of("released"));
	int status = 0;

	if (learned || released)
		status = unteach_batch(judged->teacher, judged->message.key, &judged->batch,
		                       released);
	if (!status)
		status = drop_pending(judged);
	if (!status)
		status = each_mark(judged, put_mark);
	if (!status)
		status = each_block(judged, put_block);
	return status ? status : set_feedback(judged, "nothing", "bec");
}

static int (*const feedbacks[])(const struct judged *judged) = {
	[FEEDBACK_LEGITIMATE] = legitimate,
	[FEEDBACK_BEC] = bec,
};

int feedback_apply(const struct teacher *teacher, struct str key, enum feedback feedback,
                   int64_t now_s)
{
	struct judged judged = { .teacher = teacher, .now_s = now_s };
	bool found;
	int status =
		rows_get(teacher->rows, STATEMENT_MESSAGE_GET, ARGUMENTS(db_text(key)),
	                 &shape_message, teacher->arena, &judged.message, &found, teacher->err);

	if (status)
		return status;
	if (!found)
		return err_set(teacher->err, ERR_MISSING, "the verdict log has no message " STR_FMT,
		               STR_ARG(key));
	status = lesson_unpack(teacher->arena, judged.message.batch, &judged.batch, teacher->err);
	judged.batch.message.at_s = judged.message.at_s;
	return status ? status : feedbacks[feedback](&judged);
}
