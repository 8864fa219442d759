/* Each technique of look-alike generators (the classes are dnstwist's, the generator is ours) on a dozen names: how many of
 * its names are recognised with any strength, in pairs and by key. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "party/lookalike.h"
#include "party/lookalike_index.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define NAME_MAX     128

static struct domain_lists *lists;

/* The last but one is spelled in letters that all have Cyrillic twins. */
static const struct seed {
	const char *label, *suffix;
} seeds[] = {
	{ "goldwater", "com" },        { "mercurialtrade", "co.uk" }, { "northbridge", "de" },
	{ "silverlakeholding", "it" }, { "westfalia", "de" },         { "brightwood", "com" },
	{ "lambertini", "it" },        { "kowalczyk", "pl" },         { "vandenberghe", "nl" },
	{ "oakfield", "org" },         { "pascoexpo", "com" },        { "blue-harbour", "com" },
};
#define CYRILLIC_SEED 10

struct tally {
	const struct seed *seed;
	struct arena arena; /* of one name */
	struct domain known;
	struct site_key key;
	struct lookalike_index index;
	const char *technique;
	size_t made, found;
	char missed[NAME_MAX]; /* the last one */
};

/* A name that was generated: is it recognised, and does the key lead to it. */
static void try(struct tally *tally, const char *name)
{
	struct lookalike_keys keys;
	struct lookalike alike;
	struct domain seen;
	struct arena arena;
	uint32_t place;

	arena_init(&arena, 1 << 20);
	assert_true(domain_init(&arena, lists, str_of(name), &seen));
	if (!domain_same_org(seen, tally->known) && !(seen.flags & DOMAIN_LITERAL)) {
		alike = lookalike_of(&arena, tally->known, seen);
		lookalike_seen_keys(&arena, &tally->key, seen, &keys);
		tally->made++;
		if (alike.strength > 0) {
			tally->found++;
			if (lookalike_index_find(&tally->index, &keys, &place, 1) != 1)
				fail_msg("%s: %s isn't found by key", tally->technique, name);
		} else {
			snprintf(tally->missed, sizeof tally->missed, "%s", name);
		}
	}
	arena_done(&arena);
}

/* label[0..at) + middle + label[from..], under the seed's suffix. */
static void put(struct tally *tally, size_t at, const char *middle, size_t from)
{
	const char *label = tally->seed->label;
	char name[2 * NAME_MAX];

	snprintf(name, sizeof name, "%.*s%s%s.%s", (int)at, label, middle, label + from,
	         tally->seed->suffix);
	try(tally, name);
}

static void put_letter(struct tally *tally, size_t at, char letter, size_t from)
{
	put(tally, at, (const char[]){ letter, '\0' }, from);
}

static size_t length(const struct tally *tally)
{
	return strlen(tally->seed->label);
}

static void addition(struct tally *tally)
{
	for (const char *c = "abcdefghijklmnopqrstuvwxyz0123456789"; *c; c++)
		put_letter(tally, length(tally), *c, length(tally));
}

static void bitsquatting(struct tally *tally)
{
	for (size_t i = 0; i < length(tally); i++)
		for (int bit = 0; bit < 7; bit++) {
			char c = (char)(tally->seed->label[i] ^ (1 << bit));

			if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
				put_letter(tally, i, c, i + 1);
		}
}

static const struct glyphs {
	char letter;
	const char *as[12];
} cyrillics[] = {
	{ 'a', { "\u0430" } }, { 'b', { "\u044c" } }, { 'c', { "\u0441" } }, { 'd', { "\u0501" } },
	{ 'e', { "\u0435" } }, { 'g', { "\u050d" } }, { 'h', { "\u04bb" } }, { 'i', { "\u0456" } },
	{ 'j', { "\u0458" } }, { 'k', { "\u043a" } }, { 'l', { "\u04cf" } }, { 'm', { "\u043c" } },
	{ 'o', { "\u043e" } }, { 'p', { "\u0440" } }, { 'q', { "\u051b" } }, { 's', { "\u0455" } },
	{ 't', { "\u0442" } }, { 'v', { "\u0475" } }, { 'w', { "\u051d" } }, { 'x', { "\u0445" } },
	{ 'y', { "\u0443" } },
};

