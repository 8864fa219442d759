#include "path.h"

#define NOTICE_CLAIM 1.0 /* points from which an identity finding says that somebody is claimed */

static int stage_message(struct path *path, int64_t now_s, struct err *err)
{
	struct mail *mail = path->mail;
	int status = message_parse(mail, &path->config->message_context, &path->message, err);

	if (path->message.at_s == 0)
		path->message.at_s = now_s;
	if (status || mail->has_envelope || mail->rcpts)
		return status;
	/* A file's recipients stand in its header; policies ask the mail for them. */
	for (size_t i = 0; i < path->message.recipient.n && !status; i++)
		status = mail_add_rcpt(mail, path->message.recipient.v[i].full, err);
	return status;
}

static int stage_auth(struct path *path, struct err *err)
{
	path->direction = direction_find(&path->config->site, path->mail, &path->message);
	return auth_evaluate(path->mail, &path->message, &path->config->auth, path->config->domains,
	                     path->direction != DIRECTION_INBOUND, &path->auth, err);
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

static int stage_history(struct path *path, struct store *store, struct err *err)
{
	const struct history_input input = {
		.site = &path->config->site,
		.direction = path->direction,
		.message = &path->message,
		.auth = &path->auth,
		.traits = &path->traits,
		.questions = &path->questions,
		.now_s = path->message.at_s,
		.arena = &path->mail->arena,
	};

	return history_read(store, &input, &path->history, err);
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
		.site = &path->config->site,
		.direction = path->direction,
		.arena = &path->mail->arena,
	};
	return indicators_run(&path->evidence, &path->findings, err);
}

/* The whole way. An error is want of memory: nothing else stops a stage. */
static int walk(struct path *path, struct store *store, int64_t now_s, struct err *err)
{
	const struct config *config = path->config;
	int status = stage_message(path, now_s, err);

	if (!status)
		status = stage_auth(path, err);
	if (!status)
		status = text_read(config->phrases, config->domains, path->mail, &path->message,
		                   &path->text, err);
	if (!status)
		status = stage_traits(path, err);
	if (!status)
		status = stage_history(path, store, err);
	if (!status)
		status = stage_indicators(path, err);
	if (status)
		return status;
	score_sum(&config->score, &path->findings, &path->score);
	return verdict_decide(&config->verdict, path->mail, &path->score, is_exempt(path),
	                      &path->mail->arena, &path->decision, err);
}

void path_init(struct path *path, const struct config *config, struct mail *mail)
{
	*path = (struct path){ .config = config, .mail = mail };
	path->judgement =
		(struct judgement){ NULL, &path->findings, &path->score, &path->decision, mail };
	path->decision = decision_error("not judged yet");
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

	if (walk(path, store, now_s, &err))
		path_fail(path, "no memory to judge the message");
	else
		path->judgement.evidence = &path->evidence;
	return &path->judgement;
}

int path_learn(struct path *path, struct store *store, struct err *err)
{
	struct batch batch;
	int status;

	if (!store || path->decision.verdict == VERDICT_ERROR)
		return 0;
	status = learn_batch(&path->judgement, &path->config->verdict, &path->mail->arena, &batch,
	                     err);
	return status ? status : store_learn(store, &batch, path->config->learn_timeout_ms, err);
}
