/* Does it stand in a conversation that took place. */
#include "indicators/indicator.h"

/* What clients put before the subject that they answer; forwarding marks are none of them. */
static bool says_reply(struct str subject)
{
	static const struct str prefixes[] = { STR("re:"),
		                               STR("aw:"),
		                               STR("sv:"),
		                               STR("antw:"),
		                               STR("odp:"),
		                               STR("res:"),
		                               STR("ynt:"),
		                               STR("r:"),
		                               STR("re\uff1a"),
		                               STR("\u56de\u590d:"),
		                               STR("\u56de\u590d\uff1a") };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (str_istarts(subject, prefixes[i]))
			return true;
	return false;
}

/* "Re:" without any reference to an earlier message, from somebody new: there is no earlier message. Clients that drop
 * References exist, but not for mail that answers ours: its writer is a correspondent then. */
static double fake_reply(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	const struct history *history = e->history;

	if (e->direction != DIRECTION_INBOUND || !says_reply(message->subject) ||
	    message->in_reply_to.n || message->references || message->is_list ||
	    message->is_automatic)
		return 0;
	if (!history->new_sender || history->aligned.found || history->correspondent.found)
		return 0;
	reason_printf(why, "The subject says that it answers, but the message names none that it "
	                   "answers, and its sender is new");
	return message->quoted.n ? 0.5 : 0.3;
}

const struct indicator thread_indicators[] = {
	{ "fake-reply", 1.2, fake_reply, "\"Re:\" from a stranger without an earlier message" },
	{ 0 },
};
