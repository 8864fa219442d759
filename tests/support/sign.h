/* A signer for tests: DKIM signatures (RFC 6376) made by libcrypto and a canonicalisation of its own, which shares nothing with what
 * verifies them. Keys are made on the spot. */
#ifndef OPENBEC_TESTS_SUPPORT_SIGN_H
#define OPENBEC_TESTS_SUPPORT_SIGN_H

#include "base/str.h"

struct sign_key;
struct sign_key *sign_key_rsa(unsigned bits); /* never NULL; 2,048 bits take 0.1 s */
struct sign_key *sign_key_ed25519(void);
void sign_key_free(struct sign_key *key);
const char *sign_key_record(
	const struct sign_key *key); /* "v=DKIM1; k=rsa; p=..."; the key's own */
const char *sign_key_public(const struct sign_key *key); /* p= alone */

/* A DKIM-Signature's value, to be freed: `tags` (any text; a=, c=, h= and l= of it are used) with bh= and b= added. `header`: the
 * message's fields as they stand, LF or CRLF; `body` with CRLF. */
char *sign_value(const struct sign_key *key, const char *tags, const char *header, struct str body);

/* The same, put on top of the message: "DKIM-Signature: ...\r\nHEADER\r\nBODY", to be freed. */
char *sign_message(const struct sign_key *key, const char *tags, const char *header,
                   const char *body);

/* Its parts, for what else is signed that way. `ret` has room for what comes out: n + 2 bytes. */
size_t sign_canonical_body(struct str body, bool relaxed, char *ret);
/* "Name: value" with its folds, without its line end; gives none either. */
size_t sign_canonical_field(struct str field, bool relaxed, char *ret);
/* base64, NUL-terminated, to be freed. sha1: RSA over SHA-1. */
char *sign_bytes(const struct sign_key *key, bool sha1, struct str bytes);
char *sign_digest(bool sha1, struct str bytes); /* the digest alone, base64 */

#endif
