/* Hostile names and records: the first line is the author's domain, the second that of a verified identifier; each question gets
 * the next of the other lines, then NXDOMAIN ("!": no answer). */
#include <stdlib.h>

#include "auth/dmarc.h"
#include "auth/dns_answer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct lines {
	struct dns_source source;
	struct str rest;
	size_t asked;
};

static void answer(struct dns_source *source, struct str name, enum dns_type type,
                   struct dns_question *question)
{
	struct lines *lines = (struct lines *)source;
	struct dns_record record = { 0 };

	(void)name;
	(void)type;
	lines->asked++;
	if (!str_line(&lines->rest, &record.data))
		dns_answered(question, dns_answer_none(DNS_NXDOMAIN, 60));
	else if (str_eq(record.data, str_of("!")))
		dns_answered(question, dns_answer_failed("fuzz"));
	else
		dns_answered(question, dns_answer_found(&record, 1, 60));
}

static void check_tree(struct domain domain, const struct dmarc_tree *tree)
{
	if (!str_ends(domain.name, tree->org) || (domain.name.n && tree->org.n == 0))
		abort();
	if (tree->found && (tree->where.n == 0 || !str_ends(domain.name, tree->where)))
		abort();
}

static void check(struct domain author, struct domain other, const struct dmarc_verdict *verdict)
{
	bool aligned = verdict->signatures_aligned & 1;

	if (aligned != verdict->spf_aligned && !verdict->tree.found)
		abort();
	if (verdict->result == AUTH_PASS &&
	    (!verdict->tree.found || !(aligned || verdict->spf_aligned)))
		abort();
	if (verdict->result == AUTH_FAIL && (!verdict->tree.found || domain_eq(author, other)))
		abort();
	if (author.name.n == 0 && verdict->result != AUTH_NONE)
		abort();
}

static void check_record(struct str text)
{
	struct dmarc_record record;

	if (dmarc_record_parse(text, &record) &&
	    (!dmarc_record_is(text) || (record.unusable && record.policy != DMARC_NONE)))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct domain_lists *domains;
	struct str rest = str_make((const char *)data, size), author = { 0 }, other = { 0 };
	struct lines lines = { .source = { answer } };
	struct auth_signature signature = { .result = AUTH_PASS };
	struct dmarc_input input = { .spf = AUTH_PASS, .signature = &signature, .signatures = 1 };
	struct dns *dns = dns_new(&lines.source, 100, 100);
	struct dmarc_verdict verdict;
	struct dmarc_tree tree;
	struct arena arena;

	arena_init(&arena, 16 << 20);
	check_record(rest);
	str_line(&rest, &author);
	str_line(&rest, &other);
	lines.rest = rest;
	if (!dns || (!domains && domain_lists_load(NULL, &domains, NULL)) ||
	    !domain_init(&arena, domains, author, &input.author) ||
	    !domain_init(&arena, domains, other, &input.spf_domain))
		abort();
	dmarc_walk(dns, input.author, &tree);
	check_tree(input.author, &tree);
	if (lines.asked > DMARC_QUESTIONS_MAX)
		abort();
	signature.domain = input.spf_domain;
	if (dmarc_check(dns, &input, &verdict, NULL))
		abort();
	check(input.author, input.spf_domain, &verdict);
	dns_free(dns);
	arena_done(&arena);
	return 0;
}
