/* Domains that one of ours wrote to and that wrote to us, found by the keys of party/lookalike_keys: whom strangers may pretend to
 * be. Keys are numbers here; what they are made of is their maker's. */
#ifndef OPENBEC_STORE_DOMAIN_KEYS_H
#define OPENBEC_STORE_DOMAIN_KEYS_H

#include "store/store.h"

#define DOMAIN_KEYS_MAX   128 /* of a domain */
#define DOMAINS_FOUND_MAX 32

/* Domains that are kept under one of the keys, each once, `max` at most (DOMAINS_FOUND_MAX). ERR_STORE, ERR_MEMORY. */
int snapshot_domains_by_key(struct snapshot *snapshot, const uint64_t *key, size_t keys,
                            struct arena *arena, struct str *ret, size_t max, size_t *ret_n,
                            struct err *err);
/* Whether mail has gone both ways with an organisation's domain. */
int snapshot_domain_is_known(struct snapshot *snapshot, struct str domain, bool *ret,
                             struct err *err);
/* Whether proven mail of the domain came to this recipient; asks 200 of the domain's parties at most. */
int snapshot_domain_writes_to(struct snapshot *snapshot, struct str domain, struct str recipient,
                              bool *ret, struct err *err);

/* Remembers what a batch says of domains; forgets one with its keys. */
struct teacher;
int domain_keys_teach(const struct teacher *teacher, const struct batch *batch);
int domain_keys_forget(const struct teacher *teacher, struct str domain);

#endif
