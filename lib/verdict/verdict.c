/* Recipients of one message share one answer. What each one's policy asks for is collected, and the answer is the
 * strictest that loses nothing; a refusing one only where all ask to refuse, because it refuses for all. */
#include "verdict/verdict.h"

struct wishes {
	enum verdict verdict; /* the strictest */
	enum action keeping;  /* the strictest of those that lose nothing */
	enum action refusing; /* the mildest of those that refuse */
	size_t refusals, recipients;
	double threshold; /* the lowest suspicious one */
	bool tag;
};

static enum verdict verdict_by(const struct policy *policy, double total)
{
	if (total >= policy->malicious_threshold)
		return VERDICT_MALICIOUS;
	return total >= policy->suspicious_threshold ? VERDICT_SUSPICIOUS : VERDICT_CLEAN;
}

static enum action action_by(const struct policy *policy, enum verdict verdict)
{
	switch (verdict) {
	case VERDICT_MALICIOUS:
		return policy->malicious;
	case VERDICT_SUSPICIOUS:
		return policy->suspicious;
	default:
		return ACTION_NONE;
	}
}

static enum action wish_add(struct wishes *wishes, const struct policy *policy, double total)
{
	enum verdict verdict = verdict_by(policy, total);
	enum action action = action_by(policy, verdict);

	if (verdict > wishes->verdict)
		wishes->verdict = verdict;
	if (wishes->recipients++ == 0 || policy->suspicious_threshold < wishes->threshold)
		wishes->threshold = policy->suspicious_threshold;
	if (action == ACTION_TAG)
		wishes->tag = true;
	if (action > ACTION_QUARANTINE) {
		if (wishes->refusals++ == 0 || action < wishes->refusing)
			wishes->refusing = action;
	} else if (action > wishes->keeping) {
		wishes->keeping = action;
	}
	return action;
}

static enum action wishes_action(const struct wishes *wishes)
{
	if (wishes->refusals == 0)
		return wishes->keeping;
	return wishes->refusals == wishes->recipients ? wishes->refusing : ACTION_QUARANTINE;
}

/* Without an envelope recipient (a file) the default policy speaks. Recipients that were too many to keep by name (mail_options)
 * are judged by the default policy, too. */
int verdict_decide(const struct verdict_options *options, const struct mail *mail,
                   const struct score *score, bool exempt, struct arena *arena,
                   struct decision *ret, struct err *err)
{
	const struct policy *standard = &options->policies.v[options->policies.n - 1];
	struct wishes wishes = { 0 };
	struct str *redirect = arena_array(arena, mail->rcpts ? mail->rcpts : 1, sizeof *redirect);
	size_t redirects = 0;

	if (!redirect)
		return err_memory(err);
	for (size_t i = 0; i < mail->rcpts; i++) {
		if (wish_add(&wishes, policy_for(&options->policies, mail->rcpt[i]),
		             score->total) == ACTION_REDIRECT)
			redirect[redirects++] = mail->rcpt[i];
	}
	if (mail->rcpts == 0 || mail->rcpt_total > mail->rcpts)
		wish_add(&wishes, standard, score->total);
	*ret = (struct decision){
		.verdict = exempt ? VERDICT_EXEMPT : wishes.verdict,
		.threshold = wishes.threshold,
	};
	if (exempt)
		return 0;
	ret->action = wishes_action(&wishes);
	ret->tag = wishes.tag;
	ret->redirect = redirect;
	ret->redirects = redirects;
	if (options->observe && ret->action != ACTION_NONE) {
		ret->observed = true;
		ret->action = ACTION_NONE;
	}
	if (ret->action == ACTION_NONE || ret->action > ACTION_QUARANTINE)
		ret->redirects = 0;
	if (ret->action == ACTION_NONE || ret->action > ACTION_QUARANTINE)
		ret->tag = false;
	return 0;
}

struct decision decision_error(const char *why)
{
	return (struct decision){ .verdict = VERDICT_ERROR,
		                  .action = ACTION_NONE,
		                  .error = str_of(why) };
}
