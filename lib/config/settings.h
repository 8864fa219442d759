/* What stands in the configuration files, each with its place: the order is that of the files, included ones first where they are
 * included. Parsed by libconfuse; which names and sections exist comes from the table of options. */
#ifndef OPENBEC_CONFIG_SETTINGS_H
#define OPENBEC_CONFIG_SETTINGS_H

#include "base/arena.h"
#include "base/err.h"

struct place {
	const char *file; /* NULL: a default */
	unsigned line;
};

struct setting {
	const struct option_row *row;
	struct place place;
	const struct str *value; /* 1 for scalars */
	size_t values;
	size_t section; /* 0: top level; else the number of the section it stands in, from 1 */
};

struct section {
	const char *name; /* "person" */
	struct str title;
	struct place place;
};

struct settings {
	struct setting *setting;
	size_t n, room;
	struct section *section; /* section[0] is number 1 */
	size_t sections, section_room;
};

/* One sentence with file, line and mend in *err, ERR_CONFIG. */
int settings_read(struct arena *arena, const char *path, struct settings *ret, struct err *err);

#endif