static const struct glyphs homoglyphs[] = {
	{ 'a',
	  { "\u00e0", "\u00e1", "\u00e2", "\u00e4", "\u00e5", "\u0251", "\u1ea1", "\u0103",
	    "\u0430" } },
	{ 'b', { "\u0253", "\u1e03", "\u1e05" } },
	{ 'c', { "\u010b", "\u0107", "\u00e7", "\u010d", "\u0109", "\u1d04", "\u0441" } },
	{ 'd', { "cl", "\u0257", "\u0111", "\u010f", "\u1e11" } },
	{ 'e', { "\u00e9", "\u00e8", "\u00ea", "\u00eb", "\u0113", "\u1eb9", "\u0119", "\u0435" } },
	{ 'f', { "\u0192", "\u1e1f" } },
	{ 'g', { "q", "\u0262", "\u0261", "\u0121", "\u011f", "\u01f5", "\u0123" } },
	{ 'h', { "\u0125", "\u021f", "\u0127", "\u1e27", "\u1e25" } },
	{ 'i', { "1", "l", "\u00ed", "\u00ec", "\u00ef", "\u0131", "\u0269", "\u1ec9", "\u1ecb" } },
	{ 'k', { "\u1e33", "\u1e35", "\u0137", "\u1d0b" } },
	{ 'l', { "1", "i", "\u026b", "\u0142" } },
	{ 'm', { "rn", "\u1e41", "\u1e43", "\u1d0d" } },
	{ 'n', { "m", "r", "\u0144", "\u1e45", "\u00f1", "\u0146" } },
	{ 'o', { "0", "\u022f", "\u1ecd", "\u00f3", "\u00f6", "\u01a1", "\u043e" } },
	{ 'p', { "\u01bf", "\u01a5", "\u1e55", "\u0440" } },
	{ 'q', { "g", "\u02a0" } },
	{ 'r', { "\u0280", "\u027d", "\u0155", "\u0159", "\u1e5b" } },
	{ 's', { "\u015b", "\u0161", "\u015f", "\u1e63", "\u0455" } },
	{ 't', { "\u0163", "\u0167", "\u1e6d" } },
	{ 'u', { "\u00fc", "\u00fa", "\u00fb", "\u016b", "\u1ee5" } },
	{ 'v', { "\u1e7f", "\u1e7d", "\u1d20" } },
	{ 'w', { "vv", "\u0175", "\u1e81", "\u1d21" } },
	{ 'x', { "\u1e8b", "\u1e8d", "\u0445" } },
	{ 'y', { "\u00fd", "\u00ff", "\u0177", "\u1ef5", "\u0443" } },
	{ 'z', { "\u017e", "\u017a", "\u1d22" } },
};

static const char *const *glyphs_of(const struct glyphs *table, size_t n, char letter)
{
	static const char *const none[] = { NULL };

	for (size_t i = 0; i < n; i++)
		if (table[i].letter == letter)
			return table[i].as;
	return none;
}

/* Every letter that has a twin. */
static void cyrillic(struct tally *tally)
{
	char name[NAME_MAX] = "";

	for (const char *c = tally->seed->label; *c; c++) {
		const char *twin = *glyphs_of(cyrillics, COUNT(cyrillics), *c);

		strcat(name, twin ? twin : (const char[]){ *c, '\0' });
	}
	strcat(strcat(name, "."), tally->seed->suffix);
	try(tally, name);
}

static const char *const *homoglyphs_of(char letter)
{
	return glyphs_of(homoglyphs, COUNT(homoglyphs), letter);
}

/* One letter, and each two of which the second is after the first. */
static void homoglyph(struct tally *tally)
{
	const char *label = tally->seed->label;

	for (size_t i = 0; label[i]; i++)
		for (const char *const *g = homoglyphs_of(label[i]); *g; g++) {
			put(tally, i, *g, i + 1);
			for (size_t k = i + 1; label[k]; k++)
				for (const char *const *h = homoglyphs_of(label[k]); *h; h++) {
					char middle[NAME_MAX / 2];

					snprintf(middle, sizeof middle, "%s%.*s%s", *g,
					         (int)(k - i - 1), label + i + 1, *h);
					put(tally, i, middle, k + 1);
				}
		}
}

static void hyphenation(struct tally *tally)
{
	for (size_t i = 1; i < length(tally); i++)
		put(tally, i, "-", i);
}

