#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

#include "base/unicode.h"
#include "support/given.h"

#define FROM "From: ann@acme.example\n"

static size_t rows_n;
static const char *ids[2 * FINDINGS_MAX];

static void note(void *context, enum family family, const char *id, double weight,
                 const char *description)
{
	(void)context;
	for (size_t i = 0; i < rows_n; i++)
		if (strcmp(ids[i], id) == 0)
			fail_msg("%s stands twice", id);
	if (family >= FAMILY_COUNT || !family_names[family])
		fail_msg("%s has no family", id);
	/* no weight over log10(10906/3); `blocked` is the admin's word */
	if (weight <= 0 || (weight > 3.56 && strcmp(id, "blocked") != 0))
		fail_msg("%s: weight %f", id, weight);
	if (!description || !*description || strchr(description, '\n'))
		fail_msg("%s has no line of description", id);
	ids[rows_n++] = id;
}

static void rows_are_sound(void **state)
{
	(void)state;
	indicators_each(note, NULL);
	assert_true(rows_n > 50);
	assert_true(rows_n <= FINDINGS_MAX); /* all of them may fire */
	for (size_t i = 0; i < rows_n; i++)
		assert_true(indicator_exists(str_of(ids[i])));
	assert_false(indicator_exists(str_of("no-such-sign")));
	assert_false(indicator_exists(str_of("claim"))); /* a group */
	assert_false(indicator_exists(str_of("")));
}

/* A retry meets a history that holds it already: new-sender is gone there, but its verdict must be the first one's. */
static void a_message_met_again_keeps_its_history(void **state)
{
	struct given *given = given_new(
		"Given: surprise=mailer 0.4 7 a b\n"
		"Given: "
		"first-copy=[{\"id\":\"new-sender\",\"strength\":1,\"points\":0.3,\"reason\":\"The "
		"first mail\\u0001\"},"
		"{\"id\":\"first-contact\",\"strength\":0.5},{\"id\":\"fake-reply\",\"strength\":0."
		"3,\"reason\":\"r\"},"
		"{\"id\":\"gift-card\",\"strength\":1},{\"id\":\"new-network\",\"strength\":-1},"
		"{\"id\":\"new-timezone\",\"strength\":7},{\"id\":\"no-such-sign\",\"strength\":1},"
		"{\"strength\":1},5]\n" FROM);

	(void)state;
	assert_non_null(given_finding(given, "new-sender"));
	assert_true(given_finding(given, "new-sender")->sentence.n > 0);
	assert_true(given_finding(given, "new-sender")->weight == 0.3);
	assert_true(given_finding(given, "first-contact")->strength == 0.5);
	assert_true(given_finding(given, "fake-reply")->strength == 0.3);
	assert_true(given_finding(given, "new-timezone")->strength == 1);
	assert_null(given_finding(given, "new-network"));
	assert_null(given_finding(given, "gift-card"));  /* words are read anew */
	assert_null(given_finding(given, "new-mailer")); /* history isn't */
	given_free(given);
}

static void a_broken_log_finds_nothing(void **state)
{
	static const char *const logs[] = { "", "[", "{}", "[[[]]]", "null", "[{\"id\":3}]" };

	(void)state;
	for (size_t i = 0; i < sizeof logs / sizeof *logs; i++) {
		char lines[128];
		struct given *given;

		snprintf(lines, sizeof lines, "Given: first-copy=%s\nGiven: new-sender\n" FROM,
		         logs[i]);
		given = given_new(lines);
		assert_null(given_finding(given, "new-sender"));
		given_free(given);
	}
}

static void what_is_allowed_is_silent_and_makes_no_pair(void **state)
{
	static const char lines[] =
		FROM "Reply-To: ann.acme@gmail.com\n\nPlease buy five gift cards.\n";
	char allowed[256];
	struct given *given = given_new(lines);

	(void)state;
	assert_non_null(given_finding(given, "reply-to-freemail"));
	assert_non_null(given_finding(given, "reply-away+ask"));
	given_free(given);
	snprintf(allowed, sizeof allowed, "Given: allow=reply-to-freemail\n%s", lines);
	given = given_new(allowed);
	assert_null(given_finding(given, "reply-to-freemail"));
	assert_null(given_finding(given, "reply-away+ask"));
	assert_non_null(given_finding(given, "reply-to-divergence"));
	given_free(given);
}

/* Names of the sender's own making reach the log: short, and without what could break a line or turn it around. */
static void sentences_are_bounded_and_harmless(void **state)
{
	char lines[4096] = "Given: person=Maria Rossi <maria.rossi@ours.example>\n"
			   "Given: surprise=mailer 0.4 7 \xe2\x80\xae\x01\x1b[2J\xff usual\n"
			   "From: Maria Rossi <";
	struct given *given;
	size_t n = strlen(lines);

	(void)state;
	for (int i = 0; i < 200; i++)
		n += (size_t)snprintf(lines + n, sizeof lines - n, "\xc3\xa9");
	snprintf(lines + n, sizeof lines - n, "@mail.example>\nReply-To: x@other.example\n");
	given = given_new(lines);
	assert_non_null(given_finding(given, "new-mailer"));
	assert_non_null(given_finding(given, "display-name-vip"));
	for (size_t i = 0; i < given_findings(given)->n; i++) {
		const struct finding *finding = &given_findings(given)->v[i];

		assert_true(finding->sentence.n > 0 && finding->sentence.n <= 303);
		assert_true(utf8_valid(finding->sentence));
		for (size_t k = 0; k < finding->sentence.n; k++)
			if ((unsigned char)finding->sentence.p[k] < ' ')
				fail_msg("%s: a control character", finding->id);
		if (str_find(finding->sentence, str_of("\xe2\x80\xae")) != SIZE_MAX)
			fail_msg("%s: turns the line around", finding->id);
	}
	given_free(given);
}

static void nothing_is_found_in_an_honest_note(void **state)
{
	struct given *given =
		given_new("Given: dkim=acme.example\nGiven: known\nGiven: established\n"
	                  "From: Ann Lee <ann@acme.example>\nTo: ap@ours.example\n"
	                  "Subject: Lunch\nMessage-ID: <1@acme.example>\n"
	                  "Date: Mon, 21 Sep 2026 10:00:00 +0200\n\n"
	                  "Thank you for the nice lunch.\n");

	(void)state;
	if (given_findings(given)->n)
		fail_msg("%s: %s", given_findings(given)->v[0].id,
		         given_findings(given)->v[0].sentence.p);
	given_free(given);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_sound),
		cmocka_unit_test(a_message_met_again_keeps_its_history),
		cmocka_unit_test(a_broken_log_finds_nothing),
		cmocka_unit_test(what_is_allowed_is_silent_and_makes_no_pair),
		cmocka_unit_test(sentences_are_bounded_and_harmless),
		cmocka_unit_test(nothing_is_found_in_an_honest_note),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
