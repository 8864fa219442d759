/* What the daemons counted, of some days up to now; and what the stages of a message cost them. */
#include "becctl/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/auto.h"

#define DAYS_DEFAULT 7
#define ROWS_MAX     256

static const struct column columns[] = {
	{ "kind", "OF", COLUMN_TEXT, 0 },
	{ "name", "NAME", COLUMN_TEXT, 0 },
	{ "count", "MESSAGES", COLUMN_COUNT, 0 },
	{ "share", "%", COLUMN_COUNT, 0 },
	{ "cpu_us", "CPU us A MESSAGE", COLUMN_COUNT, 0 },
};

struct sum {
	char kind[16], name[32];
	int64_t value;
};

struct stats {
	struct sum sum[ROWS_MAX];
	size_t n;
};

static bool take_row(void *context, const struct store_column *column, size_t columns_n)
{
	struct stats *stats = context;
	struct sum *sum = &stats->sum[stats->n];

	if (columns_n < 3 || !column[2].value.n)
		return true;
	snprintf(sum->kind, sizeof sum->kind, STR_FMT, STR_ARG(column[0].value));
	snprintf(sum->name, sizeof sum->name, STR_FMT, STR_ARG(column[1].value));
	sum->value = strtoll(column[2].value.p, NULL, 10);
	return ++stats->n < ROWS_MAX;
}

static int64_t total(const struct stats *stats, const char *kind)
{
	int64_t all = 0;

	for (size_t i = 0; i < stats->n; i++)
		all += strcmp(stats->sum[i].kind, kind) == 0 ? stats->sum[i].value : 0;
	return all;
}

struct cells {
	char count[24], share[16], cpu[24];
};

static void add_row(struct table *table, const char *kind, const char *name,
                    const struct cells *cells)
{
	const struct str cell[] = { str_of(kind), str_of(name), str_of(cells->count),
		                    str_of(cells->share), str_of(cells->cpu) };
	struct str shown[COUNT_OF(cell)];

	for (size_t i = 0; i < COUNT_OF(cell); i++)
		shown[i] = cell[i].n ? cell[i] : (struct str){ NULL, 0 };
	table_add(table, shown);
}

static void add_counts(struct table *table, const struct stats *stats, const char *kind)
{
	int64_t messages = total(stats, "verdict");

	for (size_t i = 0; i < stats->n; i++) {
		const struct sum *sum = &stats->sum[i];
		struct cells cells = { 0 };

		if (strcmp(sum->kind, kind) != 0)
			continue;
		snprintf(cells.count, sizeof cells.count, "%lld", (long long)sum->value);
		if (messages)
			snprintf(cells.share, sizeof cells.share, "%.2f",
			         100.0 * (double)sum->value / (double)messages);
		add_row(table, kind, sum->name, &cells);
	}
}

/* Stages are sums of nanoseconds over the messages that were sampled. */
static void add_costs(struct table *table, const struct stats *stats)
{
	int64_t all = total(stats, "stage"), messages = total(stats, "sampled");

	for (size_t i = 0; i < stats->n; i++) {
		const struct sum *sum = &stats->sum[i];
		struct cells cells = { 0 };

		if (strcmp(sum->kind, "stage") != 0 || messages == 0 || all == 0)
			continue;
		snprintf(cells.count, sizeof cells.count, "%lld", (long long)messages);
		snprintf(cells.share, sizeof cells.share, "%.2f",
		         100.0 * (double)sum->value / (double)all);
		snprintf(cells.cpu, sizeof cells.cpu, "%.1f",
		         (double)sum->value / 1000 / (double)messages);
		add_row(table, "stage", sum->name, &cells);
	}
}

static void add_all(struct table *table, const struct stats *stats)
{
	struct cells cells = { 0 };

	snprintf(cells.count, sizeof cells.count, "%lld", (long long)total(stats, "verdict"));
	add_row(table, "all", "messages", &cells);
	add_counts(table, stats, "verdict");
	add_counts(table, stats, "action");
	add_counts(table, stats, "trouble");
	add_costs(table, stats);
}

static int read_sums(struct cli *cli, int days, struct stats *ret, struct err *err)
{
	char first_day[16];
	struct str argument = { first_day, 0 };
	int status = cli_open(cli, CLI_READ, err);

	argument.n = (size_t)snprintf(first_day, sizeof first_day, "%d",
	                              (int)day_of(cli_now_s()) - days + 1);
	return status ? status
	              : store_query(cli->store, "counter_sums", &argument, 1, take_row, ret, err);
}

static int run(struct cli *cli, int days)
{
	AUTO(table_done) struct table table;
	struct stats stats = { .n = 0 };
	struct err err = { 0 };
	int status = read_sums(cli, days, &stats, &err);

	table_init(&table, &cli->output, columns, COUNT_OF(columns));
	if (status)
		return cli_fail(&err);
	if (stats.n == 0)
		return cli_negative("openbec has counted nothing in these days");
	add_all(&table, &stats);
	return table_print(&table, &err) ? cli_fail(&err) : EX_OK;
}

int command_stats(struct cli *cli, int argc, char **argv)
{
	int days = DAYS_DEFAULT;
	const struct args_option options[] = {
		{ "days", 'd', ARGS_COUNT, "N", "today and the days before it (default 7)", &days },
	};
	struct args args = {
		.usage = "stats [--json] [--days N]",
		.about = "What the daemon counted: messages by verdict and by what was done, "
			 "troubles, "
			 "and the CPU\nthat each stage of one message in sixteen took. It writes "
			 "them "
			 "once a minute.",
		.table = { { options, COUNT_OF(options) } },
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, days) : status;
}
