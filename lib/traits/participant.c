#include "traits/participant.h"

struct participant participant_of(const struct site_key *key, struct address address)
{
	bool alone = address.domain.org.n == 0 || address.domain.flags & DOMAIN_SHARED;
	uint64_t digest = keyed_u64(key, address.full);

	return (struct participant){ digest, alone ? digest : keyed_u64(key, address.domain.org) };
}
