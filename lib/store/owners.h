/* Who has given an account: the way from a value to the parties that showed it. */
#ifndef OPENBEC_STORE_OWNERS_H
#define OPENBEC_STORE_OWNERS_H

#include "store/store.h"

struct account_owner {
	struct str party, address; /* the address is empty for an organisation */
	struct str domain, proof;
	uint32_t days; /* on which the party gave it */
};

/* Those whose clean mail gave the account first, `max` at most. `account`: the fingerprint, as in the trait. ERR_STORE, ERR_MEMORY. */
int snapshot_account_owners(struct snapshot *snapshot, struct str account, struct arena *arena,
                            struct account_owner *ret, size_t max, size_t *ret_n, struct err *err);

#endif
