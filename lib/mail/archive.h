/* Old mail as it lies on disks: mbox files, Maildirs, folders of messages, each gzip'd or not. Two passes: the first finds the
 * messages and their dates (two dozen bytes a message, beside the names of files), the second reads them, the oldest first
 * over everything that was added. An archive holds what strangers sent: names, sizes and contents are hostile. */
#ifndef OPENBEC_MAIL_ARCHIVE_H
#define OPENBEC_MAIL_ARCHIVE_H

#include "mail/received.h"

struct archive_options {
	const struct hop_policy *hops; /* whose Received fields tell the date; borrowed */
	int64_t now_s;                 /* what claims to be of later than tomorrow is undated */
	const char *spool; /* folder for unpacked mbox files; NULL: TMPDIR or /var/tmp */
	/* What can't be read is told and left out. NULL: nobody listens. */
	void (*tell)(void *context, const struct err *err);
	/* Each message that was found; for a progress bar. NULL: nobody looks. */
	void (*found)(void *context);
	void *context;
};

struct archive_counts {
	size_t messages;   /* that have a date: archive_read() gives them */
	size_t undated;    /* no trusted Received field and no Date that can be read */
	size_t drafts;     /* of a Maildir; never sent */
	size_t other;      /* files in folders that are no mail */
	size_t unreadable; /* files, each of which was told */
};

struct archive;
int archive_new(const struct archive_options *options, struct archive **ret, struct err *err);
void archive_free(struct archive *archive); /* takes NULL */

/* Finds the messages of a file or, symbolic links left out, of a folder and those below it, 32 deep. ERR_MEMORY, or ERR_SYSTEM if
 * nothing can be unpacked; all else is told. */
int archive_add(struct archive *archive, const char *path, struct err *err);
/* Once all is added: numbers the messages from 0, the oldest first. */
void archive_sort(struct archive *archive);

struct archive_counts archive_counts(const struct archive *archive);
/* When the n-th came in, by the same rules as struct message's at_s. */
int64_t archive_at(const struct archive *archive, size_t n);
/* Fields and body of the n-th, at most 64 MiB, go into `mail`, which is ended. Any error but ERR_MEMORY: this one can't be read (any
 * more), the next may. */
int archive_read(struct archive *archive, size_t n, struct mail *mail, struct err *err);

#endif
