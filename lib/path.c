#include "path.h"

#include <time.h>

#include "auth/identity.h"
#include "auth/verify.h"

#define NOTICE_CLAIM 1.0 /* points from which an identity finding says that somebody is claimed */

const char *const path_stage_names[PATH_STAGES] = {
	[PATH_MESSAGE] = "message", [PATH_AUTH] = "auth",       [PATH_TEXT] = "text",
	[PATH_TRAITS] = "traits",   [PATH_HISTORY] = "history", [PATH_INDICATORS] = "indicators",
	[PATH_VERDICT] = "verdict", [PATH_LEARN] = "learn",
};

static int64_t thread_cpu_ns(const struct path *path)
{
	struct timespec now;

	if (!path->measured)
		return 0;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int stage_message(struct path *path, struct err *err)
{
	struct mail *mail = path->mail;
	int status = message_parse(mail, &path->config->message_context, &path->message, err);

	if (path->message.at_s == 0)
		path->message.at_s = path->now_s;
	if (status || mail->has_envelope || mail->rcpts)
		return status;
	/* A file's recipients stand in its header; policies ask the mail for them. */
	for (size_t i = 0; i < path->message.recipient.n && !status; i++)
		status = mail_add_rcpt(mail, path->message.recipient.v[i].full, err);
	return status;
}

static void place_client(struct path *path)
{
	struct client *client = &path->message.client;

	if (path->origin == PATH_ORIGIN_OUTSIDE && client->internal) {
		client->internal = false;
		client->ip.length = 0;
	}
	if (path->origin == PATH_ORIGIN_SENT && !mail_field(path->mail, "Received", 0))
		client->internal = true;
}

static int stage_auth(struct path *path, struct err *err)
{
	struct auth_input input = {
		.mail = path->mail,
		.message = &path->message,
		.options = &path->config->auth,
		.domains = path->config->domains,
		.verify = path->verify,
	};

	place_client(path);
	path->direction = direction_find(path->site, path->mail, &path->message);
	input.session_trusted = path->direction != DIRECTION_INBOUND;
	return auth_evaluate(&input, &path->auth, err);
}

static int stage_traits(struct path *path, struct err *err)
{
	const struct trait_input input = {
		.mail = path->mail,
		.message = &path->message,
		.auth = &path->auth,
		.text = &path->text,
		.domains = path->config->domains,
		.key = &path->config->site.key,
		.arena = &path->mail->arena,
	};
	int status = traits_show(&input, &path->traits, err);

	return status ? status : questions_ask(&input, &path->traits, &path->questions, err);
}

static int read_history(struct path *path, struct err *err)
{
	const struct history_input input = {
		.site = path->site,
		.direction = path->direction,
		.message = &path->message,
		.auth = &path->auth,
		.traits = &path->traits,
		.questions = &path->questions,
		.now_s = path->message.at_s,
		.arena = &path->mail->arena,
	};

	return history_read(path->store, &input, &path->history, err);
}

/* Whether the address used to sign stands in its history; if so, it is judged by another one. */
static int stage_history(struct path *path, struct err *err)
{
	int status = read_history(path, err);

	if (status || !identity_regressed(&path->auth, path->history.sender.dkim_days))
		return status;
	status = identity_demote(&path->mail->arena, &path->message, &path->auth, err);
	if (!status)
		status = stage_traits(path, err);
	return status ? status : read_history(path, err);
}

/* A notice that answers mail of ours, and claims to be nobody: whoever got a mail from us could write under a null sender, too. */
static bool is_own_notice(const struct path *path)
{
	if (!path->message.is_notice || !path->history.answered.found || path->history.blocks ||
	    path->history.marks)
		return false;
	for (size_t i = 0; i < path->findings.n; i++) {
		if (path->findings.v[i].family == FAMILY_IDENTITY &&
		    path->findings.v[i].points >= NOTICE_CLAIM)
			return false;
	}
	return true;
}

static bool is_exempt(const struct path *path)
{
	for (size_t i = 0; i < path->history.allows; i++) {
		if (path->history.allow[i].only.n == 0)
			return true;
	}
	return is_own_notice(path);
}

static int stage_indicators(struct path *path, struct err *err)
{
	path->evidence = (struct evidence){
		.mail = path->mail,
		.message = &path->message,
		.auth = &path->auth,
		.text = &path->text,
		.traits = &path->traits,
		.questions = &path->questions,
		.history = &path->history,
		.site = path->site,
		.banners = path->config->banners,
		.direction = path->direction,
		.arena = &path->mail->arena,
	};
	return indicators_run(&path->evidence, &path->findings, err);
}

static int stage_text(struct path *path, struct err *err)
{
	return text_read(path->config->phrases, path->config->domains, path->mail, &path->message,
	                 &path->text, err);
}

static int stage_verdict(struct path *path, struct err *err)
{
	const struct config *config = path->config;

	score_sum(&config->score, &path->findings, &path->score);
	return verdict_decide(&config->verdict, path->mail, &path->score, is_exempt(path),
	                      &path->mail->arena, &path->decision, err);
}

/* The whole way. An error is want of memory: nothing else stops a stage. */
static int walk(struct path *path, struct err *err)
{
	static int (*const stages[])(struct path * path, struct err * err) = {
		[PATH_MESSAGE] = stage_message, [PATH_AUTH] = stage_auth,
		[PATH_TEXT] = stage_text,       [PATH_TRAITS] = stage_traits,
		[PATH_HISTORY] = stage_history, [PATH_INDICATORS] = stage_indicators,
		[PATH_VERDICT] = stage_verdict,
	};
	int64_t since = thread_cpu_ns(path);
	int status = 0;

	for (size_t i = 0; i < sizeof stages / sizeof *stages && !status; i++) {
		int64_t before = since;

		status = stages[i](path, err);
		since = thread_cpu_ns(path);
		path->cpu_ns[i] = since - before;
	}
	return status;
}

void path_init(struct path *path, const struct config *config, struct mail *mail)
{
	*path = (struct path){ .config = config, .mail = mail, .site = &config->site };
	path->judgement =
		(struct judgement){ NULL, &path->findings, &path->score, &path->decision, mail };
	path->decision = decision_error("not judged yet");
	if (config->verifier)
		path->verify = verify_new(config->verifier, config->domains, mail);
}

void path_done(struct path *path)
{
	verify_free(path->verify);
	path->verify = NULL;
	site_listed_give(path->both);
	path->both = NULL;
}

void path_prefetch(struct path *path)
{
	if (path->verify)
		verify_prefetch(path->verify);
}

void path_fail(struct path *path, const char *why)
{
	path->findings.n = 0;
	path->score = (struct score){ 0 };
	path->decision = decision_error(why);
	path->judgement.evidence = NULL;
}

const struct judgement *path_judge(struct path *path, struct store *store, int64_t now_s)
{
	struct err err = { 0 };

	path->store = store;
	path->now_s = now_s;
	path->both = site_listed_take(path->config->listed, store, now_s);
	if (path->both)
		path->site = &path->both->site;
	if (path->config->verifier && !path->verify)
		path_fail(path, "no memory to verify the sender");
	else if (walk(path, &err))
		path_fail(path, "no memory to judge the message");
	else
		path->judgement.evidence = &path->evidence;
	return &path->judgement;
}

int path_learn(struct path *path, struct store *store, struct err *err)
{
	int64_t since = thread_cpu_ns(path);
	struct batch batch;
	int status;

	if (!store || path->decision.verdict == VERDICT_ERROR)
		return 0;
	status = learn_batch(&path->judgement, &path->config->verdict, &path->mail->arena, &batch,
	                     err);
	if (!status)
		status = store_learn(store, &batch, path->config->learn_timeout_ms, err);
	path->cpu_ns[PATH_LEARN] = thread_cpu_ns(path) - since;
	return status;
}
