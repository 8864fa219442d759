/* A message from a file (RFC 5322, LF or CRLF, an mbox "From " line in front is skipped): fields and body go
 * into a mail as they would come over the wire. */
#ifndef OPENBEC_MAIL_FILE_H
#define OPENBEC_MAIL_FILE_H

#include "mail/mail.h"

/* Reads `path` ("-": standard input), at most 64 MiB of it. Fields and body end up in `mail`, which is ended (mail_end). A file
 * without header is all body. */
int file_read(const char *path, struct mail *mail, struct err *err);
/* The same from memory. */
int file_parse(struct str text, struct mail *mail, struct err *err);
/* Whether a line begins a header field. */
bool file_is_field(struct str line);

#endif
