/* Ids, dates and the few texts of the header (RFC 5322 §3.6). Of a field that may stand once, the
 * first counts. */
#include "mail/date.h"
#include "mail/message_parts.h"

#define TEXT_MAX       ((size_t)16 << 10)
#define IDS_MAX        ((size_t)64 << 10)
#define REFERENCES_MAX 50

static struct str first_value(const struct message_job *job, const char *name)
{
	const struct field *field = mail_field(job->mail, name, 0);

	return field ? field->value : (struct str){ "", 0 };
}

/* The next "<id>" of `rest`, without its brackets. */
static bool next_id(struct str *rest, struct str *ret)
{
	size_t open = str_chr(*rest, '<'), close;

	if (open == SIZE_MAX)
		return false;
	*rest = str_sub(*rest, open + 1, rest->n);
	close = str_chr(*rest, '>');
	*ret = str_trim(str_sub(*rest, 0, close == SIZE_MAX ? rest->n : close));
	*rest = str_sub(*rest, close == SIZE_MAX ? rest->n : close + 1, rest->n);
	return true;
}

/* An id alone may lack its brackets; of several words it is the first. */
static struct str only_id(struct str value)
{
	struct str rest = value, id;

	if (next_id(&rest, &id))
		return id;
	for (size_t i = 0; i < value.n; i++)
		if (value.p[i] == ' ' || value.p[i] == '\t')
			return str_sub(value, 0, i);
	return value;
}

static bool read_ids(struct message_job *job)
{
	struct message *message = job->ret;
	struct str id = header_raw(job, first_value(job, "Message-ID"), IDS_MAX);
	struct str reply = header_raw(job, first_value(job, "In-Reply-To"), IDS_MAX);
	size_t at;

	if (!id.p || !reply.p)
		return false;
	message->message_id = only_id(id);
	at = str_rchr(message->message_id, '@');
	if (at != SIZE_MAX &&
	    !domain_init(&job->mail->arena, job->context->domains,
	                 str_sub(message->message_id, at + 1, message->message_id.n),
	                 &message->message_id_domain))
		return false;
	/* "Message from Ann of Monday <id>" stood there once: words are no id */
	if (!next_id(&reply, &message->in_reply_to))
		message->in_reply_to = (struct str){ "", 0 };
	return true;
}

/* The last 50: the fields' ends, where the thread is youngest. */
static bool read_references(struct message_job *job)
{
	struct message *message = job->ret;
	struct str value = first_value(job, "References"), id;
	size_t n = 0, skipped = value.n > IDS_MAX ? value.n - IDS_MAX : 0;

	value = header_raw(job, str_sub(value, skipped, value.n), IDS_MAX);
	message->reference = arena_array(&job->mail->arena, REFERENCES_MAX, sizeof id);
	if (!value.p || !message->reference)
		return false;
	while (next_id(&value, &id)) {
		if (n == REFERENCES_MAX)
			memmove(message->reference, message->reference + 1, --n * sizeof id);
		message->reference[n++] = id;
	}
	message->references = n;
	return true;
}

bool message_ids(struct message_job *job)
{
	struct message *message = job->ret;
	struct str mailer = first_value(job, "User-Agent");
	struct str date = field_unfold(&job->mail->arena, first_value(job, "Date"));

	if (mailer.n == 0)
		mailer = first_value(job, "X-Mailer");
	message->subject = header_decode(job, first_value(job, "Subject"), TEXT_MAX);
	message->mailer = header_decode(job, mailer, TEXT_MAX);
	if (!date.p || !message->subject.p || !message->mailer.p)
		return false;
	message->has_date = date_parse(date, &message->date_s, &message->utc_offset_min);
	return read_ids(job) && read_references(job);
}
