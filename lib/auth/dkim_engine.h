/* libopendkim behind its guard; dkim_engine.c is the only file that includes it. It chooses the header fields, canonicalises
 * and digests. What is handed in was checked: LIBRARIES.md says what happens otherwise. */
#ifndef OPENBEC_AUTH_DKIM_ENGINE_H
#define OPENBEC_AUTH_DKIM_ENGINE_H

#include "base/str.h"

struct dkim_library; /* one for all messages, auth/dkim.h */

/* One message. In this order: every field that a signature covers, and the signatures, as they stand in the message; the end of the
 * fields; the body; its end; digests. Signatures are numbered as they come. */
struct dkim_engine;
struct dkim_engine *dkim_engine_new(struct dkim_library *library); /* NULL without memory */
void dkim_engine_free(struct dkim_engine *engine);                 /* takes NULL */

#define DKIM_ENGINE_SIGNATURES_MAX 16

void dkim_engine_field(struct dkim_engine *engine, struct str name, struct str raw);
void dkim_engine_signature(struct dkim_engine *engine, struct str name, struct str raw);
void dkim_engine_fields_end(struct dkim_engine *engine);
void dkim_engine_body(struct dkim_engine *engine, struct str piece); /* lines end in CRLF */

void dkim_engine_end(struct dkim_engine *engine);

struct dkim_digests { /* SHA-256, or SHA-1; borrowed */
	struct str header, body;
	bool short_body; /* shorter than l= */
};
/* False: the library, or a bound of ours, gave up. */
bool dkim_engine_digests(const struct dkim_engine *engine, size_t signature,
                         struct dkim_digests *ret);

#endif
