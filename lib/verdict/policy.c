#include "verdict/policy.h"

const char *const verdict_names[VERDICT_COUNT] = {
	[VERDICT_CLEAN] = "clean",         [VERDICT_SUSPICIOUS] = "suspicious",
	[VERDICT_MALICIOUS] = "malicious", [VERDICT_EXEMPT] = "exempt",
	[VERDICT_ERROR] = "error",
};

const char *const action_names[ACTION_COUNT] = {
	[ACTION_NONE] = "none",         [ACTION_TAG] = "tag",
	[ACTION_REDIRECT] = "redirect", [ACTION_QUARANTINE] = "quarantine",
	[ACTION_TEMPFAIL] = "tempfail", [ACTION_REJECT] = "reject",
	[ACTION_DISCARD] = "discard",
};

bool action_of(struct str name, enum action *ret)
{
	for (int i = 0; i < ACTION_COUNT; i++) {
		if (str_eq(name, str_of(action_names[i]))) {
			*ret = (enum action)i;
			return true;
		}
	}
	return false;
}

/* "@pay.example.org" is that domain and what is under it. */
static bool in_domain(struct str recipient, struct str at_domain)
{
	size_t at = str_rchr(recipient, '@');
	struct str domain, wanted = str_sub(at_domain, 1, at_domain.n);

	if (at == SIZE_MAX || wanted.n == 0)
		return false;
	domain = str_sub(recipient, at + 1, recipient.n);
	if (str_ieq(domain, wanted))
		return true;
	return domain.n > wanted.n && str_iends(domain, wanted) &&
	       domain.p[domain.n - wanted.n - 1] == '.';
}

static bool policy_has(const struct policy *policy, struct str recipient)
{
	if (policy->recipients == 0)
		return true;
	for (size_t i = 0; i < policy->recipients; i++) {
		struct str wanted = policy->recipient[i];

		if (wanted.n && wanted.p[0] == '@' ? in_domain(recipient, wanted)
		                                   : str_ieq(recipient, wanted))
			return true;
	}
	return false;
}

const struct policy *policy_for(const struct policies *policies, struct str recipient)
{
	for (size_t i = 0; i + 1 < policies->n; i++) {
		if (policy_has(&policies->v[i], recipient))
			return &policies->v[i];
	}
	return &policies->v[policies->n - 1];
}
