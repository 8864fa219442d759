/* The identity of DESIGN §2: aligned, via, or network. Alignment is DMARC's (RFC 9989 §4.4), with or without a record. */
#include "auth/identity.h"

enum { SHARED = DOMAIN_SHARED | DOMAIN_FREEMAIL };

bool identity_may_align(struct domain author, struct domain other)
{
	if ((author.flags | other.flags) & DOMAIN_LITERAL)
		return false;
	return !((author.flags | other.flags) & SHARED) || domain_eq(author, other);
}

static bool same_party(struct domain author, struct domain other, bool strict)
{
	if (!identity_may_align(author, other))
		return false;
	return strict ? domain_eq(author, other) : domain_same_org(author, other);
}

void identity_align(struct domain author, bool strict, struct auth *auth)
{
	auth->spf_aligned = same_party(author, auth->spf_domain, strict);
	for (size_t i = 0; i < auth->signatures; i++)
		auth->signature[i].aligned = same_party(author, auth->signature[i].domain, strict);
}

/* Best first. */
static const int ranks[] = {
	[AUTH_PASS] = 7,      [AUTH_POLICY] = 6,   [AUTH_NEUTRAL] = 5, [AUTH_TEMPERROR] = 4,
	[AUTH_PERMERROR] = 3, [AUTH_SOFTFAIL] = 2, [AUTH_FAIL] = 1,    [AUTH_NONE] = 0,
};

/* The aligned signature's result, else the best. */
static enum auth_result dkim_result(const struct auth *auth, bool *aligned)
{
	enum auth_result best = AUTH_NONE, best_aligned = AUTH_NONE;

	for (size_t i = 0; i < auth->signatures; i++) {
		const struct auth_signature *signature = &auth->signature[i];

		if (ranks[signature->result] > ranks[best])
			best = signature->result;
		if (signature->aligned && ranks[signature->result] > ranks[best_aligned])
			best_aligned = signature->result;
	}
	*aligned = best_aligned == AUTH_PASS;
	return best_aligned != AUTH_NONE ? best_aligned : best;
}

/* By what it is aligned. A DMARC pass for the author's domain says that something was, and if no name shows
 * what, it was a signature unless SPF alone passed. */
static unsigned aligned_by(struct auth *auth, bool dmarc_names_author)
{
	bool dkim_aligned;
	unsigned by = 0;

	auth->dkim = dkim_result(auth, &dkim_aligned);
	if (dkim_aligned)
		by |= IDENTITY_BY_DKIM;
	if (auth->spf == AUTH_PASS && auth->spf_aligned)
		by |= IDENTITY_BY_SPF;
	if (by == 0 && auth->dmarc == AUTH_PASS && dmarc_names_author)
		by = auth->spf == AUTH_PASS && auth->dkim != AUTH_PASS ? IDENTITY_BY_SPF
		                                                       : IDENTITY_BY_DKIM;
	return by;
}

static bool can_vouch(struct domain domain)
{
	return domain.name.n && !(domain.flags & DOMAIN_LITERAL);
}

/* Another domain that verified: a signature, rather one of an organisation than of a service that signs for
 * all its customers, else MAIL FROM. */
static struct domain via_of(const struct auth *auth)
{
	struct domain via = { 0 };

	for (size_t i = 0; i < auth->signatures; i++) {
		const struct auth_signature *signature = &auth->signature[i];
		bool common = signature->domain.flags & (SHARED | DOMAIN_PLATFORM);

		if (signature->result != AUTH_PASS || !can_vouch(signature->domain))
			continue;
		if (!common)
			return signature->domain;
		if (via.name.n == 0)
			via = signature->domain;
	}
	if (via.name.n == 0 && auth->spf == AUTH_PASS && can_vouch(auth->spf_domain))
		via = auth->spf_domain;
	return via;
}

/* What names the domain's owner: strangers share the organisation of a shared domain. */
static struct str owner_of(struct domain domain)
{
	return domain.flags & SHARED ? domain.name : domain.org;
}

