/* Own verification (authentication = verify): one message's SPF, DKIM, DMARC and ARC, whose questions start while the message
 * still comes in. What it finds goes into struct auth as what trust mode reads does. */
#ifndef OPENBEC_AUTH_VERIFY_H
#define OPENBEC_AUTH_VERIFY_H

#include "auth/auth.h"
#include "auth/dkim.h"

struct verifier_options {
	struct dns_source *source;     /* the resolver's; borrowed */
	int question_ms, message_ms;   /* dns-timeout, auth-timeout */
	const struct str *arc_sealers; /* organisational domains, lower case */
	size_t arc_sealers_n;
};

/* What all messages share. NULL without memory. */
struct verifier;
struct verifier *verifier_new(const struct verifier_options *options);
void verifier_free(struct verifier *verifier); /* takes NULL */

/* One message's. Made before its first field, and taps the mail's body. NULL without memory. */
struct verify *verify_new(struct verifier *verifier, const struct domain_lists *domains,
                          struct mail *mail);
void verify_free(struct verify *verify); /* takes NULL */

/* Asks what can be asked by now: the envelope's domain, keys, policies. May be left out (a file has no wire), or come any
 * number of times; looks at each field once. */
void verify_prefetch(struct verify *verify);

/* Waits for what is still open, and puts our results into `auth` beside those of a relay of ours; what is aligned stands there, so
 * that the DMARC result proves nothing by itself. ERR_MEMORY is the only error. */
int verify_finish(struct verify *verify, const struct auth_input *input, struct auth *auth,
                  struct err *err);

#endif
