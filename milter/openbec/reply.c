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
#define FORGED_TEXT "Message refused: too many X-BEC-* header fields"
#define TEMPFAIL_TEXT                                                                              \
	"Message deferred: it looks like payment fraud and will be looked at. Please try again "   \
	"later."

static bool allowed(const struct reply *reply, unsigned long action)
{
	return (reply->actions & action) == action;
}

static void refused(const struct reply *reply, const char *what)
{
	log_write(&reply->daemon->log, LOG_ERR,
	          "the MTA did not %s; the message passes without that", what);
}

static int by_name(const void *a, const void *b)
{
	return strcasecmp(*(char *const *)a, *(char *const *)b);
}

static void remove_forged(struct reply *reply)
{
	if (!reply->forgeds)
		return;
	if (!allowed(reply, SMFIF_CHGHDRS)) {
		refused(reply, "remove the X-BEC fields that the sender wrote");
		return;
	}
	qsort(reply->forged, reply->forgeds, sizeof *reply->forged, by_name);
	for (size_t end = reply->forgeds; end > 0;) {
		size_t begin = end;
		char *name = reply->forged[end - 1];

		while (begin > 0 && strcasecmp(reply->forged[begin - 1], name) == 0)
			begin--;
		for (size_t i = end - begin; i > 0; i--) {
			if (smfi_chgheader(reply->ctx, name, (int)i, NULL) != MI_SUCCESS)
				refused(reply, "remove an X-BEC field that the sender wrote");
		}
		end = begin;
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

static void add_headers(struct reply *reply, const struct judgement *judgement)
{
	struct headers headers;

	if (!headers_make(&reply->config->verdict, judgement,
	                  &((struct mail *)judgement->mail)->arena, &headers))
		return;
	for (size_t i = 0; i < headers.n; i++) {
		AUTO(free_done) char *value = value_for(reply, headers.v[i].value);

		if (!value ||
		    smfi_addheader(reply->ctx, (char *)headers.v[i].name, value) != MI_SUCCESS)
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

/* The reviewer is added first: a failure between the steps then leaves one recipient too many, not none. */
static void redirect(struct reply *reply, const struct decision *decision)
{
	char angled[1024];

	if (!decision->redirects)
		return;
	snprintf(angled, sizeof angled, "<" STR_FMT ">", STR_ARG(reply->config->verdict.reviewer));
	if (!allowed(reply, SMFIF_ADDRCPT | SMFIF_DELRCPT) ||
	    smfi_addrcpt(reply->ctx, angled) != MI_SUCCESS) {
		refused(reply, "add the reviewer");
		return;
	}
	for (size_t i = 0; i < decision->redirects; i++) {
		if (delete_recipient(reply, decision->redirect[i]) != MI_SUCCESS)
			refused(reply, "take a recipient off a redirected message");
	}
}

static void quarantine(struct reply *reply, const struct judgement *judgement)
{
	char reason[128];

	snprintf(reason, sizeof reason, "openbec: %s, score %.1f",
	         verdict_names[judgement->decision->verdict], judgement->score->total);
	if (!allowed(reply, SMFIF_QUARANTINE) || smfi_quarantine(reply->ctx, reason) != MI_SUCCESS)
		refused(reply, "hold the message");
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

	if (reply->forgeds > REPLY_FORGED_MAX)
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
	if (decision->tag && allowed(reply, SMFIF_CHGHDRS | SMFIF_ADDHDRS))
		tag_subject(reply, judgement);
	redirect(reply, decision);
	if (decision->action == ACTION_QUARANTINE)
		quarantine(reply, judgement);
	return SMFIS_ACCEPT;
}
