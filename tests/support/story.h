/* A story: one text file with a configuration, mails in order and what is found in each, told against the real path and a real
 * store in a folder of its own. The format stands in tests/stories/README.md. */
#ifndef OPENBEC_TESTS_SUPPORT_STORY_H
#define OPENBEC_TESTS_SUPPORT_STORY_H

#include "base/arena.h"
#include "base/err.h"

struct story_line {
	unsigned number; /* in the file, from 1 */
	struct str text; /* of a block: without its tab */
};

struct statement { /* a line that begins at the margin, and the lines set in below it */
	unsigned number;
	struct str word, rest; /* "send", "invoice by acme for 10 days" */
	struct story_line *block;
	size_t lines;
};

struct story {
	const char *path;
	struct statement *statement;
	size_t n;
};

/* Text and statements live in the arena. Errors name file and line. */
int story_read(struct arena *arena, const char *path, struct story *ret, struct err *err);

/* The next word of `*rest`, blanks around it off; empty at the end. */
struct str story_word(struct str *rest);

/* Tells a story against a backend of story_store.h and prints what isn't as wanted. True: all was. */
bool story_run(const char *path, const char *backend);

#endif
