/* The parts that aren't the message's text, named and typed; and what the structure says of the
 * message. */
#include <gmime/gmime.h>

#include "base/unicode.h"
#include "mail/message_parts.h"
#include "mail/mime.h"

#define ATTACHMENTS_MAX 100
#define NAME_MAX_BYTES  1024

static void read_structure(struct message_job *job, const struct mime *mime)
{
	if (mime->message)
		job->is_report = mime_is_type(g_mime_message_get_mime_part(mime->message),
		                              "multipart", "report");
	for (size_t i = 0; i < mime->leaves; i++) {
		GMimeObject *object = mime->leaf[i].object;
		const char *method;

		if (mime->leaf[i].quoted || !mime_is_type(object, "text", "calendar"))
			continue;
		method = g_mime_object_get_content_type_parameter(object, "method");
		job->is_calendar_reply |= method && g_ascii_strcasecmp(method, "REPLY") == 0;
	}
}

static const char *file_name(GMimeObject *object)
{
	const char *name = g_mime_object_get_content_disposition_parameter(object, "filename");

	return name ? name : g_mime_object_get_content_type_parameter(object, "name");
}

static size_t encoded_size(GMimeObject *object)
{
	GMimeDataWrapper *content =
		GMIME_IS_PART(object) ? g_mime_part_get_content(GMIME_PART(object)) : NULL;
	gint64 n = content ? g_mime_stream_length(g_mime_data_wrapper_get_stream(content)) : 0;

	return n > 0 ? (size_t)n : 0;
}

static bool add_attachment(struct message_job *job, const struct mime_leaf *leaf)
{
	struct message *message = job->ret;
	struct arena *arena = &job->mail->arena;
	struct attachment *attachment = &message->attachment[message->attachments];
	GMimeContentType *content_type = g_mime_object_get_content_type(leaf->object);
	char *type = content_type ? g_mime_content_type_get_mime_type(content_type) : NULL;
	struct str none = { NULL, 0 };
	struct str lower = arena_lower(arena, str_sub(str_of(type), 0, NAME_MAX_BYTES));

	g_free(type);
	attachment->name = header_decode(job, str_of(file_name(leaf->object)), NAME_MAX_BYTES);
	attachment->type = lower.p ? unicode_decode(arena, lower, none) : lower;
	attachment->size = encoded_size(leaf->object);
	message->attachments++;
	return attachment->name.p && attachment->type.p;
}

/* A text with a file name is both: shown, and offered as a file. */
bool message_attachments(struct message_job *job, const struct mime *mime)
{
	struct message *message = job->ret;
	size_t room = mime->leaves < ATTACHMENTS_MAX ? mime->leaves : ATTACHMENTS_MAX;

	read_structure(job, mime);
	message->attachment = arena_array(&job->mail->arena, room + 1, sizeof *message->attachment);
	if (!message->attachment)
		return false;
	for (size_t i = 0; i < mime->leaves && message->attachments < ATTACHMENTS_MAX; i++)
		if ((mime->leaf[i].kind == MIME_OTHER || file_name(mime->leaf[i].object)) &&
		    !add_attachment(job, &mime->leaf[i]))
			return false;
	return true;
}
