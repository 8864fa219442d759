/* The DNS tree walk (RFC 9989 §4.10): up from a name to the top, asking each for its record, until one says what it is. The
 * organisational domain (§4.10.2) is
 *
 *     psd=n     the name that says so
 *     psd=y     the name one label below the one that says so
 *     else      the shortest name that has a record
 *
 * and, where no record was found, the registered domain by the Public Suffix List. One thing we read more strictly: only with psd=n is an
 * organisation larger than the registered domain. A suffix such as co.uk or github.io that publishes a record without psd= would else make
 * one organisation of all the strangers below it, each proving the others' names. */
#include "auth/dmarc.h"

#include <stdio.h>

#include "auth/dns_answer.h"

#define LABELS_MAX 7 /* of the names behind the first (§4.10 step 4) */

struct question {
	char name[sizeof "_dmarc." + DNS_NAME_MAX];
};

static struct str question_for(struct str domain, struct question *room)
{
	int n = snprintf(room->name, sizeof room->name, "_dmarc." STR_FMT, STR_ARG(domain));

	return str_make(room->name, (size_t)n < sizeof room->name ? (size_t)n : 0);
}

static size_t count_labels(struct str name)
{
	size_t n = 1;

	for (size_t i = 0; i < name.n; i++)
		n += name.p[i] == '.';
	return n;
}

/* The names that a walk asks, longest first. None for what isn't in the DNS. */
static size_t list_names(struct domain domain, struct str ret[DMARC_QUESTIONS_MAX])
{
	struct str rest = domain.name, label;
	size_t labels = count_labels(rest), n = 0;

	if (domain.name.n == 0 || (domain.flags & DOMAIN_LITERAL))
		return 0;
	ret[n++] = domain.name;
	while (str_cut(&rest, '.', &label) && rest.n) {
		if (--labels <= LABELS_MAX)
			ret[n++] = rest;
	}
	return n;
}

void dmarc_prefetch(struct dns *dns, struct domain domain)
{
	struct str names[DMARC_QUESTIONS_MAX];
	size_t n = list_names(domain, names);
	struct question room;

	for (size_t i = 0; i < n; i++)
		dns_start(dns, question_for(names[i], &room), DNS_TXT);
}

/* The one record there is; of several none counts (§4.10 step 2). */
static bool choose_record(const struct dns_answer *answer, struct dmarc_record *ret)
{
	const struct dns_record *only = NULL;

	for (size_t i = 0; i < answer->n; i++) {
		if (!dmarc_record_is(answer->record[i].data))
			continue;
		if (only)
			return false;
		only = &answer->record[i];
	}
	return only && dmarc_record_parse(only->data, ret);
}

struct walk {
	struct domain domain;
	struct {
		struct str name;
		struct dmarc_record record;
	} found[DMARC_QUESTIONS_MAX]; /* longest first; none but the last says what it is (psd=y, psd=n) */
	size_t n;
	bool failed;
};

static void ask(struct dns *dns, struct walk *walk)
{
	struct str names[DMARC_QUESTIONS_MAX];
	size_t n = list_names(walk->domain, names);
	struct question room;

	for (size_t i = 0; i < n; i++) {
		const struct dns_answer *answer =
			dns_wait(dns, question_for(names[i], &room), DNS_TXT);
		struct dmarc_record record;

		if (answer->status == DNS_FAILED) {
			walk->failed = true;
			return;
		}
		if (!choose_record(answer, &record))
			continue;
		walk->found[walk->n].name = names[i];
		walk->found[walk->n++].record = record;
		if (record.psd != DMARC_PSD_UNKNOWN)
			return;
	}
}

/* `name` is below `parent`. */
static struct str one_label_below(struct str name, struct str parent)
{
	size_t dot = str_rchr(str_sub(name, 0, name.n - parent.n - 1), '.');

	return dot == SIZE_MAX ? name : str_sub(name, dot + 1, name.n);
}

static struct str find_org(const struct walk *walk)
{
	struct str registered = walk->domain.org, org;

	if (walk->failed || walk->n == 0)
		return registered;
	org = walk->found[walk->n - 1].name;
	switch (walk->found[walk->n - 1].record.psd) {
	case DMARC_PSD_NO:
		return org;
	case DMARC_PSD_YES:
		if (org.n < walk->domain.name.n)
			org = one_label_below(walk->domain.name, org);
		break;
	case DMARC_PSD_UNKNOWN:
		break;
	}
	return org.n < registered.n ? registered : org;
}

static size_t find_name(const struct walk *walk, struct str name)
{
	for (size_t i = 0; i < walk->n; i++) {
		if (str_eq(walk->found[i].name, name))
			return i;
	}
	return SIZE_MAX;
}

/* Whose record applies (§4.10.1): the name's own, its organisation's, that of the suffix above. The last two are known only when all
 * questions were answered. */
static size_t find_policy(const struct walk *walk, struct str org)
{
	size_t at = find_name(walk, walk->domain.name);

	if (at != SIZE_MAX || walk->failed || walk->n == 0)
		return at;
	at = find_name(walk, org);
	return at != SIZE_MAX ? at : walk->n - 1;
}

void dmarc_walk(struct dns *dns, struct domain domain, struct dmarc_tree *ret)
{
	struct walk walk = { .domain = domain };
	struct dmarc_tree tree = { 0 };
	size_t at;

	ask(dns, &walk);
	tree.failed = walk.failed;
	tree.org = find_org(&walk);
	at = find_policy(&walk, tree.org);
	if (at != SIZE_MAX && !walk.found[at].record.unusable) {
		tree.found = true;
		tree.record = walk.found[at].record;
		tree.where = walk.found[at].name;
	}
	*ret = tree;
}
