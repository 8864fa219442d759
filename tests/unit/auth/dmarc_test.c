#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "base/buf.h"
#include "dmarc_world.h"

#define SIGNATURES 8

/* "pass acme.example", "fail ...": a result and a name. */
static void read_identifier(struct dmarc_world *world, struct str text, enum auth_result *ret,
                            struct domain *ret_domain)
{
	struct str word;

	if (!str_cut(&text, ' ', &word) || !auth_result_of(word, ret))
		abort();
	*ret_domain = dmarc_world_domain(world, text);
}

/* `mail`: "AUTHOR | SPF DOMAIN | DKIM DOMAIN | ..." */
static void read_mail(struct dmarc_world *world, struct str text, struct dmarc_input *ret,
                      struct auth_signature signature[SIGNATURES])
{
	struct str part;

	str_cut(&text, '|', &part);
	ret->author = dmarc_world_domain(world, str_trim(part));
	str_cut(&text, '|', &part);
	read_identifier(world, str_trim(part), &ret->spf, &ret->spf_domain);
	for (ret->signatures = 0; str_cut(&text, '|', &part); ret->signatures++)
		read_identifier(world, str_trim(part), &signature[ret->signatures].result,
		                &signature[ret->signatures].domain);
	ret->signature = signature;
}

/* "RESULT POLICY spf dkim0 dkim2": the aligned ones; "-" as policy: no record. */
static void show(const struct dmarc_verdict *verdict, struct buf *out)
{
	buf_reset(out);
	buf_printf(out, "%s %s", auth_result_names[verdict->result],
	           verdict->tree.found ? dmarc_policy_names[verdict->policy] : "-");
	if (verdict->spf_aligned)
		buf_puts(out, " spf");
	for (unsigned i = 0; i < SIGNATURES; i++) {
		if (verdict->signatures_aligned >> i & 1)
			buf_printf(out, " dkim%u", i);
	}
}

#define REJECT "TXT v=DMARC1; p=reject"
#define ACME   "_dmarc.acme.example " REJECT "\n"

