/* Postfix renumbers the instances of a field as soon as one is removed, Sendmail doesn't: going from the last to the first
 * is right for both (CVE-2022-48521 is what happens otherwise). */
#include "openbec/reply.h"

#include <stdlib.h>
#include <strings.h>

#include "base/auto.h"
#include "base/escape.h"
#include "verdict/headers.h"

#define REJECT_TEXT                                                                                \
	"Message refused: it looks like payment fraud (business email compromise). If you wrote "  \
	"it, please call the recipient."
#define FORGED_TEXT "Message refused: too many header fields in our name"
#define TEMPFAIL_TEXT                                                                              \
	"Message deferred: it looks like payment fraud and will be looked at. Please try again "   \
	"later."

static bool allowed(const struct reply *reply, unsigned long action)
{
	return (reply->actions & action) == action;
}

static void complain(const struct reply *reply, const char *what, const char *instead)
{
	const char *queue_id = smfi_getsymval(reply->ctx, (char *)"i");

	log_write(&reply->daemon->log, LOG_ERR, "%s: the MTA did not %s; %s",
	          queue_id ? queue_id : "NOQUEUE", what, instead);
	tally_trouble(&reply->daemon->tally, TALLY_NOT_DONE);
}

static void refused(const struct reply *reply, const char *what)
{
	complain(reply, what, "the message passes without that");
}

static void remove_forged(struct reply *reply)
{
	const struct forged *forged = reply->forged;

	if (!forged->n)
		return;
	if (!allowed(reply, SMFIF_CHGHDRS)) {
		refused(reply, "remove the fields in which the sender speaks in our name");
		return;
	}
	for (size_t i = forged->n; i-- > 0;) {
		if (smfi_chgheader(reply->ctx, forged->v[i].name, forged->v[i].instance, NULL) !=
		    MI_SUCCESS)
			refused(reply, "remove a field in which the sender speaks in our name");
	}
}

/* A value as this MTA wants it; malloc'd. */
static char *value_for(const struct reply *reply, struct str value)
{
	char *text = malloc(value.n + 2);

	if (!text)
		return NULL;
	snprintf(text, value.n + 2, "%s" STR_FMT, reply->leading_space ? " " : "", STR_ARG(value));
	return text;
}

static int add_header(const struct reply *reply, const struct header *header, char *value)
{
	char *name = (char *)header->name;

	return header->on_top ? smfi_insheader(reply->ctx, 0, name, value)
	                      : smfi_addheader(reply->ctx, name, value);
}

static void add_headers(struct reply *reply, const struct judgement *judgement)
{
	struct headers headers;

	if (!headers_make(&reply->config->verdict, judgement,
	                  &((struct mail *)judgement->mail)->arena, &headers))
		return;
	for (size_t i = 0; i < headers.n; i++) {
		AUTO(free_done) char *value = value_for(reply, headers.v[i].value);

		if (!value || add_header(reply, &headers.v[i], value) != MI_SUCCESS)
			refused(reply, "add a header field");
	}
}

static void tag_subject(struct reply *reply, const struct judgement *judgement)
{
	struct mail *mail = (struct mail *)judgement->mail;
	struct str tagged = headers_tagged_subject(&reply->config->verdict, mail, &mail->arena);
	AUTO(free_done) char *value = NULL;
	char name[] = "Subject"; /* libmilter knows no const */
	int result;

	if (!tagged.p)
		return;
	value = value_for(reply, tagged);
	if (!value)
		return;
	if (mail_field(mail, "Subject", 0))
		result = smfi_chgheader(reply->ctx, name, 1, value);
	else
		result = smfi_addheader(reply->ctx, name, value);
	if (result != MI_SUCCESS)
		refused(reply, "tag the subject");
}

static int delete_recipient(struct reply *reply, struct str rcpt)
{
	char angled[1024];

	snprintf(angled, sizeof angled, "<" STR_FMT ">", STR_ARG(rcpt));
	return smfi_delrcpt(reply->ctx, angled);
}

/* Puts the reviewer in the place of these recipients. The reviewer is added first: a failure between the steps then leaves one
 * recipient too many, not none. False if nothing was changed. */
static bool redirect(struct reply *reply, const struct str *rcpt, size_t n)
{
	struct str reviewer = reply->config->verdict.reviewer;
	char angled[1024];

	if (!reviewer.n)
		return false;
	snprintf(angled, sizeof angled, "<" STR_FMT ">", STR_ARG(reviewer));
	if (!allowed(reply, SMFIF_ADDRCPT | SMFIF_DELRCPT) ||
	    smfi_addrcpt(reply->ctx, angled) != MI_SUCCESS) {
		refused(reply, "add the reviewer");
		return false;
	}
	for (size_t i = 0; i < n; i++) {
		if (delete_recipient(reply, rcpt[i]) != MI_SUCCESS)
			refused(reply, "take a recipient off a redirected message");
	}
	return true;
}

static bool quarantine(struct reply *reply, const struct judgement *judgement)
{
	char reason[128];

	snprintf(reason, sizeof reason, "openbec: %s, score %.1f",
	         verdict_names[judgement->decision->verdict], judgement->score->total);
	if (allowed(reply, SMFIF_QUARANTINE) && smfi_quarantine(reply->ctx, reason) == MI_SUCCESS)
		return true;
	complain(reply, "hold the message",
	         "it is redirected or tagged instead, where that was agreed to");
	return false;
}

/* Hold, redirect, tag; where the MTA can't do one (it agreed to fewer actions when it connected, maybe under another
 * configuration), the message gets the next strictest that it can: a message that can't be held goes to the reviewer
 * whole, one that can't be redirected is tagged. */
static void keep_from_harm(struct reply *reply, const struct judgement *judgement)
{
	const struct decision *decision = judgement->decision;
	const struct str *rcpt = decision->redirect;
	size_t n = decision->redirects;
	bool tag = decision->tag;

	if (decision->action == ACTION_QUARANTINE && !quarantine(reply, judgement)) {
		rcpt = judgement->mail->rcpt;
		n = judgement->mail->rcpts;
		tag = true;
	}
	if (n && !redirect(reply, rcpt, n))
		tag = true;
	if (tag && allowed(reply, SMFIF_CHGHDRS | SMFIF_ADDHDRS))
		tag_subject(reply, judgement);
}

struct refusal {
	char code[4], status[8], text[160]; /* arrays of our own: libmilter knows no const */
};

static sfsistat refuse(struct reply *reply, struct refusal refusal, sfsistat answer)
{
	if (smfi_setreply(reply->ctx, refusal.code, refusal.status, refusal.text) != MI_SUCCESS)
		refused(reply, "take our text");
	return answer;
}

sfsistat reply_send(struct reply *reply, const struct judgement *judgement)
{
	const struct decision *decision = judgement->decision;

	if (reply->forged->n > FORGED_MAX)
		return refuse(reply, (struct refusal){ "550", "5.6.0", FORGED_TEXT }, SMFIS_REJECT);
	switch (decision->action) {
	case ACTION_TEMPFAIL:
		return refuse(reply, (struct refusal){ "451", "4.7.1", TEMPFAIL_TEXT },
		              SMFIS_TEMPFAIL);
	case ACTION_REJECT:
		return refuse(reply, (struct refusal){ "550", "5.7.1", REJECT_TEXT }, SMFIS_REJECT);
	case ACTION_DISCARD:
		return SMFIS_DISCARD;
	default:
		break;
	}
	remove_forged(reply);
	if (allowed(reply, SMFIF_ADDHDRS))
		add_headers(reply, judgement);
	keep_from_harm(reply, judgement);
	return SMFIS_ACCEPT;
}
