/* Several recipients, one answer: every pair of actions, and what a further recipient may never do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "verdict/verdict.h"

static struct decision decide(const struct policy *policies, size_t n, double total, bool observe,
                              bool exempt, size_t rcpts)
{
	static struct mail *mail;
	const struct mail_options mail_options = mail_options_default();
	const struct site_key key = site_key_fixed();
	struct verdict_options options = { .policies = { policies, n }, .observe = observe };
	const struct score score = { .total = total };
	struct decision decision;
	struct err err;

	mail_free(mail); /* of the call before: decisions borrow from it */
	mail = mail_new(&mail_options, &key);
	if (rcpts > 0)
		assert_int_equal(mail_add_rcpt(mail, str_of("<ann@a.example>"), &err), 0);
	if (rcpts > 1)
		assert_int_equal(mail_add_rcpt(mail, str_of("<bob@b.example>"), &err), 0);
	assert_int_equal(
		verdict_decide(&options, mail, &score, exempt, &mail->arena, &decision, &err), 0);
	return decision;
}

static struct policy policy_with(enum action malicious)
{
	return (struct policy){ .name = str_of("default"),
		                .malicious = malicious,
		                .suspicious_threshold = 5,
		                .malicious_threshold = 8 };
}

static void thresholds_are_reached_by_being_equal(void **state)
{
	static const struct {
		double total;
		enum verdict wanted;
	} rows[] = { { 0, VERDICT_CLEAN },
		     { 4.9, VERDICT_CLEAN },
		     { 5.0, VERDICT_SUSPICIOUS },
		     { 7.9, VERDICT_SUSPICIOUS },
		     { 8.0, VERDICT_MALICIOUS } };
	const struct policy policy = policy_with(ACTION_NONE);

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_int_equal(decide(&policy, 1, rows[i].total, false, false, 1).verdict,
		                 rows[i].wanted);
}

static bool refuses(enum action action)
{
	return action > ACTION_QUARANTINE;
}

static enum action wanted_for(enum action a, enum action b)
{
	if (refuses(a) && refuses(b))
		return a < b ? a : b;
	if (refuses(a) || refuses(b))
		return ACTION_QUARANTINE;
	return a > b ? a : b;
}

static void two_recipients_get_the_strictest_that_loses_nothing(void **state)
{
	(void)state;
	for (enum action a = 0; a < ACTION_COUNT; a++) {
		for (enum action b = 0; b < ACTION_COUNT; b++) {
			const struct str ann = str_of("ann@a.example");
			struct policy policies[] = { policy_with(a), policy_with(b) };
			struct decision decision;

			policies[0].recipient = &ann;
			policies[0].recipients = 1;
			decision = decide(policies, 2, 9, false, false, 2);
			assert_int_equal(decision.verdict, VERDICT_MALICIOUS);
			assert_int_equal(decision.action, wanted_for(a, b));
			if (refuses(decision.action))
				continue;
			assert_int_equal(decision.tag, a == ACTION_TAG || b == ACTION_TAG);
			assert_int_equal(decision.redirects,
			                 (size_t)((a == ACTION_REDIRECT) + (b == ACTION_REDIRECT)));
			if (a == ACTION_REDIRECT)
				assert_true(str_eq(decision.redirect[0], str_of("ann@a.example")));
		}
	}
}

/* What ann's policy asks for alone is never milder because bob is there, but for refusing, which would refuse bob's, too: it
 * becomes a hold, which loses nothing and lets nothing through. */
static void a_further_recipient_never_lets_a_message_through(void **state)
{
	(void)state;
	for (enum action a = ACTION_REDIRECT; a < ACTION_COUNT; a++) {
		for (enum action b = 0; b < ACTION_COUNT; b++) {
			const struct str ann = str_of("ann@a.example");
			struct policy policies[] = { policy_with(a), policy_with(b) };
			struct decision decision;
			bool reaches_ann;

			policies[0].recipient = &ann;
			policies[0].recipients = 1;
			decision = decide(policies, 2, 9, false, false, 2);
			reaches_ann =
				decision.action < ACTION_QUARANTINE && decision.redirects == 0;
			assert_false(reaches_ann);
		}
	}
}

static void each_recipient_is_judged_by_its_own_thresholds(void **state)
{
	const struct str finance = str_of("@a.example");
	struct policy policies[] = { policy_with(ACTION_NONE), policy_with(ACTION_NONE) };
	struct decision decision;

	(void)state;
	policies[0].recipient = &finance;
	policies[0].recipients = 1;
	policies[0].suspicious = ACTION_QUARANTINE;
	policies[0].suspicious_threshold = 4;
	decision = decide(policies, 2, 4.5, false, false, 2);
	assert_int_equal(decision.verdict, VERDICT_SUSPICIOUS);
	assert_int_equal(decision.action, ACTION_QUARANTINE);
	assert_true(decision.threshold == 4);
	decision = decide(policies + 1, 1, 4.5, false, false, 2);
	assert_int_equal(decision.verdict, VERDICT_CLEAN);
	assert_true(decision.threshold == 5);
}

static void observing_does_nothing_and_says_so(void **state)
{
	(void)state;
	for (enum action action = 0; action < ACTION_COUNT; action++) {
		const struct policy policy = policy_with(action);
		struct decision decision = decide(&policy, 1, 9, true, false, 1);

		assert_int_equal(decision.verdict, VERDICT_MALICIOUS);
		assert_int_equal(decision.action, ACTION_NONE);
		assert_false(decision.tag);
		assert_int_equal(decision.redirects, 0);
		assert_int_equal(decision.observed, action != ACTION_NONE);
	}
}

static void exempt_mail_is_left_alone(void **state)
{
	const struct policy policy = policy_with(ACTION_REJECT);
	struct decision decision = decide(&policy, 1, 99, false, true, 1);

	(void)state;
	assert_int_equal(decision.verdict, VERDICT_EXEMPT);
	assert_int_equal(decision.action, ACTION_NONE);
}

static void without_recipients_the_default_policy_speaks(void **state)
{
	const struct policy policy = policy_with(ACTION_QUARANTINE);

	(void)state;
	assert_int_equal(decide(&policy, 1, 9, false, false, 0).action, ACTION_QUARANTINE);
}

static void an_error_passes_and_says_why(void **state)
{
	struct decision decision = decision_error("no memory");

	(void)state;
	assert_int_equal(decision.verdict, VERDICT_ERROR);
	assert_int_equal(decision.action, ACTION_NONE);
	assert_true(str_eq(decision.error, str_of("no memory")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(thresholds_are_reached_by_being_equal),
		cmocka_unit_test(two_recipients_get_the_strictest_that_loses_nothing),
		cmocka_unit_test(a_further_recipient_never_lets_a_message_through),
		cmocka_unit_test(each_recipient_is_judged_by_its_own_thresholds),
		cmocka_unit_test(observing_does_nothing_and_says_so),
		cmocka_unit_test(exempt_mail_is_left_alone),
		cmocka_unit_test(without_recipients_the_default_policy_speaks),
		cmocka_unit_test(an_error_passes_and_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
