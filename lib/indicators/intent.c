/* What is asked for, and with what pressure: one row an intent of the phrase files. Words alone are not fraud; the family has a
 * limit. Outgoing mail asks, too; it is remembered, not suspected. */
#include "indicators/indicator.h"

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

const struct indicator intent_indicators[] = {
	{ "payment-request", 1.2, payment_request, "Asks for a payment" },
	{ "bank-change", 1.4, bank_change, "Announces changed bank details" },
	{ "gift-card", 1.5, gift_card, "Asks to buy gift cards" },
	{ "payroll-change", 1.6, payroll_change, "Asks to pay a salary elsewhere" },
	{ "data-request", 1.2, data_request, "Asks for data of employees or customers" },
	{ "ledger-request", 1.4, ledger_request, "Asks for open receivables or customer contacts" },
	{ "availability-probe", 0.9, availability_probe,
	  "Asks whether the reader is there: the opener" },
	{ "invoice-pressure", 0.5, invoice_pressure, "Presses to pay an invoice" },
	{ "crypto-request", 0.5, crypto_request, "Asks for payment in a cryptocurrency" },
	{ "callback-number", 0.5, callback_number, "Asks to call a number that it gives" },
	{ "channel-pivot", 0.5, channel_pivot, "Asks to go on by phone or messenger" },
	{ "attorney", 1.4, attorney, "Speaks for a lawyer or of a confidential legal matter" },
	{ "urgency", 0.6, urgency, "Presses for time" },
	{ "secrecy", 1.2, secrecy, "Asks for secrecy" },
	{ "authority", 0.6, authority, "Leans on somebody's authority" },
	{ 0 },
};
