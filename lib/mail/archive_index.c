/* Finding messages: for each its time and where it stands. A gzip'd mbox file can't be read in any order, so it is
 * unpacked once, behind the others in one unlinked file (the spool); a gzip'd message is unpacked when its turn comes. */
#include <fcntl.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/buf.h"
#include "mail/archive_gzip.h"
#include "mail/archive_mbox.h"
#include "mail/archive_parts.h"
#include "mail/archive_walk.h"
#include "mail/date.h"
#include "mail/file.h"

#define HEADER_MAX 65536
#define A_DAY_S    86400

/* The file that is looked at. */
struct visit {
	struct archive *archive;
	const struct walk_file *file;
	struct err *err; /* of what ends the whole */
	int status;
};

static void tell(struct archive *archive, const struct err *err)
{
	archive->counts.unreadable++;
	if (archive->options.tell)
		archive->options.tell(archive->options.context, err);
}

static void tell_failed(void *context, const struct err *err)
{
	tell(((struct visit *)context)->archive, err);
}

/* Room for one more at the end. */
static bool grow(void **v, size_t n, size_t *room, size_t size)
{
	size_t wanted = *room ? 2 * *room : 64;
	void *grown;

	if (n < *room)
		return true;
	grown = reallocarray(*v, wanted, size);
	if (!grown)
		return false;
	*v = grown;
	*room = wanted;
	return true;
}

static bool add_source(struct archive *archive, const struct walk_file *file, enum source_kind kind)
{
	const struct source *last =
		archive->sources ? &archive->source[archive->sources - 1] : NULL;
	struct source source = { .kind = kind, .named = file->named };

	source.folder = last && str_eq(str_of(last->folder), file->folder)
	                        ? last->folder
	                        : arena_str(&archive->names, file->folder).p;
	source.name = arena_str(&archive->names, str_of(file->path + file->folder.n)).p;
	if (!source.folder || !source.name || archive->sources == UINT32_MAX ||
	    !grow((void **)&archive->source, archive->sources, &archive->sources_room,
	          sizeof source))
		return false;
	archive->source[archive->sources++] = source;
	return true;
}

static bool add_entry(struct archive *archive, int64_t at_s, uint64_t offset, uint64_t length)
{
	if (!grow((void **)&archive->entry, archive->n, &archive->room, sizeof *archive->entry))
		return false;
	archive->entry[archive->n++] = (struct entry){
		.at_s = at_s,
		.offset = offset,
		.length = (uint32_t)(length < ARCHIVE_MESSAGE_MAX ? length : ARCHIVE_MESSAGE_MAX),
		.source = (uint32_t)(archive->sources - 1),
	};
	archive->counts.messages++;
	if (archive->options.found)
		archive->options.found(archive->options.context);
	return true;
}

/* What a header says; at_s 0: no date. */
struct headed {
	bool is_mail;
	int64_t at_s;
};

static bool has_any(const struct mail *mail, const char *const *names)
{
	while (*names && !mail_field(mail, *names, 0))
		names++;
	return *names != NULL;
}

static int64_t date_of(const struct archive *archive, struct mail *mail)
{
	const struct field *date = mail_field(mail, "Date", 0);
	struct client client;
	int64_t at_s = 0;

	client_find(mail, archive->options.hops, &mail->arena, &client);
	if (client.has_date)
		at_s = client.at_s;
	else if (date)
		date_parse(field_unfold(&mail->arena, date->value), &at_s, NULL);
	return at_s > archive->options.now_s + A_DAY_S ? 0 : at_s;
}

/* False without memory. */
static bool read_header(const struct archive *archive, struct str header, struct headed *ret)
{
	static const char *const of_mail[] = { "From", "Date", "Received", "Message-ID", NULL };
	static const char *const of_folder[] = { "X-IMAP", "X-IMAPbase", NULL };
	const struct mail_options options = mail_options_default();
	const struct site_key key = site_key_fixed();
	struct mail *mail = mail_new(&options, &key);
	bool read = mail && file_parse(header, mail, NULL) == 0;

	if (read) {
		ret->at_s = date_of(archive, mail);
		/* the first "message" of a mailbox of UW imapd, where it keeps its own data */
		ret->is_mail = has_any(mail, of_mail) &&
		               !(has_any(mail, of_folder) && !mail_field(mail, "Received", 0) &&
		                 str_find(header, str_of("DON'T DELETE THIS MESSAGE")) != SIZE_MAX);
	}
	mail_free(mail);
	return read;
}