static const struct row {
	const char *name, *zone, *mail, *want;
} rows[] = {
	/* RFC 9989 §4.4, table 1 */
	{ "table 1: relaxed", "_dmarc.example.com " REJECT "\n",
	  "news.example.com | pass foo.example.com", "pass reject spf" },
	{ "table 1: strict", "_dmarc.example.com " REJECT "; aspf=s\n",
	  "news.example.com | pass news.example.com", "pass reject spf" },
	{ "table 1: none", "_dmarc.example.com " REJECT "\n",
	  "news.example.com | pass foo.example.net", "fail reject" },
	/* who passes */
	{ "nothing verified", ACME, "acme.example | none", "fail reject" },
	{ "SPF", ACME, "acme.example | pass acme.example", "pass reject spf" },
	{ "SPF softfail", ACME, "acme.example | softfail acme.example", "fail reject spf" },
	{ "DKIM", ACME, "acme.example | fail x.example | pass acme.example", "pass reject dkim0" },
	{ "DKIM failed", ACME, "acme.example | none | fail acme.example", "fail reject dkim0" },
	{ "weak DKIM", ACME, "acme.example | none | policy acme.example", "fail reject dkim0" },
	{ "the second signature", ACME,
	  "acme.example | none | pass esp.example | pass mail.acme.example", "pass reject dkim1" },
	{ "one below the other", ACME, "a.acme.example | none | pass b.acme.example",
	  "pass reject dkim0" },
	{ "above the author", ACME, "a.acme.example | none | pass acme.example",
	  "pass reject dkim0" },
	{ "a list's signature", ACME, "acme.example | pass list.example | pass list.example",
	  "fail reject" },
	{ "a forwarder that keeps the signature", ACME,
	  "acme.example | pass forward.example | pass acme.example | pass forward.example",
	  "pass reject dkim0" },
	{ "a forwarder that breaks it", ACME,
	  "acme.example | pass forward.example | fail acme.example", "fail reject dkim0" },
	/* strict */
	{ "strict DKIM", "_dmarc.acme.example " REJECT "; adkim=s\n",
	  "acme.example | pass b.acme.example | pass a.acme.example", "pass reject spf" },
	{ "strict SPF", "_dmarc.acme.example " REJECT "; aspf=s\n",
	  "acme.example | pass b.acme.example | pass a.acme.example", "pass reject dkim0" },
	{ "strict both", "_dmarc.acme.example " REJECT "; aspf=s; adkim=s\n",
	  "acme.example | pass b.acme.example | pass a.acme.example", "fail reject" },
	{ "strict, from above", "_dmarc.acme.example " REJECT "; adkim=s\n",
	  "a.acme.example | none | pass a.acme.example | pass acme.example", "pass reject dkim0" },
	/* no record: alignment by the Public Suffix List, and no result */
	{ "no record", "", "acme.example | pass mail.acme.example | pass a.acme.example",
	  "none - spf dkim0" },
	{ "no record, others", "", "acme.example | pass b.example | pass example", "none -" },
	{ "without policy", "_dmarc.acme.example TXT v=DMARC1; p=x\n",
	  "acme.example | pass a.acme.example", "none - spf" },
	/* organisations */
	{ "each its own", "_dmarc.a.acme.example " REJECT "; psd=n\n" ACME,
	  "a.acme.example | pass acme.example | pass b.acme.example | pass x.a.acme.example",
	  "pass reject dkim1" },
	{ "the other way round", "_dmarc.a.acme.example " REJECT "; psd=n\n" ACME,
	  "acme.example | pass a.acme.example | pass b.a.acme.example", "fail reject" },
	{ "a record below the organisation's changes nothing",
	  ACME "_dmarc.a.acme.example TXT v=DMARC1; p=none\n",
	  "a.acme.example | pass b.acme.example", "pass none spf" },
	{ "below a public suffix domain", "_dmarc.bank " REJECT "; psd=y; sp=quarantine\n",
	  "acme.bank | pass other.bank | pass mail.acme.bank", "pass quarantine dkim0" },
	{ "the suffix is nobody's", "_dmarc.bank " REJECT "; psd=y\n",
	  "acme.bank | pass bank | pass bank", "fail reject" },
	/* what aligns with everything, to libopendmarc */
	{ "com", "_dmarc.acme.com " REJECT "\n", "acme.com | pass com | pass com", "fail reject" },
	{ "co.uk", "_dmarc.acme.co.uk " REJECT "\n", "acme.co.uk | pass co.uk | pass uk",
	  "fail reject" },
	{ "github.io", "_dmarc.acme.github.io " REJECT "\n",
	  "acme.github.io | pass github.io | pass evil.github.io", "fail reject" },
	{ "github.io with a record of its own",
	  "_dmarc.github.io " REJECT "\n_dmarc.acme.github.io " REJECT "\n",
	  "acme.github.io | pass github.io | pass evil.github.io", "fail reject" },
	{ "co.uk with one, and the author without", "_dmarc.co.uk " REJECT "; sp=quarantine\n",
	  "acme.co.uk | pass co.uk | pass evil.co.uk", "fail quarantine" },
	{ "without any", "", "acme.github.io | pass github.io | pass io | pass evil.github.io",
	  "none -" },
	{ "a suffix as the author", "_dmarc.github.io " REJECT "\n",
	  "github.io | pass acme.github.io | pass github.io", "pass reject dkim0" },
	{ "a prefix of letters", ACME,
	  "acme.example | pass notacme.example | pass acme.example.evil.example", "fail reject" },
	/* policies */
	{ "p", "_dmarc.acme.example TXT v=DMARC1; p=reject; sp=quarantine; np=none\n",
	  "acme.example | none", "fail reject" },
	{ "sp",
	  "_dmarc.acme.example TXT v=DMARC1; p=reject; sp=quarantine; np=none\na.acme.example A "
	  "192.0.2.1\n",
	  "a.acme.example | none", "fail quarantine" },
	{ "np", "_dmarc.acme.example TXT v=DMARC1; p=reject; sp=quarantine; np=none\n",
	  "a.acme.example | none", "fail none" },
	{ "np, the name has no records but others below it",
	  "_dmarc.acme.example TXT v=DMARC1; p=none; np=reject\nb.a.acme.example A 192.0.2.1\n",
	  "a.acme.example | none", "fail none" },
	{ "np, nobody knows",
	  "_dmarc.acme.example TXT v=DMARC1; p=none; np=reject\na.acme.example * SERVFAIL\n",
	  "a.acme.example | none", "fail none" },
	{ "np of a suffix", "_dmarc.bank TXT v=DMARC1; p=none; sp=quarantine; np=reject; psd=y\n",
	  "acme.bank | none", "fail reject" },
	{ "no sp", ACME, "a.acme.example | none", "fail reject" },
	{ "sp=none", "_dmarc.acme.example " REJECT "; sp=none\n", "a.acme.example | none",
	  "fail none" },
	{ "p of the name's own record, not sp of the organisation's",
	  ACME "_dmarc.a.acme.example TXT v=DMARC1; p=quarantine; sp=none\n",
	  "a.acme.example | none", "fail quarantine" },
	{ "t, reject", "_dmarc.acme.example " REJECT "; t=y\n", "acme.example | none",
	  "fail quarantine" },
	{ "t, quarantine", "_dmarc.acme.example TXT v=DMARC1; p=quarantine; t=y\n",
	  "acme.example | none", "fail none" },
	{ "t, none", "_dmarc.acme.example TXT v=DMARC1; p=none; t=y\n", "acme.example | none",
	  "fail none" },
	{ "t, sp", "_dmarc.acme.example TXT v=DMARC1; p=none; sp=reject; t=y\n",
	  "a.acme.example | none", "fail quarantine" },
	{ "pct is nobody's excuse", "_dmarc.acme.example " REJECT "; pct=0\n",
	  "acme.example | none", "fail reject" },
	/* failures: what can be said is said, the rest is temperror; never "fail" */
	{ "SERVFAIL", "_dmarc.acme.example TXT SERVFAIL\n",
	  "acme.example | pass acme.example | pass a.acme.example", "temperror - spf dkim0" },
	{ "SERVFAIL, nothing aligned", "_dmarc.acme.example TXT SERVFAIL\n",
	  "acme.example | pass x.example | pass example", "temperror -" },
	{ "no answer", "_dmarc.acme.example TXT SILENT\n", "acme.example | none", "temperror -" },
	{ "above the record, the same name", "_dmarc.example TXT SERVFAIL\n" ACME,
	  "acme.example | pass acme.example", "pass reject spf" },
	{ "above the record, another", "_dmarc.example TXT SERVFAIL\n" ACME,
	  "acme.example | pass a.acme.example", "temperror reject spf" },
	{ "above the record, strangers", "_dmarc.example TXT SERVFAIL\n" ACME,
	  "acme.example | pass esp.example | pass evil.example", "fail reject" },
	{ "above the record, strict",
	  "_dmarc.example TXT SERVFAIL\n_dmarc.acme.example " REJECT "; aspf=s\n",
	  "acme.example | pass a.acme.example", "fail reject" },
	{ "of an identifier", ACME "_dmarc.a.acme.example TXT SERVFAIL\n",
	  "acme.example | pass a.acme.example", "temperror reject spf" },
	{ "of one identifier, another passes", ACME "_dmarc.a.acme.example TXT SERVFAIL\n",
	  "acme.example | pass a.acme.example | pass b.acme.example", "pass reject spf dkim0" },
	{ "of one that failed anyway", ACME "_dmarc.a.acme.example TXT SERVFAIL\n",
	  "acme.example | none | fail a.acme.example", "fail reject dkim0" },
	{ "SPF's own", ACME, "acme.example | temperror acme.example", "temperror reject spf" },
	{ "a key's", ACME, "acme.example | none | temperror a.acme.example",
	  "temperror reject dkim0" },
	{ "a key's of somebody else", ACME,
	  "acme.example | temperror x.example | temperror evil.example", "fail reject" },
	/* no author */
	{ "none", ACME, " | pass acme.example | pass acme.example", "none -" },
	{ "an address", "", "192.0.2.1 | pass 192.0.2.1 | pass 192.0.2.1", "none -" },
	{ "no name", "", "a..example | pass a..example", "none -" },
	{ "identifiers that are none", ACME,
	  "acme.example | pass | pass [192.0.2.1] | pass .acme.example", "fail reject" },
};

