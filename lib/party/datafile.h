/* A list that is shipped inside the program, and what the admin's folder adds to it. */
#ifndef OPENBEC_PARTY_DATAFILE_H
#define OPENBEC_PARTY_DATAFILE_H

#include "base/arena.h"
#include "base/err.h"

struct datafile {
	const char *name; /* "nickname.words": the admin's file is called so, too */
	struct str shipped;
	/* Takes one line, trimmed and without its comment, which lives in the arena or for ever. Errors need no place. */
	int (*take)(void *context, struct str line, struct err *err);
	void *context;
};

/* All lines of the shipped list, then those of FOLDER/NAME; folder NULL, or no such file: nothing more. Errors name file and
 * line. */
int datafile_read(struct arena *arena, const char *folder, const struct datafile *file,
                  struct err *err);

#endif
