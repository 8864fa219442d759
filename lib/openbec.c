#include "openbec.h"

#include <stdlib.h>
#include <time.h>

#include "mail/file.h"
#include "path.h"
#include "verdict/json.h"

struct openbec {
	struct config *config;
	struct store *store;
};

struct openbec_mail {
	struct openbec *openbec;
	struct mail *mail;
	struct path *path;
	const struct judgement *judgement; /* NULL before the end */
	char *json;
	struct err err;
};

int openbec_open(const char *config_path, struct openbec **ret, char **ret_error)
{
	struct openbec *openbec = calloc(1, sizeof *openbec);
	struct err err = { 0 };
	int status = ERR_MEMORY;

	if (openbec)
		status = config_load(config_path, config_path ? CONFIG_CREATE_KEY : 0,
		                     &openbec->config, &err);
	else
		err_memory(&err);
	if (openbec && !status) {
		message_library_init();
		if (config_path) {
			struct store_options options = openbec->config->store;

			options.create = true;
			status = store_open(&options, &openbec->store, &err);
		}
	}
	if (status) {
		openbec_close(openbec);
		if (ret_error)
			*ret_error = strdup(err.text);
		return status;
	}
	*ret = openbec;
	return 0;
}

void openbec_close(struct openbec *openbec)
{
	if (!openbec)
		return;
	store_close(openbec->store);
	config_unref(openbec->config);
	free(openbec);
}

int openbec_mail_begin(struct openbec *openbec, struct openbec_mail **ret)
{
	struct openbec_mail *mail = calloc(1, sizeof *mail);

	if (!mail)
		return ERR_MEMORY;
	mail->openbec = openbec;
	mail->mail = mail_new(&openbec->config->mail, &openbec->config->site.key);
	mail->path = calloc(1, sizeof *mail->path);
	if (!mail->mail || !mail->path) {
		openbec_mail_free(mail);
		return ERR_MEMORY;
	}
	path_init(mail->path, openbec->config, mail->mail);
	*ret = mail;
	return 0;
}

int openbec_mail_envelope(struct openbec_mail *mail, const char *client_ip, const char *helo,
                          const char *auth_user, const char *from, int64_t at)
{
	struct mail *raw = mail->mail;
	int status;

	if (client_ip && !ip_parse(str_of(client_ip), &raw->client))
		return err_set(&mail->err, ERR_INPUT, "\"%s\" is no IP address", client_ip);
	raw->client_known = client_ip != NULL;
	raw->has_envelope = true;
	raw->at_s = at;
	status = mail_set_from(raw, str_of(from), &mail->err);
	if (!status)
		status = mail_set(raw, &raw->helo, str_of(helo), &mail->err);
	if (!status)
		status = mail_set(raw, &raw->auth_user, str_of(auth_user), &mail->err);
	return status;
}

int openbec_mail_recipient(struct openbec_mail *mail, const char *rcpt)
{
	return mail_add_rcpt(mail->mail, str_of(rcpt), &mail->err);
}

int openbec_mail_header(struct openbec_mail *mail, const char *name, const char *value)
{
	return mail_add_field(mail->mail, str_of(name), str_of(value), &mail->err);
}

int openbec_mail_body(struct openbec_mail *mail, const void *chunk, size_t size)
{
	return mail_add_body(mail->mail, str_make(chunk, size), &mail->err);
}

int openbec_mail_whole(struct openbec_mail *mail, const void *message, size_t size)
{
	return file_parse(str_make(message, size), mail->mail, &mail->err);
}

int openbec_mail_end(struct openbec_mail *mail)
{
	const struct openbec *openbec = mail->openbec;

	if (mail->judgement)
		return err_set(&mail->err, ERR_USAGE, "the mail was ended before");
	if (!mail->mail->body_digest[0]) /* file_parse() has ended it already */
		mail_end(mail->mail);
	mail->judgement = path_judge(mail->path, openbec->store, time(NULL));
	return 0;
}

int openbec_mail_learn(struct openbec_mail *mail)
{
	if (!mail->judgement)
		return err_set(&mail->err, ERR_USAGE, "the mail isn't ended yet");
	return path_learn(mail->path, mail->openbec->store, &mail->err);
}

void openbec_mail_free(struct openbec_mail *mail)
{
	if (!mail)
		return;
	free(mail->json);
	if (mail->path)
		path_done(mail->path);
	free(mail->path);
	mail_free(mail->mail);
	free(mail);
}

const char *openbec_error(const struct openbec_mail *mail)
{
	return mail->err.text;
}

const char *openbec_verdict(const struct openbec_mail *mail)
{
	return mail->judgement ? verdict_names[mail->judgement->decision->verdict] : NULL;
}

const char *openbec_action(const struct openbec_mail *mail)
{
	return mail->judgement ? action_names[mail->judgement->decision->action] : NULL;
}

double openbec_score(const struct openbec_mail *mail)
{
	return mail->judgement ? mail->judgement->score->total : 0;
}

double openbec_probability(const struct openbec_mail *mail)
{
	return mail->judgement ? mail->judgement->score->probability : 0;
}

size_t openbec_findings(const struct openbec_mail *mail)
{
	return mail->judgement ? mail->judgement->findings->n : 0;
}

static const struct finding *finding(const struct openbec_mail *mail, size_t n)
{
	return n < openbec_findings(mail) ? &mail->judgement->findings->v[n] : NULL;
}

const char *openbec_finding_id(const struct openbec_mail *mail, size_t n)
{
	const struct finding *found = finding(mail, n);

	return found ? found->id : NULL;
}

double openbec_finding_points(const struct openbec_mail *mail, size_t n)
{
	const struct finding *found = finding(mail, n);

	return found ? found->points : 0;
}

const char *openbec_finding_reason(const struct openbec_mail *mail, size_t n)
{
	const struct finding *found = finding(mail, n);

	return found ? found->sentence.p : NULL; /* arena_str() has put a NUL behind it */
}

const char *openbec_json(struct openbec_mail *mail)
{
	json_t *object =
		mail->judgement && !mail->json ? judgement_json(mail->judgement, NULL) : NULL;

	if (object)
		mail->json = json_line(object);
	json_decref(object);
	return mail->json;
}
