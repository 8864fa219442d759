/* What stands in the header, the log and the JSON of a judged message. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "verdict/headers.h"
#include "verdict/json.h"
#include "verdict/logline.h"

static struct world {
	struct mail *mail;
	struct message message;
	struct auth auth;
	struct history history;
	struct evidence evidence;
	struct findings findings;
	struct score score;
	struct decision decision;
	struct verdict_options options;
	struct judgement judgement;
	struct headers headers;
} w;

static int setup(void **state)
{
	const struct mail_options options = mail_options_default();
	const struct site_key key = site_key_fixed();
	struct err err;

	(void)state;
	w = (struct world){ 0 };
	w.mail = mail_new(&options, &key);
	mail_set(w.mail, &w.mail->queue_id, str_of("4XYZ"), &err);
	mail_set_from(w.mail, str_of("<a@acme.example>"), &err);
	mail_add_rcpt(w.mail, str_of("<ap@example.org>"), &err);
	mail_add_field(w.mail, str_of("Subject"), str_of("=?utf-8?q?Fattura?=\n\tdi maggio"), &err);
	w.message.author.full = str_of("a@acme.example");
	w.message.message_id = str_of("1@acme.example");
	w.message.at_s = 1790000000;
	w.evidence = (struct evidence){
		.mail = w.mail, .message = &w.message, .auth = &w.auth, .history = &w.history
	};
	w.auth.identity = (struct identity){ .address = str_of("a@acme.example"),
		                             .proof = PROOF_ALIGNED,
		                             .by = IDENTITY_BY_SPF,
		                             .key = str_of("a@acme.example") };
	w.auth.identity.domain.org = str_of("acme.example");
	w.auth.spf = AUTH_PASS;
	w.findings.v[0] = (struct finding){ .id = "bank-detail-new",
		                            .family = FAMILY_HISTORY,
		                            .strength = 1,
		                            .points = 2.8,
		                            .sentence = str_of("Account IT...3456 is new"),
		                            .quote = { "", 0 } };
	w.findings.v[1] = (struct finding){ .id = "bank-change",
		                            .family = FAMILY_INTENT,
		                            .strength = 1,
		                            .points = 1.4,
		                            .sentence = str_of("It says so"),
		                            .quote = str_of("nuovo IBAN") };
	w.findings.v[2] = (struct finding){ .id = "bank-detail-new+change",
		                            .family = FAMILY_PAIR,
		                            .strength = 0.65,
		                            .points = 1.3,
		                            .sentence = str_of("Both"),
		                            .quote = { "", 0 } };
	w.findings.v[3] = (struct finding){ .id = "payment-request",
		                            .family = FAMILY_INTENT,
		                            .strength = 1,
		                            .points = 0.6,
		                            .sentence = str_of("It asks"),
		                            .quote = str_of("a\nb") };
	w.findings.v[4] = (struct finding){ .id = "new-network",
		                            .family = FAMILY_HISTORY,
		                            .strength = 0.6,
		                            .points = 0.3,
		                            .sentence = str_of("New"),
		                            .quote = { "", 0 } };
	w.findings.n = 5;
	w.score = (struct score){ 6.4, 0.962 };
	w.decision = (struct decision){ .verdict = VERDICT_SUSPICIOUS, .threshold = 5 };
	w.options.host = str_of("mx.example.org");
	w.options.tag_text = str_of("[BEC?] ");
	w.judgement = (struct judgement){ &w.evidence, &w.findings, &w.score, &w.decision, w.mail };
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	mail_free(w.mail);
	return 0;
}

static const char *header(const char *name)
{
	for (size_t i = 0; i < w.headers.n; i++) {
		if (strcmp(w.headers.v[i].name, name) == 0)
			return w.headers.v[i].value.p;
	}
	return NULL;
}

static void make_headers(void)
{
	assert_true(headers_make(&w.options, &w.judgement, &w.mail->arena, &w.headers));
}

static void the_fields_of_the_design(void **state)
{
	(void)state;
	make_headers();
	assert_string_equal(
		header("X-BEC-Status"),
		"suspicious, score=6.4 threshold=5.0 direction=inbound by=mx.example.org");
	assert_string_equal(header("X-BEC-Score"), "6.4");
	assert_string_equal(header("X-BEC-Level"), "******");
	assert_string_equal(header("X-BEC-Flag"), "YES");
	assert_string_equal(header("X-BEC-Indicators"),
	                    "bank-detail-new=2.8, bank-change=1.4,\n\tbank-detail-new+change=1.3, "
	                    "payment-request=0.6, new-network=0.3");
	assert_string_equal(
		header("X-BEC-Notice"),
		"The bank account may not be this sender's. Call a number you\n\talready know.");
	assert_int_equal(w.headers.n, 6);
}

static void clean_mail_bears_no_flag_and_no_notice(void **state)
{
	(void)state;
	w.decision.verdict = VERDICT_CLEAN;
	w.findings.n = 0;
	w.score.total = 0.4;
	make_headers();
	assert_string_equal(header("X-BEC-Status"),
	                    "clean, score=0.4 threshold=5.0 direction=inbound by=mx.example.org");
	assert_null(header("X-BEC-Flag"));
	assert_null(header("X-BEC-Notice"));
	assert_null(header("X-BEC-Level"));
	assert_null(header("X-BEC-Indicators"));
}

static void outgoing_mail_bears_nothing(void **state)
{
	(void)state;
	w.evidence.direction = DIRECTION_OUTBOUND;
	make_headers();
	assert_int_equal(w.headers.n, 0);
}

static void a_failing_store_and_observing_are_told(void **state)
{
	(void)state;
	w.history.store = STORE_DEGRADED;
	w.decision.observed = true;
	make_headers();
	assert_string_equal(header("X-BEC-Status"),
	                    "suspicious, score=6.4 threshold=5.0 direction=inbound "
	                    "by=mx.example.org store=degraded mode=observe");
}

static void an_error_is_told_with_its_reason(void **state)
{
	(void)state;
	w.decision = decision_error("no memory; (really)\r\nX-Evil: yes");
	w.judgement.evidence = NULL;
	make_headers();
	assert_int_equal(w.headers.n, 1);
	assert_string_equal(header("X-BEC-Status"),
	                    "error, by=mx.example.org reason=no memory? ?really???X-Evil: yes");
}

static void the_name_is_the_mtas_where_none_is_set(void **state)
{
	struct err err;

	(void)state;
	w.options.host = (struct str){ NULL, 0 };
	mail_set(w.mail, &w.mail->mta, str_of("mta.example.org"), &err);
	make_headers();
	assert_non_null(strstr(header("X-BEC-Status"), "by=mta.example.org"));
}

static void lines_stay_short(void **state)
{
	(void)state;
	for (w.findings.n = 0; w.findings.n < FINDINGS_MAX; w.findings.n++)
		w.findings.v[w.findings.n] =
			(struct finding){ .id = "an-indicator-with-quite-a-long-id",
			                  .points = 10.5 };
	make_headers();
	for (size_t i = 0; i < w.headers.n; i++) {
		struct str rest = w.headers.v[i].value, line;

		if (strcmp(w.headers.v[i].name, "X-BEC-Status") == 0)
			continue; /* stays on one line, for people who grep */
		while (str_cut(&rest, '\n', &line))
			assert_true(line.n <= 78);
	}
}