static bool set_keys(struct arena *arena, const struct message *message, struct identity *identity)
{
	struct str reply = message->reply.full, base = identity->address;
	unsigned no_domain_level = SHARED | DOMAIN_PLATFORM | DOMAIN_LITERAL;
	struct str *key = &identity->key;

	if ((identity->domain.flags & DOMAIN_PLATFORM) && reply.n)
		base = arena_printf(arena, STR_FMT " reply " STR_FMT, STR_ARG(base),
		                    STR_ARG(reply));
	identity->aligned_key = base;
	if (identity->proof == PROOF_ALIGNED)
		*key = base;
	else if (identity->proof == PROOF_VIA)
		*key = arena_printf(arena, STR_FMT " via " STR_FMT, STR_ARG(base),
		                    STR_ARG(owner_of(identity->via)));
	else
		*key = arena_printf(
			arena, STR_FMT " net " STR_FMT, STR_ARG(base),
			STR_ARG(identity->network.n ? identity->network : str_of("unknown")));
	if (!base.p || !key->p)
		return false;
	if (identity->domain.org.n == 0 || (identity->domain.flags & no_domain_level))
		return true;
	identity->aligned_domain_key =
		arena_printf(arena, "@" STR_FMT, STR_ARG(identity->domain.org));
	if (identity->proof == PROOF_ALIGNED)
		identity->domain_key = identity->aligned_domain_key;
	return identity->aligned_domain_key.p;
}

static bool is_list_proven(const struct auth *auth, struct domain list)
{
	for (size_t i = 0; i < auth->signatures; i++)
		if (auth->signature[i].result == AUTH_PASS &&
		    same_party(list, auth->signature[i].domain, false))
			return true;
	return false;
}

int identity_find(struct arena *arena, const struct message *message, bool session_trusted,
                  bool dmarc_names_author, struct auth *auth, struct err *err)
{
	struct identity *identity = &auth->identity;
	const struct address *author = &message->author;

	identity->address = author->full;
	identity->domain = author->domain;
	identity->by = aligned_by(auth, dmarc_names_author);
	auth->list_proven = is_list_proven(auth, message->list);
	if (author->full.n == 0)
		identity->by = 0;
	else if (session_trusted)
		identity->by |= IDENTITY_BY_SESSION;
	if (identity->by == 0)
		identity->via = via_of(auth);
	identity->proof = identity->by           ? PROOF_ALIGNED
	                  : identity->via.name.n ? PROOF_VIA
	                                         : PROOF_NETWORK;
	if (identity->proof == PROOF_NETWORK && !message->client.internal &&
	    message->client.ip.length) {
		identity->network = network_of(arena, message->client.ip);
		if (!identity->network.p)
			return err_memory(err);
	}
	if (author->full.n && !set_keys(arena, message, identity))
		return err_memory(err);
	return 0;
}

/* A key that the DNS owes us: the signature may be as good as ever. That of a stranger, who can let his own DNS fail, says nothing. */
static bool is_owed_key(const struct auth *auth)
{
	for (size_t i = 0; i < auth->signatures; i++) {
		if (auth->signature[i].aligned && auth->signature[i].result == AUTH_TEMPERROR)
			return true;
	}
	return false;
}

bool identity_regressed(const struct auth *auth, uint32_t dkim_days)
{
	return auth->identity.by == IDENTITY_BY_SPF && dkim_days >= IDENTITY_SIGNING_DAYS &&
	       !is_owed_key(auth);
}

int identity_demote(struct arena *arena, const struct message *message, struct auth *auth,
                    struct err *err)
{
	struct identity *identity = &auth->identity;

	auth->regressed = true;
	identity->by = 0;
	identity->proof = PROOF_VIA;
	identity->via = auth->spf_domain;
	identity->domain_key = (struct str){ NULL, 0 };
	return set_keys(arena, message, identity) ? 0 : err_memory(err);
}
