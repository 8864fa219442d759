/* The rows of the store as the stages see them: what is remembered of senders, and what one message adds. Text in records
 * that were read lives in the arena that was given; text in records to be written is borrowed until the call returns. Times
 * are seconds, days are counted from 1970 (UTC). */
#ifndef OPENBEC_STORE_RECORD_H
#define OPENBEC_STORE_RECORD_H

#include "base/arena.h"
#include "base/keyed.h"

#define PROFILE_VALUES_MAX                                                                         \
	64 /* of a trait kind and party; the first ever stays, then the latest seen */
#define PROFILE_KINDS_MAX 16

struct trait_value {
	struct str value;
	uint32_t days; /* distinct days on which it was shown */
	int32_t first_day, last_day;
};

struct trait_record { /* one kind of trait of a party */
	struct str kind;
	uint32_t
		days; /* distinct days on which the party showed this kind at all: n of the surprise formula */
	int32_t last_day;
	bool strong; /* its values have rows of their own; else they are packed into the party's row */
	struct trait_value *value; /* value[0] is the first ever */
	size_t values;
};

struct profile { /* a party: an identity, or an organisation ("@acme.example") */
	bool found;
	struct str party;   /* the key, see auth/auth.h */
	struct str address; /* empty for an organisation */
	struct str domain;
	struct str proof; /* "aligned", "via", "network" */
	int64_t first_seen_s, last_seen_s;
	uint32_t days; /* distinct days of clean mail */
	int32_t first_day, last_day;
	uint32_t longest_gap_days;
	uint32_t dkim_days; /* distinct days on which an aligned DKIM signature verified */
	int32_t dkim_last_day;
	struct trait_record trait[PROFILE_KINDS_MAX];
	size_t traits;
};

const struct trait_record *profile_trait(const struct profile *profile,
                                         struct str kind); /* NULL: never shown */
const struct trait_value *trait_record_value(const struct trait_record *record, struct str value);
/* Aligned on at least 4 distinct days over at least 14. (Marks are asked for separately.) */
bool profile_established(const struct profile *profile);

struct shown_trait { /* what a message shows */
	struct str kind, value;
	bool strong;
	bool guarded; /* pending values of this kind become history by feedback only */
};

struct sighting { /* one message of a party */
	struct str party, address, domain, proof;
	int64_t at_s;
	bool dkim; /* with an aligned signature */
	const struct shown_trait *trait;
	size_t traits;
};

/* Takes a sighting into a profile; pure but for the arena. Same day and nothing new: false, and nothing has to be written. A day
 * older than the last one counts only if it is older than the first. False with *failed set when the arena is full. */
bool profile_add(struct profile *profile, const struct sighting *sighting, struct arena *arena,
                 bool *failed);
/* Takes one out again: the day, and the values, that none of `others` (the party's other sightings of that day) shares. Where a first or last
 * day goes and more than one is left, its neighbour stands for the one that isn't known. Nothing left: found is false. The count is exact for the
 * newest day, which feedback mostly is about; record_undo.c says what can't be known of older ones. */
void profile_take_back(struct profile *profile, const struct sighting *sighting,
                       const struct sighting *others, size_t n);

struct contact { /* a party's clean mail to one recipient */
	bool found;
	int64_t first_seen_s, last_seen_s;
	uint32_t days;
	int32_t last_day;
};

struct recipient_record { /* how often new senders write to one recipient; "" is the whole site */
	uint64_t identity_days; /* (identity, day) pairs of clean mail */
	uint64_t once;          /* identities seen on one day only */
};

struct correspondent { /* an outside address that ours wrote to */
	bool found;
	int64_t first_written_s, last_written_s;
	uint32_t days;
	int32_t last_day;
	bool trusted; /* we wrote first, or its first message was then older than 7 days and unmarked */
};

