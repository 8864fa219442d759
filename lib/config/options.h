/* The table of options: a row is name, type, default, check, and the text that sample, --help and manual print. To add an option: a
 * member in its stage's options struct, and a row here. */
#ifndef OPENBEC_CONFIG_OPTIONS_H
#define OPENBEC_CONFIG_OPTIONS_H

#include <stdio.h>

#include "config/settings.h"

struct builder; /* config/build.h */

enum option_form {
	FORM_TEXT,   /* struct str */
	FORM_PATH,   /* const char *, NUL-terminated */
	FORM_NUMBER, /* double, min..max */
	FORM_COUNT,  /* int, min..max */
	FORM_SIZE,   /* size_t in bytes, min..max, with K or M behind it */
	FORM_WORD,   /* an enum: the place of the word in `words` */
	FORM_FLAG,   /* bool: whether it is the second of the two words */
	FORM_LIST,   /* any number of texts; `take` reads them */
};

struct option_row {
	const char *section; /* NULL: top level */
	const char *name;
	enum option_form form;
	const char *standard; /* the default as it would be written; NULL: none */
	const char *text;     /* for the sample and the manual; lines joined by "\n" */
	size_t offset;        /* in struct config; not used with `take` */
	double min, max;
	const char *words; /* FORM_WORD: "enforce observe" */
	/* For what isn't simply stored; errors without the place, which the caller adds. */
	int (*take)(struct builder *builder, const struct setting *setting, struct err *err);
};
extern const struct option_row option_rows[]; /* ends with a row without name */

struct section_row {
	const char *name;
	bool unique;         /* a title may stand once only */
	const char *example; /* for the sample */
	const char *text;
};
extern const struct section_row section_rows[];

const struct option_row *option_find(const char *section, const char *name);

/* The sample openbec.conf with every option, its default and its text; and the list for --help. */
void options_print_sample(FILE *out);
void options_print_help(FILE *out);

#endif
