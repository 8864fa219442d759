/* Names that resemble a known one are rare: look-ups by key come first, and only who has a key in common is asked more about. A
 * real sister domain is one that the configuration names, that has written for long, or that ours write to. */
#include "history/similar.h"

#include "history/reader.h"
#include "store/domain_keys.h"

#define FOUND_MAX      64 /* that have a key in common with one party */
#define RECIPIENTS_MAX 8  /* of whom is asked with whom they correspond */

/* Domains that have a key in common with one party. */
struct found {
	struct domain known[FOUND_MAX];
	size_t n;
};

/* A partner may have been learned, too. */
static bool has(const struct similars *all, const struct similar *similar)
{
	for (size_t i = 0; i < all->n; i++)
		if (domain_eq(all->v[i].party.domain, similar->party.domain) &&
		    domain_same_org(all->v[i].known, similar->known))
			return true;
	return false;
}

/* The one that the party is most alike, if any. */
static void add_best(const struct history_input *input, const struct party_seen *party,
                     const struct found *found, enum similar_whose whose, struct similars *ret)
{
	struct similar similar = { .party = *party, .whose = whose };
	size_t which = 0;

	similar.alike = lookalike_best(input->arena, found->known, found->n, party->domain, &which);
	if (similar.alike.strength == 0 || ret->n == SIMILAR_MAX)
		return;
	similar.known = found->known[which];
	if (!has(ret, &similar))
		ret->v[ret->n++] = similar;
}

/* False if it is one of the site's itself: whose keys are its own. */
static bool find_in_site(const struct history_input *input, const struct party_seen *party,
                         struct similars *ret)
{
	const struct site *site = input->site;
	struct found own = { .n = 0 }, partners = { .n = 0 };
	struct lookalike_keys keys;
	uint32_t place[FOUND_MAX];
	size_t n;

	if (site_is_local(site, party->domain))
		return false;
	lookalike_seen_keys(input->arena, &site->key, party->domain, &keys);
	n = lookalike_index_find(&site->lookalikes, &keys, place, FOUND_MAX);
	for (size_t i = 0; i < n; i++) {
		struct domain known = site->known[place[i]];
		struct found *found = place[i] < site->locals ? &own : &partners;

		if (domain_is_under(party->domain.name, known.name))
			return false;
		found->known[found->n++] = known;
	}
	add_best(input, party, &own, SIMILAR_OWN, ret);
	add_best(input, party, &partners, SIMILAR_PARTNER, ret);
	return true;
}

void similar_of_site(const struct history_input *input, struct similars *ret)
{
	const struct parties_seen *parties = &input->questions->parties;

	for (size_t i = 0; i < parties->n && input->direction == DIRECTION_INBOUND; i++)
		if (!find_in_site(input, &parties->v[i], ret))
			ret->known |= UINT32_C(1) << i;
}

static int find_in_store(struct reader *r, const struct party_seen *party)
{
	const struct history_input *input = r->input;
	struct found found = { .n = 0 };
	struct lookalike_keys keys;
	struct str name[FOUND_MAX];
	size_t n;
	int status;

	lookalike_seen_keys(input->arena, &input->site->key, party->domain, &keys);
	status = snapshot_domains_by_key(r->snapshot, keys.v, keys.n, input->arena, name, FOUND_MAX,
	                                 &n, r->err);
	if (status)
		return status;
	for (; found.n < n; found.n++)
		if (!domain_init(input->arena, input->site->domains, name[found.n],
		                 &found.known[found.n]))
			return err_memory(r->err);
	add_best(input, party, &found, SIMILAR_LEARNED, &r->ret->similar);
	return 0;
}

/* From's own standing was read already, the others' is asked for. */
static int is_known(struct reader *r, const struct party_seen *party, bool *ret)
{
	const struct history *history = r->ret;
	struct str key = arena_printf(r->input->arena, "@" STR_FMT, STR_ARG(party->domain.org));
	struct profile profile;
	int status;

	*ret = party->roles & PARTY_FROM &&
	       (history->established || history->domain_established ||
	        (history->correspondent.found && history->correspondent.trusted));
	if (*ret)
		return 0;
	if (!key.p)
		return err_memory(r->err);
	status = snapshot_domain_is_known(r->snapshot, party->domain.org, ret, r->err);
	if (status || *ret || party->domain.flags & DOMAIN_SHARED)
		return status;
	status = reader_profile(r, key, &profile);
	*ret = !status && profile.found && profile_established(&profile);
	return status;
}

static int ask_recipients(struct reader *r, struct similar *similar)
{
	const struct address_list *list = &r->input->message->recipient;
	int status = 0;

	for (size_t i = 0; i < list->n && i < RECIPIENTS_MAX && !status && !similar->corresponds;
	     i++)
		status = snapshot_domain_writes_to(r->snapshot, similar->known.org, list->v[i].full,
		                                   &similar->corresponds, r->err);
	return status;
}

/* Those stay that aren't known; with whom their recipients correspond is asked. */
static int ask_about(struct reader *r)
{
	struct similars *all = &r->ret->similar;
	size_t kept = 0;
	int status = 0;

	for (size_t i = 0; i < all->n && !status; i++) {
		struct similar similar = all->v[i];
		bool known;

		status = is_known(r, &similar.party, &known);
		if (status || known)
			continue;
		if (similar.whose != SIMILAR_OWN)
			status = ask_recipients(r, &similar);
		all->v[kept++] = similar;
	}
	if (!status)
		all->n = kept;
	return status;
}

static int ask_store(struct reader *r, size_t i)
{
	const struct party_seen *party = &r->input->questions->parties.v[i];
	uint32_t bit = UINT32_C(1) << i;
	bool known = r->ret->similar.known & bit;
	int status =
		known ? 0
		      : snapshot_domain_is_known(r->snapshot, party->domain.org, &known, r->err);

	if (status)
		return status;
	if (!known)
		return find_in_store(r, party);
	r->ret->similar.known |= bit;
	return 0;
}

int reader_similar(struct reader *r)
{
	int status = 0;

	if (!reader_is_inbound(r))
		return 0;
	for (size_t i = 0; i < r->input->questions->parties.n && !status; i++)
		status = ask_store(r, i);
	return status ? status : ask_about(r);
}
