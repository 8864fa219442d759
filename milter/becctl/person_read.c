/* Files of people. CSV by RFC 4180: cells between commas, in quotes where they hold one, a quote in quotes is doubled. LDIF by
 * RFC 2849: "attribute: value" lines, "::" before base64, a line that begins with a blank goes on, a blank line ends a record. */
#include "becctl/person.h"

#define CELLS_MAX 32

enum person_field {
	FIELD_OTHER,
	FIELD_NAME,
	FIELD_SECOND_NAME,
	FIELD_ADDRESS,
	FIELD_PROXY,
	FIELD_ALIAS
};

static const struct title {
	const char *title; /* of a column, or an attribute */
	enum person_field field;
} titles[] = {
	{ "name", FIELD_NAME },         { "displayName", FIELD_NAME },
	{ "cn", FIELD_SECOND_NAME },    { "address", FIELD_ADDRESS },
	{ "addresses", FIELD_ADDRESS }, { "mail", FIELD_ADDRESS },
	{ "email", FIELD_ADDRESS },     { "proxyAddresses", FIELD_PROXY },
	{ "alias", FIELD_ALIAS },       { "aliases", FIELD_ALIAS },
};

static enum person_field field_of(struct str title)
{
	for (size_t i = 0; i < COUNT_OF(titles); i++) {
		if (str_ieq(str_trim(title), str_of(titles[i].title)))
			return titles[i].field;
	}
	return FIELD_OTHER;
}

static void take_field(struct person_entry *person, enum person_field field, struct str value)
{
	static const struct str smtp = STR("smtp:");

	if (field == FIELD_NAME || (field == FIELD_SECOND_NAME && person->name.n == 0))
		person->name = str_trim(value);
	else if (field == FIELD_ADDRESS)
		person_texts_add(&person->address, value);
	else if (field == FIELD_PROXY && str_istarts(value, smtp))
		person_texts_add(&person->address, str_sub(value, smtp.n, value.n));
	else if (field == FIELD_ALIAS)
		person_texts_add(&person->alias, value);
}

/* ---- CSV ---- */

/* What stands between quotes at the beginning of *rest, up to the end if they aren't closed. False without memory. */
static bool take_quoted(struct arena *arena, struct str *rest, struct str *ret)
{
	size_t end = 1, n = 0;
	char *room;

	while (end < rest->n) {
		bool quote = rest->p[end] == '"',
		     doubled = quote && end + 1 < rest->n && rest->p[end + 1] == '"';

		if (quote && !doubled)
			break;
		end += doubled ? 2 : 1;
	}
	room = arena_alloc(arena, end);
	if (!room)
		return false;
	for (size_t i = 1; i < end; i++) {
		room[n++] = rest->p[i];
		i += rest->p[i] == '"';
	}
	*ret = str_make(room, n);
	*rest = str_sub(*rest, end + 1, rest->n);
	return true;
}

/* The next cell, with what separates it from the one behind; *ret_last: it ends the line. */
static bool take_cell(struct arena *arena, struct str *rest, struct str *ret, bool *ret_last)
{
	size_t n = 0;

	*ret = (struct str){ "", 0 };
	if (rest->n && rest->p[0] == '"' && !take_quoted(arena, rest, ret))
		return false;
	while (n < rest->n && rest->p[n] != ',' && rest->p[n] != '\n')
		n++;
	if (ret->n == 0)
		*ret = str_trim(str_sub(*rest, 0, n));
	*ret_last = n == rest->n || rest->p[n] == '\n';
	*rest = str_sub(*rest, n + 1, rest->n);
	return true;
}

/* A line's cells; those beyond CELLS_MAX are passed over. */
static bool take_cells(struct arena *arena, struct str *rest, struct str *cell, size_t *ret_n)
{
	bool last = false;

	*ret_n = 0;
	while (!last) {
		struct str text;

		if (!take_cell(arena, rest, &text, &last))
			return false;
		if (*ret_n < CELLS_MAX)
			cell[(*ret_n)++] = text;
	}
	return true;
}

