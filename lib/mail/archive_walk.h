/* The files below a folder. Symbolic links aren't followed: whoever may write into a mailbox could make them lead anywhere. */
#ifndef OPENBEC_MAIL_ARCHIVE_WALK_H
#define OPENBEC_MAIL_ARCHIVE_WALK_H

#include "base/err.h"
#include "base/str.h"

#define WALK_DEPTH_MAX 32

enum walk_kind {
	WALK_FILE,    /* nothing is known of it */
	WALK_MESSAGE, /* one message by its place (Maildir) or name (.eml) */
	WALK_DRAFT,   /* of a Maildir: flag D */
};

struct walk_file {
	const char *path;
	struct str folder; /* of path, with its last slash; empty: none */
	enum walk_kind kind;
	bool named; /* by the admin, not found in a folder */
};

struct walk_options {
	/* Gives 0 to go on. */
	int (*file)(void *context, const struct walk_file *file);
	void (*failed)(void *context, const struct err *err); /* this one can't be read */
	void *context;
};
/* What `file` gave last, or ERR_MEMORY. A `path` that is a symbolic link is followed. */
int walk(const char *path, const struct walk_options *options, struct err *err);

#endif
