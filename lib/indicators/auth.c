/* Is it proven: what the checks of the program in front said. Without its word nothing is known, and nothing is
 * held against the sender. Lists and forwarders break DMARC every day: half. */
#include "auth/identity.h"
#include "indicators/indicator.h"
#include "indicators/parts.h"

static bool asked(const struct evidence *e)
{
	return e->direction == DIRECTION_INBOUND && e->auth->checked;
}

static bool is_strict(struct str policy)
{
	return str_eq(policy, str_of("reject")) || str_eq(policy, str_of("quarantine"));
}

static double dmarc_fail(const struct evidence *e, struct reason *why)
{
	bool strict = is_strict(e->auth->dmarc_policy);

	if (!asked(e) || e->auth->dmarc != AUTH_FAIL || e->auth->arc_vouches)
		return 0;
	reason_printf(why, "DMARC fails for ");
	reason_add(why, e->message->author.domain.name);
	reason_printf(why, "%s", strict ? ", whose owner asks to refuse such mail" : "");
	return (strict ? 1 : 0.5) * (part_passed_on(e) ? 0.5 : 1);
}

static bool spf_failed(const struct auth *auth)
{
	return auth->spf == AUTH_FAIL || auth->spf == AUTH_SOFTFAIL;
}

/* A signature that proves From survives a forwarder, SPF doesn't. */
static double spf_fail(const struct evidence *e, struct reason *why)
{
	if (!asked(e) || !spf_failed(e->auth) || e->auth->identity.proof == PROOF_ALIGNED)
		return 0;
	reason_printf(why, "SPF says %s: the client may not send for ",
	              auth_result_names[e->auth->spf]);
	reason_add(why, e->auth->spf_domain.name.n ? e->auth->spf_domain.name
	                                           : str_of("its envelope sender"));
	return e->auth->spf == AUTH_FAIL ? 1 : 0.5;
}

static double dkim_broken(const struct evidence *e, struct reason *why)
{
	if (!asked(e) || e->auth->dkim != AUTH_FAIL || e->auth->identity.proof == PROOF_ALIGNED)
		return 0;
	reason_printf(why,
	              "A DKIM signature was there and doesn't verify: the message was changed, "
	              "or never signed by that domain");
	return 1;
}

/* Nothing was tried that could have proved it. Failures have rows of their own; an answer that DNS owes us, and a client that
 * nobody knows, say nothing of the sender. */
static double unauthenticated(const struct evidence *e, struct reason *why)
{
	const struct auth *auth = e->auth;

	if (!asked(e) || auth->identity.proof != PROOF_NETWORK || !e->message->author.full.n ||
	    e->message->client.ip.length == 0)
		return 0;
	if (spf_failed(auth) || auth->dkim == AUTH_FAIL || auth->dmarc == AUTH_FAIL ||
	    auth->spf == AUTH_TEMPERROR || auth->dkim == AUTH_TEMPERROR)
		return 0;
	reason_printf(why, "Neither SPF nor DKIM proves any domain for ");
	reason_add(why, e->message->author.full);
	return 1;
}

static double auth_regression(const struct evidence *e, struct reason *why)
{
	if (!e->auth->regressed)
		return 0;
	reason_add(why, e->message->author.full);
	reason_printf(
		why, " used to sign its mail with DKIM (on %u days or more); this one isn't signed",
		IDENTITY_SIGNING_DAYS);
	return 1;
}

const struct indicator auth_indicators[] = {
	{ "dmarc-fail", 2.0, dmarc_fail, "DMARC fails for From's domain" },
	{ "spf-fail", 0.6, spf_fail, "SPF forbids this client to send for the envelope's domain" },
	{ "dkim-broken", 0.3, dkim_broken, "A DKIM signature was there and doesn't verify" },
	{ "auth-regression", 1.5, auth_regression,
	  "A sender who used to sign with DKIM doesn't any more" },
	{ "unauthenticated", 0.6, unauthenticated, "Nothing proves the sender" },
	{ 0 },
};
