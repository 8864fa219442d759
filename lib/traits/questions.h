/* What history will be asked about a message: by keys, so that each is one look-up. */
#ifndef OPENBEC_TRAITS_QUESTIONS_H
#define OPENBEC_TRAITS_QUESTIONS_H

#include "traits/lines.h"
#include "traits/parties.h"
#include "traits/trait.h"

struct question { /* a thing that may bear a mark, or stand on one of the admin's lists */
	/* marks: "identity", "reply-to", "account", "phone"; lists: "address", "domain", "account", "phone" */
	struct str kind;
	struct str value;
};

/* Where a message may show the name of one of our people. */
enum staff_place {
	STAFF_IN_NAME,    /* From's display name */
	STAFF_IN_LOCAL,   /* the local part of From */
	STAFF_IN_SUBJECT, /* which is nothing else */
	STAFF_PLACES
};

#define QUESTIONS_MAX   80
#define QUESTIONS_CITED 4
struct questions {
	/* of Message-ID, From, Date and body digest: one message, however often it comes */
	char message_key[KEYED_HEX_SIZE];
	struct question mark[QUESTIONS_MAX];
	size_t marks;
	/* From, Reply-To with their domains up to the organisation, accounts */
	struct question entry[QUESTIONS_MAX];
	size_t entries;
	/* "@acme.example unproven": that somebody wrote in this domain's name; {NULL, 0} on shared domains */
	struct str domain_seen_key;
	/* Keyed hashes of Message-IDs: its own; those that it answers, In-Reply-To's first */
	char sent_key[KEYED_HEX_SIZE]; /* "": it has none */
	char cited[QUESTIONS_CITED][KEYED_HEX_SIZE];
	size_t citeds;
	uint64_t own_line[LINES_MAX], quoted_line[LINES_MAX];
	size_t own_lines, quoted_lines;
	struct parties_seen parties;        /* whom one could mistake for a party that we know */
	struct str staff_key[STAFF_PLACES]; /* person_key() of the name there; {NULL, 0}: none */
};

/* The key of an ended mail: one message, however often it comes. */
void questions_message_key(const struct mail *mail, const struct message *message,
                           const struct site_key *key, char ret[KEYED_HEX_SIZE]);

/* ERR_MEMORY is the only error. */
int questions_ask(const struct trait_input *input, const struct traits *traits,
                  struct questions *ret, struct err *err);

#endif
