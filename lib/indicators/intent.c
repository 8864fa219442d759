/* What is asked for, and with what pressure: one row an intent of the phrase files. Words alone are not fraud; the family has a
 * limit. Outgoing mail asks, too; it is remembered, not suspected. */
#include "indicators/indicator.h"

#define BROKEN_WORDS_MIN 3  /* one or two come from careless templates */
#define HIDDEN_WORDS_MIN 60 /* that are nowhere shown: no preheader is that long */

static double intent(const struct evidence *e, struct reason *why, enum intent which,
                     const char *sentence)
{
	const struct intent_found *found = &e->text->intent[which];

	if (e->direction == DIRECTION_OUTBOUND || found->strength <= 0)
		return 0;
	reason_printf(why, "%s%s", sentence, found->quoted ? " (in quoted text only)" : "");
	why->quote = found->span;
	return found->strength;
}

#define INTENT_FIND(name, which, sentence)                                                         \
	static double name(const struct evidence *e, struct reason *why)                           \
	{                                                                                          \
		return intent(e, why, which, sentence);                                            \
	}

INTENT_FIND(payment_request, INTENT_PAYMENT_REQUEST, "It asks for a payment")
INTENT_FIND(bank_change, INTENT_BANK_CHANGE, "It says that bank details have changed")
INTENT_FIND(gift_card, INTENT_GIFT_CARD, "It asks to buy gift cards")
INTENT_FIND(payroll_change, INTENT_PAYROLL_CHANGE, "It asks to pay a salary to another account")
INTENT_FIND(data_request, INTENT_DATA_REQUEST, "It asks for data of employees or customers")
INTENT_FIND(ledger_request, INTENT_LEDGER_REQUEST,
            "It asks for open receivables or customer contacts")
INTENT_FIND(availability_probe, INTENT_AVAILABILITY_PROBE,
            "It asks whether the reader is there, or free")
INTENT_FIND(invoice_pressure, INTENT_INVOICE_PRESSURE, "It presses to pay an invoice")
INTENT_FIND(crypto_request, INTENT_CRYPTO_REQUEST, "It asks for payment in a cryptocurrency")
INTENT_FIND(callback_number, INTENT_CALLBACK_NUMBER, "It asks to call a number that it gives")
INTENT_FIND(channel_pivot, INTENT_CHANNEL_PIVOT, "It asks to go on by phone or messenger")
INTENT_FIND(attorney, INTENT_ATTORNEY, "It speaks for a lawyer or of a confidential legal matter")
INTENT_FIND(urgency, INTENT_URGENCY, "It presses for time")
INTENT_FIND(secrecy, INTENT_SECRECY, "It asks for secrecy")
INTENT_FIND(authority, INTENT_AUTHORITY, "It leans on somebody's authority")

/* A greeting alone is an opener too: it waits for an answer as "are you there?" does. */
static double availability(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	double strength = availability_probe(e, why);

	if (strength > 0 || e->direction == DIRECTION_OUTBOUND ||
	    e->text->shape != SHAPE_GREETING || message->quoted.n || message->attachments ||
	    message->images || message->links || message->body_incomplete)
		return strength;
	reason_printf(why, "It greets the reader and says nothing else");
	why->quote = message->own;
	return 0.5;
}

/* Words broken by hidden letters are made for filters: no program writes them. Asks and much text that no reader sees are rarer than
 * that in honest mail, whose hidden text says again what is shown or is a line for the list of messages. */
static double hidden_text(const struct evidence *e, struct reason *why)
{
	const struct hidden *hidden = &e->text->hidden;

	if (e->direction == DIRECTION_OUTBOUND)
		return 0;
	if (e->message->broken_words >= BROKEN_WORDS_MIN) {
		reason_printf(why, "%zu words are broken by letters that no reader sees",
		              e->message->broken_words);
		return 1;
	}
	if (hidden->strength > 0 && e->text->intent[hidden->intent].strength <= 0) {
		reason_printf(why, "Words that no reader sees speak of %s",
		              intent_names[hidden->intent]);
		why->quote = hidden->span;
		return hidden->strength;
	}
	if (hidden->words >= HIDDEN_WORDS_MIN && hidden->words > hidden->shown_words) {
		reason_printf(why, "It hides more words (%zu) than it shows (%zu)", hidden->words,
		              hidden->shown_words);
		return 0.5;
	}
	return 0;
}

static size_t attached_images(const struct message *message)
{
	size_t n = 0;

	for (size_t i = 0; i < message->attachments; i++)
		n += str_starts(message->attachment[i].type, str_of("image/"));
	return n;
}

/* What stands in a picture is read by people only. */
static double image_only(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	bool empty = e->text->shape == SHAPE_EMPTY;

	if (e->direction == DIRECTION_OUTBOUND || e->text->shape == SHAPE_WORDS ||
	    message->quoted.n || message->body_incomplete ||
	    message->images + attached_images(message) == 0)
		return 0;
	reason_printf(why, empty ? "It shows a picture and no words"
	                         : "It shows a picture, and a greeting as its only words");
	return empty ? 1 : 0.5;
}

const struct indicator intent_indicators[] = {
	{ "payment-request", 1.2, payment_request, "Asks for a payment" },
	{ "bank-change", 1.4, bank_change, "Announces changed bank details" },
	{ "gift-card", 1.5, gift_card, "Asks to buy gift cards" },
	{ "payroll-change", 1.6, payroll_change, "Asks to pay a salary elsewhere" },
	{ "data-request", 1.2, data_request, "Asks for data of employees or customers" },
	{ "ledger-request", 1.4, ledger_request, "Asks for open receivables or customer contacts" },
	{ "availability-probe", 0.9, availability, "Asks whether the reader is there: the opener" },
	{ "invoice-pressure", 0.5, invoice_pressure, "Presses to pay an invoice" },
	{ "crypto-request", 0.5, crypto_request, "Asks for payment in a cryptocurrency" },
	{ "callback-number", 0.5, callback_number, "Asks to call a number that it gives" },
	{ "channel-pivot", 0.5, channel_pivot, "Asks to go on by phone or messenger" },
	{ "attorney", 1.4, attorney, "Speaks for a lawyer or of a confidential legal matter" },
	{ "urgency", 0.6, urgency, "Presses for time" },
	{ "secrecy", 1.2, secrecy, "Asks for secrecy" },
	{ "authority", 0.6, authority, "Leans on somebody's authority" },
	{ "hidden-text", 0.5, hidden_text, "Hides words from its reader that change what it says" },
	{ "image-only", 0.5, image_only, "Shows a picture and no words of its own" },
	{ 0 },
};
