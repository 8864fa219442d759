#include "score/score.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <math.h>
#include <cmocka.h>

#include "support/findings.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define SUSPICIOUS   5.0
#define MALICIOUS    8.0

/* What the surprise formula gives for a new value (history/surprise.c has the test of that). */
#define BANK_3     0.804 /* after 3 days of invoices, 10: 1 */
#define NETWORK_3  0.428
#define NETWORK_10 0.638
#define MAILER_10  0.390 /* and time zone */
#define MAILER_60  0.746
#define STRANGER                                                                                   \
	{ "first-contact", 0.5 }, { "new-domain", 1 },                                             \
	{                                                                                          \
		"new-sender", 1                                                                    \
	}
#define AT_FREEMAIL                                                                                \
	{ "first-contact", 0.5 },                                                                  \
	{                                                                                          \
		"new-sender", 1                                                                    \
	} /* no domain level there */

enum want { CLEAN, SUSPECTED, CONDEMNED };

/* The cases for which the starting weights were computed, as far as their indicators exist. */
static const struct {
	const char *name;
	struct fired fired[18];
	double score;
	enum want want;
} cases[] = {
	{ "director's name, free mail, gift cards, urgent and secret",
	  { { "display-name-vip", 1 },
	    AT_FREEMAIL,
	    { "gift-card", 1 },
	    { "urgency", 1 },
	    { "secrecy", 1 } },
	  8.30,
	  CONDEMNED },
	{ "the same, empty store",
	  { { "display-name-vip", 1 },
	    { "new-sender", 1 },
	    { "gift-card", 1 },
	    { "urgency", 1 },
	    { "secrecy", 1 } },
	  6.85,
	  SUSPECTED },
	{ "the same, politely, empty store",
	  { { "display-name-vip", 1 }, { "new-sender", 1 }, { "gift-card", 1 } },
	  6.10,
	  SUSPECTED },
	{ "director's name, the opener only, empty store",
	  { { "display-name-vip", 1 }, { "new-sender", 1 }, { "availability-probe", 1 } },
	  5.50,
	  SUSPECTED },
	{ "director's name, wire politely, empty store",
	  { { "display-name-vip", 1 }, { "new-sender", 1 }, { "payment-request", 1 } },
	  5.80,
	  SUSPECTED },
	{ "employee's name, payroll",
	  { { "display-name-vip", 0.6 }, AT_FREEMAIL, { "payroll-change", 1 } },
	  5.08,
	  SUSPECTED },
	{ "look-alike of a supplier, bank change, no thread, empty store",
	  { { "lookalike-partner-domain", 1 },
	    { "new-domain", 1 },
	    { "new-sender", 1 },
	    { "bank-change", 1 },
	    { "payment-request", 1 } },
	  7.15,
	  SUSPECTED },
	{ "look-alike of a supplier, bank change, in a thread of ours",
	  { STRANGER,
	    { "lookalike-partner-domain", 1 },
	    { "thread-intrusion", 1 },
	    { "quoted-swap", 1 },
	    { "bank-change", 1 },
	    { "payment-request", 1 } },
	  11.62,
	  CONDEMNED },
	{ "look-alike of our own domain, payment, empty store",
	  { { "lookalike-own-domain", 1 },
	    { "new-domain", 1 },
	    { "new-sender", 1 },
	    { "payment-request", 1 } },
	  6.35,
	  SUSPECTED },
	{ "real supplier's mailbox, 3 invoice days, new account and network",
	  { { "bank-detail-new", BANK_3 },
	    { "new-network", NETWORK_3 },
	    { "bank-change", 1 },
	    { "payment-request", 1 } },
	  5.32,
	  SUSPECTED },
	{ "3 days, same network, urgency",
	  { { "bank-detail-new", BANK_3 },
	    { "bank-change", 1 },
	    { "payment-request", 1 },
	    { "urgency", 1 } },
	  5.21,
	  SUSPECTED },
	{ "10 days, new network",
	  { { "bank-detail-new", 1 },
	    { "new-network", NETWORK_10 },
	    { "bank-change", 1 },
	    { "payment-request", 1 } },
	  6.39,
	  SUSPECTED },
	{ "10 days, same network, urgency",
	  { { "bank-detail-new", 1 },
	    { "bank-change", 1 },
	    { "payment-request", 1 },
	    { "urgency", 1 } },
	  5.95,
	  SUSPECTED },
	{ "10 days, new mailer and zone, no pressure",
	  { { "bank-detail-new", 1 },
	    { "new-mailer", MAILER_10 },
	    { "new-timezone", MAILER_10 },
	    { "bank-change", 1 },
	    { "payment-request", 1 } },
	  5.80,
	  SUSPECTED },
	{ "lawyer, a stranger, confidential wire",
	  { STRANGER,
	    { "attorney", 1 },
	    { "payment-request", 1 },
	    { "secrecy", 1 },
	    { "authority", 1 },
	    { "urgency", 1 } },
	  5.31,
	  SUSPECTED },
	{ "the same at the finance desk",
	  { { "first-contact", 0.64 },
	    { "new-domain", 1 },
	    { "new-sender", 1 },
	    { "attorney", 1 },
	    { "payment-request", 1 },
	    { "secrecy", 1 },
	    { "authority", 1 },
	    { "urgency", 1 } },
	  6.05,
	  SUSPECTED },
	{ "internal spoof, DMARC fails, no ask, empty store",
	  { { "internal-spoof", 1 }, { "dmarc-fail", 1 }, { "spf-fail", 1 }, { "new-sender", 1 } },
	  5.20,
	  SUSPECTED },
	{ "internal spoof, no DMARC record, payment, empty store",
	  { { "internal-spoof", 1 },
	    { "unauthenticated", 1 },
	    { "new-sender", 1 },
	    { "payment-request", 1 },
	    { "urgency", 1 } },
	  6.30,
	  SUSPECTED },
	{ "supplier forged, DMARC fails, Reply-To at free mail, payment",
	  { { "reply-to-freemail", 1 },
	    { "reply-to-divergence", 1 },
	    { "dmarc-fail", 0.5 },
	    STRANGER,
	    { "payment-request", 1 },
	    { "urgency", 1 } },
	  6.22,
	  SUSPECTED },
	{ "answered opener: the marked stranger asks for gift cards",
	  { { "display-name-vip", 1 }, { "dialogue-marked", 1 }, { "gift-card", 1 } },
	  8.30,
	  CONDEMNED },

	{ "first invoice of a new supplier", { STRANGER, { "payment-request", 1 } }, 2.22, CLEAN },
	{ "from free mail, unauthenticated, overdue",
	  { { "unauthenticated", 1 },
	    AT_FREEMAIL,
	    { "payment-request", 1 },
	    { "invoice-pressure", 1 } },
	  2.95,
	  CLEAN },
	{ "urgent reminder of an established supplier",
	  { { "payment-request", 1 }, { "urgency", 1 }, { "invoice-pressure", 1 } },
	  1.62,
	  CLEAN },
	{ "and a new mailer and network after 60 days",
	  { { "new-network", 1 },
	    { "new-mailer", MAILER_60 },
	    { "payment-request", 1 },
	    { "urgency", 1 },
	    { "invoice-pressure", 1 } },
	  2.89,
	  CLEAN },
	{ "cold sales",
	  { STRANGER, { "availability-probe", 1 }, { "channel-pivot", 1 }, { "urgency", 0.5 } },
	  2.25,
	  CLEAN },
	{ "namesake of the director at a customer, no ask",
	  { { "display-name-vip", 1 }, STRANGER },
	  4.03,
	  CLEAN },
	{ "namesake of staff sends an invoice",
	  { { "display-name-vip", 0.6 }, STRANGER, { "payment-request", 1 } },
	  4.80,
	  CLEAN },
	{ "supplier really changes its bank",
	  { { "bank-detail-new", 1 }, { "bank-change", 1 }, { "payment-request", 1 } },
	  4.80,
	  CLEAN },
	{ "new account on an invoice, no words of change",
	  { { "bank-detail-new", 1 }, { "payment-request", 1 } },
	  4.00,
	  CLEAN },
	{ "travelling partner",
	  { { "new-network", 1 },
	    { "new-timezone", MAILER_60 },
	    { "odd-hour", 0.5 },
	    { "payment-request", 1 } },
	  2.56,
	  CLEAN },
	{ "honest new lawyer asks for discretion",
	  { STRANGER, { "attorney", 1 }, { "secrecy", 0.7 } },
	  4.72,
	  CLEAN },
	{ "weak look-alike, first contact, invoice",
	  { { "lookalike-partner-domain", 0.4 }, STRANGER, { "payment-request", 1 } },
	  4.06,
	  CLEAN },
	{ "words alone: all intents",
	  { { "payment-request", 1 },
	    { "bank-change", 1 },
	    { "gift-card", 1 },
	    { "payroll-change", 1 },
	    { "data-request", 1 },
	    { "ledger-request", 1 },
	    { "availability-probe", 1 },
	    { "invoice-pressure", 1 },
	    { "crypto-request", 1 },
	    { "callback-number", 1 },
	    { "channel-pivot", 1 },
	    { "attorney", 1 },
	    { "urgency", 1 },
	    { "secrecy", 1 },
	    { "authority", 1 } },
	  2.90,
	  CLEAN },
};

