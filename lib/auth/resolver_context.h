/* libunbound as we want it: options, servers, local zones. Made once to check them, and anew by the first question. */
#ifndef OPENBEC_AUTH_RESOLVER_CONTEXT_H
#define OPENBEC_AUTH_RESOLVER_CONTEXT_H

#include <unbound.h>

#include "auth/resolver.h"
#include "base/arena.h"

/* The options' strings, copied. */
int resolver_options_copy(struct arena *arena, const struct resolver_options *options,
                          struct resolver_options *ret, struct err *err);

/* Ready for its first question, without a thread yet. ERR_CONFIG names the bad server, file or line. */
int resolver_context_new(const struct resolver_options *options, struct ub_ctx **ret,
                         struct err *err);

/* The records of a file (resolver.h), once the options' time is over. ERR_CONFIG names the bad line. */
int resolver_zones_add(struct ub_ctx *ctx, const char *path, struct err *err);

/* Cuts the first word off. */
struct str resolver_word(struct str *rest);

/* What libunbound gave, as an answer; `room` is scratch. NULL without memory. */
#define RESOLVER_ROOM                                                                              \
	(65536 + DNS_TEXT_MAX) /* an answer's rdata, and what one record may still want */
struct dns_answer *resolver_answer(int error, const struct ub_result *result, enum dns_type type,
                                   char room[RESOLVER_ROOM]);

#endif
