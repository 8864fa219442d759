/* What is wrong: one row a sign of BEC, a table a family; all rows run over the evidence and give findings. */
#ifndef OPENBEC_INDICATORS_INDICATOR_H
#define OPENBEC_INDICATORS_INDICATOR_H

#include "base/buf.h"
#include "indicators/evidence.h"

enum family {
	FAMILY_IDENTITY,
	FAMILY_AUTH,
	FAMILY_HISTORY,
	FAMILY_THREAD,
	FAMILY_INTENT,
	FAMILY_ACCOUNT,
	FAMILY_PAIR,
	FAMILY_COUNT
};
extern const char *const family_names[FAMILY_COUNT];

struct reason {           /* for the admin: what was expected, what was seen */
	struct buf text;  /* one sentence, no full stop; may name parties; no text of the message */
	struct str quote; /* the words of the message that show it, borrowed; empty: none */
};
/* Words of ours, and what comes from outside: reason_add() escapes and cuts it. */
void reason_printf(struct reason *why, const char *format, ...)
	__attribute__((format(printf, 2, 3)));
void reason_add(struct reason *why, struct str from_outside);

struct indicator {
	const char *id;
	double weight; /* bans; the starting weight */
	/* Strength 0..1; 0: silent (then `why` is not read). */
	double (*find)(const struct evidence *evidence, struct reason *why);
	const char *description; /* one line */
};

/* Each ends with a row without id; person's to lookalike's are of the family identity, bank's of intent. */
extern const struct indicator identity_indicators[], person_indicators[], from_indicators[],
	reader_indicators[], trail_indicators[], reply_indicators[], lookalike_indicators[],
	auth_indicators[], history_indicators[], thread_indicators[], quoted_indicators[],
	intent_indicators[], bank_indicators[], account_indicators[];

/* A pair carries what two findings mean together beyond their sum; a member is an indicator's id or a group's name. */
struct pair {
	const char *id; /* "claim+ask" */
	double weight;
	const char *first, *second;
	const char *description;
};
extern const struct pair pairs[]; /* ends with a row without id */
struct group {
	const char *name;
	const char *member[16]; /* ends with NULL */
};
extern const struct group groups[];

struct finding {
	const char *id;
	enum family family;
	double weight; /* the row's */
	double strength;
	double points;       /* set by score; 0 before */
	struct str sentence; /* in the arena; control characters escaped */
	struct str quote;    /* at most 60 bytes, escaped; numbers of accounts and phones masked */
};

#define FINDINGS_MAX 96
struct findings {
	struct finding v[FINDINGS_MAX];
	size_t n;
};

/* Runs every family, then the pairs; without what the admin allows this sender. What a message met before owes to history is its
 * first copy's. ERR_MEMORY is the only error. */
int indicators_run(const struct evidence *evidence, struct findings *ret, struct err *err);

/* Its last step: adds the pairs whose members are among the findings. */
int indicators_pair(const struct evidence *evidence, struct findings *findings, struct err *err);

/* For listings and for weights by id: calls `row` for each indicator and pair, in the order of families. */
typedef void indicator_row_fn(void *context, enum family family, const char *id, double weight,
                              const char *description);
void indicators_each(indicator_row_fn *row, void *context);
bool indicator_exists(struct str id);

#endif
