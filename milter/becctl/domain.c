/* An organisation: what is known of it as a whole, and the addresses that write from it. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/named.h"
#include "becctl/query.h"

static const struct column columns[] = {
	{ "domain", "DOMAIN", COLUMN_TEXT, 0 },
	{ "days", "DAYS", COLUMN_COUNT, 0 },
	{ "first_seen", "FIRST SEEN", COLUMN_MOMENT, 0 },
	{ "last_seen", "LAST SEEN", COLUMN_MOMENT, 0 },
	{ "established", "ESTABLISHED", COLUMN_YES_NO, 0 },
	{ "proven_senders", "PROVEN SENDERS", COLUMN_COUNT, 0 },
	{ "unproven_senders", "UNPROVEN", COLUMN_COUNT, 0 },
	{ "marked_until", "MARKED UNTIL", COLUMN_MOMENT, 0 },
};

static const struct column sender_columns[] = {
	{ "party", "IDENTITY", COLUMN_TEXT, 0 },
	{ "proof", "PROOF", COLUMN_TEXT, 0 },
	{ "days", "DAYS", COLUMN_COUNT, 0 },
	{ "first_seen", "FIRST SEEN", COLUMN_MOMENT, 0 },
	{ "last_seen", "LAST SEEN", COLUMN_MOMENT, 0 },
	{ "established", "ESTABLISHED", COLUMN_YES_NO, 0 },
	{ "recipients", "RECIPIENTS", COLUMN_COUNT, 0 },
	{ "marked_until", "MARKED UNTIL", COLUMN_MOMENT, 0 },
	{ "address", NULL, COLUMN_TEXT, 0 },
};

struct domain_job {
	struct table table, senders;
	json_t *object; /* with --json; NULL: no such domain */
	json_t *list;   /* its "senders" */
};

static bool add_domain(void *context, const struct store_column *column, size_t columns_n)
{
	struct domain_job *job = context;
	struct str cell[COUNT_OF(columns)];

	for (size_t i = 0; i < COUNT_OF(columns); i++)
		cell[i] = query_value(column, columns_n, columns[i].key);
	json_decref(job->object);
	job->object = table_object(&job->table, cell);
	if (!job->table.output->json)
		table_add(&job->table, cell);
	return job->object != NULL;
}

static bool add_sender(void *context, const struct store_column *column, size_t columns_n)
{
	struct domain_job *job = context;
	struct str cell[COUNT_OF(sender_columns)];

	for (size_t i = 0; i < COUNT_OF(sender_columns); i++)
		cell[i] = query_value(column, columns_n, sender_columns[i].key);
	if (!job->senders.output->json)
		table_add(&job->senders, cell);
	else if (json_array_append_new(job->list, table_object(&job->senders, cell)))
		return false;
	return true;
}

static int answer(struct domain_job *job, const struct output *output, struct err *err)
{
	int status;

	if (output->json) {
		json_object_set(job->object, "senders", job->list);
		return output_json(json_incref(job->object), err) ? 0 : ERR_MEMORY;
	}
	status = table_print(&job->table, err);
	if (status || job->senders.rows == 0)
		return status;
	putchar('\n');
	return table_print(&job->senders, err);
}

static int look_up(struct cli *cli, struct domain_job *job, const char *name, struct arena *arena,
                   struct err *err)
{
	struct str party, domain;
	int status = cli_open(cli, CLI_READ, err);

	if (!status)
		status = named_party(cli, arena, name, &party, err);
	if (status)
		return status;
	domain = str_sub(party, str_rchr(party, '@') + 1, party.n); /* an address: its domain */
	status = store_query(cli->store, "domain", &domain, 1, add_domain, job, err);
	if (!status && job->object)
		status =
			store_query(cli->store, "domain_senders", &domain, 1, add_sender, job, err);
	return status || !job->object ? status : answer(job, &cli->output, err);
}

static int run(struct cli *cli, const char *name)
{
	struct domain_job job = { .list = json_array() };
	struct arena arena;
	struct err err = { 0 };
	int status;

	arena_init(&arena, (size_t)1 << 20);
	table_init(&job.table, &cli->output, columns, COUNT_OF(columns));
	table_init(&job.senders, &cli->output, sender_columns, COUNT_OF(sender_columns));
	status = look_up(cli, &job, name, &arena, &err);
	if (status)
		status = cli_fail(&err);
	else if (!job.object)
		status = cli_negative("nobody of %s has written yet, or nothing that was kept",
		                      name);
	table_done(&job.table);
	table_done(&job.senders);
	json_decref(job.object);
	json_decref(job.list);
	arena_done(&arena);
	return status;
}

int command_domain(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "domain [--json] DOMAIN",
		.about = "What is remembered of a domain as an organisation, and of the addresses "
			 "that wrote from\n"
			 "it. becctl sender says what each has shown.",
		.min = 1,
		.max = 1,
		.operands_are = "one DOMAIN",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, args.operand[0]) : status;
}
