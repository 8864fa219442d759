/* Evidence from a few lines, for specs of indicators: what is given, then the message as it came.
 *
 *     Given: dkim=list.example
 *     Given: established
 *     From: ann@acme.example
 *     Reply-To: dev@list.example
 *
 *     Please pay.
 *
 * The real stages read the message; only what history would know is set by hand, so that no store is needed. The site is
 * ours.example, the recipient ap@ours.example, the client 192.0.2.1; without results given, nobody in front of us has
 * checked anything. A word that isn't known fails the test. The words:
 *
 *     the way in:  client=IP  recipient=ADDRESS  envelope=ADDRESS  session (one of ours submits it)
 *     proofs:      dkim=DOMAIN  dkim-fail=DOMAIN  spf=DOMAIN  results=RFC-8601-TEXT
 *     the site:    local=DOMAIN  partner=DOMAIN  person=NAME <ADDRESS>
 *     history:     first-contact=0.5  new-sender  new-domain  established  domain-established
 *                  via-established  known (seen before)  known-when-proven  correspondent
 *                  surprise=KIND STRENGTH DAYS SEEN [EXPECTED]  (kinds: traits/trait.c)
 *                  shown=KIND DAYS  (nothing surprising, but compared)
 *                  mark=KIND VALUE  block=TYPE VALUE  allow=INDICATOR  staff=NAME <ADDRESS>  (who is shown in the display name)
 *                  staff-local=NAME <ADDRESS>  staff-subject=NAME <ADDRESS>
 *                  silent=DAYS LONGEST-PAUSE-BEFORE
 *                  both-ways=DOMAIN  (mail has gone to it and come)  corresponds=DOMAIN  (with the recipient, too)
 *                  account=VALUE  (known of the sender: "IT...3456 x")
 *                  owner=DAYS ADDRESS  (who gave the message's first account, proven; owner-unproven=...)
 *                  thread=ADDRESS  (had the mail that it cites)
 *                  never-sent  (the newest quoted mail isn't among those that left)
 *                  first-copy=JSON  (the findings that were logged) */
#ifndef OPENBEC_TESTS_SUPPORT_GIVEN_H
#define OPENBEC_TESTS_SUPPORT_GIVEN_H

#include "indicators/indicator.h"

struct given;

/* Never NULL: what can't be read ends the test with a sentence. */
struct given *given_new(const char *lines);
void given_free(struct given *given);

const struct evidence *given_evidence(const struct given *given);
struct findings *given_findings(struct given *given); /* of indicators_run() */

const struct finding *given_finding(const struct given *given, const char *id); /* NULL: silent */

struct spec {
	const char *name, *lines;
	double want;
};
/* Fails unless the indicator fires on each row with the strength wanted; 0: is silent. Innocence is forgeable (DESIGN §2): one of the
 * family identity must keep half of it when the message also claims to be a list's, a program's, an answer and a ticket. */
void given_check(const char *id, const struct spec *specs, size_t n);

#endif
