/* Tables: a row goes out at once as a JSON object, or waits until all rows are there and the widths are known. The last
 * column flows freely, so that sentences are never cut. */
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "base/clock.h"
#include "base/escape.h"
#include "base/unicode.h"
#include "becctl/output.h"

#define TABLE_MAX ((size_t)256 << 20)
#define CELL_MAX  1024 /* bytes of a cell that people see */

void table_init(struct table *table, const struct output *output, const struct column *column,
                size_t columns)
{
	*table = (struct table){ .output = output, .column = column, .columns = columns };
	arena_init(&table->arena, TABLE_MAX);
}

void table_done(struct table *table)
{
	arena_done(&table->arena);
}

/* ---- one row as an object ---- */

static bool moment_of(struct str cell, int64_t *ret)
{
	uint64_t seconds;

	if (!str_number(cell, INT64_MAX, &seconds) || seconds == 0)
		return false;
	*ret = (int64_t)seconds;
	return true;
}

static json_t *json_moment(struct str cell)
{
	char text[CLOCK_TEXT_SIZE];
	int64_t at_s;

	return moment_of(cell, &at_s) ? json_string(clock_text(at_s, text)) : json_null();
}

/* Numbers and nested values are JSON already; what isn't, against expectation, is shown as text. */
static json_t *json_nested(struct str cell)
{
	json_t *value = json_loadb(cell.p, cell.n, JSON_DECODE_ANY, NULL);

	return value ? value : json_text(cell);
}

static json_t *json_cell(const struct column *column, struct str cell)
{
	if (!cell.p)
		return json_null();
	switch (column->form) {
	case COLUMN_MOMENT:
		return json_moment(cell);
	case COLUMN_YES_NO:
		return json_boolean(str_eq(cell, str_of("1")));
	case COLUMN_COUNT:
	case COLUMN_ARRAY:
	case COLUMN_OBJECT:
		return json_nested(cell);
	case COLUMN_TEXT:
		break;
	}
	return json_text(cell);
}

json_t *table_object(const struct table *table, const struct str *cell)
{
	json_t *object = json_object();

	for (size_t i = 0; i < table->columns; i++)
		json_object_set_new(object, table->column[i].key,
		                    json_cell(&table->column[i], cell[i]));
	return object;
}

/* ---- one row for people ---- */

static void show_array(struct buf *out, struct str cell)
{
	AUTO(json_done) json_t *array = json_loadb(cell.p, cell.n, JSON_REJECT_DUPLICATES, NULL);
	json_t *item;
	size_t i;

	json_array_foreach(array, i, item)
	{
		const json_t *text = json_is_object(item) ? json_object_get(item, "id") : item;

		if (i)
			buf_puts(out, ", ");
		if (json_is_string(text))
			escape_terminal(out, str_of(json_string_value(text)), CELL_MAX);
	}
}

static void show_cell(struct buf *out, const struct column *column, struct str cell)
{
	char text[CLOCK_TEXT_SIZE];
	int64_t at_s;

	switch (column->form) {
	case COLUMN_MOMENT:
		if (moment_of(cell, &at_s))
			buf_puts(out, clock_text(at_s, text));
		return;
	case COLUMN_YES_NO:
		buf_puts(out, str_eq(cell, str_of("1")) ? "yes" : "no");
		return;
	case COLUMN_ARRAY:
		show_array(out, cell);
		return;
	case COLUMN_TEXT:
	case COLUMN_COUNT:
	case COLUMN_OBJECT:
		break;
	}
	escape_terminal(out, cell, CELL_MAX);
}

static bool table_keep(struct table *table, const struct column *column, struct str cell)
{
	void *v = table->cell;
	AUTO(buf_done) struct buf shown;
	struct str text;

	buf_init(&shown, CELL_MAX + 16);
	show_cell(&shown, column, cell);
	text = arena_str(&table->arena, shown.n ? buf_str(&shown) : str_of("-"));
	if (!text.p ||
	    !arena_grow(&table->arena, &v, table->cells, &table->room, sizeof *table->cell))
		return false;
	table->cell = v;
	table->cell[table->cells++] = text;
	return true;
}

void table_add(struct table *table, const struct str *cell)
{
	if (table->output->json) {
		table->failed |= !output_json(table_object(table, cell), NULL);
	} else if (!table->failed) {
		for (size_t i = 0; i < table->columns; i++)
			table->failed |= !table_keep(table, &table->column[i], cell[i]);
	}
	table->rows++;
}

/* ---- all of them ---- */

static size_t column_width(const struct table *table, size_t column)
{
	const struct column *c = &table->column[column];
	size_t width = strlen(c->title);

	for (size_t i = column; i < table->cells; i += table->columns) {
		size_t cell = output_width(table->cell[i]);

		width = cell > width ? cell : width;
	}
	return c->max && width > c->max ? c->max : width;
}

static size_t last_shown(const struct table *table)
{
	size_t last = 0;

	for (size_t i = 0; i < table->columns; i++)
		last = table->column[i].title ? i : last;
	return last;
}

/* Cut to `width` characters; "~" says that something is missing. */
static size_t print_cut(struct str text, size_t width)
{
	size_t at = 0, seen = 0, keep = 0, whole = output_width(text);

	if (whole <= width) {
		fwrite(text.p, 1, text.n, stdout);
		return whole;
	}
	while (at < text.n && seen + 1 < width) {
		seen += !unicode_is_ignorable(utf8_next(text, &at));
		keep = at;
	}
	fwrite(text.p, 1, keep, stdout);
	putchar('~');
	return width;
}

static void print_padded(const struct column *column, struct str text, size_t width)
{
	size_t shown = output_width(text);

	if (column->form == COLUMN_COUNT)
		for (size_t i = shown; i < width; i++)
			putchar(' ');
	shown = print_cut(text, width);
	if (column->form != COLUMN_COUNT)
		for (size_t i = shown; i < width; i++)
			putchar(' ');
}

static void print_row(const struct table *table, const size_t *width, const struct str *cell)
{
	size_t last = last_shown(table), at = 0;

	for (size_t i = 0; i < table->columns; i++) {
		const struct column *column = &table->column[i];
		struct str text = cell ? cell[i] : str_of(column->title);
		bool verdict = cell && strcmp(column->key, "verdict") == 0;

		if (!column->title)
			continue;
		if (verdict)
			fputs(output_colour(table->output, colour_of_verdict(text)), stdout);
		if (i == last || !table->output->terminal)
			output_wrapped(table->output, text, at);
		else
			print_padded(column, text, width[i]);
		if (verdict)
			fputs(output_plain(table->output), stdout);
		if (i != last)
			fputs(table->output->terminal ? "  " : "\t", stdout);
		at += width[i] + 2;
	}
	putchar('\n');
}

int table_print(struct table *table, struct err *err)
{
	AUTO(free_done) size_t *width = calloc(table->columns, sizeof *width);

	if (table->failed || !width)
		return err_memory(err);
	if (table->output->json || table->rows == 0)
		return 0;
	for (size_t i = 0; i < table->columns; i++)
		width[i] = table->column[i].title ? column_width(table, i) : 0;
	fputs(output_colour(table->output, COLOUR_BOLD), stdout);
	print_row(table, width, NULL);
	fputs(output_plain(table->output), stdout);
	for (size_t i = 0; i < table->rows; i++)
		print_row(table, width, table->cell + i * table->columns);
	return 0;
}
