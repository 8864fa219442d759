/* How answers look: tables for people on a terminal, TAB-separated lines when piped, one JSON object a line with --json.
 * Whatever comes from a message or the store is escaped on its way out. Colours only on a terminal and without NO_COLOR
 * (no-color.org). */
#ifndef OPENBEC_BECCTL_OUTPUT_H
#define OPENBEC_BECCTL_OUTPUT_H

#include "base/arena.h"
#include "base/json.h"
#include "verdict/policy.h"

struct output {
	bool json;
	bool terminal; /* standard output is one */
	bool colour;
	size_t width; /* of the terminal; 0: none */
};
void output_init(struct output *output);

enum colour { COLOUR_NONE, COLOUR_BOLD, COLOUR_DIM, COLOUR_GREEN, COLOUR_YELLOW, COLOUR_RED };
enum colour colour_of_verdict(struct str verdict);
/* Before and behind what is coloured; "" without colours. */
const char *output_colour(const struct output *output, enum colour colour);
const char *output_plain(const struct output *output);

/* Escaped text on standard output. */
void output_text(struct str text);
/* Text that is escaped already, beginning at column `indent`; on a terminal its lines are broken at blanks and begin there, too. */
void output_wrapped(const struct output *output, struct str text, size_t indent);
/* Characters, without those that take no room. */
size_t output_width(struct str text);
/* One object on a line; takes the reference. False, with a sentence in *err, without memory. */
bool output_json(json_t *object, struct err *err);

enum column_form { /* of a column's cells, which come as text */
	           COLUMN_TEXT,
	           COLUMN_COUNT,  /* a number */
	           COLUMN_MOMENT, /* seconds since 1970 shown as RFC 3339; 0: none */
	           COLUMN_YES_NO, /* 1 or 0 */
	           COLUMN_ARRAY,  /* JSON; people see its strings, or the ids of its objects */
	           COLUMN_OBJECT, /* JSON; for machines only */
};

/* A table's columns; those of a query by their names there. */
struct column {
	const char *key;   /* in JSON, and of a query */
	const char *title; /* for people; NULL: in JSON only */
	enum column_form form;
	size_t max; /* characters shown on a terminal at most; 0: all */
};

struct table {
	const struct output *output;
	const struct column *column;
	size_t columns;
	struct arena arena;
	struct str *cell; /* as people see them, rows one after the other; {NULL, 0}: none */
	size_t cells, room;
	size_t rows;
	bool failed; /* no memory for a row */
};
void table_init(struct table *table, const struct output *output, const struct column *column,
                size_t columns);
/* One row, `columns` cells, {NULL, 0} for none; copied. With --json it goes out at once. */
void table_add(struct table *table, const struct str *cell);
/* The same as an object, without printing it; new reference. */
json_t *table_object(const struct table *table, const struct str *cell);
/* Prints what waits. ERR_MEMORY if a row was lost. */
int table_print(struct table *table, struct err *err);
void table_done(struct table *table);

#endif
