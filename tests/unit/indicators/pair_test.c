#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "support/findings.h"
#include "support/given.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *name, *pair;
	struct fired fired[4];
	double want;
} rows[] = {
	{ "claim and ask", "claim+ask", { { "display-name-vip", 0.6 }, { "gift-card", 1 } }, 0.6 },
	{ "the ask is weaker",
	  "claim+ask",
	  { { "internal-spoof", 1 }, { "payment-request", 0.4 } },
	  0.4 },
	{ "the strongest of a group",
	  "claim+ask",
	  { { "internal-spoof", 0.5 }, { "display-name-vip", 1 }, { "gift-card", 0.9 } },
	  0.9 },
	{ "claim alone", "claim+ask", { { "display-name-vip", 1 }, { "urgency", 1 } }, 0 },
	{ "ask alone", "claim+ask", { { "gift-card", 1 }, { "reply-to-freemail", 1 } }, 0 },
	{ "two of one group are no pair",
	  "claim+ask",
	  { { "gift-card", 1 }, { "payment-request", 1 } },
	  0 },
	{ "a stranger's secret",
	  "first-contact+secrecy",
	  { { "first-contact", 0.5 }, { "secrecy", 1 } },
	  0.5 },
	{ "a known one's",
	  "first-contact+secrecy",
	  { { "new-network", 0.5 }, { "secrecy", 1 } },
	  0 },
	{ "a stranger's lawyer",
	  "first-contact+attorney",
	  { { "first-contact", 0.5 }, { "attorney", 0.3 } },
	  0.3 },
	{ "account and network",
	  "bank-detail-new+change",
	  { { "bank-detail-new", 1 }, { "new-network", 0.4 } },
	  0.4 },
	{ "account alone", "bank-detail-new+change", { { "bank-detail-new", 1 } }, 0 },
	{ "an hour is no change of habits",
	  "bank-detail-new+change",
	  { { "bank-detail-new", 1 }, { "odd-hour", 1 } },
	  0 },
	{ "account and pressure",
	  "bank-detail-new+pressure",
	  { { "bank-detail-new", 0.8 }, { "urgency", 1 } },
	  0.8 },
	{ "replies away",
	  "reply-away+ask",
	  { { "reply-to-freemail", 1 }, { "payment-request", 1 } },
	  1 },
	{ "a mere divergence",
	  "reply-away+ask",
	  { { "reply-to-divergence", 1 }, { "payment-request", 1 } },
	  0 },
	{ "a broken thread",
	  "thread-break+bank-change",
	  { { "fake-reply", 0.3 }, { "bank-change", 1 } },
	  0.3 },
	{ "a marked one asks",
	  "dialogue-marked+ask",
	  { { "dialogue-marked", 1 }, { "gift-card", 1 } },
	  1 },
	{ "a marked one only presses",
	  "dialogue-marked+ask",
	  { { "dialogue-marked", 1 }, { "urgency", 1 } },
	  0 },
};

static void pairs_need_both_members(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct finding *finding;
		struct findings findings;
		double found;

		findings_make(rows[i].fired, &findings);
		finding = findings_find(&findings, rows[i].pair);
		found = finding ? finding->strength : 0;
		if (found != rows[i].want)
			fail_msg("%s: %f wanted, %f found", rows[i].name, rows[i].want, found);
	}
}

static bool tested(const char *id)
{
	for (size_t i = 0; i < COUNT(rows); i++)
		if (strcmp(rows[i].pair, id) == 0 && rows[i].want > 0)
			return true;
	return false;
}

static bool is_member(const char *name)
{
	for (const struct group *group = groups; group->name; group++)
		if (strcmp(group->name, name) == 0)
			return true;
	return indicator_exists(str_of(name));
}

static void members_exist(void **state)
{
	(void)state;
	for (const struct group *group = groups; group->name; group++)
		for (size_t i = 0; i < COUNT(group->member) && group->member[i]; i++)
			if (!indicator_exists(str_of(group->member[i])))
				fail_msg("%s: no indicator %s", group->name, group->member[i]);
	for (const struct pair *pair = pairs; pair->id; pair++) {
		if (!is_member(pair->first) || !is_member(pair->second))
			fail_msg("%s: a member doesn't exist", pair->id);
		if (!tested(pair->id))
			fail_msg("%s has no row above", pair->id);
	}
}

static void a_real_message_makes_a_pair(void **state)
{
	struct given *given = given_new("Given: person=Maria Rossi <maria.rossi@ours.example>\n"
	                                "From: Maria Rossi <ceo@mail.example>\n\n"
	                                "Please buy five Apple gift cards.\n");
	const struct finding *pair = given_finding(given, "claim+ask");

	(void)state;
	assert_non_null(pair);
	assert_int_equal(pair->family, FAMILY_PAIR);
	assert_string_equal(pair->sentence.p,
	                    "Somebody claims to be another and asks for something "
	                    "(display-name-vip and gift-card)");
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_need_both_members),
		cmocka_unit_test(members_exist),
		cmocka_unit_test(a_real_message_makes_a_pair),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
