/* The raw message: copies into one arena, bounded by what the options allow. The digest tells one
 * message from another whichever way it came: over the wire with CRLF, from a Maildir with LF, from
 * an mbox with an empty line more. So it leaves out every CR, and the line ends at the very end. */
#include "mail/mail.h"

#include <stdlib.h>

#define BODY_ROOM_FIRST ((size_t)8 << 10)
/* RFC 5321, 4.5.3.1.3 allows 256; a longer one is counted, not kept by name. */
#define RECIPIENT_MAX 1024

/* The arena's bound, for each byte that the options let in. Body: its growing buffer takes 2 at
 * most, the texts that are copied out of it 2 (1 MiB of own, 1 of quoted), the rest is for the
 * stages behind. Header: with 1 MiB of it, every field an address, 7 were measured (fields 3; each
 * address again raw, scanned and decoded). Bodies of 2 MiB of any kind used 1.6, ordinary mail far
 * less than the base. */
#define ARENA_PER_BODY_BYTE   8
#define ARENA_PER_HEADER_BYTE 12
#define ARENA_BASE            ((size_t)8 << 20)

struct mail_options mail_options_default(void)
{
	return (struct mail_options){
		.max_scan_size = (size_t)2 << 20,
		.max_header_size = (size_t)1 << 20,
		.max_recipients = 10000,
	};
}

struct mail *mail_new(const struct mail_options *options, const struct site_key *key)
{
	struct mail *mail = aligned_alloc(_Alignof(struct mail), sizeof *mail);

	if (!mail)
		return NULL;
	memset(mail, 0, sizeof *mail);
	mail->options = *options;
	arena_init(&mail->arena, ARENA_BASE + options->max_scan_size * ARENA_PER_BODY_BYTE +
	                                 options->max_header_size * ARENA_PER_HEADER_BYTE +
	                                 options->max_recipients * RECIPIENT_MAX);
	keyed_begin(&mail->digest, key, "body");
	return mail;
}

void mail_free(struct mail *mail)
{
	if (!mail)
		return;
	arena_done(&mail->arena);
	free(mail);
}

int mail_set(struct mail *mail, struct str *member, struct str value, struct err *err)
{
	struct str copy = arena_str(&mail->arena, value);

	if (!copy.p)
		return err_memory(err);
	*member = copy;
	return 0;
}

static struct str without_brackets(struct str path)
{
	path = str_trim(path);
	if (path.n >= 2 && path.p[0] == '<' && path.p[path.n - 1] == '>')
		path = str_sub(path, 1, path.n - 2);
	return path;
}

int mail_set_from(struct mail *mail, struct str from, struct err *err)
{
	return mail_set(mail, &mail->from, without_brackets(from), err);
}

