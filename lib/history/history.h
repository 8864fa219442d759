/* Is this usual: one snapshot of what the store knows about the parties of a message, and what follows from it. Without a
 * store everything is unknown, and nothing is a surprise. */
#ifndef OPENBEC_HISTORY_HISTORY_H
#define OPENBEC_HISTORY_HISTORY_H

#include "history/similar.h"
#include "history/surprise.h"
#include "site/direction.h"
#include "store/owners.h"
#include "store/sent.h"
#include "traits/participant.h"
#include "traits/questions.h"

struct trait_surprise {
	double strength;     /* 0: usual, or nothing is known */
	struct str seen;     /* the value that is new; {NULL, 0}: all are usual, or none is shown */
	struct str expected; /* the most usual one */
	uint32_t days;       /* on how many days the kind was shown; 0: nothing to compare with */
	struct str whose;    /* the party that showed it, for the sentence: "ann@acme.example" */
	bool compared_aligned; /* not proven: compared with the aligned profile of the address */
};

struct history_mark {
	struct question asked;
	struct mark mark;
};

#define HISTORY_ACCOUNTS 4
#define HISTORY_OWNERS   9
struct history_account {  /* that the message gives */
	struct str value; /* as in traits */
	struct account_owner owner[HISTORY_OWNERS];
	size_t owners; /* all of them: there may be more, so it is everybody's */
};

#define HISTORY_RECIPIENTS 50
#define HISTORY_STAFF      4

struct history {
	enum store_state store;
	struct str store_why; /* the sentence of the failure; empty if ok */
	bool warm; /* the site has seen an identity; new-sender, new-domain are facts without it, too */

	/* found: this message of this identity was judged within 30 days; its history findings stand */
	struct message_record first_copy;

	struct profile sender; /* the identity's own */
	struct profile domain; /* its organisation's (aligned identities) */
	/* What the same address is when proven, to compare with; not filled for aligned identities. */
	struct profile aligned, aligned_domain;
	bool established, domain_established; /* and unmarked */
	uint32_t
		silent_days; /* since the sender's last day of clean mail; 0: today's, or unknown */
	/* A via identity that has written on 4 days over 14, unmarked: proves a list or forwarder. */
	bool via_established;

	bool new_sender, new_domain; /* the site has never seen this identity, this organisation */
	/* Strength; 0: it has written to every recipient, is a trusted correspondent, or nothing is known. */
	double first_contact;
	struct str first_contact_recipient; /* for whom it is strongest; empty: the site */
	struct correspondent correspondent; /* From's address */

	struct trait_surprise surprise[TRAIT_COUNT];

	struct history_mark mark[8]; /* of the marks asked for, those that are there */
	size_t marks;
	/* Entries met; allow: only From's, and only if aligned. */
	struct list_entry allow[4], block[4];
	size_t allows, blocks;

	struct sent_mail answered; /* the mail of ours that it answers, by its ids */
	struct coverage coverage;  /* read only where it cites an id, or quotes */
	struct thread_record
		thread; /* who had the mails that it cites, those of them that are known */
	/* The newest mail that it quotes, said to be one of ours, which isn't among all that left. NULL: it is, or who knows. */
	const struct quoted_mail *never_sent;

	struct history_account account[HISTORY_ACCOUNTS];
	size_t accounts;

	struct similars similar; /* whom a domain of the message looks like */

	struct staff_name staff[HISTORY_STAFF]; /* own people of a name that the message shows */
	size_t staffs;
	enum staff_place staff_place; /* where it does: the first place with one */
};

/* How near a party stands to the mails that the message cites. */
enum thread_place {
	THREAD_STRANGER,
	THREAD_COLLEAGUE, /* somebody of its organisation had one */
	THREAD_PARTY,     /* it had one itself */
};
enum thread_place history_thread_place(const struct history *history, const struct site_key *key,
                                       struct address party);

struct history_input {
	const struct site *site;
	enum direction direction;
	const struct message *message;
	const struct auth *auth;
	const struct traits *traits;
	const struct questions *questions;
	int64_t now_s;
	struct arena *arena;
};

/* A store that fails gives what was read until then, with `store` and `store_why` saying so. ERR_MEMORY is the only error. */
int history_read(struct store *store, const struct history_input *input, struct history *ret,
                 struct err *err);

#endif
