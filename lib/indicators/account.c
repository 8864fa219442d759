/* Is one of our own mailboxes taken over: what an authenticated sender of ours does that this person never did. */
#include "indicators/indicator.h"

/* One of ours, whose answers would leave the house. */
static double account_reply_to_external(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;

	if (e->direction == DIRECTION_INBOUND || !message->reply.full.n ||
	    !site_is_local(e->site, message->author.domain) ||
	    site_is_local(e->site, message->reply.domain))
		return 0;
	reason_printf(why, "Replies to our own ");
	reason_add(why, message->author.full);
	reason_printf(why, " would go outside, to ");
	reason_add(why, message->reply.full);
	return e->history->surprise[TRAIT_REPLY_TO].strength; /* some always do so */
}

const struct indicator account_indicators[] = {
	{ "account-reply-to-external", 0.5, account_reply_to_external,
	  "One of our own mailboxes sets a Reply-To outside" },
	{ 0 },
};
