/* A domain that strangers share is nobody to pretend to be; what a program sends is no answer. */
#include "learn/domains.h"

#include "party/lookalike_keys.h"

#define DOMAINS_MAX 20 /* of one message */

static bool is_one_organisation(struct domain domain)
{
	return domain.name.n &&
	       !(domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX | DOMAIN_SHARED | DOMAIN_PLATFORM));
}

/* The keys are those of the organisation: of its own name, not of one host of it. */
static bool add(const struct evidence *e, struct arena *arena, struct domain domain,
                struct str address, struct domain_keys *ret)
{
	struct domain org = { domain.org, domain.org, domain.flags };
	struct lookalike_keys *keys = arena_alloc(arena, sizeof *keys);

	if (!keys)
		return false;
	lookalike_known_keys(arena, &e->site->key, org, keys);
	*ret = (struct domain_keys){ domain.org, address, keys->v, keys->n };
	return true;
}

static bool add_written(const struct evidence *e, struct arena *arena, struct batch *batch,
                        struct domain_keys *ret)
{
	for (size_t i = 0; i < batch->written_n && batch->domains < DOMAINS_MAX; i++) {
		struct str address = batch->written[i];
		size_t at = str_rchr(address, '@');
		struct domain domain;

		if (at == SIZE_MAX)
			continue;
		if (!domain_init(arena, e->site->domains, str_sub(address, at + 1, address.n),
		                 &domain))
			return false;
		if (is_one_organisation(domain) &&
		    !add(e, arena, domain, address, &ret[batch->domains++]))
			return false;
	}
	return true;
}

static bool add_heard(const struct evidence *e, struct arena *arena, struct batch *batch,
                      struct domain_keys *ret)
{
	const struct identity *identity = &e->auth->identity;

	if (e->direction != DIRECTION_INBOUND || identity->proof != PROOF_ALIGNED ||
	    e->message->is_automatic || e->message->is_bulk ||
	    !is_one_organisation(identity->domain))
		return true;
	return add(e, arena, identity->domain, (struct str){ "", 0 }, &ret[batch->domains++]);
}

bool domains_learn(const struct evidence *evidence, struct arena *arena, struct batch *ret)
{
	struct domain_keys *domain;

	if (ret->lesson != LESSON_LEARN)
		return true;
	domain = arena_array(arena, DOMAINS_MAX, sizeof *domain);
	if (!domain)
		return false;
	ret->domain = domain;
	return evidence->direction == DIRECTION_OUTBOUND ? add_written(evidence, arena, ret, domain)
	                                                 : add_heard(evidence, arena, ret, domain);
}
