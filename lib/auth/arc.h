/* ARC (RFC 8617): what a list or forwarder saw before it changed the message, sealed. The chain is verified here (no library for it is
 * packaged; digests and signatures are libcrypto's). It counts only if the newest seal's domain is one of trusted-arc-sealers. */
#ifndef OPENBEC_AUTH_ARC_H
#define OPENBEC_AUTH_ARC_H

#include "auth/auth.h"
#include "auth/dns.h"
#include "mail/mail.h"

struct arc_verdict {
	enum auth_result result; /* none, pass, fail (a broken chain, RFC 8617 §5.2), temperror */
	/* Only with pass: what a broken chain says of itself is nobody's word. */
	struct str sealer; /* d= of the newest seal; lower case; in the arena */
	struct str
		authentication; /* value of the newest ARC-Authentication-Results, to be read by authres_parse(); the mail's */
	unsigned instances;
	char why[96]; /* a few words, safe for headers; "" with pass */
};

/* Asks for the keys, as soon as an ARC-Seal or ARC-Message-Signature field is known. */
void arc_prefetch(struct dns *dns, struct str value);

/* As in dkim.h: begin with all fields there, then the body in chunks; the mail and its fields stay until the end. NULL ret without ARC
 * fields; the other functions take it. */
struct arc;
int arc_begin(struct dns *dns, const struct mail *mail, struct arc **ret, struct err *err);
void arc_body(struct arc *arc, struct str chunk);
/* ERR_MEMORY is the only error. */
int arc_end(struct arc *arc, struct arena *arena, struct arc_verdict *ret, struct err *err);
void arc_free(struct arc *arc);

#endif
