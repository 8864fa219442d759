/* A signer's public key, and whether a signature is its: what libcrypto does, for DKIM (RFC 8017 §8.2.2, RFC 8463 §3). */
#ifndef OPENBEC_AUTH_DKIM_PUBLIC_H
#define OPENBEC_AUTH_DKIM_PUBLIC_H

#include "base/str.h"

enum dkim_key_type { DKIM_KEY_RSA, DKIM_KEY_ED25519 };

#define DKIM_PUBLIC_BYTES 600 /* an RSA key of 4,096 bits takes 550 */

struct dkim_public {
	enum dkim_key_type type;
	unsigned bits; /* of an RSA modulus */
	unsigned char bytes[DKIM_PUBLIC_BYTES];
	size_t n;
};

/* Looks at what p= held, decoded; NULL, or why the key is none to verify with. */
const char *dkim_public_check(struct dkim_public *key);

/* Whether it signed the digest: SHA-256, or SHA-1. Without memory: it didn't. */
bool dkim_public_verify(const struct dkim_public *key, bool sha1, struct str digest,
                        struct str signature);

#endif
