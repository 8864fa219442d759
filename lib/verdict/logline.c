#include "verdict/logline.h"

#include <stdlib.h>

#include "base/escape.h"
#include "verdict/json.h"

#define RCPT_SHOWN 5
#define VALUE_MAX  200

static void put(struct buf *out, const char *key, struct str value)
{
	buf_printf(out, " %s=", key);
	escape_log(out, value, VALUE_MAX);
}

static void put_angled(struct buf *out, const char *key, struct str value)
{
	buf_printf(out, " %s=<", key);
	escape_log(out, value, VALUE_MAX);
	buf_addc(out, '>');
}

static void put_recipients(struct buf *out, const struct mail *mail)
{
	for (size_t i = 0; i < mail->rcpts && i < RCPT_SHOWN; i++)
		put_angled(out, "rcpt", mail->rcpt[i]);
	if (mail->rcpt_total > RCPT_SHOWN)
		buf_printf(out, " rcpts=%zu", mail->rcpt_total);
}

static void put_findings(struct buf *out, const struct findings *findings, bool quotes)
{
	buf_puts(out, " indicators=");
	for (size_t i = 0; i < findings->n; i++)
		buf_printf(out, "%s%s=%.1f", i ? "," : "", findings->v[i].id,
		           findings->v[i].points);
	for (size_t i = 0; quotes && i < findings->n; i++) {
		if (findings->v[i].quote.n == 0)
			continue;
		buf_printf(out, " %s=\"", findings->v[i].id);
		escape_log(out, findings->v[i].quote, VALUE_MAX);
		buf_addc(out, '"');
	}
}

static struct str queue_id(const struct judgement *judgement)
{
	return judgement->mail->queue_id.n ? judgement->mail->queue_id : str_of("NOQUEUE");
}

static void make_text(const struct verdict_options *options, const struct judgement *judgement,
                      struct buf *out)
{
	const struct decision *decision = judgement->decision;
	const struct evidence *evidence = judgement->evidence;

	escape_log(out, queue_id(judgement), VALUE_MAX);
	buf_printf(out, ": verdict=%s score=%.1f action=%s%s%s", verdict_names[decision->verdict],
	           judgement->score->total, action_names[decision->action],
	           decision->tag && decision->action != ACTION_TAG ? "+tag" : "",
	           decision->observed ? " mode=observe" : "");
	if (evidence) {
		buf_printf(out, " direction=%s proof=%s", direction_names[evidence->direction],
		           proof_names[evidence->auth->identity.proof]);
		put_angled(out, "from", evidence->message->author.full);
		put_angled(out, "message-id", evidence->message->message_id);
		if (evidence->history->store != STORE_OK)
			buf_printf(out, " store=%s", store_state_names[evidence->history->store]);
	} else {
		put_angled(out, "envelope", judgement->mail->from);
	}
	put_recipients(out, judgement->mail);
	if (decision->error.n)
		put(out, "reason", decision->error);
	put_findings(out, judgement->findings, options->log_quotes);
}

static void make_json(const struct verdict_options *options, const struct judgement *judgement,
                      struct buf *out)
{
	json_t *object = judgement_json(judgement, NULL), *rcpt = json_array();
	char *line;

	json_object_set_new(object, "queue_id", json_text(queue_id(judgement)));
	json_object_set_new(object, "envelope", json_text(judgement->mail->from));
	if (judgement->evidence)
		json_object_set_new(object, "from",
		                    json_text(judgement->evidence->message->author.full));
	for (size_t i = 0; i < judgement->mail->rcpts && i < RCPT_SHOWN; i++)
		json_array_append_new(rcpt, json_text(judgement->mail->rcpt[i]));
	json_object_set_new(object, "rcpt", rcpt);
	json_object_set_new(object, "rcpts", json_integer((json_int_t)judgement->mail->rcpt_total));
	json_object_set_new(object, "tag", json_boolean(judgement->decision->tag));
	json_object_set_new(object, "findings",
	                    findings_json(judgement->findings, options->log_quotes));
	line = json_line(object);
	if (line)
		buf_puts(out, line);
	free(line);
	json_decref(object);
}

void logline_make(const struct verdict_options *options, const struct judgement *judgement,
                  struct buf *out)
{
	if (options->log_json)
		make_json(options, judgement, out);
	else
		make_text(options, judgement, out);
}
