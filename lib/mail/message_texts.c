/* What the reader sees, from the parts that are shown: the writer's own words, what he quotes, what
 * the HTML hides. Each part is split on its own; of alternatives the plain text counts, and of the
 * HTML what it says beyond it. An attached message is quoted as a whole. What is made on the way
 * lives in a scratch arena that goes with each part, so that many parts cost no more than the
 * largest. */
#include <gmime/gmime.h>

#include "base/unicode.h"
#include "mail/message_parts.h"
#include "mail/mime.h"
#include "mail/novel.h"
#include "mail/quote.h"

#define TEXT_MAX      ((size_t)1 << 20) /* decoded, of all parts together; own and quoted text each */
#define HIDDEN_MAX    ((size_t)256 << 10)
#define SIGNATURE_MAX ((size_t)64 << 10)
#define SCRATCH_MAX   ((size_t)32 << 20)
#define LINKS_MAX     256
#define LINK_TEXT_MAX 2048

struct texts {
	struct message_job *job;
	struct mime mime;
	size_t left; /* of TEXT_MAX, before the parts are split */
	struct buf own, quoted, signature, hidden;
	struct arena scratch;
	size_t link_room;
	bool incomplete, failed;
};

/* Alternatives, or one part alone. */
struct group {
	unsigned alternative;
	size_t first;
	struct buf plain_own, plain; /* what its plain parts say */
};

static void add_text(struct buf *out, struct str s)
{
	size_t room = out->max - out->n;
	struct str fits = utf8_clip(s, room ? room - 1 : 0);

	if (fits.n < s.n)
		out->cut = true;
	if (fits.n == 0)
		return;
	buf_add(out, fits);
	if (fits.p[fits.n - 1] != '\n')
		buf_addc(out, '\n');
}

static void add_plain(struct texts *texts, struct group *group, const struct mime_leaf *leaf,
                      struct str text)
{
	struct quote_split split;

	if (leaf->quoted) {
		add_text(&texts->quoted, text);
	} else if (quote_split(&texts->scratch, text, &split)) {
		add_text(&texts->own, split.own);
		add_text(&texts->quoted, split.quoted);
		add_text(&texts->signature, split.signature);
		add_text(&group->plain_own, split.own);
	} else {
		texts->incomplete = true;
	}
	add_text(&group->plain, text);
}

static bool add_link(struct texts *texts, struct html_link link)
{
	struct message *message = texts->job->ret;
	struct arena *arena = &texts->job->mail->arena;
	void *v = message->link;

	if (message->links == LINKS_MAX)
		return true;
	link.href = arena_str(arena, utf8_clip(link.href, LINK_TEXT_MAX));
	link.text = arena_str(arena, utf8_clip(link.text, LINK_TEXT_MAX));
	if (!link.href.p || !link.text.p ||
	    !arena_grow(arena, &v, message->links, &texts->link_room, sizeof link))
		return false;
	message->link = v;
	message->link[message->links++] = link;
	return true;
}

/* The signature of HTML only where there is no plain text that has one. */
static bool add_html_split(struct texts *texts, struct group *group, struct str visible)
{
	struct arena *scratch = &texts->scratch;
	struct quote_split split;

	if (!quote_split(scratch, visible, &split))
		return false;
	if (texts->signature.n == 0)
		add_text(&texts->signature, split.signature);
	return novel_lines(scratch, buf_str(&group->plain_own), split.own, &texts->own) &&
	       novel_lines(scratch, buf_str(&group->plain), split.quoted, &texts->quoted);
}

static void add_html(struct texts *texts, struct group *group, const struct mime_leaf *leaf,
                     struct str text)
{
	struct html_text html;

	if (!html_to_text(&texts->scratch, text, &html)) {
		texts->incomplete = true;
		return;
	}
	texts->incomplete |= html.cut;
	add_text(&texts->hidden, html.hidden);
	texts->job->ret->broken_words += html.broken_words;
	texts->job->ret->images += leaf->quoted ? 0 : html.images;
	for (size_t i = 0; i < html.links && !texts->failed; i++)
		texts->failed = !add_link(texts, html.link[i]);
	if (leaf->quoted) {
		if (!novel_lines(&texts->scratch, buf_str(&group->plain), html.visible,
		                 &texts->quoted))
			texts->incomplete = true;
	} else if (!add_html_split(texts, group, html.visible)) {
		texts->incomplete = true;
	}
}

