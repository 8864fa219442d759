#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "auth/dmarc.h"

/* "p sp np adkim aspf psd t", and "unusable"; "-": no record. */
static void show(const char *text, char ret[96])
{
	static const char *const psd[] = { "u", "y", "n" };
	struct dmarc_record record;

	if (!dmarc_record_parse(str_of(text), &record)) {
		snprintf(ret, 96, "-");
		return;
	}
	snprintf(ret, 96, "%s %s %s %c%c %s%s%s", dmarc_policy_names[record.policy],
	         dmarc_policy_names[record.subdomain_policy],
	         dmarc_policy_names[record.nonexistent_policy], record.strict_dkim ? 's' : 'r',
	         record.strict_spf ? 's' : 'r', psd[record.psd], record.testing ? " t" : "",
	         record.unusable ? " unusable" : "");
}

static const struct row {
	const char *name, *text, *want;
} rows[] = {
	/* policies */
	{ "p alone", "v=DMARC1; p=reject", "reject reject reject rr u" },
	{ "sp", "v=DMARC1; p=reject; sp=none", "reject none none rr u" },
	{ "np behind sp", "v=DMARC1; p=none; sp=quarantine; np=reject",
	  "none quarantine reject rr u" },
	{ "np without sp", "v=DMARC1; p=quarantine; np=none", "quarantine quarantine none rr u" },
	{ "any order behind v", "v=DMARC1; np=none; sp=reject; p=quarantine",
	  "quarantine reject none rr u" },
	{ "letters of any case", "v=DMARC1; p=Reject; psd=Y; adkim=S",
	  "reject reject reject sr y" },
	/* the other tags */
	{ "strict DKIM", "v=DMARC1; p=none; adkim=s", "none none none sr u" },
	{ "strict SPF", "v=DMARC1; p=none; aspf=s; adkim=r", "none none none rs u" },
	{ "psd=n", "v=DMARC1; p=none; psd=n", "none none none rr n" },
	{ "psd=u", "v=DMARC1; p=none; psd=u", "none none none rr u" },
	{ "t=y", "v=DMARC1; p=reject; t=y", "reject reject reject rr u t" },
	{ "t=n", "v=DMARC1; p=reject; t=n", "reject reject reject rr u" },
	{ "pct is ignored", "v=DMARC1; p=reject; pct=0", "reject reject reject rr u" },
	{ "so is what nobody knows", "v=DMARC1; p=reject; x9=reject; ri=86400; rf=afrf; fo=1:d:s",
	  "reject reject reject rr u" },
	/* form */
	{ "a semicolon at the end", "v=DMARC1; p=reject;", "reject reject reject rr u" },
	{ "no blanks", "v=DMARC1;p=reject;sp=none", "reject none none rr u" },
	{ "blanks and tabs", "v = DMARC1 ;\tp = reject ; sp =\tnone ", "reject none none rr u" },
	/* no record */
	{ "nothing", "", "-" },
	{ "SPF", "v=spf1 -all", "-" },
	{ "v missing", "p=reject", "-" },
	{ "v last", "p=reject; v=DMARC1", "-" },
	{ "v in lower case", "v=dmarc1; p=reject", "-" },
	{ "V", "V=DMARC1; p=reject", "-" },
	{ "another version", "v=DMARC2; p=reject", "-" },
	{ "a version that begins so", "v=DMARC10; p=reject", "-" },
	{ "no semicolon behind v", "v=DMARC1 p=reject", "-" },
	{ "a blank in front", " v=DMARC1; p=reject", "-" },
	{ "a quote in front", "\"v=DMARC1; p=reject", "-" },
	{ "p twice", "v=DMARC1; p=reject; p=none", "-" },
	{ "p twice, alike", "v=DMARC1; p=reject; p=reject", "-" },
	{ "adkim twice", "v=DMARC1; p=reject; adkim=r; adkim=s", "-" },
	/* bad tags are as if they weren't there */
	{ "a tag without value", "v=DMARC1; p=reject; adkim=; aspf=s",
	  "reject reject reject rs u" },
	{ "a word", "v=DMARC1; p=reject; strict; sp=none", "reject none none rr u" },
	{ "an empty tag", "v=DMARC1;; p=reject;; sp=none", "reject none none rr u" },
	{ "no name", "v=DMARC1; p=reject; =none", "reject reject reject rr u" },
	{ "a name of a tag in capitals", "v=DMARC1; p=reject; SP=none",
	  "reject reject reject rr u" },
	{ "a control character", "v=DMARC1; p=reject; sp=no\x01ne; np=none",
	  "reject reject none rr u" },
	{ "8 bits", "v=DMARC1; p=reject; x=\xe9; aspf=s", "reject reject reject rs u" },
	{ "adkim=strict", "v=DMARC1; p=reject; adkim=strict", "reject reject reject rr u" },
	{ "psd=yes", "v=DMARC1; p=reject; psd=yes", "reject reject reject rr u" },
	{ "t=1", "v=DMARC1; p=reject; t=1", "reject reject reject rr u" },
	/* policies that are missing or wrong: §4.10.1 */
	{ "v alone", "v=DMARC1", "none none none rr u unusable" },
	{ "no p, somebody to report to", "v=DMARC1; rua=mailto:d@acme.example",
	  "none none none rr u" },
	{ "the same, sp goes, too", "v=DMARC1; sp=reject; rua=mailto:d@acme.example",
	  "none none none rr u" },
	{ "no p, psd=n", "v=DMARC1; psd=n", "none none none rr n unusable" },
	{ "p=r", "v=DMARC1; p=r", "none none none rr u unusable" },
	{ "p=rejected", "v=DMARC1; p=rejected; rua=mailto:d@acme.example", "none none none rr u" },
	{ "p and more", "v=DMARC1; p=reject none", "none none none rr u unusable" },
	{ "bad sp", "v=DMARC1; p=reject; sp=off", "none none none rr u unusable" },
	{ "bad sp, reported", "v=DMARC1; p=reject; sp=off; rua=mailto:a@b.example",
	  "none none none rr u" },
	{ "bad np", "v=DMARC1; p=reject; np=x", "none none none rr u unusable" },
	{ "rua without scheme", "v=DMARC1; rua=d@acme.example", "none none none rr u unusable" },
	{ "rua with nothing behind it", "v=DMARC1; rua=mailto:", "none none none rr u unusable" },
	{ "the second of rua", "v=DMARC1; rua=x , mailto:d@acme.example!10m",
	  "none none none rr u" },
};

