/* A party of a conversation as keyed digests: the store need not hold whom others write to. */
#ifndef OPENBEC_TRAITS_PARTICIPANT_H
#define OPENBEC_TRAITS_PARTICIPANT_H

#include "base/keyed.h"
#include "party/address.h"

struct participant {
	uint64_t address;
	uint64_t
		org; /* of its organisation; on shared domains the address's, for there everybody is for himself */
};

struct participant participant_of(const struct site_key *key, struct address address);

#endif
