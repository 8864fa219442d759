/* SPF (RFC 7208): may this host send for the MAIL FROM domain? libspf2 evaluates; what reaches it is a record that
 * our strict parser read and wrote anew, through look-ups that we count (LIBRARIES.md: its own limits and parser fail). */
#ifndef OPENBEC_AUTH_SPF_H
#define OPENBEC_AUTH_SPF_H

#include "auth/auth.h"
#include "auth/dns.h"
#include "base/arena.h"
#include "party/network.h"

struct spf_input {
	struct ip client; /* IPv4-mapped counts as IPv4 */
	struct str helo;  /* as given; may be empty or no name at all */
	struct str
		mail_from; /* without angle brackets; empty: the null sender, checked as postmaster@helo */
};

struct spf_verdict {
	enum auth_result result;
	struct str
		domain; /* that was checked, lower case; in the arena; empty if there was none to check */
	bool by_helo; /* the null sender: HELO's domain was checked, which proves nothing about From */
	char why[96]; /* for temperror and permerror: a few words, safe for headers: "more than 10 look-ups" */
};

/* Starts the first question, as soon as MAIL FROM is known. */
void spf_prefetch(struct dns *dns, const struct spf_input *input);
/* Asks for what the records that have arrived name (include, redirect, a, mx); cheap; any number of times. */
void spf_prefetch_more(struct dns *dns, const struct spf_input *input);

/* ERR_MEMORY is the only error. Thread-safe for different dns. */
int spf_check(struct dns *dns, const struct spf_input *input, struct arena *arena,
              struct spf_verdict *ret, struct err *err);

#endif
