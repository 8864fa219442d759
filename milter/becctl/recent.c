#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/query.h"

#define NUMBER_DEFAULT 20

static const struct column columns[] = {
	{ "at", "AT", COLUMN_MOMENT, 20 },
	{ "verdict", "VERDICT", COLUMN_TEXT, 10 },
	{ "score", "SCORE", COLUMN_COUNT, 6 },
	{ "queue_id", "QUEUE ID", COLUMN_TEXT, 16 },
	{ "direction", NULL, COLUMN_TEXT, 0 },
	{ "sender", "FROM", COLUMN_TEXT, 36 },
	{ "recipients", "TO", COLUMN_ARRAY, 30 },
	{ "findings", "FINDINGS", COLUMN_ARRAY, 0 },
	{ "message_id", NULL, COLUMN_TEXT, 0 },
	{ "host", NULL, COLUMN_TEXT, 0 },
	{ "action", NULL, COLUMN_TEXT, 0 },
	{ "probability", NULL, COLUMN_COUNT, 0 },
	{ "threshold", NULL, COLUMN_COUNT, 0 },
	{ "party", NULL, COLUMN_TEXT, 0 },
	{ "envelope", NULL, COLUMN_TEXT, 0 },
	{ "recipient_total", NULL, COLUMN_COUNT, 0 },
	{ "authentication", NULL, COLUMN_OBJECT, 0 },
	{ "feedback", NULL, COLUMN_TEXT, 0 },
	{ "message", NULL, COLUMN_TEXT, 0 },
};

static int check_verdict(const char *verdict, struct err *err)
{
	for (size_t i = 0; i < VERDICT_COUNT; i++)
		if (!*verdict || strcmp(verdict, verdict_names[i]) == 0)
			return 0;
	return err_set(err, ERR_USAGE,
	               "--verdict %s: give clean, suspicious, malicious, exempt or error", verdict);
}

static int run(struct cli *cli, int number, const char *verdict)
{
	AUTO(table_done) struct table table;
	char limit[16];
	struct str arguments[] = { { limit, 0 }, str_of(verdict) };
	struct err err = { 0 };
	int status = check_verdict(verdict, &err);

	arguments[0].n = (size_t)snprintf(limit, sizeof limit, "%d", number);
	table_init(&table, &cli->output, columns, COUNT_OF(columns));
	if (!status)
		status = cli_open(cli, CLI_READ, &err);
	if (!status)
		status = query_fill(&table, cli->store, "recent", arguments, 2, &err);
	if (!status)
		status = table_print(&table, &err);
	if (status)
		return cli_fail(&err);
	if (table.rows == 0)
		return cli_negative("the log holds no such message");
	return EX_OK;
}

int command_recent(struct cli *cli, int argc, char **argv)
{
	int number = NUMBER_DEFAULT;
	const char *verdict = "";
	const struct args_option options[] = {
		{ "number", 'n', ARGS_COUNT, "N", "at most so many (default 20)", &number },
		{ "verdict", 0, ARGS_TEXT, "VERDICT", "those of this verdict only", &verdict },
	};
	struct args args = {
		.usage = "recent [--json] [-n N] [--verdict VERDICT]",
		.about = "The newest verdicts, newest first.",
		.table = { { options, COUNT_OF(options) } },
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, number, verdict) : status;
}