/* QWERTY, QWERTZ and AZERTY. */
static const char *const keyboard[26] = {
	"qwszx",  "vghn",   "xdfv",   "serfcx", "wsdr34", "drtgvc", "ftyhbv", "gyujnb", "ujko89",
	"huikmn", "jiolm",  "kop",    "njk",    "bhjm",   "iklp09", "ol0",    "wa12",   "edft45",
	"awedxz", "rfgy56", "yhji78", "cfgb",   "qase23", "zsdc",   "tghu67", "asx",
};

static const char *keys_beside(char letter)
{
	return letter >= 'a' && letter <= 'z' ? keyboard[letter - 'a'] : "";
}

static void insertion(struct tally *tally)
{
	for (size_t i = 1; i + 1 < length(tally); i++)
		for (const char *c = keys_beside(tally->seed->label[i]); *c; c++) {
			put_letter(tally, i, *c, i);
			put_letter(tally, i + 1, *c, i + 1);
		}
}

static void omission(struct tally *tally)
{
	for (size_t i = 0; i < length(tally); i++)
		put(tally, i, "", i + 1);
}

static void plural(struct tally *tally)
{
	for (size_t i = 2; i <= length(tally); i++)
		put(tally, i, strchr("sxz", tally->seed->label[i - 1]) ? "es" : "s", i);
}

static void repetition(struct tally *tally)
{
	for (size_t i = 0; i < length(tally); i++)
		put_letter(tally, i, tally->seed->label[i], i);
}

static void replacement(struct tally *tally)
{
	for (size_t i = 0; i < length(tally); i++)
		for (const char *c = keys_beside(tally->seed->label[i]); *c; c++)
			put_letter(tally, i, *c, i + 1);
}

static void subdomain(struct tally *tally)
{
	for (size_t i = 1; i < length(tally); i++)
		if (tally->seed->label[i] != '-' && tally->seed->label[i - 1] != '-')
			put(tally, i, ".", i);
}

static void transposition(struct tally *tally)
{
	const char *label = tally->seed->label;

	for (size_t i = 0; i + 1 < length(tally); i++)
		if (label[i] != label[i + 1])
			put(tally, i, (const char[]){ label[i + 1], label[i], '\0' }, i + 2);
}

static void vowel_swap(struct tally *tally)
{
	for (size_t i = 0; i < length(tally); i++)
		for (const char *c = strchr("aeiou", tally->seed->label[i]) ? "aeiou" : ""; *c; c++)
			put_letter(tally, i, *c, i + 1);
}

static void form(struct tally *tally, const char *format, const char *word)
{
	char label[NAME_MAX], name[NAME_MAX];
	const char *at = strchr(format, '*');

	snprintf(label, sizeof label, "%.*s%s%s", (int)(at - format), format, tally->seed->label,
	         at + 1);
	at = strchr(label, '+');
	snprintf(name, sizeof name, "%.*s%s%s.%s", (int)(at - label), label, word, at + 1,
	         tally->seed->suffix);
	try(tally, name);
}

/* Words of this list were chosen without a look at the product's. */
static void dictionary(struct tally *tally)
{
	static const char *const words[] = {
		"billing",   "invoice", "invoices",      "payments",      "accounts",
		"secure",    "login",   "support",       "service",       "finance",
		"bank",      "portal",  "verify",        "mail",          "online",
		"group",     "global",  "international", "corp",          "inc",
		"gmbh",      "fatture", "rechnung",      "facture",       "factura",
		"pagamenti", "zahlung", "paiement",      "betaling",      "faktura",
		"cuenta",    "konto",   "sicurezza",     "kundenservice", "office",
		"hr",        "payroll", "update",        "team",          "uk",
	};
	static const char *const forms[] = { "*-+", "+-*", "*+", "+*" };

	for (size_t i = 0; i < COUNT(words); i++)
		for (size_t k = 0; k < COUNT(forms); k++)
			if (strlen(words[i]) > 2 || k < 2) /* acmehr is no word added */
				form(tally, forms[k], words[i]);
}

static void tld_swap(struct tally *tally)
{
	static const char *const suffixes[] = { "com",  "net",    "org",    "co",    "cm", "com.ng",
		                                "info", "biz",    "eu",     "co.uk", "de", "it",
		                                "us",   "online", "com.au", "ru",    "cn", "shop" };
	char name[NAME_MAX];

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(name, sizeof name, "%s.%s", tally->seed->label, suffixes[i]);
		try(tally, name);
	}
}

