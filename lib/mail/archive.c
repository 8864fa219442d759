/* The index, sorted, and reading by it. */
#include "mail/archive_parts.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "base/auto.h"
#include "base/buf.h"
#include "mail/archive_gzip.h"
#include "mail/archive_lines.h"
#include "mail/archive_mbox.h"
#include "mail/file.h"

#define NAMES_MAX ((size_t)8 << 30)

int archive_new(const struct archive_options *options, struct archive **ret, struct err *err)
{
	struct archive *archive = calloc(1, sizeof *archive);

	if (!archive)
		return err_memory(err);
	archive->options = *options;
	archive->spool = -1;
	arena_init(&archive->names, NAMES_MAX);
	*ret = archive;
	return 0;
}

void archive_free(struct archive *archive)
{
	if (!archive)
		return;
	fd_done(&archive->spool);
	arena_done(&archive->names);
	free(archive->source);
	free(archive->entry);
	free(archive);
}

int archive_open(const char *path, bool follow, uint64_t *ret_size, struct err *err)
{
	int fd = open(path,
	              O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK | (follow ? 0 : O_NOFOLLOW));
	struct stat stat;

	if (fd < 0)
		return err_system(err, "can't open %s", path);
	if (fstat(fd, &stat) || !S_ISREG(stat.st_mode)) {
		close(fd);
		return err_set(err, ERR_INPUT, "%s is no plain file", path);
	}
	*ret_size = (uint64_t)stat.st_size;
	return fd;
}

/* Of one second: as they were found. */
static int entry_compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->at_s != y->at_s)
		return x->at_s < y->at_s ? -1 : 1;
	if (x->source != y->source)
		return x->source < y->source ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

void archive_sort(struct archive *archive)
{
	if (archive->n)
		qsort(archive->entry, archive->n, sizeof *archive->entry, entry_compare);
}

struct archive_counts archive_counts(const struct archive *archive)
{
	return archive->counts;
}

int64_t archive_at(const struct archive *archive, size_t n)
{
	return archive->entry[n].at_s;
}

static int read_part(int fd, const struct entry *entry, struct mail *mail, struct err *err)
{
	AUTO(free_done) char *text = malloc(entry->length + 1);
	ssize_t n = text ? file_at(fd, text, entry->length, entry->offset) : 0;

	if (!text)
		return err_memory(err);
	if (n < 0)
		return err_system(err, "can't read");
	if (!mbox_begins(str_make(text, (size_t)n)))
		return err_set(err, ERR_INPUT, "the file has changed while it was read");
	return file_parse(str_make(text, mbox_unquote(text, (size_t)n)), mail, err);
}

static int read_message(int fd, struct mail *mail, struct err *err)
{
	AUTO(buf_done) struct buf text;
	int status;

	buf_init(&text, ARCHIVE_MESSAGE_MAX);
	status = gzip_read(fd, gzip_begins(fd), &text, err);
	if (!status && text.cut && text.n < ARCHIVE_MESSAGE_MAX)
		return err_memory(err);
	return status ? status : file_parse(buf_str(&text), mail, err);
}

int archive_read(struct archive *archive, size_t n, struct mail *mail, struct err *err)
{
	const struct entry *entry = &archive->entry[n];
	const struct source *source = &archive->source[entry->source];
	struct str path = arena_printf(&mail->arena, "%s%s", source->folder, source->name);
	AUTO(fd_done) int fd = -1;
	uint64_t size;
	int status;

	if (!path.p)
		return err_memory(err);
	if (source->kind != SOURCE_SPOOL) {
		fd = archive_open(path.p, source->named, &size, err);
		if (fd < 0)
			return fd;
	}
	if (source->kind == SOURCE_MESSAGE)
		status = read_message(fd, mail, err);
	else
		status = read_part(fd < 0 ? archive->spool : fd, entry, mail, err);
	return status && status != ERR_MEMORY ? err_prefix(err, "%s", path.p) : status;
}