static void take_list(struct person_entry *person, enum person_field field, struct str cell)
{
	struct str one;

	while (str_cut(&cell, ';', &one))
		take_field(person, field, one);
}

int person_read_csv(struct arena *arena, struct str file, person_take_fn *take, void *context,
                    struct err *err)
{
	struct str head[CELLS_MAX], cell[CELLS_MAX];
	size_t heads, cells;
	bool named = false;
	int status = 0;

	if (!take_cells(arena, &file, head, &heads))
		return err_memory(err);
	for (size_t i = 0; i < heads; i++)
		named |= field_of(head[i]) == FIELD_NAME || field_of(head[i]) == FIELD_SECOND_NAME;
	if (!named)
		return err_set(err, ERR_INPUT,
		               "the file is neither LDIF nor CSV whose first line names a column "
		               "\"name\"");
	while (file.n && !status) {
		struct person_entry person = { .name = { "", 0 } };

		if (!take_cells(arena, &file, cell, &cells))
			return err_memory(err);
		for (size_t i = 0; i < cells && i < heads; i++)
			take_list(&person, field_of(head[i]), cell[i]);
		if (cells > 1 || cell[0].n) /* an empty line is nobody */
			status = take(context, &person, err);
	}
	return status;
}

/* ---- LDIF ---- */

/* One line with those that go on with it. False without memory. */
static bool take_line(struct arena *arena, struct str *rest, struct str *ret)
{
	struct str part;

	str_line(rest, ret);
	while (rest->n && rest->p[0] == ' ') {
		str_line(rest, &part);
		*ret = arena_join(arena, *ret, str_sub(part, 1, part.n));
		if (!ret->p)
			return false;
	}
	return true;
}

static int base64_digit(char c)
{
	static const char digits[] =
		"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	const char *at = c ? strchr(digits, c) : NULL;

	return at ? (int)(at - digits) : -1;
}

/* RFC 4648 §4; what is no digit is passed over. {NULL, 0} without memory. */
static struct str base64_decoded(struct arena *arena, struct str text)
{
	char *room = arena_alloc(arena, text.n + 1);
	unsigned bits = 0, held = 0;
	size_t n = 0;

	for (size_t i = 0; room && i < text.n; i++) {
		int digit = base64_digit(text.p[i]);

		if (digit < 0)
			continue;
		bits = (bits << 6 | (unsigned)digit) & 0xffff;
		held += 6;
		if (held >= 8) {
			held -= 8;
			room[n++] = (char)(bits >> held);
		}
	}
	return str_make(room, room ? n : 0);
}

/* "attribute;option: value", "attribute:: base64"; a line without ":" says nothing. False without memory. */
static bool take_attribute(struct arena *arena, struct person_entry *person, struct str line)
{
	struct str value = line, head, name;

	str_cut(&value, ':', &head);
	str_cut(&head, ';', &name);
	if (value.n && value.p[0] == ':') {
		value = base64_decoded(arena, str_sub(value, 1, value.n));
		if (!value.p)
			return false;
	}
	take_field(person, field_of(name), str_trim(value));
	return true;
}

int person_read_ldif(struct arena *arena, struct str file, person_take_fn *take, void *context,
                     struct err *err)
{
	struct person_entry person = { .name = { "", 0 } };
	struct str line;
	int status = 0;

	while (file.n && !status) {
		if (!take_line(arena, &file, &line))
			return err_memory(err);
		if (line.n && line.p[0] != '#' && !take_attribute(arena, &person, line))
			return err_memory(err);
		if (line.n && file.n)
			continue;
		if (person.name.n) /* the record ends here */
			status = take(context, &person, err);
		person = (struct person_entry){ .name = { "", 0 } };
	}
	return status;
}