static bool found_message(void *context, const struct mbox_message *message)
{
	struct visit *visit = context;
	struct archive *archive = visit->archive;
	struct headed headed;

	if (!read_header(archive, message->header, &headed)) {
		visit->status = err_memory(visit->err);
		return false;
	}
	if (!headed.is_mail)
		archive->counts.other++;
	else if (!headed.at_s)
		archive->counts.undated++;
	else if (!add_entry(archive, headed.at_s, message->offset, message->length))
		visit->status = err_memory(visit->err);
	return visit->status == 0;
}

static int open_spool(struct archive *archive, struct err *err)
{
	const char *folder = archive->options.spool ? archive->options.spool : getenv("TMPDIR");
	struct str name = arena_printf(&archive->names, "%s/openbec-import-XXXXXX",
	                               folder && *folder ? folder : "/var/tmp");

	if (archive->spool >= 0)
		return 0;
	if (!name.p)
		return err_memory(err);
	archive->spool = mkostemp((char *)name.p, O_CLOEXEC);
	if (archive->spool < 0)
		return err_system(err, "can't unpack into %s", name.p);
	unlink(name.p);
	return 0;
}

static int unpack(struct visit *visit, int fd, uint64_t *ret_begin)
{
	struct archive *archive = visit->archive;
	struct err err = { 0 };
	uint64_t size;
	int status = open_spool(archive, visit->err);

	if (status)
		return status;
	*ret_begin = archive->spool_end;
	status = gzip_unpack(fd, archive->spool, archive->spool_end, &size, &err);
	if (status == ERR_INPUT) { /* what could be read is taken */
		err_prefix(&err, "%s", visit->file->path);
		tell(archive, &err);
	} else if (status) {
		*visit->err = err;
		return status;
	}
	archive->spool_end += size;
	return 0;
}

static int index_mbox(struct visit *visit, int fd, bool packed, uint64_t size)
{
	struct archive *archive = visit->archive;
	uint64_t begin = 0;
	struct err err = { 0 };
	int status = packed ? unpack(visit, fd, &begin) : 0;

	if (status)
		return status;
	if (!add_source(archive, visit->file, packed ? SOURCE_SPOOL : SOURCE_MBOX))
		return err_memory(visit->err);
	if (packed)
		status = mbox_split(archive->spool, begin, archive->spool_end, found_message, visit,
		                    &err);
	else
		status = mbox_split(fd, 0, size, found_message, visit, &err);
	if (status == ERR_MEMORY)
		return err_memory(visit->err);
	if (status) {
		err_prefix(&err, "%s", visit->file->path);
		tell(archive, &err);
	}
	return visit->status;
}

static int index_message(struct visit *visit, struct str header)
{
	struct archive *archive = visit->archive;
	const struct walk_file *file = visit->file;
	struct headed headed;
	struct err err;

	if (!read_header(archive, header, &headed))
		return err_memory(visit->err);
	if (!headed.is_mail && file->named) {
		err_set(&err, ERR_INPUT, "%s is no mail", file->path);
		tell(archive, &err);
	} else if (!headed.is_mail) {
		archive->counts.other++;
	} else if (!headed.at_s) {
		archive->counts.undated++;
	} else if (!add_source(archive, file, SOURCE_MESSAGE) ||
	           !add_entry(archive, headed.at_s, 0, 0)) {
		return err_memory(visit->err);
	}
	return 0;
}

static int index_file(void *context, const struct walk_file *file)
{
	struct visit *visit = context;
	struct err err = { 0 };
	uint64_t size;
	AUTO(buf_done) struct buf head;
	AUTO(fd_done) int fd = -1;
	bool packed;
	int status;

	buf_init(&head, HEADER_MAX);
	visit->file = file;
	if (file->kind == WALK_DRAFT) {
		visit->archive->counts.drafts++;
		return 0;
	}
	fd = archive_open(file->path, file->named, &size, &err);
	if (fd < 0) {
		tell(visit->archive, &err);
		return 0;
	}
	packed = gzip_begins(fd);
	status = gzip_read(fd, packed, &head, &err);
	if (status) {
		err_prefix(&err, "%s", file->path);
		tell(visit->archive, &err);
		return 0;
	}
	if (file->kind == WALK_FILE && mbox_begins(buf_str(&head)))
		return visit->status = index_mbox(visit, fd, packed, size);
	return visit->status = index_message(visit, buf_str(&head));
}

int archive_add(struct archive *archive, const char *path, struct err *err)
{
	struct visit visit = { .archive = archive, .err = err };
	const struct walk_options options = { index_file, tell_failed, &visit };

	return walk(path, &options, err);
}
