/* What a site does with a verdict, by recipient: the first policy in the file whose recipients match, else "default". */
#ifndef OPENBEC_VERDICT_POLICY_H
#define OPENBEC_VERDICT_POLICY_H

#include "base/arena.h"

enum verdict {
	VERDICT_CLEAN,
	VERDICT_SUSPICIOUS,
	VERDICT_MALICIOUS,
	VERDICT_EXEMPT,
	VERDICT_ERROR,
	VERDICT_COUNT
};
extern const char *const verdict_names[VERDICT_COUNT];

enum action { /* in the order of strictness: those up to quarantine lose nothing */
	      ACTION_NONE,
	      ACTION_TAG,
	      ACTION_REDIRECT,
	      ACTION_QUARANTINE,
	      ACTION_TEMPFAIL,
	      ACTION_REJECT,
	      ACTION_DISCARD,
	      ACTION_COUNT,
};
extern const char *const action_names[ACTION_COUNT];
bool action_of(struct str name, enum action *ret);

struct policy {
	struct str name;
	const struct str
		*recipient; /* "ann@x", "@x" (that domain and those under it); lower case */
	size_t recipients;  /* 0 for "default": matches all */
	enum action suspicious, malicious;
	double suspicious_threshold, malicious_threshold;
};

struct policies {
	const struct policy *v; /* in the order of the file, "default" last */
	size_t n;               /* at least 1 */
};

const struct policy *policy_for(const struct policies *policies, struct str recipient);

#endif
