/* GMime is handed the three header fields that say what the body is, and a guarded copy of the
 * body; addressing fields of the message itself never reach it here. The tree is walked with a
 * stack of its own: 64 deep, 1,000 parts at most. */
#include "mail/mime.h"

#include "base/buf.h"
#include "mail/guard.h"

#define PARTS_MAX       1000
#define DEPTH_MAX       64
#define FIELD_VALUE_MAX ((size_t)16 << 10)

struct frame {
	GMimeMultipart *multipart; /* NULL: an attached message, with `single` in it */
	GMimeObject *single;
	int next;
	bool quoted;
	unsigned alternative;
};

struct walk {
	struct mail *mail;
	struct mime *mime;
	GMimeObject *root;
	struct frame stack[DEPTH_MAX];
	size_t depth, parts;
	unsigned alternatives;
	bool failed;
};

/* Only the first of several counts: that is what readers take. */
static void add_header(struct mail *mail, struct buf *out)
{
	static const char *const names[] = { "Content-Type", "Content-Transfer-Encoding",
		                             "Content-Disposition" };

	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct field *field = mail_field(mail, names[i], 0);
		struct str value;

		if (!field)
			continue;
		value = field_unfold(&mail->arena, str_sub(field->value, 0, FIELD_VALUE_MAX));
		buf_puts(out, names[i]);
		buf_puts(out, ": ");
		buf_add(out, value);
		buf_addc(out, '\n');
	}
	buf_puts(out, "MIME-Version: 1.0\n\n"); /* GMime gives NULL for a message without header */
}

/* header, then body, in one heap block of *ret_n bytes; NULL without memory. */
static char *make_source(struct mail *mail, bool *cut, size_t *ret_n)
{
	struct buf header;
	char *source;
	size_t body_n;

	buf_init(&header, 4 * FIELD_VALUE_MAX);
	add_header(mail, &header);
	source = malloc(header.n + mail->body_n + 1);
	if (source) {
		memcpy(source, header.p, header.n);
		if (mail->body_n)
			memcpy(source + header.n, mail->body, mail->body_n);
		body_n = guard_body(source + header.n, mail->body_n);
		*cut = body_n < mail->body_n;
		*ret_n = header.n + body_n;
	}
	buf_done(&header);
	return source;
}

static GMimeMessage *parse(const char *source, size_t n)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(source, n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message;

	g_mime_parser_set_format(parser, GMIME_FORMAT_MESSAGE);
	message = g_mime_parser_construct_message(parser, NULL);
	g_object_unref(parser);
	g_object_unref(stream);
	return message;
}

bool mime_is_type(GMimeObject *object, const char *type, const char *subtype)
{
	GMimeContentType *content = object ? g_mime_object_get_content_type(object) : NULL;

	return content && g_mime_content_type_is_type(content, type, subtype);
}

/* A text that says it is an attachment is shown all the same where it is all there is. */
static enum mime_kind kind_of(const struct walk *walk, GMimeObject *object)
{
	GMimeContentDisposition *disposition = g_mime_object_get_content_disposition(object);

	if (!GMIME_IS_PART(object))
		return MIME_OTHER;
	if (disposition && object != walk->root &&
	    g_mime_content_disposition_is_attachment(disposition))
		return MIME_OTHER;
	if (mime_is_type(object, "text", "html"))
		return MIME_HTML;
	return mime_is_type(object, "text", "plain") ? MIME_PLAIN : MIME_OTHER;
}

static void add_leaf(struct walk *walk, GMimeObject *object, const struct frame *in)
{
	struct mime *mime = walk->mime;
	void *v = mime->leaf;

	if (!arena_grow(&walk->mail->arena, &v, mime->leaves, &mime->room, sizeof *mime->leaf)) {
		walk->failed = true;
		return;
	}
	mime->leaf = v;
	mime->leaf[mime->leaves++] = (struct mime_leaf){
		.object = object,
		.kind = kind_of(walk, object),
		.quoted = in->quoted,
		.alternative = in->alternative,
	};
}

static void push(struct walk *walk, struct frame frame)
{
	if (walk->depth == DEPTH_MAX)
		walk->mime->cut = true;
	else
		walk->stack[walk->depth++] = frame;
}

static void visit(struct walk *walk, GMimeObject *object, const struct frame *in)
{
	struct frame frame = { .quoted = in->quoted, .alternative = in->alternative };

	if (GMIME_IS_MULTIPART(object)) {
		frame.multipart = GMIME_MULTIPART(object);
		if (frame.alternative == 0 && mime_is_type(object, "multipart", "alternative"))
			frame.alternative = ++walk->alternatives;
		push(walk, frame);
	} else if (GMIME_IS_MESSAGE_PART(object)) {
		GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object));

		add_leaf(walk, object, in);
		frame.single = message ? g_mime_message_get_mime_part(message) : NULL;
		frame.quoted = true;
		frame.alternative = 0;
		if (frame.single)
			push(walk, frame);
	} else {
		add_leaf(walk, object, in);
	}
}

/* The next child of the innermost frame; NULL if it has no more. */
static GMimeObject *next_child(struct frame *frame)
{
	if (frame->multipart)
		return frame->next < g_mime_multipart_get_count(frame->multipart)
		               ? g_mime_multipart_get_part(frame->multipart, frame->next++)
		               : NULL;
	return frame->next++ == 0 ? frame->single : NULL;
}

static void walk_tree(struct walk *walk)
{
	struct frame outside = { .next = 0 };

	visit(walk, walk->root, &outside);
	while (walk->depth && !walk->failed) {
		struct frame *top = &walk->stack[walk->depth - 1];
		GMimeObject *child = next_child(top);

		if (!child) {
			walk->depth--;
			continue;
		}
		if (walk->parts++ == PARTS_MAX) {
			walk->mime->cut = true;
			return;
		}
		visit(walk, child,
		      &(struct frame){ .quoted = top->quoted, .alternative = top->alternative });
	}
}

bool mime_open(struct mail *mail, struct mime *ret)
{
	struct walk walk = { .mail = mail, .mime = ret };
	size_t n = 0;

	*ret = (struct mime){ .message = NULL };
	ret->source = make_source(mail, &ret->cut, &n);
	if (!ret->source)
		return false;
	ret->message = parse(ret->source, n);
	walk.root = ret->message ? g_mime_message_get_mime_part(ret->message) : NULL;
	if (walk.root)
		walk_tree(&walk);
	return !walk.failed;
}

void mime_close(struct mime *mime)
{
	if (mime->message)
		g_object_unref(mime->message);
	free(mime->source);
	*mime = (struct mime){ .message = NULL };
}
