/* Keyed hashes by libsodium: what is kept of accounts, phone numbers, message keys can't be guessed
 * back without the site's key. BLAKE2b for fingerprints and keys, SipHash-2-4 for short digests. */
#ifndef OPENBEC_BASE_KEYED_H
#define OPENBEC_BASE_KEYED_H

#include "base/err.h"
#include "base/str.h"

#define SITE_KEY_SIZE 32

struct site_key {
	unsigned char bytes[SITE_KEY_SIZE];
};

/* Reads the key, or makes it (0600, fsynced, never over an existing file) if there is none and
 * `create` is set. A key that others may read, or of another length, is ERR_CONFIG. */
int site_key_load(const char *path, bool create, struct site_key *ret, struct err *err);
/* A key that is nobody's: for scoring without a store, and for tests. */
struct site_key site_key_fixed(void);

#define KEYED_HEX_SIZE 33
/* 128 bits as 32 hexadecimal digits. `purpose` keeps the same bytes apart in different uses. */
void keyed_hex(const struct site_key *key, const char *purpose, struct str s,
               char ret[KEYED_HEX_SIZE]);
uint64_t keyed_u64(const struct site_key *key, struct str s);

/* The same over pieces: a message key from its parts, each with its length, so that no two lists of
 * parts give the same bytes. */
struct keyed_stream {
	_Alignas(64) unsigned char state[384]; /* crypto_generichash_state */
};
void keyed_begin(struct keyed_stream *stream, const struct site_key *key, const char *purpose);
void keyed_part(struct keyed_stream *stream, struct str part);  /* length and bytes */
void keyed_bytes(struct keyed_stream *stream, struct str more); /* bytes alone: a body in chunks */
void keyed_end(struct keyed_stream *stream, char ret[KEYED_HEX_SIZE]);

/* Without a key: what others' formats are made of (FIPS 180-4). `ret` may be the same bytes as
 * s. */
#define SHA256_SIZE 32
void sha256(struct str s, unsigned char ret[SHA256_SIZE]);

#endif
