/* RFC 9989 §5.3. An identifier's organisation is the identifier itself or a name above it, so only what stands below the author's
 * organisation can be aligned, and only that is walked for: what strangers sign with costs no question. A question that nobody answered
 * makes nothing a failure; what only that question could tell is temperror. */
#include "auth/dmarc.h"

#include <stdio.h>

#include "auth/dmarc_policy.h"

#define SIGNATURES_MAX 64 /* bits of signatures_aligned */

enum alignment { NOT_ALIGNED, ALIGNED, UNKNOWN };

struct checking {
	struct dns *dns;
	const struct dmarc_input *input;
	struct dmarc_verdict verdict;
	bool proven;    /* an aligned identifier passed */
	bool undecided; /* one might have */
};

/* Identifiers that may need a walk, before the author's is waited for. */
static void prefetch_other(struct checking *checking, struct domain other)
{
	if (other.name.n && domain_is_under(other.name, checking->input->author.org))
		dmarc_prefetch(checking->dns, other);
}

static void prefetch(struct checking *checking)
{
	const struct dmarc_input *input = checking->input;

	dmarc_prefetch(checking->dns, input->author);
	prefetch_other(checking, input->spf_domain);
	for (size_t i = 0; i < input->signatures; i++)
		prefetch_other(checking, input->signature[i].domain);
}

static enum alignment align(struct checking *checking, struct domain other, bool strict)
{
	const struct dmarc_tree *tree = &checking->verdict.tree;
	struct domain author = checking->input->author;
	struct dmarc_tree others;

	if (domain_eq(author, other))
		return ALIGNED;
	if (other.name.n == 0 || strict)
		return NOT_ALIGNED;
	if (tree->failed) /* where it ends isn't known, but that strangers don't share it */
		return domain_same_org(author, other) ? UNKNOWN : NOT_ALIGNED;
	if (!domain_is_under(other.name, tree->org))
		return NOT_ALIGNED;
	dmarc_walk(checking->dns, other, &others);
	if (others.failed)
		return UNKNOWN;
	return str_eq(others.org, tree->org) ? ALIGNED : NOT_ALIGNED;
}

/* Whether the identifier is From's; and notes what its result means for the message's. */
static bool weigh(struct checking *checking, struct domain other, bool strict,
                  enum auth_result result)
{
	enum alignment alignment = align(checking, other, strict);

	if (alignment != NOT_ALIGNED) {
		checking->proven |= alignment == ALIGNED && result == AUTH_PASS;
		checking->undecided |= result == AUTH_PASS || result == AUTH_TEMPERROR;
	}
	return alignment == UNKNOWN ? domain_same_org(checking->input->author, other)
	                            : alignment == ALIGNED;
}

static void weigh_all(struct checking *checking)
{
	const struct dmarc_input *input = checking->input;
	struct dmarc_verdict *verdict = &checking->verdict;
	const struct dmarc_record *record = &verdict->tree.record; /* not strict if there is none */

	verdict->spf_aligned = weigh(checking, input->spf_domain, record->strict_spf, input->spf);
	for (size_t i = 0; i < input->signatures && i < SIGNATURES_MAX; i++) {
		const struct auth_signature *signature = &input->signature[i];

		if (weigh(checking, signature->domain, record->strict_dkim, signature->result))
			verdict->signatures_aligned |= (uint64_t)1 << i;
	}
}

static enum auth_result conclude(const struct checking *checking, const char **why)
{
	const struct dmarc_tree *tree = &checking->verdict.tree;

	if (!tree->found) {
		*why = tree->failed ? "the record's DNS gave no answer" : "no record";
		return tree->failed ? AUTH_TEMPERROR : AUTH_NONE;
	}
	*why = "";
	if (checking->proven)
		return AUTH_PASS;
	*why = checking->undecided ? "what might be aligned couldn't be checked"
	                           : "nothing aligned passed";
	return checking->undecided ? AUTH_TEMPERROR : AUTH_FAIL;
}

/* Asked only where np says something else than sp; TXT, as SPF asks it, too. No answer is no "no". */
static enum dmarc_place place_of(struct checking *checking)
{
	const struct dmarc_tree *tree = &checking->verdict.tree;
	struct str name = checking->input->author.name;

	if (str_eq(tree->where, name))
		return DMARC_OWN;
	if (tree->record.nonexistent_policy == tree->record.subdomain_policy)
		return DMARC_SUBDOMAIN;
	return dns_wait(checking->dns, name, DNS_TXT)->status == DNS_NXDOMAIN ? DMARC_NONEXISTENT
	                                                                      : DMARC_SUBDOMAIN;
}

int dmarc_check(struct dns *dns, const struct dmarc_input *input, struct dmarc_verdict *ret,
                struct err *err)
{
	struct checking checking = { .dns = dns, .input = input };
	struct dmarc_verdict *verdict = &checking.verdict;
	const char *why = "no single author";
	int status = 0;

	if (input->author.name.n && !(input->author.flags & DOMAIN_LITERAL)) {
		prefetch(&checking);
		dmarc_walk(dns, input->author, &verdict->tree);
		weigh_all(&checking);
		verdict->result = conclude(&checking, &why);
	}
	if (verdict->tree.found)
		status = dmarc_policy_decide(&verdict->tree.record, place_of(&checking),
		                             &verdict->policy, err);
	if (status)
		return status;
	snprintf(verdict->why, sizeof verdict->why, "%s", why);
	*ret = checking.verdict;
	return 0;
}
