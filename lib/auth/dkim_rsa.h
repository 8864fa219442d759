/* RSA public keys as DKIM publishes them, read before a library sees them: how strong they are, and that using one has a bounded
 * cost. */
#ifndef OPENBEC_AUTH_DKIM_RSA_H
#define OPENBEC_AUTH_DKIM_RSA_H

#include "base/str.h"

struct dkim_rsa {
	struct str n, e; /* big-endian, no zeroes in front; borrowed */
	unsigned bits;   /* of n */
};

/* A DER key: a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7) or, as RFC 6376's words have it, the RSAPublicKey (RFC 8017 §A.1.1) that
 * it holds. False if it is anything else, to the last byte, or has a public exponent that nobody uses (over 64 bits: slow). */
bool dkim_rsa_read(struct str der, struct dkim_rsa *ret);

#endif