static void a_subject_is_tagged_once_and_keeps_its_encoding(void **state)
{
	struct str tagged = headers_tagged_subject(&w.options, w.mail, &w.mail->arena);
	struct err err;

	(void)state;
	assert_string_equal(tagged.p, "[BEC?] =?utf-8?q?Fattura?=\n\tdi maggio");
	w.mail->fields = 0;
	mail_add_field(w.mail, str_of("Subject"), str_of("[BEC?] x"), &err);
	assert_null(headers_tagged_subject(&w.options, w.mail, &w.mail->arena).p);
	w.mail->fields = 0;
	assert_string_equal(headers_tagged_subject(&w.options, w.mail, &w.mail->arena).p,
	                    "[BEC?] ");
}

static void one_line_for_the_log(void **state)
{
	struct buf line;

	(void)state;
	w.message.message_id = str_of("1@acme\n\x1b[31m");
	buf_init(&line, 4096);
	logline_make(&w.options, &w.judgement, &line);
	assert_string_equal(buf_cstr(&line),
	                    "4XYZ: verdict=suspicious score=6.4 action=none direction=inbound "
	                    "proof=aligned from=<a@acme.example> "
	                    "message-id=<1@acme\\x0a\\x1b[31m> rcpt=<ap@example.org> "
	                    "indicators=bank-detail-new=2.8,bank-change=1.4,"
	                    "bank-detail-new+change=1.3,payment-request=0.6,new-network=0.3");
	buf_done(&line);
}

