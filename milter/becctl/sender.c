/* One address, or an organisation ("@acme.example"): a profile a proof, and what each has shown. Traits come from two places: those
 * that admins ask for have rows of their own, the others are packed in the profile's row. */
#include "becctl/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/auto.h"
#include "base/clock.h"
#include "becctl/named.h"
#include "becctl/query.h"
#include "traits/trait.h"

#define DAY_S 86400

static const struct column columns[] = {
	{ "party", "IDENTITY", COLUMN_TEXT, 0 },
	{ "proof", "PROOF", COLUMN_TEXT, 0 },
	{ "days", "DAYS", COLUMN_COUNT, 0 },
	{ "first_seen", "FIRST SEEN", COLUMN_MOMENT, 0 },
	{ "last_seen", "LAST SEEN", COLUMN_MOMENT, 0 },
	{ "established", "ESTABLISHED", COLUMN_YES_NO, 0 },
	{ "recipients", "RECIPIENTS", COLUMN_COUNT, 0 },
	{ "marked_until", "MARKED UNTIL", COLUMN_MOMENT, 0 },
	{ "address", NULL, COLUMN_TEXT, 0 },
	{ "domain", NULL, COLUMN_TEXT, 0 },
	{ "longest_gap", NULL, COLUMN_COUNT, 0 },
	{ "dkim_days", NULL, COLUMN_COUNT, 0 },
};

static const struct column trait_columns[] = {
	{ "kind", "SHOWS", COLUMN_TEXT, 12 },       { "value", "VALUE", COLUMN_TEXT, 48 },
	{ "days", "DAYS", COLUMN_COUNT, 0 },        { "first_day", "FIRST DAY", COLUMN_TEXT, 0 },
	{ "last_day", "LAST DAY", COLUMN_TEXT, 0 },
};

struct sender_job {
	struct cli *cli;
	struct table table; /* of profiles */
	json_t *profiles; /* the same as objects, with "traits" and the store's packed ones in "packed" */
	bool failed;
};

/* ---- gather ---- */

static json_t *trait_json(struct str kind, struct str value, json_int_t days, json_int_t first,
                          json_int_t last)
{
	char text[CLOCK_TEXT_SIZE];
	json_t *object = json_object();

	if (str_eq(kind, str_of(trait_rows[TRAIT_ACCOUNT].name)))
		value = trait_shown(TRAIT_ACCOUNT, value);
	json_object_set_new(object, "kind", json_text(kind));
	json_object_set_new(object, "value", json_text(value));
	json_object_set_new(object, "days", json_integer(days));
	clock_text(first * DAY_S, text);
	json_object_set_new(object, "first_day", json_stringn(text, 10));
	clock_text(last * DAY_S, text);
	json_object_set_new(object, "last_day", json_stringn(text, 10));
	return object;
}

static json_int_t whole(struct str text)
{
	AUTO(free_done) char *copy = str_dup(text);

	return copy ? strtoll(copy, NULL, 10) : 0;
}

static bool add_trait(void *context, const struct store_column *column, size_t columns_n)
{
	json_t *traits = context;

	json_array_append_new(traits,
	                      trait_json(query_value(column, columns_n, "kind"),
	                                 query_value(column, columns_n, "value"),
	                                 whole(query_value(column, columns_n, "days")),
	                                 whole(query_value(column, columns_n, "first_day")),
	                                 whole(query_value(column, columns_n, "last_day"))));
	return true;
}

/* {"mailer": {"n": 12, "d": 20123, "v": [["value", days, first_day, last_day], ...]}, ...} */
static void add_packed(json_t *traits, struct str packed)
{
	AUTO(json_done) json_t *kinds =
		json_loadb(packed.p, packed.n, JSON_REJECT_DUPLICATES, NULL);
	const char *kind;
	json_t *record, *value;
	size_t i;

	json_object_foreach(kinds, kind, record)
	{
		json_array_foreach(json_object_get(record, "v"), i, value)
		{
			const json_t *text = json_array_get(value, 0);

			json_array_append_new(
				traits, trait_json(str_of(kind),
			                           str_make(json_string_value(text),
			                                    json_string_length(text)),
			                           json_integer_value(json_array_get(value, 1)),
			                           json_integer_value(json_array_get(value, 2)),
			                           json_integer_value(json_array_get(value, 3))));
		}
	}
}

