/* becctl score: the way of the wire for files. Messages are judged one after the other, because with --learn each is history for
 * the next. */
#include "becctl/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/index.h"
#include "becctl/judged.h"
#include "becctl/judging.h"
#include "becctl/progress.h"

struct score_job {
	struct cli *cli;
	bool learn;
	struct judged_form form;
	struct judging judging;
	int status; /* of the first thing that failed */
	bool not_clean;
};

static void failed(struct score_job *job, const struct err *err)
{
	int status = err_exit_status(err->kind);

	job->status = job->status ? job->status : status;
}

/* An answer for a message that couldn't be read or named. */
static void answer_error(struct score_job *job, struct str file, const struct err *err)
{
	failed(job, err);
	judged_print_error(&job->form, file, err->text);
}

static void learn(struct score_job *job)
{
	struct err err = { 0 };

	if (judging_learn(&job->judging, &err)) {
		failed(job, &err);
		cli_fail(&err);
	}
}

static void score_mail(struct score_job *job, const struct request *request)
{
	const struct judgement *judgement;
	struct err err = { 0 };
	enum verdict verdict;

	if (request_fill(request, job->judging.mail, &err)) {
		answer_error(job, request->file, &err);
		return;
	}
	judgement = judging_judge(&job->judging);
	verdict = judgement->decision->verdict;
	job->not_clean |= verdict != VERDICT_CLEAN && verdict != VERDICT_EXEMPT;
	if (!judged_print(&job->form, judgement, request->file, &err))
		answer_error(job, request->file, &err);
	if (job->learn)
		learn(job);
}

static void score(struct score_job *job, const struct request *request)
{
	struct err err = { 0 };

	if (judging_begin(&job->judging, &err))
		answer_error(job, request->file, &err);
	else
		score_mail(job, request);
	judging_end(&job->judging);
}

static int score_index(struct score_job *job, const char *name, struct err *err)
{
	AUTO(index_close) struct index index;
	struct progress progress;
	struct request request;
	int got, status = index_open(name, &index, err);
	size_t done, total;

	if (status)
		return status;
	progress_init(&progress, NULL);
	while ((got = index_next(&index, &request, err)) > 0 || got == ERR_INPUT) {
		if (got > 0)
			score(job, &request);
		else
			answer_error(job, request.file, err);
		index_progress(&index, &done, &total);
		progress_step(&progress, done, total);
	}
	progress_done(&progress);
	return got;
}

static void score_files(struct score_job *job, struct request *request, const struct args *args)
{
	for (size_t i = 0; i < args->operands; i++) {
		request->path = args->operand[i];
		request->file = str_of(args->operand[i]);
		score(job, request);
	}
}

/* A store that can't be read is told, not fatal, as on the wire; one that shall learn must be there. */
static int open_store(struct score_job *job, struct err *err)
{
	struct cli *cli = job->cli;
	bool configured = cli->config->path && *cli->config->path;
	int status;

	if (!configured && !job->learn)
		return 0;
	status = judging_store(cli, job->learn ? CLI_CREATE : CLI_READ, err);
	if (status && !job->learn) {
		fprintf(stderr, "becctl: %s; judged without history\n", err->text);
		cli->store = NULL;
		return 0;
	}
	return status;
}

struct score_flags {
	const char *from, *client_ip, *helo, *auth_user, *index;
	struct args_list rcpt;
	int64_t at_s;
	bool learn, check;
};

static bool says_more_than_index(const struct score_flags *flags)
{
	return flags->from || flags->client_ip || flags->helo || flags->auth_user ||
	       flags->rcpt.n || flags->at_s;
}

static int check_flags(const struct score_flags *flags, const struct args *args, struct err *err)
{
	struct ip ip;

	if (!flags->index == !args->operands)
		return err_set(err, ERR_USAGE,
		               "score wants FILE..., - for standard input, or --index FILE; see "
		               "score --help");
	if (flags->index && says_more_than_index(flags))
		return err_set(err, ERR_USAGE,
		               "the index says sender, recipients, client and time; leave those "
		               "options out");
	if (flags->helo && !flags->client_ip)
		return err_set(err, ERR_USAGE, "--helo needs --client-ip beside it");
	if (flags->client_ip && !ip_parse(str_of(flags->client_ip), &ip))
		return err_set(err, ERR_USAGE, "--client-ip %s: that is no IP address",
		               flags->client_ip);
	return 0;
}

