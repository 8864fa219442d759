/* One raw message as it came in: envelope, header fields, body bytes, unparsed. The milter fills it
 * step by step, a file at once; nothing behind it knows the difference. All of it lives in one
 * bounded arena, in which the later stages put what they find, too. */
#ifndef OPENBEC_MAIL_MAIL_H
#define OPENBEC_MAIL_MAIL_H

#include "base/arena.h"
#include "base/err.h"
#include "base/keyed.h"
#include "party/network.h"

struct mail_options {
	size_t max_scan_size;   /* bytes of body kept; the rest is only counted and hashed */
	size_t max_header_size; /* bytes of all header fields together; later fields are dropped */
	size_t max_recipients;  /* recipients kept by name; the rest is only counted */
};
struct mail_options mail_options_default(void); /* 2 MiB, 1 MiB, 10,000 */

struct field {
	struct str name; /* as it came, without blanks before the colon */
	struct str
		raw; /* all behind the colon as it came, folds included (LF or CRLF and a blank): what a signature covers */
	struct str value; /* raw without one leading blank */
};

/* Somebody else who wants the body, chunk by chunk as it comes and whole, whatever max_scan_size drops: signatures cover it. */
struct body_tap {
	void (*take)(void *context, struct str chunk); /* NULL: nobody */
	void *context;
};

struct mail {
	struct keyed_stream digest; /* of the whole body; no CR, no line end at its end */
	struct arena arena;
	struct mail_options options;

	/* envelope */
	struct str from;  /* MAIL FROM without angle brackets; empty: null sender */
	struct str *rcpt; /* without angle brackets, in order, those that the MTA accepted */
	size_t rcpts, rcpt_room;
	size_t rcpt_total; /* those beyond max_recipients included */
	struct ip client;  /* who connected to the MTA; length 0: local, or not known */
	bool client_known; /* false: a file without --client-ip; the Received fields name it */
	bool has_envelope; /* false: a file scored without --from, --rcpt: message and site fill it */
	struct str client_name; /* as the MTA resolved it; may be empty */
	struct str helo;
	struct str auth_user; /* {auth_authen}; empty: the session wasn't authenticated */
	struct str queue_id;  /* empty until the MTA has told */
	struct str mta;       /* the MTA's own host name, {j} */
	int64_t at_s;         /* when it arrived; 0: not set yet */

	/* header fields, in order, top first */
	struct field *field;
	size_t fields, field_room, header_size;

	/* body, as it came, line ends included */
	char *body;
	size_t body_n, body_room;
	struct body_tap tap;              /* the first chunk comes when all fields are there */
	uint64_t body_total;              /* bytes that came */
	size_t digest_line_ends;          /* not yet given to the digest */
	bool header_cut;                  /* fields were dropped */
	bool body_cut;                    /* body_total > body_n */
	char body_digest[KEYED_HEX_SIZE]; /* after mail_end() */
};

/* A message's memory is bounded by what the options allow, times a factor for what is made of it.
 * NULL without memory. `key` is for the body's digest. */
struct mail *mail_new(const struct mail_options *options, const struct site_key *key);
void mail_free(struct mail *mail);

/* Each copies. ERR_MEMORY if the arena is full: the message then passes unscored. Limits are no
 * errors. */
int mail_set(struct mail *mail, struct str *member, struct str value,
             struct err *err); /* one of the str members */
int mail_set_from(struct mail *mail, struct str from,
                  struct err *err); /* takes angle brackets off */
int mail_add_rcpt(struct mail *mail, struct str rcpt, struct err *err);
/* The value with its folds; raw: with the blank behind the colon, if there was one (the other puts one there). A field that
 * doesn't fit is dropped (header_cut). */
int mail_add_field(struct mail *mail, struct str name, struct str value, struct err *err);
int mail_add_raw_field(struct mail *mail, struct str name, struct str raw, struct err *err);
int mail_add_body(struct mail *mail, struct str chunk, struct err *err);
void mail_end(struct mail *mail); /* closes the body's digest */

/* The n-th field (from 0) of that name, without regard to case; NULL if there are fewer. */
const struct field *mail_field(const struct mail *mail, const char *name, size_t n);
/* Whether the field is one of ours, that no stage may read as the sender's: X-BEC-*. */
bool field_is_ours(struct str name);
/* The value without folds, blanks trimmed; in the arena. */
struct str field_unfold(struct arena *arena, struct str value);

#endif
