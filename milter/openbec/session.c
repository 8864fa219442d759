/* Nothing is decided before the end of the message; each earlier step only collects, and is negotiated to need no reply
 * where the MTA allows (half of libmilter's own cost). A step that fails for want of memory marks the message, which then passes
 * unscored and says so. */
#include "openbec/session.h"

#include <stdlib.h>
#include <strings.h>

#include "base/clock.h"
#include "base/escape.h"
#include "mail/mail.h"
#include "openbec/forged.h"
#include "openbec/reply.h"
#include "verdict/logline.h"

#define STEPS_WITHOUT_REPLY                                                                        \
	(SMFIP_NR_CONN | SMFIP_NR_HELO | SMFIP_NR_MAIL | SMFIP_NR_RCPT | SMFIP_NR_HDR |            \
	 SMFIP_NR_EOH | SMFIP_NR_BODY)
#define STEPS_NOT_NEEDED (SMFIP_NOUNKNOWN | SMFIP_NODATA)

struct session {
	unsigned long actions, steps; /* as negotiated */
	struct ip client;
	char *client_name, *helo;

	/* the message in work; NULL between messages */
	struct config *config;
	struct mail *mail;
	struct path *path;
	bool failed; /* a step ran out of memory */
	struct forged forged;
	struct inwork_note *note;
	bool crashed; /* a process died on this message before */
};

/* libmilter hands its callbacks no context of ours before the first smfi_setpriv: the one variable of the program. */
static struct daemon *the_daemon;

static sfsistat step(const struct session *session, unsigned long no_reply)
{
	return session && (session->steps & no_reply) ? SMFIS_NOREPLY : SMFIS_CONTINUE;
}

static struct str symbol(SMFICTX *ctx, const char *name)
{
	return str_of(smfi_getsymval(ctx, (char *)name));
}

static void message_free(struct session *session)
{
	if (session->config)
		daemon_message_ends(the_daemon);
	if (session->path)
		path_done(session->path);
	free(session->path);
	mail_free(session->mail);
	config_unref(session->config);
	forged_done(&session->forged);
	inwork_end(session->note);
	session->note = NULL;
	session->crashed = false;
	session->path = NULL;
	session->mail = NULL;
	session->config = NULL;
	session->failed = false;
}

static sfsistat on_negotiate(SMFICTX *ctx, unsigned long offered_actions,
                             unsigned long offered_steps, unsigned long f2, unsigned long f3,
                             unsigned long *actions, unsigned long *steps, unsigned long *pf2,
                             unsigned long *pf3)
{
	struct session *session = calloc(1, sizeof *session);

	(void)f2;
	(void)f3;
	*pf2 = *pf3 = 0;
	*actions = offered_actions & REPLY_ACTIONS;
	*steps = offered_steps & (STEPS_WITHOUT_REPLY | STEPS_NOT_NEEDED | SMFIP_HDR_LEADSPC);
	if (!session || smfi_setpriv(ctx, session) != MI_SUCCESS) {
		free(session);
		log_write(&the_daemon->log, LOG_ERR,
		          "no memory for a connection; its mail passes unscored");
		return SMFIS_REJECT; /* of this filter, not of the mail: milter_default_action decides */
	}
	session->actions = *actions;
	session->steps = *steps;
	return SMFIS_CONTINUE;
}

static sfsistat on_connect(SMFICTX *ctx, char *hostname, _SOCK_ADDR *address)
{
	struct session *session = smfi_getpriv(ctx);

	if (!session)
		return SMFIS_CONTINUE;
	session->client = address ? ip_of_sockaddr((struct sockaddr *)address) : (struct ip){ 0 };
	session->client_name = str_dup(str_of(hostname));
	return step(session, SMFIP_NR_CONN);
}

static sfsistat on_helo(SMFICTX *ctx, char *name)
{
	struct session *session = smfi_getpriv(ctx);

	if (!session)
		return SMFIS_CONTINUE;
	free(session->helo);
	session->helo = str_dup(str_of(name));
	return step(session, SMFIP_NR_HELO);
}

