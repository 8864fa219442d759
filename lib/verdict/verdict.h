/* What to do: thresholds and policies of all recipients make one verdict and one set of actions, so that a further
 * recipient can never let a message through to another (DESIGN §6). */
#ifndef OPENBEC_VERDICT_VERDICT_H
#define OPENBEC_VERDICT_VERDICT_H

#include "indicators/evidence.h"
#include "score/score.h"
#include "verdict/policy.h"

struct verdict_options {
	struct policies policies;
	bool observe;        /* no action, headers only */
	struct str reviewer; /* for redirect; empty: redirect isn't configured */
	struct str tag_text; /* "[BEC?] " */
	struct str host;     /* "by=" */
	bool log_json, log_quotes;
};

struct decision {
	enum verdict verdict; /* the strictest of the recipients' */
	enum action
		action; /* of the message as a whole; what `tag` and `redirect` below add stands beside it */
	bool tag;
	const struct str
		*redirect; /* recipients to be replaced by the reviewer, as in the envelope */
	size_t redirects;
	double threshold; /* the lowest suspicious threshold among the recipients */
	struct str error; /* VERDICT_ERROR: why, for header and log */
	bool observed;    /* mode = observe took the action away */
};

/* `exempt`: an allow entry for an aligned identity, or a notice that answers a message of ours. ERR_MEMORY is the only error. */
int verdict_decide(const struct verdict_options *options, const struct mail *mail,
                   const struct score *score, bool exempt, struct arena *arena,
                   struct decision *ret, struct err *err);
/* For a message that couldn't be judged: passes, and says so. Needs no memory. */
struct decision decision_error(const char *why);

/* All that is known of a judged message; for those that write about it. */
struct judgement {
	const struct evidence *evidence; /* NULL for VERDICT_ERROR before it was there */
	const struct findings *findings;
	const struct score *score;
	const struct decision *decision;
	const struct mail *mail;
};

#endif
