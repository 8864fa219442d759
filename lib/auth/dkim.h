/* DKIM (RFC 6376, 8301, 8463): who signed the message. libopendkim chooses the fields, canonicalises and digests, behind a guard
 * (dkim_engine.c, LIBRARIES.md); tag lists and keys are read strictly by us and verified with libcrypto. Five signatures at most are looked
 * at, the author's first, and a right one counts only if the key is strong, the digest is not SHA-1 and nothing was appended behind l=. */
#ifndef OPENBEC_AUTH_DKIM_H
#define OPENBEC_AUTH_DKIM_H

#include "auth/auth.h"
#include "auth/dns.h"
#include "mail/mail.h"

#define DKIM_SIGNATURES_MAX 5

struct dkim_signature {
	enum auth_result
		result; /* pass; fail: a digest or the signature is wrong; policy: verified, but counts for nothing
	                            (why says it); neutral: it can't be read; temperror, permerror: its key */
	struct str domain;    /* d=, checked A-labels, lower case; empty if it can't be read */
	struct str selector;  /* s= */
	struct str identity;  /* i=, else "@" d= */
	struct str algorithm; /* "rsa-sha256", "ed25519-sha256", ... */
	struct str headers;   /* h=: lower case, colons, no blanks: "from:to:subject" */
	char why[96];         /* a few words, safe for headers; "" with pass */
};

struct dkim_verdict {
	struct dkim_signature signature[DKIM_SIGNATURES_MAX];
	size_t signatures; /* looked at */
	size_t total;      /* DKIM-Signature fields there were */
};

/* One for all messages. NULL without memory. */
struct dkim_library;
struct dkim_library *dkim_library_new(void);
void dkim_library_free(struct dkim_library *library);

/* Asks for the key, as soon as a DKIM-Signature field is known. `value` as it came. For the first DKIM_SIGNATURES_MAX fields of a
 * message: a flood of them must not use up its questions. */
void dkim_prefetch(struct dns *dns, struct str value);

/* One message in hashing. Begin when all header fields are there, then the body in chunks as they come (bare LF, a cut last
 * line: taken as CRLF), whatever its size: what max-scan-size drops is signed, too. NULL ret without a signature: nothing to do,
 * and the other functions take NULL. (libopendkim has a dkim_body and a dkim_free of its own, which ours must not take the place of.) */
struct dkim_check;
int dkim_check_begin(struct dkim_library *library, struct dns *dns, const struct mail *mail,
                     struct dkim_check **ret, struct err *err);
void dkim_check_body(struct dkim_check *check, struct str chunk);
/* Results in the arena. ERR_MEMORY is the only error. */
int dkim_check_end(struct dkim_check *check, struct arena *arena, struct dkim_verdict *ret,
                   struct err *err);
void dkim_check_free(struct dkim_check *check);

/* Whether `headers` (h=) covers `instances` fields of that name, so that none can be added unseen behind the signature. */
bool dkim_covers(struct str headers, const char *name, size_t instances);

#endif
