#include "mail/archive_lines.h"

#include <errno.h>
#include <unistd.h>

ssize_t file_at(int fd, char *ret, size_t n, uint64_t offset)
{
	size_t done = 0;

	while (done < n) {
		ssize_t got = pread(fd, ret + done, n - done, (off_t)(offset + done));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return -1;
		if (got == 0)
			break;
		done += (size_t)got;
	}
	return (ssize_t)done;
}

void lines_init(struct lines *lines, int fd, uint64_t begin, uint64_t end)
{
	lines->fd = fd;
	lines->end = end;
	lines->failed = false;
	lines_seek(lines, begin);
}

void lines_seek(struct lines *lines, uint64_t offset)
{
	lines->next = offset < lines->end ? offset : lines->end;
	lines->at = lines->n = 0;
	lines->inside = false;
}

/* Moves what is left to the front and reads behind it; false if nothing came. */
static bool fill(struct lines *lines)
{
	size_t left = lines->n - lines->at, room = LINES_BUFFER - left;
	ssize_t got;

	memmove(lines->buffer, lines->buffer + lines->at, left);
	lines->at = 0;
	lines->n = left;
	if (room > lines->end - lines->next)
		room = (size_t)(lines->end - lines->next);
	got = room ? file_at(lines->fd, lines->buffer + left, room, lines->next) : 0;
	lines->failed |= got < 0;
	if (got <= 0)
		return false;
	lines->n += (size_t)got;
	lines->next += (uint64_t)got;
	return true;
}

bool lines_next(struct lines *lines, struct line *ret)
{
	struct str rest = str_make(lines->buffer + lines->at, lines->n - lines->at);
	size_t end = str_chr(rest, '\n');

	if (end == SIZE_MAX) {
		fill(lines);
		rest = str_make(lines->buffer + lines->at, lines->n - lines->at);
		end = str_chr(rest, '\n');
	}
	if (rest.n == 0 || lines->failed)
		return false;
	ret->text = str_sub(rest, 0, end == SIZE_MAX ? rest.n : end + 1);
	ret->offset = lines->next - rest.n;
	ret->begins = !lines->inside;
	lines->inside = end == SIZE_MAX;
	lines->at += ret->text.n;
	return true;
}