static void check(struct dmarc_world *world, const char *mail, struct buf *out)
{
	struct auth_signature signature[SIGNATURES] = { 0 };
	struct dmarc_verdict verdict;
	struct dmarc_input input;

	read_mail(world, str_of(mail), &input, signature);
	assert_int_equal(dmarc_check(world->dns, &input, &verdict, NULL), 0);
	assert_int_equal(verdict.result == AUTH_PASS, verdict.why[0] == '\0');
	show(&verdict, out);
}

static void checks(void **state)
{
	struct dmarc_world world = { 0 };
	size_t wrong = 0;
	struct buf got;

	(void)state;
	buf_init(&got, 4096);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		dmarc_world_open(&world, rows[i].zone);
		check(&world, rows[i].mail, &got);
		if (strcmp(buf_cstr(&got), rows[i].want) != 0) {
			print_error("%s: %s, wanted %s\n", rows[i].name, buf_cstr(&got),
			            rows[i].want);
			wrong++;
		}
		dmarc_world_close(&world);
	}
	buf_done(&got);
	domain_lists_free(world.lists);
	assert_int_equal(wrong, 0);
}

static const struct cost {
	const char *name, *mail;
	size_t asked;
} costs[] = {
	{ "the author alone", "acme.example | none", 2 },
	{ "the same name again", "acme.example | pass acme.example | pass acme.example", 2 },
	{ "one below", "acme.example | pass bounce.acme.example | pass bounce.acme.example", 3 },
	{ "strangers",
	  "acme.example | pass a.b.c.d.e.f.g.x.example | pass a.b.c.esp.example | pass y.example",
	  2 },
	{ "deep ones",
	  "acme.example | pass a.b.c.d.e.f.g.h.acme.example | pass 1.2.3.4.5.6.7.8.acme.example",
	  2 + 6 + 6 },
};

static void asks_no_more(void **state)
{
	struct dmarc_world world = { 0 };
	struct buf got;

	(void)state;
	buf_init(&got, 4096);
	for (size_t i = 0; i < sizeof costs / sizeof *costs; i++) {
		dmarc_world_open(&world, ACME);
		check(&world, costs[i].mail, &got);
		if (zone_asked(world.zone) != costs[i].asked)
			fail_msg("%s: %zu questions, wanted %zu", costs[i].name,
			         zone_asked(world.zone), costs[i].asked);
		dmarc_world_close(&world);
	}
	buf_done(&got);
	domain_lists_free(world.lists);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(checks),
		cmocka_unit_test(asks_no_more),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