static void the_log_as_json_has_no_quotes_unless_asked(void **state)
{
	(void)state;
	for (int quotes = 0; quotes < 2; quotes++) {
		struct buf line;
		json_t *object;
		struct err err;

		w.options.log_json = true;
		w.options.log_quotes = quotes;
		buf_init(&line, 65536);
		logline_make(&w.options, &w.judgement, &line);
		assert_int_equal(json_object_of(buf_str(&line), &object, &err), 0);
		assert_string_equal(json_string_value(json_object_get(object, "queue_id")), "4XYZ");
		assert_int_equal(
			json_object_get(json_array_get(json_object_get(object, "findings"), 1),
		                        "quote") != NULL,
			quotes);
		json_decref(object);
		buf_done(&line);
	}
}

static void the_json_of_the_design(void **state)
{
	json_t *object = judgement_json(&w.judgement, "a.eml");
	char *line = json_line(object);

	(void)state;
	assert_string_equal(
		line,
		"{\"file\":\"a.eml\",\"at\":\"2026-09-21T14:13:20Z\",\"message_id\":\"1@acme."
		"example\",\"verdict\":\"suspicious\",\"score\":6.4,"
		"\"probability\":0.962,\"threshold\":5.0,\"direction\":\"inbound\",\"action\":"
		"\"none\",\"store\":\"ok\",\"authentication\":"
		"{\"spf\":\"pass\",\"dkim\":\"none\",\"dmarc\":\"none\",\"arc\":\"none\","
		"\"identity\":{\"address\":\"a@acme.example\","
		"\"domain\":\"acme.example\",\"proof\":\"aligned\",\"by\":[\"spf\"],\"proven\":"
		"true,\"via\":null,\"network\":null}},"
		"\"findings\":[{\"id\":\"bank-detail-new\",\"family\":\"history\",\"strength\":1.0,"
		"\"points\":2.8,"
		"\"reason\":\"Account IT...3456 is new\"},"
		"{\"id\":\"bank-change\",\"family\":\"intent\",\"strength\":1.0,\"points\":1.4,"
		"\"reason\":\"It says "
		"so\",\"quote\":\"nuovo IBAN\"},"
		"{\"id\":\"bank-detail-new+change\",\"family\":\"pair\",\"strength\":0.65,"
		"\"points\":1.3,\"reason\":"
		"\"Both\"},"
		"{\"id\":\"payment-request\",\"family\":\"intent\",\"strength\":1.0,\"points\":0.6,"
		"\"reason\":\"It "
		"asks\",\"quote\":\"a\\nb\"},"
		"{\"id\":\"new-network\",\"family\":\"history\",\"strength\":0.6,\"points\":0.3,"
		"\"reason\":\"New\"}]}");
	free(line);
	json_decref(object);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(the_fields_of_the_design),
		TEST(clean_mail_bears_no_flag_and_no_notice),
		TEST(outgoing_mail_bears_nothing),
		TEST(a_failing_store_and_observing_are_told),
		TEST(an_error_is_told_with_its_reason),
		TEST(the_name_is_the_mtas_where_none_is_set),
		TEST(lines_stay_short),
		TEST(a_subject_is_tagged_once_and_keeps_its_encoding),
		TEST(one_line_for_the_log),
		TEST(the_log_as_json_has_no_quotes_unless_asked),
		TEST(the_json_of_the_design),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
