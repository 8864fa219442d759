#include "party/lookalike.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

static struct domain_lists *lists;
static struct arena arena;

struct row {
	const char *known, *seen;
	enum lookalike_way way;
	double strength;
};

static struct lookalike compare(const char *known, const char *seen)
{
	struct domain a, b;

	assert_true(domain_init(&arena, lists, str_of(known), &a));
	assert_true(domain_init(&arena, lists, str_of(seen), &b));
	return lookalike_of(&arena, a, b);
}

static void check(const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct lookalike got = compare(rows[i].known, rows[i].seen);

		if (got.way != rows[i].way || got.strength != rows[i].strength)
			fail_msg("%s %s %s (%g)", rows[i].seen, lookalike_way_names[got.way],
			         rows[i].known, got.strength);
	}
}

#define CHECK(rows) check(rows, sizeof rows / sizeof *rows)

/* The techniques of look-alike generators, each on a name of eight letters or more. */
static void each_technique_is_found(void **state)
{
	static const struct row rows[] = {
		/* homoglyph */
		{ "mercurial.example", "rnercurial.example", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.example", "go1dwater.example", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.example", "g0ldwater.example", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.example", "goldvvater.example", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.example", "golclwater.example", LOOKALIKE_SKELETON, 1 },
		{ "g0ldvvater.example", "goldwater.example", LOOKALIKE_SKELETON, 1 },
		/* cyrillic: one letter, all that have twins */
		{ "goldwater.example", "g\xd0\xbeldwater.example", LOOKALIKE_SKELETON, 1 },
		{ "pascoe.example", "\xd1\x80\xd0\xb0\xd1\x95\xd1\x81\xd0\xbe\xd0\xb5.example",
		  LOOKALIKE_SKELETON, 1 },
		/* diacritics */
		{ "goldwater.example", "g\xc3\xb6ldwater.example", LOOKALIKE_EDIT, 0.8 },
		/* addition, omission, repetition, insertion, replacement, transposition, vowel-swap,
		 * bitsquatting, plural */
		{ "goldwater.example", "goldwaters.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwater1.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwatr.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "golddwater.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwaterr.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwaster.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldqater.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwaterses.example", LOOKALIKE_NONE, 0 },
		{ "classics.example", "classesics.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "holdwater.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwaetr.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwoter.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwateb.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "goldwat3r.example", LOOKALIKE_EDIT, 0.8 },
		/* readers look at the first letter */
		{ "goldwater.example", "coldwater.example", LOOKALIKE_EDIT, 0.4 },
		{ "goldwater.example", "hgoldwater.example", LOOKALIKE_EDIT, 0.4 },
		{ "goldwater.example", "oldwater.example", LOOKALIKE_EDIT, 0.4 },
		/* a capital I for an l */
		{ "goldwater.example", "goIdwater.example", LOOKALIKE_SKELETON, 1 },
		{ "fiduciary.example", "flduclary.example", LOOKALIKE_SKELETON, 1 },
		/* eight letters of which one is left out */
		{ "mercatus.example", "mercaus.example", LOOKALIKE_EDIT, 0.8 },
		/* hyphenation */
		{ "goldwater.example", "gold-water.example", LOOKALIKE_HYPHEN, 0.8 },
		{ "gold-water.example", "goldwater.example", LOOKALIKE_HYPHEN, 0.8 },
		{ "goldwater.com", "gold.water.com", LOOKALIKE_HYPHEN, 0.4 },
		/* tld-swap */
		{ "goldwater.com", "goldwater.co", LOOKALIKE_TLD, 0.4 },
		{ "goldwater.com", "goldwater.com.ng", LOOKALIKE_TLD, 0.4 },
		{ "goldwater.co.uk", "mail.goldwater.com", LOOKALIKE_TLD, 0.4 },
		/* dictionary, various */
		{ "goldwater.com", "goldwater-invoices.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "securegoldwater.net", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "fatture-goldwater.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "goldwater-kundenservice-24.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "my-goldwater-billing.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "goldwater-uk.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "wwwgoldwater.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "goldwatercom.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.co.uk", "goldwater-co-uk.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.co.uk", "goldwatercouk.com", LOOKALIKE_COMBINATION, 0.4 },
		/* a letter of the old ending, and of a number */
		{ "goldwater.co.uk", "goldwater-c.com", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "goldwater24.com", LOOKALIKE_COMBINATION, 0.4 },
		/* two at once: other letters or digits, and a word or another ending */
		{ "goldwater.com", "g0ldwater-invoices.com", LOOKALIKE_COMBINATION, 0.8 },
		{ "goldwater.com", "g\xd0\xbeldwater-invoices.com", LOOKALIKE_COMBINATION, 0.8 },
		{ "goldwater.com", "g\xd0\xbeldwater.net", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.com", "gold-water-invoices.net", LOOKALIKE_COMBINATION, 0.4 },
		{ "goldwater.com", "goldwaters.net", LOOKALIKE_EDIT, 0.4 },
		/* subdomain */
		{ "goldwater.com", "goldwater.com.login.example", LOOKALIKE_SUBDOMAIN, 0.8 },
		{ "goldwater.com", "mail.goldwater.com.evil.example", LOOKALIKE_SUBDOMAIN, 0.8 },
		{ "goldwater.com", "goldwater.com-login.example", LOOKALIKE_SUBDOMAIN, 0.8 },
		{ "hp.com", "hp.com.evil.example", LOOKALIKE_SUBDOMAIN, 0.8 },
		/* hosts of either are their organisations */
		{ "mail.goldwater.example", "www.g0ldwater.example", LOOKALIKE_SKELETON, 1 },
		/* a tenant of a provider's default domain */
		{ "goldwater.com", "g0ldwater.onmicrosoft.com", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.com", "g0ldwater.github.io", LOOKALIKE_SKELETON, 1 },
	};

	(void)state;
	CHECK(rows);
}

static void short_names_count_less(void **state)
{
	static const struct row rows[] = {
		{ "pascoe.example", "pascoee.example", LOOKALIKE_EDIT, 0.4 },
		{ "pascoes.example", "pasco-es.example", LOOKALIKE_HYPHEN, 0.4 },
		{ "pascoe.example", "pascie.example", LOOKALIKE_EDIT, 0.4 },
		{ "pascoe.example", "pashoe.example", LOOKALIKE_NONE, 0 }, /* no neighbouring key */
		{ "pascoe.com", "pascie.net", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwaters.net", LOOKALIKE_EDIT, 0.4 },
		{ "pascoe.example", "pasco.example", LOOKALIKE_NONE, 0 },
		/* five letters or fewer: by skeleton only, under the same ending */
		{ "acme.example", "acrne.example", LOOKALIKE_SKELETON, 1 },
		{ "acme.com", "acrne.net", LOOKALIKE_NONE, 0 },
		{ "acme.example", "acne.example", LOOKALIKE_NONE, 0 },
		{ "acme.example", "acmee.example", LOOKALIKE_NONE, 0 },
		{ "acme.example", "ac-me.example", LOOKALIKE_NONE, 0 },
		{ "acme.com", "acme.net", LOOKALIKE_NONE, 0 },
		{ "acme.com", "acme-invoices.com", LOOKALIKE_NONE, 0 },
		{ "dhl.com", "dh1.com", LOOKALIKE_SKELETON, 1 },
		{ "td.com", "tcl.com", LOOKALIKE_NONE, 0 },
		{ "o2.com", "02.com", LOOKALIKE_NONE, 0 },
		{ "ey.com", "\xd0\xb5\xd1\x83.com", LOOKALIKE_SKELETON, 1 },
		{ "ey.com", "\xd0\xb5\xd1\x83.net", LOOKALIKE_SKELETON, 0.4 },
		/* i and l are two letters in short words */
		{ "mail.example", "mall.example", LOOKALIKE_NONE, 0 },
		{ "simon.example", "sirnon.example", LOOKALIKE_SKELETON, 1 },
	};

	(void)state;
	CHECK(rows);
}

static void honest_neighbours_are_silent(void **state)
{
	static const struct row rows[] = {
		{ "goldwater.example", "goldwater.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "eu.mail.goldwater.example", LOOKALIKE_NONE, 0 },
		{ "mail.goldwater.example", "goldwater.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "silverlake.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "goldwine.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "goldwater-hotels.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "goldwaterworks.example", LOOKALIKE_NONE, 0 },
		{ "goldwater-invoices.example", "goldwater.example", LOOKALIKE_NONE, 0 },
		/* numbers, countries */
		{ "studio54.example", "studio55.example", LOOKALIKE_NONE, 0 },
		{ "radiostudio5.example", "radiostudio54.example", LOOKALIKE_NONE, 0 },
		{ "goldwater-us.example", "goldwater-uk.example", LOOKALIKE_NONE, 0 },
		{ "goldwater-ag.example", "goldwater-a.example", LOOKALIKE_NONE, 0 },
		/* common words */
		{ "services.com", "service.com", LOOKALIKE_NONE, 0 },
		{ "payments.com", "payments.net", LOOKALIKE_NONE, 0 },
		{ "capital.com", "capitalgroup.com", LOOKALIKE_NONE, 0 },
		/* names within names that are no added words */
		{ "market.example", "marketing.example", LOOKALIKE_NONE, 0 },
		{ "contra.example", "contract.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "goldwaterit.example", LOOKALIKE_NONE, 0 },
		/* what stands before a dot by custom */
		{ "mailgoldwater.com", "mail.goldwater.com", LOOKALIKE_NONE, 0 },
		/* well-known providers; an organisation's own tenants */
		{ "google.com", "googlemail.com", LOOKALIKE_NONE, 0 },
		{ "gmail.com", "ymail.com", LOOKALIKE_NONE, 0 },
		{ "outlook.com", "outlook.it", LOOKALIKE_NONE, 0 },
		{ "hotmail.com", "hotmail.co.uk", LOOKALIKE_NONE, 0 },
		{ "yandex.ru", "yandex.com", LOOKALIKE_NONE, 0 },
		{ "facebook.com", "facebookmail.com", LOOKALIKE_NONE, 0 },
		{ "dropbox.com", "dropboxmail.com", LOOKALIKE_NONE, 0 },
		{ "microsoft.com", "microsoftonline.com", LOOKALIKE_NONE, 0 },
		{ "amazon.com", "amazonses.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwater.onmicrosoft.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwater.mail.onmicrosoft.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwatergroup.onmicrosoft.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwater.zendesk.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwater-com.mail.protection.outlook.com", LOOKALIKE_NONE, 0 },
		{ "goldwater.com", "goldwater.github.io", LOOKALIKE_NONE, 0 },
		/* an ending that is no subdomain */
		{ "goldwater.co", "goldwater.co.uk", LOOKALIKE_TLD, 0.4 },
		{ "goldwater.com", "mygoldwater.com.example", LOOKALIKE_NONE, 0 },
		/* what can't be compared */
		{ "goldwater.example", "", LOOKALIKE_NONE, 0 },
		{ "", "goldwater.example", LOOKALIKE_NONE, 0 },
		{ "192.0.2.10", "192.0.2.1O", LOOKALIKE_NONE, 0 },
		{ "[192.0.2.1]", "[192.0.2.l]", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "goldwater..example", LOOKALIKE_NONE, 0 },
		{ "github.io", "githvb.io", LOOKALIKE_NONE, 0 },
		{ "co.uk", "c0.uk", LOOKALIKE_NONE, 0 },
		{ "localhost", "localh0st", LOOKALIKE_NONE, 0 },
	};

	(void)state;
	CHECK(rows);
}

/* Encoded labels of every kind, broken ones too, are compared without harm. */
static void encoded_labels_are_read(void **state)
{
	static const struct row rows[] = {
		{ "m\xc3\xbcllerhaus.example", "xn--mllerhaus-q9a.example", LOOKALIKE_NONE, 0 },
		{ "m\xc3\xbcllerhaus.example", "mullerhaus.example", LOOKALIKE_EDIT, 0.8 },
		{ "m\xc3\xbcllerhaus.example", "muellerhaus.example", LOOKALIKE_EDIT, 0.8 },
		{ "goldwater.example", "xn--gldwater-nbh.example", LOOKALIKE_SKELETON, 1 },
		{ "goldwater.example", "xn--.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "xn--a.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "xn--99999999999999.example", LOOKALIKE_NONE, 0 },
		{ "goldwater.example", "xn---.example", LOOKALIKE_NONE, 0 },
		{ "xn--99999999.example", "xn--99999998.example", LOOKALIKE_NONE, 0 },
		/* two Chinese characters of which one differs are two names */
		{ "\xe9\xbb\x84\xe6\xb2\xb3.example", "\xe9\xbb\x84\xe6\xb2\xb9.example",
		  LOOKALIKE_NONE, 0 },
	};

	(void)state;
	CHECK(rows);
}

static void every_way_has_a_name(void **state)
{
	(void)state;
	for (int way = LOOKALIKE_NONE; way <= LOOKALIKE_SUBDOMAIN; way++)
		assert_true(strlen(lookalike_way_names[way]) > 3);
}

static void without_memory(void **state)
{
	struct domain known, seen;
	struct arena small;

	(void)state;
	assert_true(domain_init(&arena, lists, str_of("goldwater.example"), &known));
	assert_true(domain_init(&arena, lists, str_of("g\xd0\xbeldwater.example"), &seen));
	arena_init(&small, 1);
	assert_int_equal(lookalike_of(&small, known, seen).way, LOOKALIKE_NONE);
	arena_done(&small);
}

static int load(void **state)
{
	(void)state;
	arena_init(&arena, 16 << 20);
	return domain_lists_load(NULL, &lists, NULL);
}

static int unload(void **state)
{
	(void)state;
	domain_lists_free(lists);
	arena_done(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_technique_is_found),
		cmocka_unit_test(short_names_count_less),
		cmocka_unit_test(honest_neighbours_are_silent),
		cmocka_unit_test(encoded_labels_are_read),
		cmocka_unit_test(every_way_has_a_name),
		cmocka_unit_test(without_memory),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
