/* Questions ahead of the evaluation: what the records that are there name, breadth first, while
 * the message still comes in. Only what the limit of look-ups would let the evaluation ask, and
 * nothing with %{p}, which would have to wait. */
#include "auth/spf_identity.h"
#include "auth/spf_library.h"
#include "auth/spf_record.h"

#define WORK_MEMORY (4u << 20) /* as in spf.c */

struct ahead {
	struct dns *dns;
	struct arena *work;
	struct spf_scope scope;
	enum dns_type address;
	struct str domain[SPF_LOOKUPS_MAX + 1]; /* whose records are read, in turn */
	size_t domains, lookups;
};

static void start_mx(struct ahead *ahead, struct str name)
{
	const struct dns_answer *answer;

	dns_start(ahead->dns, name, DNS_MX);
	answer = dns_peek(ahead->dns, name, DNS_MX);
	for (size_t i = 0; answer && answer->n <= SPF_MX_MAX && i < answer->n; i++)
		dns_start(ahead->dns, answer->record[i].data, ahead->address);
}

static void start_record(struct ahead *ahead, struct str name)
{
	dns_start(ahead->dns, name, DNS_TXT);
	ahead->domain[ahead->domains++] = name;
}

/* `target` as in struct spf_term; redirect= as an include. */
static void start_term(struct ahead *ahead, enum spf_kind kind, struct str target)
{
	struct str name = ahead->scope.domain;

	if (ahead->lookups++ >= SPF_LOOKUPS_MAX || spf_macro_uses(target, 'p'))
		return;
	if (target.n)
		name = spf_macro_expand(ahead->work, target, &ahead->scope);
	if (name.n == 0)
		return;
	if (kind == SPF_INCLUDE)
		start_record(ahead, name);
	else if (kind == SPF_MX)
		start_mx(ahead, name);
	else if (kind == SPF_A || kind == SPF_EXISTS)
		dns_start(ahead->dns, name, kind == SPF_A ? ahead->address : DNS_A);
}

static void start_named(struct ahead *ahead, struct str domain)
{
	const struct dns_answer *answer = dns_peek(ahead->dns, domain, DNS_TXT);
	struct spf_record record;
	const char *why;
	struct str text;
	size_t i;

	if (!answer || spf_record_select(answer, &text) != 1 ||
	    spf_record_parse(ahead->work, text, &record, &why) != 0)
		return;
	ahead->scope.domain = domain;
	for (i = 0; i < record.terms && record.term[i].kind != SPF_ALL; i++)
		if (spf_term_asks(&record.term[i]))
			start_term(ahead, record.term[i].kind, record.term[i].target);
	if (i == record.terms && record.redirect.p)
		start_term(ahead, SPF_INCLUDE, record.redirect);
}

void spf_prefetch(struct dns *dns, const struct spf_input *input)
{
	struct spf_scope scope;
	struct arena work;

	arena_init(&work, WORK_MEMORY);
	if (spf_identity(&work, input, &scope) && scope.domain.n)
		dns_start(dns, scope.domain, DNS_TXT);
	arena_done(&work);
}

void spf_prefetch_more(struct dns *dns, const struct spf_input *input)
{
	struct arena work;
	struct ahead ahead = { .dns = dns, .work = &work };

	arena_init(&work, WORK_MEMORY);
	if (spf_identity(&work, input, &ahead.scope) && ahead.scope.domain.n) {
		ahead.address = ahead.scope.client.length == 4 ? DNS_A : DNS_AAAA;
		start_record(&ahead, ahead.scope.domain);
	}
	for (size_t i = 0; i < ahead.domains && ahead.lookups < SPF_LOOKUPS_MAX; i++)
		start_named(&ahead, ahead.domain[i]);
	arena_done(&work);
}
