/* Data files, shipped (embedded by the build) or the admin's: lines, "#" comments, names of the
 * place for errors. */
#ifndef OPENBEC_BASE_TEXTFILE_H
#define OPENBEC_BASE_TEXTFILE_H

#include "base/arena.h"
#include "base/err.h"

/* The whole file, at most `max` bytes, copied to the arena. */
int textfile_read(struct arena *arena, const char *path, size_t max, struct str *ret,
                  struct err *err);

struct textfile_line {
	struct str text; /* trimmed, without its comment; never empty */
	unsigned number; /* from 1 */
};
/* The next line that holds something; false at the end. Begin with number 0. A "#" opens a comment
 * at the line's start or after a blank. */
bool textfile_next(struct str *rest, struct textfile_line *line);

#endif
