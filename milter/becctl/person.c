#include "becctl/person.h"

#include <stdio.h>

#include "base/textfile.h"
#include "becctl/query.h"
#include "party/person.h"

#define FILE_MAX ((size_t)64 << 20)

static const struct column shown[] = {
	{ "name", "NAME", COLUMN_TEXT, 40 },      { "type", "IS", COLUMN_TEXT, 0 },
	{ "value", "VALUE", COLUMN_TEXT, 60 },    { "created", "SINCE", COLUMN_MOMENT, 0 },
	{ "expires", "UNTIL", COLUMN_MOMENT, 0 }, { "comment", "COMMENT", COLUMN_TEXT, 0 },
};

void person_texts_add(struct person_texts *texts, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < texts->n; i++) {
		if (str_ieq(texts->text[i], text))
			return;
	}
	if (text.n && texts->n < PERSON_TEXTS_MAX)
		texts->text[texts->n++] = text;
}

/* ---- adding ---- */

static bool is_configured(const struct roster *roster, const struct person_name *name)
{
	const struct site *site = &roster->cli->config->site;

	for (size_t i = 0; i < site->persons; i++) {
		if (person_match(NULL, &site->person[i].spelling[0], name) >= 1)
			return true;
	}
	return false;
}

/* A name that can be recognised, addresses that can receive: those in their normal form. */
static int check_person(struct roster *roster, struct person_entry *person, struct err *err)
{
	struct person_name name;

	if (!person_name_init(&roster->arena, person->name, &name))
		return err_memory(err);
	if (name.n < 2)
		return err_set(err, ERR_USAGE,
		               "\"" STR_FMT
		               "\" is no full name; a first name alone would fit too many",
		               STR_ARG(person->name));
	if (is_configured(roster, &name))
		return err_set(err, ERR_USAGE,
		               "\"" STR_FMT "\" stands in the configuration already; what is to be "
		               "changed is changed there",
		               STR_ARG(person->name));
	for (size_t i = 0; i < person->address.n; i++) {
		struct address address;

		if (!address_init(&roster->arena, roster->cli->config->domains,
		                  person->address.text[i], (struct str){ "", 0 }, &address))
			return err_memory(err);
		if (!address.local.n || !address.domain.name.n ||
		    address.domain.flags & DOMAIN_LITERAL)
			return err_set(err, ERR_USAGE, "\"" STR_FMT "\" is no mail address",
			               STR_ARG(person->address.text[i]));
		person->address.text[i] = address.full;
	}
	return 0;
}

static int put_texts(struct roster *roster, const char *type, const struct person_texts *texts,
                     struct str name, struct err *err)
{
	int status = 0;

	for (size_t i = 0; i < texts->n && !status; i++)
		status = roster_put(roster, type, texts->text[i], name, err);
	return status;
}

static int put_person(struct roster *roster, const struct person_entry *person, struct err *err)
{
	int status = roster_put(roster, "name", person->name, person->name, err);

	if (!status)
		status = put_texts(roster, "address", &person->address, person->name, err);
	return status ? status : put_texts(roster, "alias", &person->alias, person->name, err);
}

static int add(struct roster *roster, struct err *err)
{
	struct person_entry person = { .name = str_trim(str_of(roster->operand[0])) };
	int status;

	for (size_t i = 1; i < roster->operands; i++)
		person_texts_add(&person.address, str_of(roster->operand[i]));
	for (size_t i = 0; i < roster->alias.n; i++)
		person_texts_add(&person.alias, str_of(roster->alias.v[i]));
	status = check_person(roster, &person, err);
	if (!status)
		status = roster_open(roster, err);
	if (!status)
		status = put_person(roster, &person, err);
	return status ? status : roster_tell(roster, "added", person.name, err);
}

/* ---- importing ---- */

struct import {
	struct roster *roster;
	size_t persons, left_out;
};

/* A directory holds more than people: what isn't a full name with an address is counted and left out. */
static int import_one(void *context, const struct person_entry *read, struct err *err)
{
	struct import *import = context;
	struct person_entry person = *read;
	struct err why;
	int status = ERR_USAGE;

	if (person.address.n)
		status = check_person(import->roster, &person, &why);
	if (status == ERR_USAGE) {
		import->left_out++;
		return 0;
	}
	if (status) {
		*err = why;
		return status;
	}
	import->persons++;
	return put_person(import->roster, &person, err);
}

