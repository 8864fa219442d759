/* Between the two halves of the archive: archive_index.c finds messages, archive.c sorts and reads them. */
#ifndef OPENBEC_MAIL_ARCHIVE_PARTS_H
#define OPENBEC_MAIL_ARCHIVE_PARTS_H

#include "mail/archive.h"

#define ARCHIVE_MESSAGE_MAX ((size_t)64 << 20)

/* A message in the index. */
struct entry {
	int64_t at_s;
	uint64_t offset;
	uint32_t length; /* clamped to ARCHIVE_MESSAGE_MAX */
	uint32_t source;
};

enum source_kind { SOURCE_MESSAGE, SOURCE_MBOX, SOURCE_SPOOL };
struct source {
	const char *folder; /* shared by neighbours; "": none */
	const char *name;
	enum source_kind kind;
	bool named; /* by the admin: may be a symbolic link */
};

struct archive {
	struct archive_options options;
	struct arena names;
	struct entry *entry;
	size_t n, room;
	struct source *source;
	size_t sources, sources_room;
	struct archive_counts counts;
	int spool; /* -1: not needed yet */
	uint64_t spool_end;
};

/* Nothing but plain files: a pipe would make us wait. The descriptor, or a negative kind. */
int archive_open(const char *path, bool follow, uint64_t *ret_size, struct err *err);

#endif