static struct score sum(const struct score_options *options, struct findings *findings)
{
	struct score_options usual = score_options_default();
	struct score score;

	score_sum(options ? options : &usual, findings, &score);
	return score;
}

static enum want verdict_of(double total)
{
	return total >= MALICIOUS ? CONDEMNED : total >= SUSPICIOUS ? SUSPECTED : CLEAN;
}

static void cases_have_their_verdict(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct findings findings;
		struct score score;

		findings_make(cases[i].fired, &findings);
		score = sum(NULL, &findings);
		if (verdict_of(score.total) != cases[i].want)
			fail_msg("%s: another verdict at %.1f", cases[i].name, score.total);
		/* the figure of the table, and the rounding to a tenth */
		if (fabs(score.total - cases[i].score) > 0.05 + 0.01)
			fail_msg("%s: %.2f wanted, %.1f found", cases[i].name, cases[i].score,
			         score.total);
	}
}

static long tenths(double points)
{
	long ret = lround(points * 10);

	if (fabs(points * 10 - (double)ret) > 1e-6)
		fail_msg("%f is no whole number of tenths", points);
	return ret;
}

static void points_add_up_and_stand_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct findings findings;
		struct score score;
		size_t before;
		long all = 0;

		findings_make(cases[i].fired, &findings);
		before = findings.n;
		score = sum(NULL, &findings);
		assert_int_equal(findings.n, before);
		for (size_t k = 0; k < findings.n; k++) {
			assert_true(findings.v[k].points >= 0);
			if (k && findings.v[k].points > findings.v[k - 1].points)
				fail_msg("%s: %s stands too low", cases[i].name, findings.v[k].id);
			all += tenths(findings.v[k].points);
		}
		if (all != tenths(score.total))
			fail_msg("%s: %ld tenths of %.1f", cases[i].name, all, score.total);
	}
}

