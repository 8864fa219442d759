#include "common/args.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

#define OPTIONS_MAX 32
#define COUNT_MAX   1000000

void args_list_done(struct args_list *list)
{
	free(list->v);
	*list = (struct args_list){ NULL, 0 };
}

/* The table in the two forms that getopt_long wants. */
struct getopt_form {
	struct option option[OPTIONS_MAX + 1];
	const struct args_option *row[OPTIONS_MAX];
	char letters[2 + 2 * OPTIONS_MAX];
	int n;
};

static void form_add(struct getopt_form *form, const struct args_option *row)
{
	int argument = row->kind == ARGS_FLAG ? no_argument : required_argument;
	size_t at = strlen(form->letters);

	if (form->n == OPTIONS_MAX)
		return;
	/* numbers beyond all letters, so that both spellings lead back to the row */
	form->option[form->n] = (struct option){ row->name, argument, NULL, 256 + form->n };
	form->row[form->n++] = row;
	if (!row->letter)
		return;
	form->letters[at++] = row->letter;
	if (argument == required_argument)
		form->letters[at] = ':';
}

static const struct args_option *form_row(const struct getopt_form *form, int value)
{
	if (value >= 256)
		return form->row[value - 256];
	for (int i = 0; i < form->n; i++)
		if (form->row[i]->letter == value)
			return form->row[i];
	return NULL;
}

static int take_count(const struct args_option *row, const char *value, struct err *err)
{
	uint64_t count;

	if (!str_number(str_of(value), COUNT_MAX, &count) || count == 0)
		return err_set(err, ERR_USAGE, "--%s %s: give a number from 1 to %d", row->name,
		               value, COUNT_MAX);
	*(int *)row->ret = (int)count;
	return 0;
}

static int take_time(const struct args_option *row, const char *value, struct err *err)
{
	if (!clock_parse(str_of(value), row->ret))
		return err_set(err, ERR_USAGE,
		               "--%s %s: give a date or a time as 2026-03-01 or "
		               "2026-03-01T09:30:00+01:00",
		               row->name, value);
	return 0;
}

static int take_list(const struct args_option *row, const char *value, struct err *err)
{
	struct args_list *list = row->ret;
	const char **v = realloc(list->v, (list->n + 1) * sizeof *v);

	if (!v)
		return err_memory(err);
	list->v = v;
	list->v[list->n++] = value;
	return 0;
}

static int take(const struct args_option *row, const char *value, struct err *err)
{
	switch (row->kind) {
	case ARGS_FLAG:
		*(bool *)row->ret = true;
		return 0;
	case ARGS_TEXT:
		*(const char **)row->ret = value;
		return 0;
	case ARGS_LIST:
		return take_list(row, value, err);
	case ARGS_COUNT:
		return take_count(row, value, err);
	case ARGS_TIME:
		return take_time(row, value, err);
	}
	return 0;
}

/* What getopt_long refused: a letter stands in optopt, a long option in the last word. */
static int refuse(int value, char **argv, struct err *err)
{
	char letter[3] = { '-', (char)optopt, '\0' };
	const char *word = optopt > 0 && optopt < 256 ? letter : argv[optind - 1];

	if (value == ':')
		return err_set(err, ERR_USAGE, "%s: a value must follow; see %s --help", word,
		               argv[0]);
	return err_set(err, ERR_USAGE, "%s: there is no such option; see %s --help", word, argv[0]);
}

static int count_operands(struct args *args, int argc, char **argv, struct err *err)
{
	args->operand = argv + optind;
	args->operands = (size_t)(argc - optind);
	if (args->operands >= args->min && args->operands <= args->max)
		return 0;
	if (args->max == 0)
		return err_set(err, ERR_USAGE, "unexpected argument \"%s\"; see %s --help",
		               args->operand[0], argv[0]);
	return err_set(err, ERR_USAGE, "%s wants %s; see %s --help", argv[0], args->operands_are,
	               argv[0]);
}

int args_read(struct args *args, int argc, char **argv, struct err *err)
{
	struct getopt_form form = { .letters = ":" };
	int value, status;

	for (size_t t = 0; t < ARGS_TABLES; t++)
		for (size_t i = 0; i < args->table[t].n; i++)
			form_add(&form, &args->table[t].option[i]);
	optind = 0; /* begins anew: the program's own options were read before */
	opterr = 0;
	while ((value = getopt_long(argc, argv, form.letters, form.option, NULL)) != -1) {
		const struct args_option *row = form_row(&form, value);

		status = row ? take(row, optarg, err) : refuse(value, argv, err);
		if (status)
			return status;
	}
	return count_operands(args, argc, argv, err);
}

static void help_option(const struct args_option *row)
{
	char left[64], letter[8] = "    ";

	if (row->letter)
		snprintf(letter, sizeof letter, "-%c, ", row->letter);
	snprintf(left, sizeof left, "%s--%s%s%s", letter, row->name, row->value ? " " : "",
	         row->value ? row->value : "");
	printf("  %-24s %s\n", left, row->help);
}

void args_help(const struct args *args, const char *program)
{
	printf("usage: %s %s\n\n%s\n\n", program, args->usage, args->about);
	for (size_t t = 0; t < ARGS_TABLES; t++)
		for (size_t i = 0; i < args->table[t].n; i++)
			help_option(&args->table[t].option[i]);
}