/* NULL stays {NULL, 0}: not given. */
static struct request request_of(const struct score_flags *flags, struct str *rcpt)
{
	for (size_t i = 0; i < flags->rcpt.n; i++)
		rcpt[i] = str_of(flags->rcpt.v[i]);
	return (struct request){
		.from = str_of(flags->from),
		.rcpt = rcpt,
		.rcpts = flags->rcpt.n,
		.client_ip = str_of(flags->client_ip),
		.helo = str_of(flags->helo),
		.auth_user = str_of(flags->auth_user),
		.at_s = flags->at_s,
	};
}

static int run_job(struct score_job *job, const struct score_flags *flags, const struct args *args,
                   struct request *request)
{
	struct err err = { 0 };
	int status = check_flags(flags, args, &err);

	if (!status)
		status = cli_config(job->cli, true, flags->learn ? CONFIG_CREATE_KEY : 0, &err);
	if (!status)
		status = open_store(job, &err);
	if (!status)
		status = judging_init(&job->judging, job->cli, &err);
	if (!status && !flags->index)
		score_files(job, request, args);
	else if (!status)
		status = score_index(job, flags->index, &err);
	return status ? cli_fail(&err) : job->status;
}

static int run(struct cli *cli, const struct score_flags *flags, const struct args *args)
{
	AUTO(free_done) struct str *rcpt = calloc(flags->rcpt.n + 1, sizeof *rcpt);
	struct score_job job = { .cli = cli,
		                 .learn = flags->learn,
		                 .form = { &cli->output, flags->index != NULL } };
	struct request request;
	struct err err = { 0 };
	int status;

	if (!rcpt)
		return err_memory(&err), cli_fail(&err);
	request = request_of(flags, rcpt);
	status = run_job(&job, flags, args, &request);
	judging_done(&job.judging);
	return status ? status : flags->check && job.not_clean ? EXIT_NEGATIVE : EX_OK;
}

int command_score(struct cli *cli, int argc, char **argv)
{
	struct score_flags flags = { 0 };
	const struct args_option options[] = {
		{ "learn", 0, ARGS_FLAG, NULL, "teach the store; a missing one is made",
		  &flags.learn },
		{ "check", 0, ARGS_FLAG, NULL, "exit with 1 if a message isn't clean",
		  &flags.check },
		{ "from", 0, ARGS_TEXT, "ADDRESS", "envelope sender; \"\" is the null sender",
		  &flags.from },
		{ "rcpt", 0, ARGS_LIST, "ADDRESS", "envelope recipient; may stand again",
		  &flags.rcpt },
		{ "client-ip", 0, ARGS_TEXT, "IP", "who handed the message over",
		  &flags.client_ip },
		{ "helo", 0, ARGS_TEXT, "NAME", "as that host called itself", &flags.helo },
		{ "auth-user", 0, ARGS_TEXT, "NAME", "who was logged in", &flags.auth_user },
		{ "at", 0, ARGS_TIME, "RFC3339", "when it arrived", &flags.at_s },
		{ "index", 0, ARGS_TEXT, "FILE", "JSON Lines, a message a line", &flags.index },
	};
	struct args args = {
		.usage = "score [--json] [--learn] [--check] [--from ENVELOPE] [--rcpt ADDR]... "
			 "[--client-ip IP]\n"
			 "                    [--helo NAME] [--auth-user NAME] [--at RFC3339] "
			 "[--index FILE] FILE...|-",
		.about =
			"Judges messages as the daemon would. What isn't said comes from the file: "
			"Return-Path,\n"
			"Delivered-To, X-Original-To or To, Received, Date. A line of the index "
			"is\n"
			"{\"path\":..., \"from\":..., \"rcpt\":[...], \"client_ip\":..., "
			"\"helo\":..., "
			"\"auth_user\":...,\n"
			"\"at\":...}, paths relative to it; there is one answer a line, in its "
			"order.",
		.table = { { options, COUNT_OF(options) } },
		.max = SIZE_MAX,
	};
	int status;

	if (cli_arguments(cli, &args, argc, argv, &status))
		status = run(cli, &flags, &args);
	args_list_done(&flags.rcpt);
	return status;
}