static bool add_profile(void *context, const struct store_column *column, size_t columns_n)
{
	struct sender_job *job = context;
	struct str cell[COUNT_OF(columns)];
	json_t *object, *traits = json_array();

	for (size_t i = 0; i < COUNT_OF(columns); i++)
		cell[i] = query_value(column, columns_n, columns[i].key);
	object = table_object(&job->table, cell);
	add_packed(traits, query_value(column, columns_n, "traits"));
	json_object_set_new(object, "traits", traits);
	job->failed |= json_array_append_new(job->profiles, object) != 0;
	if (!job->cli->output.json)
		table_add(&job->table, cell);
	return !job->failed;
}

static int gather(struct sender_job *job, struct str party, struct err *err)
{
	struct store *store = job->cli->store;
	int status = store_query(store, "sender", &party, 1, add_profile, job, err);
	json_t *profile;
	size_t i;

	if (!status && job->failed)
		return err_memory(err);
	json_array_foreach(job->profiles, i, profile)
	{
		const json_t *name = json_object_get(profile, "party");
		struct str key = str_make(json_string_value(name), json_string_length(name));

		if (!status)
			status = store_query(store, "sender_traits", &key, 1, add_trait,
			                     json_object_get(profile, "traits"), err);
	}
	return status;
}

/* ---- answer ---- */

static struct str text_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);

	return value ? str_make(json_string_value(value), json_string_length(value))
	             : (struct str){ NULL, 0 };
}

static int print_traits(const struct output *output, const json_t *profile, struct err *err)
{
	AUTO(table_done) struct table table;
	const json_t *trait;
	size_t i;

	putchar('\n');
	fputs(output_colour(output, COLOUR_BOLD), stdout);
	output_text(text_of(profile, "party"));
	printf("%s has shown\n", output_plain(output));
	table_init(&table, output, trait_columns, COUNT_OF(trait_columns));
	json_array_foreach(json_object_get(profile, "traits"), i, trait)
	{
		char days[24];
		struct str cell[COUNT_OF(trait_columns)] = {
			text_of(trait, "kind"),      text_of(trait, "value"),    { days, 0 },
			text_of(trait, "first_day"), text_of(trait, "last_day"),
		};

		cell[2].n = (size_t)snprintf(days, sizeof days, "%" JSON_INTEGER_FORMAT,
		                             json_integer_value(json_object_get(trait, "days")));
		table_add(&table, cell);
	}
	return table_print(&table, err);
}

static int answer(struct sender_job *job, struct err *err)
{
	const struct output *output = &job->cli->output;
	int status = output->json ? 0 : table_print(&job->table, err);
	json_t *profile;
	size_t i;

	json_array_foreach(job->profiles, i, profile)
	{
		if (status)
			break;
		if (!output->json)
			status = print_traits(output, profile, err);
		else if (!output_json(json_incref(profile), err))
			status = ERR_MEMORY;
	}
	return status;
}

static int look_up(struct sender_job *job, const char *name, struct arena *arena, struct err *err)
{
	struct str party = { NULL, 0 };
	int status = cli_open(job->cli, CLI_READ, err);

	if (!status)
		status = named_party(job->cli, arena, name, &party, err);
	if (!status)
		status = gather(job, party, err);
	return status ? status : answer(job, err);
}

static int run(struct cli *cli, const char *name)
{
	struct sender_job job = { .cli = cli, .profiles = json_array() };
	struct arena arena;
	struct err err = { 0 };
	int status;

	arena_init(&arena, (size_t)1 << 20);
	table_init(&job.table, &cli->output, columns, COUNT_OF(columns));
	status = job.profiles ? look_up(&job, name, &arena, &err) : err_memory(&err);
	if (status)
		status = cli_fail(&err);
	else if (json_array_size(job.profiles) == 0)
		status = cli_negative("%s has not written yet, or nothing that was kept", name);
	table_done(&job.table);
	json_decref(job.profiles);
	arena_done(&arena);
	return status;
}

int command_sender(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "sender [--json] ADDRESS|DOMAIN",
		.about = "What is remembered of an address, or of a domain as an organisation: one "
			 "profile a\n"
			 "proof, and what each has shown.",
		.min = 1,
		.max = 1,
		.operands_are = "one ADDRESS or DOMAIN",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, args.operand[0]) : status;
}
