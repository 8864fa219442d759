/* Where in an mbox file the messages are. There is no standard for mbox, only habits (RFC 4155 appendix A; qmail's mbox(5)):
 * - A message begins with a "From " line: sender, then the time as asctime() writes it, with or without a zone. Lines that
 *   only begin with "From " are text.
 * - A blank line stands before it; where a writer left that out, the next line must be a field.
 * - Such lines in bodies are quoted with ">": once (mboxo, mboxcl), one more each time (mboxrd), or not at all (mboxcl2), which
 *   says the body's length in Content-Length. That length is believed only if a "From " line or the end of the file stands there. */
#ifndef OPENBEC_MAIL_ARCHIVE_MBOX_H
#define OPENBEC_MAIL_ARCHIVE_MBOX_H

#include "base/err.h"
#include "base/str.h"

struct mbox_message {
	uint64_t offset, length; /* the "From " line included */
	struct str header; /* that line and the header, at most 64 KiB; borrowed for the call */
};
/* Gives false to stop. */
typedef bool mbox_found_fn(void *context, const struct mbox_message *message);

/* Whether a text begins as an mbox file does; a byte order mark may stand before. */
bool mbox_begins(struct str text);

/* Splits the bytes [begin, end) of a file, first to last, in bounded memory. ERR_SYSTEM, ERR_MEMORY. */
int mbox_split(int fd, uint64_t begin, uint64_t end, mbox_found_fn *found, void *context,
               struct err *err);

/* Takes one ">" off each quoted "From " line, in place; gives the new length. */
size_t mbox_unquote(char *text, size_t n);

#endif