struct mark {
	bool found;
	struct str kind;  /* "identity", "reply-to", "account", "phone" */
	struct str value; /* the party's key, an address, a fingerprint */
	int64_t at_s, expires_s;
	struct str message; /* key of the message that left it */
	struct str verdict;
};

struct list_entry { /* what the admin allows or blocks, and what feedback called fraud; persons and partners */
	bool found;
	struct str list; /* "allow", "block", "person", "partner" */
	struct str
		type; /* "address", "domain", "account", "phone"; of a person: "name", "alias", "address" */
	struct str value;
	struct str only; /* allow: the one indicator that it silences; empty: all */
	struct str comment;
	int64_t created_s, expires_s; /* 0: never */
	struct str name;              /* whose a person's name, alias or address is */
};

struct staff_name {     /* a name of our own, from authenticated internal or outgoing mail */
	struct str key; /* party/person.h: person_key() */
	struct str name, address;
	uint32_t days;
	int32_t last_day;
};

struct message_record { /* the verdict log; also what makes learning idempotent */
	bool found;
	struct str key; /* keyed hash of Message-ID, From, Date, body digest */
	int64_t at_s;
	struct str host, queue_id, message_id;
	struct str direction, verdict, action;
	double score, probability, threshold;
	struct str party, domain; /* may be empty; sighting[0]'s, if there is one */
	struct str from, envelope;
	struct str recipients; /* JSON array, the first 50 */
	int64_t recipient_total;
	struct str
		findings; /* JSON array: {"id", "strength", "points", "reason"}; no message text */
	struct str authentication; /* JSON object as in becctl score --json */
	struct str
		lesson; /* "nothing", "pending", "released", "learned". From here on the store's own: not read when learning */
	struct str
		batch; /* JSON: what the message taught or would teach, so that feedback can undo or do it */
	struct str feedback; /* "legitimate", "bec"; empty: none */
	int64_t feedback_at_s;
};

#define SENT_LINES_MAX 32
struct sent_mail { /* mail of ours that left */
	bool found;
	struct str id; /* keyed hash of its Message-ID; of what was read: empty */
	int64_t at_s;
	uint64_t line[SENT_LINES_MAX]; /* keyed digests */
	size_t lines;
};

struct coverage { /* of the Message-IDs of ours that answers cited of late */
	uint64_t cited, found;
	int32_t since_day; /* the first of the days that it counts */
};

#define THREAD_PARTIES_MAX 24
struct thread_record { /* who took part: the outside parties of one mail, or of several */
	bool found;
	struct str id; /* keyed hash of its Message-ID; of what was read: empty */
	/* keyed digests, of the address and of its organisation */
	uint64_t address[THREAD_PARTIES_MAX], org[THREAD_PARTIES_MAX];
	size_t parties;
};

struct domain_keys {        /* of a domain that mail went to, or came from */
	struct str domain;  /* organisational */
	struct str address; /* of it, to which one of ours wrote; empty: its own proven mail came */
	const uint64_t *key; /* party/lookalike_keys.h */
	size_t keys;
};

/* All that one message writes, in one transaction. */
struct batch {
	struct message_record message;
	enum batch_lesson {
		LESSON_NOTHING, /* log only, marks (malicious; exempt; error) */
		LESSON_PENDING, /* sightings wait (suspicious) */
		LESSON_LEARN,   /* sightings become history (clean) */
	} lesson;
	struct sighting sighting[3]; /* address, organisation */
	size_t sightings;
	const struct str *contact; /* recipients to whom sighting[0].party wrote */
	size_t contacts;
	const struct str *written; /* outbound: outside addresses that one of ours wrote to */
	size_t written_n;
	const struct mark *mark;
	size_t marks;
	struct staff_name staff;            /* key empty: none */
	const struct sent_mail *sent;       /* outbound; NULL: none */
	const struct thread_record *thread; /* NULL: nobody to remember */
	const struct domain_keys *domain;   /* clean */
	size_t domains;
	bool cites, cites_found; /* clean: it answers an id of ours; one that we know */
};

#endif
