/* The lines of a part of a file, one buffer at a time; a line of any length comes in pieces. */
#ifndef OPENBEC_MAIL_ARCHIVE_LINES_H
#define OPENBEC_MAIL_ARCHIVE_LINES_H

#include <sys/types.h>

#include <sys/types.h>

#include "base/err.h"
#include "base/str.h"

#define LINES_BUFFER 65536

struct lines {
	int fd;
	uint64_t next, end; /* of the file: what is read next, and where to stop */
	size_t at, n;       /* in the buffer: what is given next, and what is there */
	bool inside;        /* the last piece had no line end */
	bool failed;        /* reading did; errno says why */
	char buffer[LINES_BUFFER];
};

struct line {
	uint64_t offset; /* of the file */
	struct str text; /* line end included; borrowed until the next call */
	bool begins;     /* the first piece of its line */
};

void lines_init(struct lines *lines, int fd, uint64_t begin, uint64_t end);
/* False at the end, or if reading failed. */
bool lines_next(struct lines *lines, struct line *ret);
/* Goes on at that place, which is the beginning of a line. */
void lines_seek(struct lines *lines, uint64_t offset);

/* What stands at `offset`, short only at the file's end; -1: errno says why. */
ssize_t file_at(int fd, char *ret, size_t n, uint64_t offset);

#endif
