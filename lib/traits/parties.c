#include "traits/parties.h"

#define AUTHORS_MAX 3
#define REPLIES_MAX 6

static struct party_seen *find(const struct parties_seen *parties, struct domain domain)
{
	for (size_t i = 0; i < parties->n; i++)
		if (domain_eq(parties->v[i].domain, domain))
			return &parties->v[i];
	return NULL;
}

/* `max`: how many there may be then. */
static void see(struct parties_seen *parties, struct domain domain, unsigned role, size_t max)
{
	struct party_seen *party = find(parties, domain);

	if (party) {
		party->roles |= role;
		return;
	}
	if (parties->n >= max || domain.name.n == 0 ||
	    domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX))
		return;
	parties->v[parties->n++] = (struct party_seen){ domain, role };
}

static void see_list(struct parties_seen *parties, const struct address_list *list, size_t most,
                     unsigned role, size_t max)
{
	for (size_t i = 0; i < list->n && i < most; i++)
		see(parties, list->v[i].domain, role, max);
}

bool parties_see(const struct trait_input *input, struct parties_seen *ret)
{
	const struct message *message = input->message;
	const struct named *named = &input->text->named;
	size_t max;

	*ret = (struct parties_seen){
		.v = arena_array(input->arena, PARTIES_MAX, sizeof *ret->v),
	};
	if (!ret->v)
		return false;
	see_list(ret, &message->from.list, AUTHORS_MAX, PARTY_FROM, PARTIES_MAX);
	see_list(ret, &message->reply_to.list, REPLIES_MAX, PARTY_REPLY, PARTIES_MAX);
	max = ret->n + PARTIES_OTHERS;
	see_list(ret, &message->to.list, message->to.list.n, PARTY_COPY, max);
	see_list(ret, &message->cc.list, message->cc.list.n, PARTY_COPY, max);
	for (size_t i = 0; i < named->domains; i++)
		see(ret, named->domain[i], PARTY_NAMED, max);
	return true;
}