static bool is_ldif(struct str file)
{
	return str_istarts(file, str_of("version:")) || str_istarts(file, str_of("dn:")) ||
	       str_starts(file, str_of("#"));
}

static int import(struct roster *roster, struct err *err)
{
	struct import import = { .roster = roster };
	struct str file;
	char text[64];
	int status = textfile_read(&roster->arena, roster->operand[0], FILE_MAX, &file, err);

	if (!status && str_starts(file, str_of("\xef\xbb\xbf"))) /* a byte order mark */
		file = str_sub(file, 3, file.n);
	if (!status)
		status = roster_open(roster, err);
	if (!status)
		status = (is_ldif(file) ? person_read_ldif : person_read_csv)(
			&roster->arena, file, import_one, &import, err);
	if (status)
		return status;
	snprintf(text, sizeof text, "%zu, %zu left out", import.persons, import.left_out);
	return roster_tell(roster, "imported", str_of(text), err);
}

/* ---- removing ---- */

struct removal { /* the rows that `wanted` means: a person's name, or one of its addresses or aliases */
	struct arena *arena;
	struct str wanted;
	struct row {
		struct str type, value;
	} * row;
	size_t n, room;
	bool failed;
};

static bool note_row(void *context, const struct store_column *column, size_t columns)
{
	struct removal *removal = context;
	struct str name = query_value(column, columns, "name"),
		   value = query_value(column, columns, "value");
	struct row *row;

	if (!str_ieq(name, removal->wanted) && !str_ieq(value, removal->wanted))
		return true;
	if (!arena_grow(removal->arena, (void **)&removal->row, removal->n, &removal->room,
	                sizeof *removal->row)) {
		removal->failed = true;
		return false;
	}
	row = &removal->row[removal->n++];
	row->type = arena_str(removal->arena, query_value(column, columns, "type"));
	row->value = arena_str(removal->arena, value);
	removal->failed = !row->type.p || !row->value.p;
	return !removal->failed;
}

static int remove_one(struct roster *roster, struct str wanted, struct err *err)
{
	static const struct str all = STR("0");
	struct removal removal = { .arena = &roster->arena, .wanted = wanted };
	bool was_there;
	int status = store_query(roster->cli->store, "persons", &all, 1, note_row, &removal, err);

	if (!status && removal.failed)
		return err_memory(err);
	for (size_t i = 0; i < removal.n && !status; i++)
		status = roster_drop(roster, removal.row[i].type, removal.row[i].value, &was_there,
		                     err);
	if (!status && removal.n)
		return roster_tell(roster, "removed", wanted, err);
	roster->missing |= !status;
	if (!status)
		cli_negative("no person that was entered is called " STR_FMT, STR_ARG(wanted));
	return status;
}

static int remove_persons(struct roster *roster, struct err *err)
{
	int status = roster_open(roster, err);

	for (size_t i = 0; i < roster->operands && !status; i++)
		status = remove_one(roster, str_trim(str_of(roster->operand[i])), err);
	return status;
}

static int list(struct roster *roster, struct err *err)
{
	return roster_print(roster, "persons", shown, COUNT_OF(shown), err);
}

int command_person(struct cli *cli, int argc, char **argv)
{
	static const struct roster_verb verbs[] = {
		{ "add", add, 2, "NAME ADDRESS...", true },
		{ "import", import, 1, "FILE", true },
		{ "remove", remove_persons, 1, "NAME|ADDRESS...", false },
		{ "list", list, 0, "nothing more", false },
		{ 0 },
	};
	static const struct roster_kind person = {
		.list = "person",
		.usage = "person [--json] [--comment TEXT] [--expires DATE] [--alias NAME]... [add "
			 "NAME "
			 "ADDRESS... |\n"
			 "       import FILE | remove NAME|ADDRESS... | list]",
		.about = "People whom impostors would like to be, beside those of the "
			 "configuration: their "
			 "name, and\n"
			 "the addresses from which they really write. FILE is CSV whose first line "
			 "names the\n"
			 "columns (name, address, alias), or LDIF as a directory is dumped. The "
			 "daemon knows "
			 "them\n"
			 "within a minute.",
		.verb = verbs,
		.aliases = true,
	};

	return roster_command(cli, &person, argc, argv);
}
