/* Is this usual: what the store knows of the sender, against what the message shows. Only mail from outside is asked; our own people's
 * accounts are the account family's. */
#include "indicators/indicator.h"

static bool asked(const struct evidence *e)
{
	return e->direction == DIRECTION_INBOUND && e->auth->identity.key.p;
}

static double first_contact(const struct evidence *e, struct reason *why)
{
	if (!asked(e) || e->history->first_contact <= 0)
		return 0;
	reason_add(why, e->auth->identity.address);
	reason_printf(why, " has never written to ");
	reason_add(why, e->history->first_contact_recipient.n ? e->history->first_contact_recipient
	                                                      : str_of("anybody here"));
	reason_printf(why, ", who rarely hears from strangers");
	return e->history->first_contact;
}

static double new_sender(const struct evidence *e, struct reason *why)
{
	const struct identity *identity = &e->auth->identity;

	if (!asked(e) || !e->history->new_sender)
		return 0;
	reason_printf(why, "The first mail from ");
	reason_add(why, identity->address);
	if (identity->proof == PROOF_VIA) {
		reason_printf(why, " by way of ");
		reason_add(why, identity->via.name);
	}
	if (identity->proof == PROOF_NETWORK) {
		reason_printf(why, ", unproven, from network ");
		reason_add(why, identity->network.n ? identity->network : str_of("unknown"));
	}
	return 1;
}

static double new_domain(const struct evidence *e, struct reason *why)
{
	if (!asked(e) || !e->history->new_domain)
		return 0;
	reason_printf(why, "Nobody of ");
	reason_add(why, e->auth->identity.domain.org);
	reason_printf(why, " has written before");
	return 1;
}

/* What bore the mark: by the kinds of traits/questions.h. */
static const struct {
	const char *kind, *words;
} marked[] = {
	{ "identity", "of the same sender" },
	{ "reply-to", "with the same address for replies" },
	{ "account", "naming the same account" },
	{ "phone", "naming the same phone number" },
};

static double dialogue_marked(const struct evidence *e, struct reason *why)
{
	const struct history_mark *mark = &e->history->mark[0];

	if (!asked(e) || e->history->marks == 0)
		return 0;
	reason_printf(why, "An earlier message ");
	for (size_t i = 0; i < sizeof marked / sizeof *marked; i++)
		if (str_eq(mark->asked.kind, str_of(marked[i].kind)))
			reason_printf(why, "%s ", marked[i].words);
	reason_printf(why, "was ");
	reason_add(why, mark->mark.verdict);
	return 1;
}

/* A mailbox that nobody reads any more is taken over unseen. A holiday is no silence, even of one who writes every day. */
#define DORMANT_DAYS 180
#define DORMANT_GAPS 4
#define HOLIDAY_DAYS 28

static double dormant_return(const struct evidence *e, struct reason *why)
{
	const struct history *history = e->history;
	uint64_t gaps = (uint64_t)DORMANT_GAPS * history->sender.longest_gap_days;

	if (!asked(e) || !history->established || history->silent_days < HOLIDAY_DAYS ||
	    (history->silent_days < DORMANT_DAYS && history->silent_days < gaps))
		return 0;
	reason_add(why, e->auth->identity.address);
	reason_printf(why, " has not written for %u days; the longest pause before was %u",
	              history->silent_days, history->sender.longest_gap_days);
	return 1;
}

/* "Mail program phpmailer is new: on 12 days ann@acme.example showed microsoft outlook". */
static double surprised(const struct evidence *e, struct reason *why, enum trait_kind kind,
                        const char *what)
{
	const struct trait_surprise *surprise = &e->history->surprise[kind];

	if (!asked(e) || surprise->strength <= 0)
		return 0;
	reason_printf(why, "%s ", what);
	reason_add(why, trait_shown(kind, surprise->seen));
	reason_printf(why, " is new: on %u day%s ", surprise->days, surprise->days == 1 ? "" : "s");
	reason_printf(why, "%s", surprise->compared_aligned ? "proven mail of " : "");
	reason_add(why, surprise->whose);
	if (surprise->expected.n) {
		reason_printf(why, " showed ");
		reason_add(why, trait_shown(kind, surprise->expected));
	} else {
		reason_printf(why, " showed another");
	}
	return surprise->strength;
}

/* Rewriting lists and tickets change Reply-To with every writer: those have an identity each (auth/identity), and this row. */
static bool on_platform(const struct evidence *e)
{
	return (e->auth->identity.domain.flags & DOMAIN_PLATFORM) != 0;
}

static double new_reply_to(const struct evidence *e, struct reason *why)
{
	if (on_platform(e) || evidence_proven_list(e))
		return 0;
	return surprised(e, why, TRAIT_REPLY_TO, "Reply-To");
}