static double points_of(const struct findings *findings, const char *id)
{
	const struct finding *finding = findings_find(findings, id);

	assert_non_null(finding);
	return finding->points;
}

#define ASSERT_NEAR(found, want) assert_true(fabs((found) - (want)) < 1e-6)

static void a_family_is_damped(void **state)
{
	static const struct fired fired[] = {
		{ "spf-fail", 1 }, { "dkim-broken", 1 }, { "dmarc-fail", 1 }, { NULL, 0 }
	};
	struct findings findings;

	(void)state;
	findings_make(fired, &findings);
	ASSERT_NEAR(sum(NULL, &findings).total, 2.4); /* 2.0, 0.6 / 2, 0.3 / 4 = 0.075 */
	ASSERT_NEAR(points_of(&findings, "dmarc-fail"), 2.0);
	ASSERT_NEAR(points_of(&findings, "spf-fail"), 0.3);
	ASSERT_NEAR(points_of(&findings, "dkim-broken"), 0.1);
}

static void the_strongest_is_that_of_most_points(void **state)
{
	static const struct fired fired[] = { { "dmarc-fail", 0.2 },
		                              { "spf-fail", 1 },
		                              { NULL, 0 } };
	struct findings findings;

	(void)state;
	findings_make(fired, &findings);
	ASSERT_NEAR(sum(NULL, &findings).total, 0.8);
	ASSERT_NEAR(points_of(&findings, "spf-fail"), 0.6);
	ASSERT_NEAR(points_of(&findings, "dmarc-fail"), 0.2);
}