static bool in_group(const struct group *group, const struct texts *texts, size_t i)
{
	return i == group->first ||
	       (group->alternative && texts->mime.leaf[i].alternative == group->alternative);
}

static void add_kind(struct texts *texts, struct group *group, enum mime_kind kind)
{
	for (size_t i = group->first; i < texts->mime.leaves && !texts->failed; i++) {
		const struct mime_leaf *leaf = &texts->mime.leaf[i];
		struct str text;

		if (leaf->kind != kind || !in_group(group, texts, i))
			continue;
		arena_init(&texts->scratch, SCRATCH_MAX);
		if (!mime_text(leaf, &texts->scratch, texts->left, &text, &texts->incomplete)) {
			texts->incomplete = true;
		} else {
			texts->left -= text.n < texts->left ? text.n : texts->left;
			(kind == MIME_PLAIN ? add_plain : add_html)(texts, group, leaf, text);
		}
		arena_done(&texts->scratch);
	}
}

/* Plain text first, whatever the order: the HTML is compared with it. */
static void add_group(struct texts *texts, size_t first)
{
	struct group group = { .alternative = texts->mime.leaf[first].alternative, .first = first };

	buf_init(&group.plain_own, TEXT_MAX);
	buf_init(&group.plain, TEXT_MAX);
	add_kind(texts, &group, MIME_PLAIN);
	add_kind(texts, &group, MIME_HTML);
	buf_done(&group.plain_own);
	buf_done(&group.plain);
}

static bool begins_group(const struct mime *mime, size_t i, unsigned *alternatives)
{
	unsigned alternative = mime->leaf[i].alternative;

	if (alternative == 0)
		return mime->leaf[i].kind != MIME_OTHER;
	if (alternative <= *alternatives) /* they are numbered in their order */
		return false;
	*alternatives = alternative;
	return true;
}

/* A body of which no part could be made: readers show it as it is. */
static void add_raw_body(struct texts *texts)
{
	struct mail *mail = texts->job->mail;
	struct group group = { .alternative = 0 };
	struct mime_leaf leaf = { .kind = MIME_PLAIN };
	struct str text = str_sub(str_make(mail->body, mail->body_n), 0, TEXT_MAX);

	buf_init(&group.plain_own, TEXT_MAX);
	buf_init(&group.plain, TEXT_MAX);
	arena_init(&texts->scratch, SCRATCH_MAX);
	text = unicode_decode(&texts->scratch, text, (struct str){ NULL, 0 });
	if (text.p)
		add_plain(texts, &group, &leaf, text);
	arena_done(&texts->scratch);
	buf_done(&group.plain_own);
	buf_done(&group.plain);
}

static void add_texts(struct texts *texts)
{
	unsigned alternatives = 0;

	for (size_t i = 0; i < texts->mime.leaves && !texts->failed; i++)
		if (begins_group(&texts->mime, i, &alternatives))
			add_group(texts, i);
	if (texts->mime.leaves == 0 && texts->job->mail->body_n)
		add_raw_body(texts);
}

static bool keep_texts(struct texts *texts)
{
	struct message *message = texts->job->ret;
	struct {
		struct buf *from;
		struct str *to;
	} kept[] = {
		{ &texts->own, &message->own },
		{ &texts->quoted, &message->quoted },
		{ &texts->signature, &message->signature },
		{ &texts->hidden, &message->hidden },
	};

	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
		*kept[i].to = arena_str(&texts->job->mail->arena, buf_str(kept[i].from));
		if (!kept[i].to->p)
			return false;
		texts->incomplete |= kept[i].from->cut;
	}
	message->body_incomplete |= texts->incomplete || texts->mime.cut;
	return true;
}

bool message_texts(struct message_job *job)
{
	struct texts texts = { .job = job, .left = TEXT_MAX };
	bool done;

	buf_init(&texts.own, TEXT_MAX);
	buf_init(&texts.quoted, TEXT_MAX);
	buf_init(&texts.signature, SIGNATURE_MAX);
	buf_init(&texts.hidden, HIDDEN_MAX);
	done = mime_open(job->mail, &texts.mime);
	if (done) {
		add_texts(&texts);
		done = !texts.failed && message_attachments(job, &texts.mime) &&
		       message_returned(job, &texts.mime) && keep_texts(&texts);
	}
	mime_close(&texts.mime);
	buf_done(&texts.own);
	buf_done(&texts.quoted);
	buf_done(&texts.signature);
	buf_done(&texts.hidden);
	return done;
}