int mail_add_rcpt(struct mail *mail, struct str rcpt, struct err *err)
{
	void *v = mail->rcpt;
	struct str copy;

	mail->rcpt_total++;
	rcpt = without_brackets(rcpt);
	if (mail->rcpts >= mail->options.max_recipients || rcpt.n > RECIPIENT_MAX)
		return 0;
	copy = arena_str(&mail->arena, rcpt);
	if (!copy.p || !arena_grow(&mail->arena, &v, mail->rcpts, &mail->rcpt_room, sizeof copy))
		return err_memory(err);
	mail->rcpt = v;
	mail->rcpt[mail->rcpts++] = copy;
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* `blank` stands in front of `rest`; empty: `rest` has its own, or none. */
static int add_field(struct mail *mail, struct str name, struct str blank, struct str rest,
                     struct err *err)
{
	/* what a field costs beside its bytes counts, so that a million empty ones don't fit
	 * either */
	size_t size = name.n + blank.n + rest.n + sizeof(struct field);
	void *v = mail->field;
	struct field field;

	if (size > mail->options.max_header_size - mail->header_size) {
		mail->header_cut = true;
		return 0;
	}
	field.name = arena_str(&mail->arena, str_trim(name));
	field.raw = arena_join(&mail->arena, blank, rest);
	if (!field.name.p || !field.raw.p ||
	    !arena_grow(&mail->arena, &v, mail->fields, &mail->field_room, sizeof field))
		return err_memory(err);
	field.value = field.raw.n && is_blank(field.raw.p[0]) ? str_sub(field.raw, 1, field.raw.n)
	                                                      : field.raw;
	mail->field = v;
	mail->field[mail->fields++] = field;
	mail->header_size += size;
	return 0;
}

int mail_add_field(struct mail *mail, struct str name, struct str value, struct err *err)
{
	return add_field(mail, name, (struct str)STR(" "), value, err);
}

int mail_add_raw_field(struct mail *mail, struct str name, struct str raw, struct err *err)
{
	return add_field(mail, name, (struct str)STR(""), raw, err);
}

struct digest_block {
	char p[4096];
	size_t n;
};

static void digest_put(struct mail *mail, struct digest_block *block, struct str run)
{
	while (run.n) {
		size_t room = sizeof block->p - block->n, n = run.n < room ? run.n : room;

		memcpy(block->p + block->n, run.p, n);
		block->n += n;
		run = str_sub(run, n, run.n);
		if (block->n < sizeof block->p)
			return;
		keyed_bytes(&mail->digest, str_make(block->p, block->n));
		block->n = 0;
	}
}

/* A line, or a piece of one, without its CRs; the line ends before it come first. */
static void digest_line(struct mail *mail, struct digest_block *block, struct str line)
{
	while (line.n) {
		size_t cr = str_chr(line, '\r');
		struct str run = str_sub(line, 0, cr == SIZE_MAX ? line.n : cr);

		for (; run.n && mail->digest_line_ends; mail->digest_line_ends--)
			digest_put(mail, block, (struct str)STR("\n"));
		digest_put(mail, block, run);
		line = str_sub(line, run.n + 1, line.n);
	}
}

static void digest_body(struct mail *mail, struct str chunk)
{
	struct digest_block block;

	block.n = 0;
	while (chunk.n) {
		size_t lf = str_chr(chunk, '\n'), n = lf == SIZE_MAX ? chunk.n : lf;

		digest_line(mail, &block, str_sub(chunk, 0, n));
		mail->digest_line_ends += lf != SIZE_MAX;
		chunk = str_sub(chunk, n + 1, chunk.n);
	}
	keyed_bytes(&mail->digest, str_make(block.p, block.n));
}

static bool body_grow(struct mail *mail, size_t needed)
{
	size_t room = mail->body_room ? mail->body_room : BODY_ROOM_FIRST;
	char *body;

	if (needed <= mail->body_room)
		return true;
	while (room < needed)
		room *= 2;
	if (room > mail->options.max_scan_size)
		room = mail->options.max_scan_size;
	body = arena_alloc(&mail->arena, room);
	if (!body)
		return false;
	if (mail->body_n)
		memcpy(body, mail->body, mail->body_n);
	mail->body = body;
	mail->body_room = room;
	return true;
}

int mail_add_body(struct mail *mail, struct str chunk, struct err *err)
{
	size_t left = mail->options.max_scan_size - mail->body_n;
	struct str kept = str_sub(chunk, 0, left);

	digest_body(mail, chunk);
	if (mail->tap.take)
		mail->tap.take(mail->tap.context, chunk);
	mail->body_total += chunk.n;
	if (kept.n < chunk.n)
		mail->body_cut = true;
	if (kept.n == 0)
		return 0;
	if (!body_grow(mail, mail->body_n + kept.n))
		return err_memory(err);
	memcpy(mail->body + mail->body_n, kept.p, kept.n);
	mail->body_n += kept.n;
	return 0;
}

void mail_end(struct mail *mail)
{
	keyed_end(&mail->digest, mail->body_digest);
}

const struct field *mail_field(const struct mail *mail, const char *name, size_t n)
{
	struct str wanted = str_of(name);

	for (size_t i = 0; i < mail->fields; i++)
		if (str_ieq(mail->field[i].name, wanted) && n-- == 0)
			return &mail->field[i];
	return NULL;
}

bool field_is_ours(struct str name)
{
	static const struct str ours = STR("X-BEC-");

	return str_istarts(name, ours);
}

struct str field_unfold(struct arena *arena, struct str value)
{
	char *p = arena_alloc(arena, value.n + 1);
	size_t n = 0;

	if (!p)
		return (struct str){ NULL, 0 };
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i], next = i + 1 < value.n ? value.p[i + 1] : '\0';

		if (c != '\r' && c != '\n')
			p[n++] = c;
		else if (next != '\r' && next != '\n' && next != ' ' && next != '\t')
			p[n++] =
				' '; /* a line end without a blank is none of a header: don't join words */
	}
	return str_trim(str_make(p, n));
}