/* "www" or the suffix becomes a part of the label. */
static void various(struct tally *tally)
{
	const char *label = tally->seed->label, *suffix = tally->seed->suffix;
	const char *last = strrchr(suffix, '.') ? strrchr(suffix, '.') + 1 : suffix;
	char joined[16] = "", name[NAME_MAX];

	for (size_t n = 0; *suffix; suffix++)
		if (*suffix != '.')
			joined[n++] = *suffix;
	suffix = tally->seed->suffix;
	form(tally, "+*", "www");
	form(tally, "+-*", "www");
	form(tally, "*+", joined);
	form(tally, "*-+", joined);
	form(tally, "*-+", last);
	snprintf(name, sizeof name, "%s%s.com", label, joined);
	try(tally, name);
	snprintf(name, sizeof name, "%s-%s.com", label, joined);
	try(tally, name);
	snprintf(name, sizeof name, "%s-%.1s.com", label, suffix);
	try(tally, name);
	snprintf(name, sizeof name, "%s.%s.billing.example", label, suffix);
	try(tally, name);
	snprintf(name, sizeof name, "mail.%s.%s-secure.example", label, suffix);
	try(tally, name);
}

static const struct technique {
	const char *name;
	void (*make)(struct tally *tally);
	unsigned wanted; /* of 100 */
} techniques[] = {
	{ "addition", addition, 95 },       { "bitsquatting", bitsquatting, 95 },
	{ "cyrillic", cyrillic, 95 },       { "homoglyph", homoglyph, 95 },
	{ "hyphenation", hyphenation, 95 }, { "insertion", insertion, 95 },
	{ "omission", omission, 95 },       { "plural", plural, 95 },
	{ "repetition", repetition, 95 },   { "replacement", replacement, 95 },
	{ "subdomain", subdomain, 95 },     { "transposition", transposition, 95 },
	{ "vowel-swap", vowel_swap, 95 },   { "dictionary", dictionary, 95 },
	{ "tld-swap", tld_swap, 95 },       { "various", various, 95 },
};

static void tally_begin(struct tally *tally, const struct seed *seed)
{
	char name[NAME_MAX];

	snprintf(name, sizeof name, "%s.%s", seed->label, seed->suffix);
	tally->seed = seed;
	arena_init(&tally->arena, 1 << 20);
	assert_true(domain_init(&tally->arena, lists, str_of(name), &tally->known));
	assert_int_equal(lookalike_index_init(&tally->arena, &tally->key, &tally->known, 1,
	                                      &tally->index, NULL),
	                 0);
}

static void each_technique_is_recognised(void **state)
{
	unsigned failed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(techniques); i++) {
		struct tally tally = { .key = site_key_fixed(), .technique = techniques[i].name };
		double percent;

		for (size_t k = 0; k < COUNT(seeds); k++) {
			tally_begin(&tally, &seeds[k]);
			techniques[i].make(&tally);
			arena_done(&tally.arena);
		}
		assert_true(tally.made >= COUNT(seeds) / 2);
		percent = 100.0 * (double)tally.found / (double)tally.made;
		print_message("%-14s %6.2f %% of %zu%s%s\n", techniques[i].name, percent,
		              tally.made, *tally.missed ? ", not " : "", tally.missed);
		failed += percent < techniques[i].wanted;
	}
	assert_int_equal(failed, 0);
}

/* The name in Cyrillic letters alone is one that no script rule of a browser would show as suspicious. */
static void all_in_cyrillic_is_equal_to_the_eye(void **state)
{
	struct tally tally = { .key = site_key_fixed() };
	struct domain seen;

	(void)state;
	tally_begin(&tally, &seeds[CYRILLIC_SEED]);
	assert_true(domain_init(
		&tally.arena, lists,
		str_of("\u0440\u0430\u0455\u0441\u043e\u0435\u0445\u0440\u043e.com"), &seen));
	assert_true(lookalike_of(&tally.arena, tally.known, seen).strength == 1);
	arena_done(&tally.arena);
}

static int load(void **state)
{
	(void)state;
	return domain_lists_load(NULL, &lists, NULL);
}

static int unload(void **state)
{
	(void)state;
	domain_lists_free(lists);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_technique_is_recognised),
		cmocka_unit_test(all_in_cyrillic_is_equal_to_the_eye),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
