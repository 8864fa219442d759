/* Puts a message together from its parts; the order is that in which they need each other. */
#include "mail/message.h"

#include <gmime/gmime.h>

#include "mail/message_parts.h"

void message_library_init(void)
{
	g_mime_init();
}

/* When it came in: as we saw it, as our hosts wrote it, as the sender claims. */
static void set_arrival(struct message_job *job)
{
	struct message *message = job->ret;

	if (job->mail->at_s)
		message->at_s = job->mail->at_s;
	else if (message->client.has_date)
		message->at_s = message->client.at_s;
	else if (message->has_date)
		message->at_s = message->date_s;
}

int message_parse(struct mail *mail, const struct message_context *context, struct message *ret,
                  struct err *err)
{
	struct message message = { .body_incomplete = mail->body_cut };
	struct message_job job = { .mail = mail, .context = context, .ret = &message };

	client_find(mail, context->hops, &mail->arena, &message.client);
	if (!message_parties(&job) || !message_envelope(&job) || !message_ids(&job) ||
	    !message_texts(&job) || !message_claims(&job) ||
	    !quote_mails_find(&mail->arena, context->domains, message.quoted, &message.quoted_mail,
	                      &message.quoted_mails))
		return err_memory(err);
	set_arrival(&job);
	*ret = message;
	return 0;
}
