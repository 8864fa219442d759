/* A configuration file made fit for libconfuse, whose lexer miscounts lines behind comments, doesn't miss a closing brace and takes
 * ${NAME} from the environment: comments are blanked, braces are counted, ${ is refused, include("...") is taken out at top level. */
#ifndef OPENBEC_CONFIG_SOURCE_H
#define OPENBEC_CONFIG_SOURCE_H

#include "base/arena.h"
#include "base/err.h"

struct source {
	struct str text;  /* as many lines as the file, comments and includes blanked */
	const char *path; /* NUL-terminated */
	struct include {
		const char *path; /* relative ones lie beside the file */
		unsigned line;
	} * include;
	size_t includes; /* in order */
};

/* ERR_CONFIG names file, line and mend; other kinds: the file can't be read. `path` must outlive the arena or lie in it. */
int source_read(struct arena *arena, const char *path, struct source *ret, struct err *err);
/* The same from memory, for tests and fuzzing. */
int source_parse(struct arena *arena, const char *path, struct str text, struct source *ret,
                 struct err *err);

#endif
