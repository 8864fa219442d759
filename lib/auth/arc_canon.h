/* What ARC's signatures are computed of: header fields and bodies in the canonical forms of DKIM (RFC 6376 §3.4), digested as they come. */
#ifndef OPENBEC_AUTH_ARC_CANON_H
#define OPENBEC_AUTH_ARC_CANON_H

#include "base/str.h"

#define ARC_DIGEST_BYTES 32 /* SHA-256 */

/* A SHA-256 under way, with a little room in front of it so that it is fed in pieces worth the call. */
struct arc_digest {
	void *context; /* libcrypto's; NULL: without memory, and the digest is none */
	size_t n;
	unsigned char waiting[512];
};

void arc_digest_init(struct arc_digest *digest);
void arc_digest_done(struct arc_digest *digest); /* takes a zeroed one */
/* Of what went in so far; more may follow. False without memory. */
bool arc_digest_read(struct arc_digest *digest, unsigned char ret[ARC_DIGEST_BYTES]);
bool arc_digest_copy(struct arc_digest *digest, struct arc_digest *ret); /* `ret` is initialised */

/* "name: value" without its line end. The value is two pieces of a field's raw text: a signature leaves its own b= out. */
void arc_canon_field(struct arc_digest *digest, struct str name, struct str before,
                     struct str after, bool relaxed);
void arc_canon_line_end(struct arc_digest *digest);

/* A body, in pieces whose lines end in CRLF (dkim_lines.h). */
struct arc_body {
	struct arc_digest *digest;
	bool relaxed;
	uint64_t line_ends; /* seen, and not digested until text follows */
	bool blank;         /* relaxed: blanks of this line, that count as one if text follows */
	bool cr;            /* the last byte; of a line end or not, the next one tells */
	bool text;          /* there was some */
};

void arc_body_feed(struct arc_body *body, struct str piece);
void arc_body_end(struct arc_body *body);

#endif