/* What the session knows already goes into the new mail. */
static int message_begin(SMFICTX *ctx, struct session *session, struct str from)
{
	struct mail *mail = session->mail;

	mail->client = session->client;
	mail->client_known = mail->has_envelope = true;
	if (mail_set_from(mail, from, NULL) ||
	    mail_set(mail, &mail->client_name, str_of(session->client_name), NULL) ||
	    mail_set(mail, &mail->helo, str_of(session->helo), NULL) ||
	    mail_set(mail, &mail->auth_user, symbol(ctx, "{auth_authen}"), NULL) ||
	    mail_set(mail, &mail->mta, symbol(ctx, "j"), NULL))
		return ERR_MEMORY;
	return 0;
}

static sfsistat on_mail(SMFICTX *ctx, char **args)
{
	struct session *session = smfi_getpriv(ctx);

	if (!session)
		return SMFIS_CONTINUE;
	message_free(session); /* the MTA sends no abort between two messages */
	session->config = daemon_config(the_daemon);
	daemon_message_begins(the_daemon);
	session->mail = mail_new(&session->config->mail, &session->config->site.key);
	session->path = malloc(sizeof *session->path);
	if (session->mail && session->path) {
		path_init(session->path, session->config, session->mail);
		session->path->measured = tally_wants_cost(&the_daemon->tally);
		session->failed = message_begin(ctx, session, str_of(args[0])) != 0;
		path_prefetch(session->path);
	} else {
		free(session->path);
		session->path = NULL;
		session->failed = true;
	}
	return step(session, SMFIP_NR_MAIL);
}

static sfsistat on_rcpt(SMFICTX *ctx, char **args)
{
	struct session *session = smfi_getpriv(ctx);

	if (session && session->mail && mail_add_rcpt(session->mail, str_of(args[0]), NULL))
		session->failed = true;
	return step(session, SMFIP_NR_RCPT);
}

/* By which name we speak in header fields; Authentication-Results are ours with our own verification only. */
static struct str own_id(const struct session *session)
{
	struct str host = session->config->verdict.host;

	if (session->config->auth.mode != AUTH_MODE_VERIFY)
		return (struct str){ 0 };
	return host.n ? host : session->mail->mta;
}

static sfsistat on_header(SMFICTX *ctx, char *name, char *value)
{
	struct session *session = smfi_getpriv(ctx);
	bool raw = session && (session->steps & SMFIP_HDR_LEADSPC);

	if (!session || !session->mail)
		return step(session, SMFIP_NR_HDR);
	if (!forged_look(&session->forged, own_id(session), name, str_of(value)))
		session->failed = true;
	if ((raw ? mail_add_raw_field : mail_add_field)(session->mail, str_of(name), str_of(value),
	                                                NULL))
		session->failed = true;
	return step(session, SMFIP_NR_HDR);
}

/* From here on the message is in work: what its body or its keys do to a library is known at the next try. */
static void note_work(struct session *session)
{
	char key[KEYED_HEX_SIZE];

	inwork_key(session->mail, &session->config->site.key, key);
	session->crashed = inwork_has_crashed(the_daemon->inwork, key, time(NULL));
	if (session->crashed) {
		path_done(session->path);
		return;
	}
	session->note = inwork_begin(the_daemon->inwork, key);
	path_prefetch(session->path);
}

static sfsistat on_end_of_header(SMFICTX *ctx)
{
	struct session *session = smfi_getpriv(ctx);

	if (session && session->path)
		note_work(session);
	return step(session, SMFIP_NR_EOH);
}

static sfsistat on_body(SMFICTX *ctx, unsigned char *chunk, size_t size)
{
	struct session *session = smfi_getpriv(ctx);

	if (session && session->mail &&
	    mail_add_body(session->mail, str_make((char *)chunk, size), NULL))
		session->failed = true;
	return step(session, SMFIP_NR_BODY);
}

static void log_judgement(const struct config *config, const struct judgement *judgement)
{
	struct buf line;

	buf_init(&line, 4096);
	logline_make(&config->verdict, judgement, &line);
	log_write(&the_daemon->log, LOG_INFO, "%s", buf_cstr(&line));
	buf_done(&line);
}

