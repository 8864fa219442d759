/* What beside From names a sender or a recipient, and what it says when it doesn't fit: MAIL FROM, Sender, Message-ID, To. Of the family
 * identity. Services, lists and forwarders make all of these differ every day, so that each weighs next to nothing; what is
 * proven to be From's own says no more about it. */
#include "indicators/indicator.h"
#include "indicators/parts.h"

/* From's own organisation, or a list or forwarder that is proven, sent it this way. */
static bool is_excused(const struct evidence *e)
{
	return e->direction != DIRECTION_INBOUND || e->message->author.full.n == 0 ||
	       e->auth->identity.proof == PROOF_ALIGNED || evidence_proven_list(e) ||
	       e->history->via_established;
}

/* What a sender can claim halves, no more. */
static double claimed(const struct evidence *e)
{
	return e->message->is_list || e->message->is_automatic ? 0.5 : 1;
}

static double diverges(const struct evidence *e, const char *what, struct domain domain,
                       struct reason *why)
{
	struct domain author = e->message->author.domain;

	if (domain.name.n == 0 || domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX) ||
	    domain_same_org(domain, author))
		return 0;
	reason_printf(why, "%s is of ", what);
	reason_add(why, domain.name);
	reason_printf(why, ", From of ");
	reason_add(why, author.name);
	return claimed(e);
}

static double envelope_divergence(const struct evidence *e, struct reason *why)
{
	struct address envelope = e->message->envelope, behind;

	if (is_excused(e) || !address_unwrap(e->arena, e->site->domains, envelope, &behind))
		return 0;
	return diverges(e, "The envelope's sender", behind.full.n ? behind.domain : envelope.domain,
	                why);
}

static double sender_divergence(const struct evidence *e, struct reason *why)
{
	const struct address_list *sender = &e->message->sender.list;

	return is_excused(e) || sender->n == 0 ? 0
	                                       : diverges(e, "Sender", sender->v[0].domain, why);
}

static double message_id_divergence(const struct evidence *e, struct reason *why)
{
	return is_excused(e) ? 0 : diverges(e, "Message-ID", e->message->message_id_domain, why);
}

static bool is_addressed(const struct evidence *e, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (!address_eq(list->v[i], e->message->author))
			return true;
	return false;
}

/* Nobody is named but perhaps the sender himself: many got it, each without knowing of the others, or nobody shall be asked. Files
 * that hold a text and no header of a mail have no To either. */
static double masked_recipients(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	bool to_self = message->to.list.n + message->cc.list.n > 0;

	if (is_excused(e) || part_is_known(e) || is_addressed(e, &message->to.list) ||
	    is_addressed(e, &message->cc.list))
		return 0;
	for (size_t i = 0; to_self && i < message->recipient.n; i++)
		if (address_eq(message->recipient.v[i], message->author))
			return 0;
	if (to_self)
		reason_printf(why, "It is addressed to its own sender and to nobody else");
	else
		reason_printf(why, "It names no recipient");
	return 0.5 * claimed(e); /* newsletters do so, too */
}

const struct indicator trail_indicators[] = {
	{ "masked-recipients", 0.5, masked_recipients, "To names nobody, or only the sender" },
	{ "envelope-divergence", 0.1, envelope_divergence,
	  "The envelope's sender is of another organisation than From" },
	{ "sender-divergence", 0.1, sender_divergence,
	  "Sender is of another organisation than From" },
	{ "message-id-divergence", 0.1, message_id_divergence,
	  "Message-ID is of another organisation than From" },
	{ 0 },
};
