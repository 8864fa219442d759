/* What two findings mean together beyond their sum. A member is an indicator, or a group named here. */
#include "indicators/indicator.h"

const struct group groups[] = {
	{ "claim",
	  { "display-name-vip", "subject-vip", "local-part-vip", "display-name-address",
	    "internal-spoof", "lookalike-own-domain", "lookalike-partner-domain",
	    "lookalike-participant", "lookalike-of-named" } },
	{ "ask",
	  { "payment-request", "bank-change", "gift-card", "payroll-change", "data-request",
	    "ledger-request", "crypto-request", "availability-probe", "channel-pivot" } },
	{ "change",
	  { "new-reply-to", "new-network", "new-dkim-domain", "new-mailer", "new-timezone",
	    "new-message-id-form", "language-change", "phone-new" } },
	{ "pressure", { "urgency", "secrecy", "authority" } },
	{ "reply-away", { "reply-to-freemail", "reply-to-lookalike", "reply-to-same-name" } },
	{ "thread-break",
	  { "thread-intrusion", "quoted-swap", "quoted-never-sent", "fake-reply" } },
	{ 0 },
};

const struct pair pairs[] = {
	{ "first-contact+secrecy", 3.0, "first-contact", "secrecy", "A stranger asks for secrecy" },
	{ "bank-detail-new+change", 2.0, "bank-detail-new", "change",
	  "A new bank account, and the sender writes in another way than before" },
	{ "first-contact+attorney", 1.5, "first-contact", "attorney",
	  "A stranger speaks for a lawyer" },
	{ "claim+ask", 1.3, "claim", "ask",
	  "Somebody claims to be another and asks for something" },
	{ "bank-detail-new+pressure", 1.0, "bank-detail-new", "pressure",
	  "A new bank account, and pressure" },
	{ "reply-away+ask", 1.0, "reply-away", "ask",
	  "Replies would go elsewhere, and something is asked for" },
	{ "thread-break+bank-change", 1.0, "thread-break", "bank-change",
	  "A conversation that doesn't hold, and new bank details" },
	{ "dialogue-marked+ask", 1.0, "dialogue-marked", "ask",
	  "A marked sender asks for something" },
	{ 0 },
};