static void an_admin_sets_weights_and_limits(void **state)
{
	static const struct weight weights[] = { { STR("display-name-vip"), 1.0 },
		                                 { STR("claim+ask"), 0 } };
	static const struct fired fired[] = {
		{ "display-name-vip", 1 }, { "gift-card", 1 }, { "secrecy", 1 }, { NULL, 0 }
	};
	struct score_options options = score_options_default();
	struct findings findings;

	(void)state;
	options.weight = weights;
	options.weights = COUNT(weights);
	options.limit[FAMILY_INTENT] = 1.05; /* half of 1.5 + 0.6 */
	findings_make(fired, &findings);
	ASSERT_NEAR(sum(&options, &findings).total, 2.1); /* 1.0, 0.75, 0.3 */
	ASSERT_NEAR(points_of(&findings, "display-name-vip"), 1.0);
	ASSERT_NEAR(points_of(&findings, "gift-card"), 0.8); /* scaled alike */
	ASSERT_NEAR(points_of(&findings, "secrecy"), 0.3);
	ASSERT_NEAR(points_of(&findings, "claim+ask"), 0);
}

static void a_block_counts_as_malicious(void **state)
{
	static const struct fired fired[] = { { "blocked", 1 },
		                              { "reply-to-divergence", 1 },
		                              { NULL, 0 } };
	static const double thresholds[] = { 8, 8.04, 6.55, 12 };
	struct findings findings;

	(void)state;
	for (size_t i = 0; i < COUNT(thresholds); i++) {
		struct score_options options = score_options_default();
		struct score score;

		options.malicious_threshold = thresholds[i];
		options.limit[FAMILY_IDENTITY] = 1; /* doesn't touch it */
		findings_make(fired, &findings);
		score = sum(&options, &findings);
		if (points_of(&findings, "blocked") < thresholds[i])
			fail_msg("threshold %.2f: %.2f", thresholds[i],
			         points_of(&findings, "blocked"));
		ASSERT_NEAR(score.total - points_of(&findings, "blocked"),
		            0.8); /* nor is the other damped by it */
	}
}

static void nothing_is_nothing(void **state)
{
	struct findings findings = { .n = 0 };
	struct score score = sum(NULL, &findings);

	(void)state;
	ASSERT_NEAR(score.total, 0);
	ASSERT_NEAR(score.probability, 0); /* 0.00001 */
}

static void probability_is_even_at_even(void **state)
{
	static const struct {
		double total, even, want;
	} rows[] = {
		{ 5, 5, 0.5 }, { 6, 5, 0.909 }, { 4, 5, 0.091 }, { 6.4, 5, 0.962 }, { 5, 7, 0.01 }
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct score_options options = score_options_default();
		struct findings findings = { .n = 1 };

		options.even = rows[i].even;
		findings.v[0] = (struct finding){ .id = "first-contact",
			                          .family = FAMILY_HISTORY,
			                          .weight = rows[i].total,
			                          .strength = 1 };
		ASSERT_NEAR(sum(&options, &findings).probability, rows[i].want);
	}
}

/* 0.25 twice: 0.5 in all, so one of them shows 0.3; 6.85 shows as 6.9 whatever the order of the sum. */
static void halves_of_a_tenth_round_up(void **state)
{
	static const double parts[] = { 3.0, 0.3, 2.25, 1.3 };
	struct findings findings = { .n = 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(parts); i++)
		findings.v[findings.n++] = (struct finding){
			.id = "x", .family = (enum family)i, .weight = parts[i], .strength = 1
		};
	ASSERT_NEAR(sum(NULL, &findings).total, 6.9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cases_have_their_verdict),
		cmocka_unit_test(points_add_up_and_stand_in_order),
		cmocka_unit_test(a_family_is_damped),
		cmocka_unit_test(the_strongest_is_that_of_most_points),
		cmocka_unit_test(an_admin_sets_weights_and_limits),
		cmocka_unit_test(a_block_counts_as_malicious),
		cmocka_unit_test(nothing_is_nothing),
		cmocka_unit_test(probability_is_even_at_even),
		cmocka_unit_test(halves_of_a_tenth_round_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
