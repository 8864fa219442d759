/* Which message a notice returns: its report carries that message, or the header of it (RFC 6522 §3). Only where the notice is a report,
 * and only the first. */
#include <gmime/gmime.h>

#include "mail/message_parts.h"
#include "mail/mime.h"

#define HEADER_MAX  ((size_t)64 << 10)
#define SCRATCH_MAX ((size_t)1 << 20)

/* "Message-ID: <id>" in a header; what is folded behind it belongs to it. */
static struct str id_in_header(struct str header)
{
	static const struct str name = STR("message-id:");
	const char *end = header.p + header.n;
	struct str line, rest;
	size_t open, close;

	while (str_line(&header, &line)) {
		if (line.n == 0)
			break;
		if (!str_ieq(str_sub(line, 0, name.n), name))
			continue;
		rest = str_make(line.p + name.n, (size_t)(end - line.p) - name.n);
		open = str_chr(rest, '<');
		close = str_chr(rest, '>');
		if (open < close && close != SIZE_MAX)
			return str_trim(str_sub(rest, open + 1, close - open - 1));
		break;
	}
	return (struct str){ "", 0 };
}

static bool of_header(struct message_job *job, const struct mime_leaf *leaf, struct str *ret)
{
	struct arena scratch;
	struct str header;
	bool cut = false, done;

	arena_init(&scratch, SCRATCH_MAX);
	done = mime_text(leaf, &scratch, HEADER_MAX, &header, &cut);
	if (done) {
		*ret = arena_str(&job->mail->arena, id_in_header(header));
		done = ret->p;
	}
	arena_done(&scratch);
	return done;
}

static bool of_message(struct message_job *job, GMimeObject *object, struct str *ret)
{
	GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

	*ret = header_owned(job, message ? g_mime_message_get_message_id(message) : NULL);
	return ret->p;
}

bool message_returned(struct message_job *job, const struct mime *mime)
{
	struct str *ret = &job->ret->returned_id;

	*ret = (struct str){ "", 0 };
	for (size_t i = 0; job->is_report && i < mime->leaves && ret->n == 0; i++) {
		GMimeObject *object = mime->leaf[i].object;
		bool done = true;

		if (GMIME_IS_MESSAGE_PART(object))
			done = of_message(job, object, ret);
		else if (GMIME_IS_PART(object) && mime_is_type(object, "text", "rfc822-headers"))
			done = of_header(job, &mime->leaf[i], ret);
		if (!done)
			return false;
	}
	return true;
}
