#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "indicators/indicator.h"

static const struct column columns[] = {
	{ "family", "FAMILY", COLUMN_TEXT, 0 },    { "id", "ID", COLUMN_TEXT, 0 },
	{ "points", "POINTS", COLUMN_COUNT, 0 },   { "shipped", NULL, COLUMN_COUNT, 0 },
	{ "description", "SIGN", COLUMN_TEXT, 0 },
};

struct listing {
	struct table table;
	const struct score_options *options; /* NULL: no configuration */
};

static double points_of(const struct score_options *options, const char *id, double shipped)
{
	double points = shipped;

	for (size_t i = 0; options && i < options->weights; i++)
		if (str_eq(options->weight[i].id, str_of(id)))
			points = options->weight[i].points;
	return points;
}

static void add_row(void *context, enum family family, const char *id, double weight,
                    const char *description)
{
	struct listing *listing = context;
	char points[16], shipped[16];
	struct str cell[COUNT_OF(columns)];

	snprintf(points, sizeof points, "%.2f", points_of(listing->options, id, weight));
	snprintf(shipped, sizeof shipped, "%.2f", weight);
	cell[0] = str_of(family_names[family]);
	cell[1] = str_of(id);
	cell[2] = str_of(points);
	cell[3] = str_of(shipped);
	cell[4] = str_of(description);
	table_add(&listing->table, cell);
}

static int run(struct cli *cli)
{
	struct listing listing = { .options = NULL };
	struct err err = { 0 };
	int status = cli_config(cli, true, CONFIG_NO_PHRASES, &err);

	if (status)
		return cli_fail(&err);
	listing.options = &cli->config->score;
	table_init(&listing.table, &cli->output, columns, COUNT_OF(columns));
	indicators_each(add_row, &listing);
	status = table_print(&listing.table, &err);
	table_done(&listing.table);
	return status ? cli_fail(&err) : EX_OK;
}

int command_indicators(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "indicators [--json]",
		.about = "All signs of fraud that are looked for, with the points that each counts "
			 "at full\n"
			 "strength: those of the configuration, else those shipped.",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli) : status;
}
