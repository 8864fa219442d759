/* becctl import: old mail goes the way of the wire, the oldest first, each message at its own time; so a site starts with the history it
 * would have had. What was learned once isn't learned again (the store's message keys, and days that count once), so a run that was
 * interrupted goes on by being run again. */
#include "becctl/command.h"

#include <stdio.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/judging.h"
#include "becctl/progress.h"
#include "mail/archive.h"

/* Ageing goes by the mail that is imported, not by the day of the import: what is two years old would otherwise be pruned
 * while its next message still waits to be read. */
struct import_clock {
	struct clock clock; /* first: the store knows only this */
	_Atomic int64_t at_s;
};

static int64_t import_now_s(const struct clock *clock)
{
	return ((const struct import_clock *)clock)->at_s;
}

struct import {
	struct cli *cli;
	struct judging judging;
	struct archive *archive;
	struct import_clock clock;
	struct progress progress;
	enum path_origin origin;
	int64_t before_s; /* 0: all */
	int status;       /* of the first thing that failed */

	size_t verdicts[VERDICT_COUNT]; /* of those that were new */
	size_t known, later;
	int64_t begin_ms;
};

static void failed(struct import *import, const struct err *err)
{
	int status = err_exit_status(err->kind);

	progress_hide(&import->progress);
	cli_fail(err);
	import->status = import->status ? import->status : status;
}

static void index_failed(void *context, const struct err *err)
{
	failed(context, err);
}

static void index_found(void *context)
{
	progress_step(&((struct import *)context)->progress, 0, 0);
}

static int index_paths(struct import *import, const struct args *args, struct err *err)
{
	const struct archive_options options = {
		.hops = &import->cli->config->site.hops,
		.now_s = cli_now_s(),
		.tell = index_failed,
		.found = index_found,
		.context = import,
	};
	int status = archive_new(&options, &import->archive, err);

	progress_init(&import->progress, "found");
	for (size_t i = 0; i < args->operands && !status; i++)
		status = archive_add(import->archive, args->operand[i], err);
	progress_done(&import->progress);
	if (!status)
		archive_sort(import->archive);
	return status;
}

static int import_mail(struct import *import, size_t n, struct err *err)
{
	struct judging *judging = &import->judging;
	const struct judgement *judgement;
	int status = archive_read(import->archive, n, judging->mail, err);

	if (status)
		return status;
	judging->path->origin = import->origin;
	judging->mail->at_s = archive_at(import->archive, n);
	judgement = judging_judge(judging);
	if (judgement->decision->verdict == VERDICT_ERROR)
		return err_set(err, ERR_MEMORY, STR_FMT, STR_ARG(judgement->decision->error));
	status = judging_learn(judging, err);
	if (status)
		return status;
	if (judging->path->history.first_copy.found)
		import->known++;
	else
		import->verdicts[judgement->decision->verdict]++;
	return 0;
}

/* False: the store can't take more. */
static bool import_one(struct import *import, size_t n)
{
	struct err err = { 0 };
	int status;

	import->clock.at_s = archive_at(import->archive, n);
	status = judging_begin(&import->judging, &err);
	if (!status)
		status = import_mail(import, n, &err);
	judging_end(&import->judging);
	if (status)
		failed(import, &err);
	return status != ERR_STORE && status != ERR_TIMEOUT;
}

static void import_all(struct import *import)
{
	size_t total = archive_counts(import->archive).messages, n = 0;
	bool going_on = true;

	progress_init(&import->progress, "imported");
	import->begin_ms = clock_monotonic_ms();
	for (; n < total && going_on; n++) {
		if (import->before_s && archive_at(import->archive, n) >= import->before_s)
			break;
		going_on = import_one(import, n);
		progress_step(&import->progress, n + 1, total);
	}
	import->later = total - n;
	progress_done(&import->progress);
}

struct import_line {
	const char *key, *about;
	size_t n;
	bool always; /* for people, too, if there are none */
};

static void print_people(const struct import_line *line, size_t lines, double seconds, size_t done)
{
	for (size_t i = 0; i < lines; i++)
		if (line[i].n || line[i].always)
			printf("%10zu  %s\n", line[i].n, line[i].about);
	printf("%10.1f  seconds, %.0f messages a second\n", seconds,
	       seconds > 0 ? (double)done / seconds : 0);
}

static bool print_json(const struct import_line *line, size_t lines, double seconds,
                       struct err *err)
{
	json_t *object = json_object();

	for (size_t i = 0; i < lines; i++)
		json_object_set_new(object, line[i].key, json_integer((json_int_t)line[i].n));
	json_object_set_new(object, "seconds", json_real(seconds));
	return output_json(object, err);
}

