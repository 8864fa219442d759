/* DNS as authentication sees it: one message's questions, asked as soon as their name is known, each answered or given up by a
 * deadline. SPF, DKIM, DMARC and ARC ask here and nowhere else; where answers come from is a dns_source (the resolver; in tests a zone
 * in memory). RFC 1035; error kinds as RFC 7208 §2.6 and RFC 6376 §6.1.2 need them. */
#ifndef OPENBEC_AUTH_DNS_H
#define OPENBEC_AUTH_DNS_H

#include "base/err.h"
#include "base/str.h"

enum dns_type { DNS_A = 1, DNS_PTR = 12, DNS_MX = 15, DNS_TXT = 16, DNS_AAAA = 28 };

enum dns_status {
	DNS_FOUND,    /* at least one record */
	DNS_NODATA,   /* the name exists, without records of this type */
	DNS_NXDOMAIN, /* nor does the name */
	DNS_FAILED, /* nobody knows: time ran out, SERVFAIL, bogus, garbage, a limit of ours; a temporary error, never a "no" */
};

struct dns_record {
	struct str
		data; /* A, AAAA: 4 or 16 bytes. TXT: its strings joined. MX, PTR: the host name, lower case,
	                        without trailing dot; empty for a name that isn't made of printable ASCII labels */
	uint16_t preference; /* MX */
};

#define DNS_RECORDS_MAX 128  /* of an answer; more are cut off */
#define DNS_TEXT_MAX    4096 /* bytes of one joined TXT record; a longer one is left out */

/* Immutable once made, shared by messages and the cache, counted. */
struct dns_answer {
	_Atomic unsigned references;
	enum dns_status status;
	bool secure;    /* DNSSEC proved it */
	uint32_t ttl_s; /* for the cache; negative answers too */
	char why[64];   /* DNS_FAILED: a few words for the log: "timed out", "SERVFAIL", "bogus" */
	size_t n;
	struct dns_record record[]; /* their bytes lie behind them */
};
struct dns_answer *dns_answer_ref(struct dns_answer *answer);
void dns_answer_unref(struct dns_answer *answer); /* takes NULL */

/* One question under way. The source answers it exactly once, from any thread, however late: it is half of whom the question
 * belongs to. */
struct dns_question;
void dns_answered(struct dns_question *question,
                  struct dns_answer *answer); /* takes the reference over; NULL: no memory */

struct dns_source {
	/* `name`: lower case, checked, NUL behind it; the caller's, gone when this returns. May answer at once, before that. */
	void (*ask)(struct dns_source *source, struct str name, enum dns_type type,
	            struct dns_question *question);
};

/* A message's questions. One thread at a time. */
struct dns;

/* question_ms: the most that one answer is waited for, from its asking on; message_ms: the most that the message waits in all.
 * NULL without memory. */
struct dns *dns_new(struct dns_source *source, int question_ms, int message_ms);
void dns_free(struct dns *dns); /* answers that still come go nowhere; takes NULL */

/* Asks without waiting; the same question once only. What can't be a DNS name is not asked. */
void dns_start(struct dns *dns, struct str name, enum dns_type type);
/* The answer if it is there already; NULL else, also for what was never asked. */
const struct dns_answer *dns_peek(struct dns *dns, struct str name, enum dns_type type);
/* The answer, waited for; asks if nobody has. Never NULL; borrowed until dns_free(). A name that no DNS can hold: DNS_NXDOMAIN.
 * More than DNS_QUESTIONS_MAX different questions: DNS_FAILED. */
const struct dns_answer *dns_wait(struct dns *dns, struct str name, enum dns_type type);
#define DNS_QUESTIONS_MAX 256
/* Why the last failed question failed, for the admin: "TXT acme.example: timed out"; "" if none did. */
const char *dns_failure(const struct dns *dns);

#endif