static void reads_records(void **state)
{
	size_t wrong = 0;
	char got[96];

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		show(rows[i].text, got);
		if (strcmp(got, rows[i].want) != 0) {
			print_error("%s: %s, wanted %s\n", rows[i].name, got, rows[i].want);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* As long as the DNS layer lets a text be, all of it tags. */
static void many_tags(void **state)
{
	char text[DNS_TEXT_MAX];
	struct dmarc_record record;
	size_t n = (size_t)snprintf(text, sizeof text, "v=DMARC1; p=reject");

	(void)state;
	while (n + 3 < sizeof text)
		n += (size_t)snprintf(text + n, sizeof text - n, ";z=");
	assert_true(dmarc_record_parse(str_make(text, n), &record));
	assert_int_equal(record.policy, DMARC_REJECT);
}

static void a_nul_ends_nothing(void **state)
{
	static const char text[] = "v=DMARC1\0; p=reject",
			  later[] = "v=DMARC1; p=reject; sp=none\0";
	struct dmarc_record record;

	(void)state;
	assert_false(dmarc_record_parse(str_make(text, sizeof text - 1), &record));
	assert_true(dmarc_record_parse(str_make(later, sizeof later - 1), &record));
	assert_int_equal(record.subdomain_policy, DMARC_REJECT);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_records),
		cmocka_unit_test(many_tags),
		cmocka_unit_test(a_nul_ends_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