static sfsistat answer(SMFICTX *ctx, struct session *session, const struct judgement *judgement)
{
	struct reply reply = {
		.ctx = ctx,
		.daemon = the_daemon,
		.config = session->config,
		.actions = session->actions,
		.leading_space = (session->steps & SMFIP_HDR_LEADSPC) != 0,
		.forged = &session->forged,
	};

	return reply_send(&reply, judgement);
}

/* When the longest that a message may wait for (DNS, store) is over. */
static int64_t answer_until_ms(const struct config *config)
{
	return clock_monotonic_ms() + (int64_t)(1000 * config->auth_timeout_s) +
	       config->learn_timeout_ms;
}

static const struct judgement *judge(struct session *session)
{
	struct mail *mail = session->mail;

	if (session->failed) { /* a message that lost a piece on its way in is not judged by the rest */
		path_fail(session->path, "no memory to take the message in");
		tally_trouble(&the_daemon->tally, TALLY_NO_MEMORY);
		return &session->path->judgement;
	}
	if (session->crashed) {
		path_fail(session->path, "openbec ended unexpectedly on this message before");
		tally_trouble(&the_daemon->tally, TALLY_CRASHED);
		return &session->path->judgement;
	}
	inwork_judging(session->note, answer_until_ms(session->config));
	mail->at_s = time(NULL);
	mail_end(mail);
	return path_judge(session->path, the_daemon->store, mail->at_s);
}

static void learn(struct session *session)
{
	struct err err;

	if (path_learn(session->path, the_daemon->store, &err) == ERR_STORE) {
		log_write(&the_daemon->log, LOG_WARNING, "%s: not learned from: %s",
		          session->mail->queue_id.n ? session->mail->queue_id.p : "NOQUEUE",
		          err.text);
		tally_trouble(&the_daemon->tally, TALLY_NOT_LEARNED);
	}
	tally_message(&the_daemon->tally, session->path);
	daemon_tell_store(the_daemon);
}

static sfsistat on_end_of_message(SMFICTX *ctx)
{
	struct session *session = smfi_getpriv(ctx);
	const struct judgement *judgement;
	sfsistat result;

	if (!session || !session->config)
		return SMFIS_ACCEPT;
	if (!session->mail || !session->path) {
		log_write(&the_daemon->log, LOG_ERR, "no memory for a message; it passes unscored");
		tally_trouble(&the_daemon->tally, TALLY_NO_MEMORY);
		return SMFIS_ACCEPT;
	}
	if (mail_set(session->mail, &session->mail->queue_id, symbol(ctx, "i"), NULL))
		session->failed = true;
	judgement = judge(session);
	learn(session);
	log_judgement(session->config, judgement);
	result = answer(ctx, session, judgement);
	message_free(session);
	return result;
}

static sfsistat on_abort(SMFICTX *ctx)
{
	struct session *session = smfi_getpriv(ctx);

	if (session)
		message_free(session);
	return SMFIS_CONTINUE;
}

static sfsistat on_close(SMFICTX *ctx)
{
	struct session *session = smfi_getpriv(ctx);

	if (!session)
		return SMFIS_CONTINUE;
	smfi_setpriv(ctx, NULL);
	message_free(session);
	free(session->client_name);
	free(session->helo);
	free(session);
	return SMFIS_CONTINUE;
}

bool session_register(struct daemon *daemon)
{
	static char name[] = "openbec"; /* libmilter knows no const */
	static const struct smfiDesc filter = {
		.xxfi_name = name,
		.xxfi_version = SMFI_VERSION,
		.xxfi_flags = REPLY_ACTIONS,
		.xxfi_connect = on_connect,
		.xxfi_helo = on_helo,
		.xxfi_envfrom = on_mail,
		.xxfi_envrcpt = on_rcpt,
		.xxfi_header = on_header,
		.xxfi_eoh = on_end_of_header,
		.xxfi_body = on_body,
		.xxfi_eom = on_end_of_message,
		.xxfi_abort = on_abort,
		.xxfi_close = on_close,
		.xxfi_negotiate = on_negotiate,
	};

	the_daemon = daemon;
	return smfi_register(filter) == MI_SUCCESS;
}
