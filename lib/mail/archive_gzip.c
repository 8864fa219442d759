#include "mail/archive_gzip.h"

#include <sys/stat.h>
#include <zlib.h>

#include "base/auto.h"
#include "mail/archive_lines.h"

#define CHUNK       65536
#define ALWAYS_FINE ((uint64_t)64 << 20)
#define RATIO_MAX   100

static void gzip_done(gzFile *file)
{
	if (*file)
		gzclose_r(*file);
}

/* From the beginning, whatever was read of fd before; the descriptor stays the caller's. */
static gzFile gzip_open(int fd)
{
	int own = lseek(fd, 0, SEEK_SET) == 0 ? dup(fd) : -1;
	gzFile file = own < 0 ? NULL : gzdopen(own, "rb");

	if (!file && own >= 0)
		close(own);
	return file;
}

bool gzip_begins(int fd)
{
	char magic[2];

	return file_at(fd, magic, sizeof magic, 0) == sizeof magic && magic[0] == '\x1f' &&
	       magic[1] == '\x8b';
}

static int read_plain(int fd, struct buf *ret, struct err *err)
{
	char chunk[CHUNK];
	uint64_t at = 0;
	ssize_t n;

	while (!ret->cut && (n = file_at(fd, chunk, sizeof chunk, at)) != 0) {
		if (n < 0)
			return err_system(err, "can't read");
		buf_add(ret, str_make(chunk, (size_t)n));
		at += (uint64_t)n;
	}
	return 0;
}

int gzip_read(int fd, bool packed, struct buf *ret, struct err *err)
{
	AUTO(gzip_done) gzFile file = NULL;
	char chunk[CHUNK];
	int n;

	if (!packed)
		return read_plain(fd, ret, err);
	file = gzip_open(fd);
	if (!file)
		return err_memory(err);
	while (!ret->cut && (n = gzread(file, chunk, sizeof chunk)) != 0) {
		if (n < 0)
			return err_set(err, ERR_INPUT, "the gzip'd data are damaged");
		buf_add(ret, str_make(chunk, (size_t)n));
	}
	return 0;
}

static bool write_at(int fd, const char *p, size_t n, uint64_t at)
{
	while (n) {
		ssize_t done = pwrite(fd, p, n, (off_t)at);

		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
		at += (uint64_t)done;
	}
	return true;
}

int gzip_unpack(int fd, int to, uint64_t at, uint64_t *ret_size, struct err *err)
{
	AUTO(gzip_done) gzFile file = gzip_open(fd);
	char chunk[CHUNK];
	struct stat stat;
	int n;

	*ret_size = 0;
	if (!file || fstat(fd, &stat))
		return err_memory(err);
	while ((n = gzread(file, chunk, sizeof chunk)) > 0) {
		if (!write_at(to, chunk, (size_t)n, at + *ret_size))
			return err_system(err, "can't unpack into the temporary folder (TMPDIR)");
		*ret_size += (uint64_t)n;
		if (*ret_size > ALWAYS_FINE && *ret_size / RATIO_MAX > (uint64_t)stat.st_size)
			return err_set(err, ERR_INPUT,
			               "it unpacks to more than a hundred times its size, as no "
			               "mail does");
	}
	gzerror(file, &n);
	return n == Z_OK || n == Z_STREAM_END
	               ? 0
	               : err_set(err, ERR_INPUT, "the gzip'd data are damaged or cut short");
}
