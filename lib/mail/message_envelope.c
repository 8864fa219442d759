/* The envelope as parties. A file has none: what the last delivery wrote down takes its place
 * (Return-Path, RFC 5321 §4.4; Delivered-To, X-Original-To, RFC 9228), else To. */
#include "mail/message_parts.h"

#define RECIPIENTS_MAX    50
#define ADDRESS_FIELD_MAX 4096

static bool has_sender(const struct mail *mail)
{
	return mail->has_envelope || mail_field(mail, "Return-Path", 0);
}

static bool read_sender(struct message_job *job)
{
	struct str none = { NULL, 0 }, from = job->mail->from;
	const struct field *path = NULL;

	if (!job->mail->has_envelope && from.n == 0)
		path = mail_field(job->mail, "Return-Path", 0);
	if (path) {
		from = header_raw(job, path->value, ADDRESS_FIELD_MAX);
		if (!from.p)
			return false;
	}
	return header_address(job, from, none, &job->ret->envelope);
}

static bool add_recipient(struct message_job *job, struct str spec)
{
	struct address_list *list = &job->ret->recipient;
	struct str none = { NULL, 0 }, full;
	struct address address;

	if (list->n == RECIPIENTS_MAX)
		return true;
	if (!header_address(job, spec, none, &address))
		return false;
	if (address.full.n == 0)
		return true;
	full = address_without_extension(&job->mail->arena, address.full,
	                                 job->context->recipient_delimiters);
	if (!full.p || !header_address(job, full, none, &list->v[list->n]))
		return false;
	list->n++;
	return true;
}

static bool add_envelope(struct message_job *job)
{
	const struct mail *mail = job->mail;

	for (size_t i = 0; i < mail->rcpts && i < RECIPIENTS_MAX; i++)
		if (!add_recipient(job, mail->rcpt[i]))
			return false;
	job->ret->recipients = mail->rcpt_total;
	return true;
}

/* The topmost is the last delivery's. */
static bool add_delivered(struct message_job *job)
{
	static const char *const names[] = { "Delivered-To", "X-Original-To" };

	for (size_t i = 0; i < sizeof names / sizeof *names && job->ret->recipient.n == 0; i++) {
		const struct field *field = mail_field(job->mail, names[i], 0);
		struct str value;

		if (!field)
			continue;
		value = header_raw(job, field->value, ADDRESS_FIELD_MAX);
		if (!value.p || !add_recipient(job, value))
			return false;
	}
	return true;
}

static bool add_to(struct message_job *job)
{
	const struct address_list *to = &job->ret->to.list;

	for (size_t i = 0; i < to->n && i < RECIPIENTS_MAX; i++)
		if (!add_recipient(job, to->v[i].full))
			return false;
	job->ret->recipients = to->n;
	return true;
}

bool message_envelope(struct message_job *job)
{
	struct address_list *list = &job->ret->recipient;

	list->v = arena_array(&job->mail->arena, RECIPIENTS_MAX, sizeof *list->v);
	if (!list->v || (has_sender(job->mail) && !read_sender(job)))
		return false;
	if (job->mail->has_envelope || job->mail->rcpts)
		return add_envelope(job);
	if (!add_delivered(job))
		return false;
	job->ret->recipients = list->n;
	return list->n || add_to(job);
}

bool message_has_null_sender(const struct message_job *job)
{
	return has_sender(job->mail) && job->ret->envelope.full.n == 0;
}
