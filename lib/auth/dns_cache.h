/* Ready answers by name and type, for all messages: a hit costs a hash and a lock that is seldom held by another. Bounded in
 * entries and bytes, and so is the work of each call, whatever names a sender invents. */
#ifndef OPENBEC_AUTH_DNS_CACHE_H
#define OPENBEC_AUTH_DNS_CACHE_H

#include "auth/dns.h"

/* How long an answer is kept: its time to live within these, in seconds. */
#define DNS_CACHE_FOUND_MIN_S    10
#define DNS_CACHE_FOUND_MAX_S    21600
#define DNS_CACHE_NEGATIVE_MIN_S 10
#define DNS_CACHE_NEGATIVE_MAX_S 900
#define DNS_CACHE_FAILED_S       2 /* so that one message's many questions don't each wait for it */

#define DNS_CACHE_ENTRIES        16384 /* where 0 is asked for */

struct dns_cache;
struct dns_cache *dns_cache_new(size_t entries); /* rounded up; NULL without memory */
void dns_cache_free(struct dns_cache *cache);    /* takes NULL */

/* The caller's reference; NULL: not there, or its time is over. `now_ms`: clock_monotonic_ms(). */
struct dns_answer *dns_cache_get(struct dns_cache *cache, struct str name, enum dns_type type,
                                 int64_t now_ms);
/* Keeps a reference of its own; an answer too large for its share of the bytes is not kept. */
void dns_cache_put(struct dns_cache *cache, struct str name, enum dns_type type,
                   struct dns_answer *answer, int64_t now_ms);

#endif