static double platform_new_reply_to(const struct evidence *e, struct reason *why)
{
	if (!asked(e) || !on_platform(e) || !e->history->new_sender || !e->message->reply.full.n)
		return 0;
	reason_printf(why, "Through ");
	reason_add(why, e->auth->identity.domain.name);
	reason_printf(why, " writes somebody new, who wants replies at ");
	reason_add(why, e->message->reply.full);
	return 1;
}

/* The rows that say no more than that a value is new. */
#define SURPRISE_FIND(name, kind, what)                                                            \
	static double name(const struct evidence *e, struct reason *why)                           \
	{                                                                                          \
		return surprised(e, why, kind, what);                                              \
	}

SURPRISE_FIND(new_envelope, TRAIT_ENVELOPE, "Envelope sender")
SURPRISE_FIND(new_network, TRAIT_NETWORK, "Network")
SURPRISE_FIND(new_dkim_domain, TRAIT_DKIM, "DKIM domain")
SURPRISE_FIND(new_mailer, TRAIT_MAILER, "Mail program")
SURPRISE_FIND(new_timezone, TRAIT_TIMEZONE, "Time zone")
SURPRISE_FIND(new_message_id_form, TRAIT_MESSAGE_ID, "Message-ID form")
SURPRISE_FIND(odd_hour, TRAIT_HOUR, "Hour")
SURPRISE_FIND(display_name_change, TRAIT_NAME, "Display name")
SURPRISE_FIND(language_change, TRAIT_LANGUAGE, "Language")

/* Before any account was seen nothing is unusual about the first, unless the message itself says that it is another one. */
static double bank_detail_new(const struct evidence *e, struct reason *why)
{
	double strength = surprised(e, why, TRAIT_ACCOUNT, "Account");

	if (strength > 0 || !asked(e) || e->text->own_accounts == 0 ||
	    e->history->surprise[TRAIT_ACCOUNT].days > 0 ||
	    e->text->intent[INTENT_BANK_CHANGE].strength < 0.5)
		return strength;
	if (!e->history->sender.found && !e->history->domain.found && !e->history->aligned.found &&
	    !e->history->aligned_domain.found)
		return 0; /* nobody who could have had another one */
	reason_printf(why, "It names an account as changed; no earlier one of ");
	reason_add(why, e->auth->identity.address);
	reason_printf(why, " is known to compare it with");
	return 0.5;
}

/* Signatures get new numbers every day. One that comes with a new account, or as the number to call, is where the check-back would
 * end up. */
static double phone_new(const struct evidence *e, struct reason *why)
{
	const struct intent_found *intent = e->text->intent;

	if (e->history->surprise[TRAIT_ACCOUNT].strength <= 0 &&
	    intent[INTENT_BANK_CHANGE].strength < 0.5 &&
	    intent[INTENT_CALLBACK_NUMBER].strength < 0.5)
		return 0;
	return surprised(e, why, TRAIT_PHONE, "Phone number");
}

const struct indicator history_indicators[] = {
	{ "first-contact", 1.5, first_contact, "The sender has never written to this recipient" },
	{ "new-sender", 0.3, new_sender, "The site has never seen this sender" },
	{ "new-domain", 0.4, new_domain, "The site has never seen this organisation" },
	{ "dormant-return", 0.5, dormant_return,
	  "An established sender writes again after a long silence" },
	{ "dialogue-marked", 2.0, dialogue_marked,
	  "An earlier message of this sender, Reply-To or account was suspicious" },
	{ "new-reply-to", 1.5, new_reply_to, "A Reply-To that this sender has not used" },
	{ "platform-new-reply-to", 0.5, platform_new_reply_to,
	  "Somebody new writes through a platform that strangers share" },
	{ "new-envelope", 0.1, new_envelope, "An envelope sender that this sender has not used" },
	{ "new-network", 1.0, new_network, "A network that this sender has not used" },
	{ "new-dkim-domain", 0.5, new_dkim_domain, "A DKIM domain that this sender has not used" },
	{ "new-mailer", 0.7, new_mailer, "A mail program that this sender has not used" },
	{ "new-timezone", 0.8, new_timezone, "A time zone that this sender has not used" },
	{ "new-message-id-form", 0.5, new_message_id_form,
	  "A form of Message-ID that this sender has not used" },
	{ "odd-hour", 0.5, odd_hour, "An hour at which this sender has not written" },
	{ "display-name-change", 0.5, display_name_change,
	  "A display name that this sender has not used" },
	{ "language-change", 0.5, language_change,
	  "A language in which this sender has not written" },
	{ "bank-detail-new", 2.8, bank_detail_new,
	  "A bank account that this sender has not given" },
	{ "phone-new", 0.5, phone_new,
	  "A phone number that this sender has not given, with a new account or as the one to "
	  "call" },
	{ 0 },
};
