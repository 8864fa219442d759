/* How a message shows itself: one row a kind of trait, which is read, judged and learned alike. */
#ifndef OPENBEC_TRAITS_TRAIT_H
#define OPENBEC_TRAITS_TRAIT_H

#include "auth/auth.h"
#include "text/text.h"

enum trait_kind {
	/* organisation of a Reply-To that isn't From's; the whole address on shared domains; "none" */
	TRAIT_REPLY_TO,
	TRAIT_ENVELOPE,   /* organisation of MAIL FROM, rewriting undone */
	TRAIT_NETWORK,    /* the client's /24 or /48 */
	TRAIT_DKIM,       /* organisations whose signatures verified */
	TRAIT_MAILER,     /* User-Agent or X-Mailer without its version's digits */
	TRAIT_MESSAGE_ID, /* the form: classes of characters left of @, organisation right of it */
	TRAIT_TIMEZONE,   /* UTC offset of Date */
	TRAIT_HOUR,       /* arrival, four hours a value, UTC */
	TRAIT_LANGUAGE,   /* of the own text */
	TRAIT_NAME,       /* display name of From, folded */
	TRAIT_ACCOUNT,    /* bank accounts: "IT...3456 " and a keyed fingerprint */
	TRAIT_PHONE,      /* phone numbers: "+39...678 " and a keyed fingerprint */
	TRAIT_COUNT,
};

struct trait_input {
	const struct mail *mail;
	const struct message *message;
	const struct auth *auth;
	const struct text *text;
	const struct domain_lists *domains;
	const struct site_key *key;
	struct arena *arena;
};

struct trait {
	enum trait_kind kind;
	struct str value;
	bool ordinary; /* what most senders show ("none"): remembered, never a surprise */
};

#define TRAITS_MAX 48
struct traits {
	struct trait v[TRAITS_MAX];
	size_t n;
};

struct trait_row {
	const char *name; /* in the store */
	double a, b;      /* prior of the surprise formula: how often anybody changes this */
	bool strong;      /* has rows of its own: what admins ask for */
	bool guarded;     /* pending values become history by feedback only */
	bool personal;    /* of an address; says nothing of its organisation */
	bool (*show)(const struct trait_input *input, struct traits *ret); /* false: no memory */
};
extern const struct trait_row trait_rows[TRAIT_COUNT];

/* All that the message shows; ERR_MEMORY is the only error. */
int traits_show(const struct trait_input *input, struct traits *ret, struct err *err);
/* What a person may read of a value: the account without its fingerprint. Borrowed from it. */
struct str trait_shown(enum trait_kind kind, struct str value);
/* The account as traits, marks and the admin's lists know it: "IT...3456 " and a keyed fingerprint. {NULL, 0} without
 * memory. */
struct str trait_account(struct arena *arena, const struct site_key *key,
                         const struct bank_account *account);
/* The same for a phone number. */
struct str trait_phone(struct arena *arena, const struct site_key *key, const struct phone *phone);
/* Kinds whose values are such fingerprints: they are asked for on lists and bear marks under the kind's name. */
bool trait_is_fingerprint(enum trait_kind kind);

#endif
