/* Files that may be gzip'd (RFC 1952), read plainly. */
#ifndef OPENBEC_MAIL_ARCHIVE_GZIP_H
#define OPENBEC_MAIL_ARCHIVE_GZIP_H

#include "base/buf.h"
#include "base/err.h"

bool gzip_begins(int fd);
/* The first bytes of the unpacked text, as many as fit into `ret`; ret->cut: there is more. ERR_INPUT: damaged. */
int gzip_read(int fd, bool packed, struct buf *ret, struct err *err);

/* Appends the unpacked text to another file, at `at`. ERR_INPUT: damaged, or more than 64 MiB that are more than a hundred times what the
 * file holds: mail never packs so well, bombs do. *ret_size: what was written, then too. ERR_SYSTEM: `to` can't be written. */
int gzip_unpack(int fd, int to, uint64_t at, uint64_t *ret_size, struct err *err);

#endif