static void print_summary(struct import *import)
{
	struct archive_counts counts = archive_counts(import->archive);
	const size_t *verdicts = import->verdicts;
	const struct import_line line[] = {
		{ "messages", "messages found", counts.messages, true },
		{ "learned", "learned", verdicts[VERDICT_CLEAN] + verdicts[VERDICT_EXEMPT], true },
		{ "suspicious", "suspicious: learned once they are vouched for",
		  verdicts[VERDICT_SUSPICIOUS], true },
		{ "malicious", "malicious: only marks are learned", verdicts[VERDICT_MALICIOUS],
		  true },
		{ "known", "known already", import->known, true },
		{ "later", "not imported: later than asked for, or not reached", import->later,
		  false },
		{ "undated", "not imported: without a date", counts.undated, false },
		{ "drafts", "not imported: drafts", counts.drafts, false },
		{ "other", "files that are no mail", counts.other, false },
		{ "unreadable", "files that can't be read", counts.unreadable, false },
	};
	double seconds = (double)(clock_monotonic_ms() - import->begin_ms) / 1000;
	struct err err = { 0 };

	if (!import->cli->output.json)
		print_people(line, COUNT_OF(line), seconds, counts.messages - import->later);
	else if (!print_json(line, COUNT_OF(line), seconds, &err))
		failed(import, &err);
}

static int origin_of(const char *direction, enum path_origin *ret, struct err *err)
{
	static const char *const names[] = {
		[PATH_ORIGIN_FIELDS] = "auto",
		[PATH_ORIGIN_OUTSIDE] = "inbound",
		[PATH_ORIGIN_SENT] = "outbound",
	};

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!direction || strcmp(direction, names[i]) == 0) {
			*ret = (enum path_origin)i;
			return 0;
		}
	return err_set(err, ERR_USAGE, "--direction is auto, inbound or outbound");
}

static int run(struct import *import, const struct args *args, const char *direction)
{
	struct cli *cli = import->cli;
	struct err err = { 0 };
	int status = origin_of(direction, &import->origin, &err);

	if (!status)
		status = cli_config(cli, false, CONFIG_CREATE_KEY | CONFIG_ARCHIVE, &err);
	if (!status)
		status = judging_init(&import->judging, cli, &err);
	if (!status)
		status = index_paths(import, args, &err);
	if (status)
		return cli_fail(&err);
	cli->config->store.clock = &import->clock.clock;
	if (judging_store(cli, CLI_CREATE, &err))
		return cli_fail(&err);
	import_all(import);
	print_summary(import);
	store_close(cli->store); /* before the clock goes */
	cli->store = NULL;
	return import->status;
}

int command_import(struct cli *cli, int argc, char **argv)
{
	struct import import = { .cli = cli, .clock = { .clock = { .now_s = import_now_s } } };
	const char *direction = NULL;
	const struct args_option options[] = {
		{ "direction", 0, ARGS_TEXT, "auto|inbound|outbound",
		  "auto (default): as the Received fields tell", &direction },
		{ "before", 0, ARGS_TIME, "DATE", "only what came in before; RFC 3339, or a day",
		  &import.before_s },
	};
	struct args args = {
		.usage = "import [--json] [--direction auto|inbound|outbound] [--before DATE] "
			 "PATH...",
		.about = "Teaches old mail, so that a site starts with a history: mbox files, "
			 "Maildirs, messages, and\n"
			 "folders of them (32 deep; symbolic links in them aren't followed), each "
			 "gzip'd or not. All\n"
			 "are read first, then learned in the order of their dates, each at its "
			 "own time and judged\n"
			 "like mail that comes in: suspicious mail waits, malicious mail teaches "
			 "only marks. Nothing\n"
			 "is learned twice; what was interrupted goes on when it is run again. The "
			 "daemon may run.\n"
			 "\n"
			 "Who sent a message, and which way, is read from the Received and "
			 "Authentication-Results\n"
			 "fields of our own hosts; DNS isn't asked. --direction outbound: messages "
			 "of ours without any\n"
			 "Received field were sent by us, as folders of sent mail hold them. "
			 "inbound: nothing is ours.\n"
			 "\n"
			 "What can't be read is told and left out; the exit status is then that of "
			 "the first one.",
		.table = { { options, COUNT_OF(options) } },
		.min = 1,
		.max = SIZE_MAX,
		.operands_are = "one PATH or more",
	};
	int status;

	if (cli_arguments(cli, &args, argc, argv, &status))
		status = run(&import, &args, direction);
	archive_free(import.archive);
	judging_done(&import.judging);
	return status;
}
