/* The daemon's sessions against a libmilter of the test's own, which writes down what it is asked to do. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>
#include <libmilter/mfapi.h>

#include "mail/message.h"
#include "openbec/session.h"

static struct smfiDesc filter;
static void *private_data;
static char done[65536]; /* what was asked of the MTA, a line each */
static const char *queue_id, *auth_user;

static void note(const char *format, ...) __attribute__((format(printf, 1, 2)));
static void note(const char *format, ...)
{
	size_t n = strlen(done);
	va_list args;

	va_start(args, format);
	vsnprintf(done + n, sizeof done - n, format, args);
	va_end(args);
}

int smfi_register(struct smfiDesc given)
{
	filter = given;
	return MI_SUCCESS;
}

int smfi_setpriv(SMFICTX *ctx, void *data)
{
	(void)ctx;
	private_data = data;
	return MI_SUCCESS;
}

void *smfi_getpriv(SMFICTX *ctx)
{
	(void)ctx;
	return private_data;
}

char *smfi_getsymval(SMFICTX *ctx, char *name)
{
	(void)ctx;
	if (strcmp(name, "i") == 0)
		return (char *)queue_id;
	return strcmp(name, "{auth_authen}") == 0 ? (char *)auth_user : NULL;
}

int smfi_addheader(SMFICTX *ctx, char *name, char *value)
{
	(void)ctx;
	note("add %s:%s\n", name, value);
	return MI_SUCCESS;
}

int smfi_insheader(SMFICTX *ctx, int index, char *name, char *value)
{
	(void)ctx;
	note("insert %d %s:%s\n", index, name, value);
	return MI_SUCCESS;
}

int smfi_chgheader(SMFICTX *ctx, char *name, int index, char *value)
{
	(void)ctx;
	note("%s %s %d%s%s\n", value ? "change" : "delete", name, index, value ? ":" : "",
	     value ? value : "");
	return MI_SUCCESS;
}

int smfi_addrcpt(SMFICTX *ctx, char *rcpt)
{
	(void)ctx;
	note("addrcpt %s\n", rcpt);
	return MI_SUCCESS;
}

int smfi_delrcpt(SMFICTX *ctx, char *rcpt)
{
	(void)ctx;
	note("delrcpt %s\n", rcpt);
	return MI_SUCCESS;
}

int smfi_quarantine(SMFICTX *ctx, char *reason)
{
	(void)ctx;
	note("quarantine %s\n", reason);
	return MI_SUCCESS;
}

int smfi_setreply(SMFICTX *ctx, char *code, char *status, char *text)
{
	(void)ctx;
	assert_null(strpbrk(text, "\r\n%"));
	note("reply %s %s\n", code, status);
	return MI_SUCCESS;
}

static char folder[] = "/tmp/openbec-session-XXXXXX";
static struct daemon test_daemon;

static struct config *configured(const char *policy)
{
	struct config *config = NULL;
	struct err err;
	char path[100];
	FILE *file;

	snprintf(path, sizeof path, "%s/openbec.conf", folder);
	file = fopen(path, "w");
	fprintf(file,
	        "local-domains = {\"ours.example\"}\nauthserv-id = \"mx.ours.example\"\nstore = "
	        "\"%s/x.db\"\nauthentication = trust\n"
	        "reviewer = \"security@ours.example\"\n"
	        "person \"Maria Rossi\" { addresses = {\"maria.rossi@ours.example\"} }\n%s\n",
	        folder, policy);
	fclose(file);
	if (config_load(path, 0, &config, &err))
		fail_msg("%s", err.text);
	return config;
}

static int make_world(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	message_library_init();
	log_open(&test_daemon.log, "test", LOG_TO_STDERR);
	daemon_init(&test_daemon, configured("policy default { suspicious = tag }"));
	return session_register(&test_daemon) ? 0 : -1;
}

static int end_world(void **state)
{
	char command[128];

	(void)state;
	config_unref(test_daemon.config);
	snprintf(command, sizeof command, "rm -rf %s", folder);
	return system(command);
}

#define EVERYTHING 0x7fffffffUL

static unsigned long agreed_actions, agreed_steps;

static void connect_offering(unsigned long actions, unsigned long steps)
{
	struct sockaddr_in address = { .sin_family = AF_INET };
	unsigned long f2, f3;

	inet_pton(AF_INET, "203.0.113.9", &address.sin_addr);
	done[0] = '\0';
	queue_id = auth_user = NULL;
	assert_int_equal(filter.xxfi_negotiate(NULL, actions, steps, 0, 0, &agreed_actions,
	                                       &agreed_steps, &f2, &f3),
	                 SMFIS_CONTINUE);
	filter.xxfi_connect(NULL, (char *)"mail.example", (_SOCK_ADDR *)&address);
	filter.xxfi_helo(NULL, (char *)"mail.example");
}

static void envelope(const char *from, const char *rcpt)
{
	char *args[] = { (char *)from, NULL }, *more[] = { (char *)rcpt, NULL };

	filter.xxfi_envfrom(NULL, args);
	filter.xxfi_envrcpt(NULL, more);
}

static void header(const char *name, const char *value)
{
	filter.xxfi_header(NULL, (char *)name, (char *)value);
}

static void body(const char *text)
{
	filter.xxfi_eoh(NULL);
	filter.xxfi_body(NULL, (unsigned char *)text, strlen(text));
}

/* A message that is suspicious or malicious by who it claims to be and what it asks for. */
static void fraud(void)
{
	envelope("<ceo@gmail.com>", "<ann@ours.example>");
	header("From", " Maria Rossi <ceo@gmail.com>");
	header("To", " ann@ours.example");
	header("Subject", " Quick favour");
	header("Message-ID", " <1@gmail.com>");
	header("Date", " Tue, 24 Nov 2026 10:00:00 +0000");
	body("Please buy five gift cards of 100 euros each and send me the codes.\r\nIt is urgent, "
	     "and keep this between us.\r\n");
}

static sfsistat end(const char *id)
{
	queue_id = id;
	return filter.xxfi_eom(NULL);
}

static void hang_up(void)
{
	filter.xxfi_close(NULL);
	assert_null(private_data);
	assert_int_equal(daemon_messages(&test_daemon), 0);
}

static void the_offer_is_a_mask(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	assert_int_equal(agreed_actions, SMFIF_ADDHDRS | SMFIF_CHGHDRS | SMFIF_ADDRCPT |
	                                         SMFIF_DELRCPT | SMFIF_QUARANTINE);
	assert_int_equal(agreed_steps & SMFIP_NR_HDR, SMFIP_NR_HDR);
	assert_int_equal(agreed_steps & SMFIP_RCPT_REJ,
	                 0); /* refused recipients aren't the message's */
	hang_up();
	connect_offering(SMFIF_ADDHDRS, 0);
	assert_int_equal(agreed_actions, SMFIF_ADDHDRS);
	assert_int_equal(agreed_steps, 0);
	hang_up();
}

static void steps_answer_as_agreed(void **state)
{
	char *from[] = { (char *)"<a@b.example>", NULL };

	(void)state;
	connect_offering(EVERYTHING, SMFIP_NR_MAIL);
	assert_int_equal(filter.xxfi_envfrom(NULL, from), SMFIS_NOREPLY);
	assert_int_equal(filter.xxfi_eoh(NULL), SMFIS_CONTINUE);
	hang_up();
}

static void headers_are_added_and_the_subject_is_tagged(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	fraud();
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	assert_non_null(strstr(done, "add X-BEC-Status: suspicious, score="));
	assert_non_null(strstr(done, "add X-BEC-Flag: YES\n"));
	assert_non_null(strstr(done, "change Subject 1: [BEC?] Quick favour\n"));
	assert_null(strstr(done, "quarantine"));
	hang_up();
}

static void values_bear_the_blank_only_if_agreed(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, 0);
	envelope("<a@b.example>", "<ann@ours.example>");
	header("From", "a@b.example");
	body("hello\r\n");
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	assert_non_null(strstr(done, "add X-BEC-Status:clean, score="));
	hang_up();
}

/* MTAs that renumber and those that don't agree only from the last to the first. */
static void forged_fields_go_last_instance_first(void **state)
{
	const char *last, *middle, *first;

	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	envelope("<a@b.example>", "<ann@ours.example>");
	header("X-BEC-Status", " clean, score=0.0");
	header("From", " a@b.example");
	header("x-bec-status", " clean");
	header("X-BEC-Level", " ");
	header("X-BEC-STATUS", " clean");
	header("X-BECAUSE", " of you");
	body("hello\r\n");
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	last = strcasestr(done, "delete x-bec-status 3\n");
	middle = strcasestr(done, "delete x-bec-status 2\n");
	first = strcasestr(done, "delete x-bec-status 1\n");
	assert_true(last && middle && first && last < middle && middle < first);
	assert_non_null(strstr(done, "delete X-BEC-Level 1"));
	assert_null(strstr(done, "X-BECAUSE"));
	hang_up();
}

static void too_many_forged_fields_are_refused(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	envelope("<a@b.example>", "<ann@ours.example>");
	for (int i = 0; i < 1001; i++)
		header("X-BEC-Status", " clean");
	body("hello\r\n");
	assert_int_equal(end("4ABC"), SMFIS_REJECT);
	assert_string_equal(done, "reply 550 5.6.0\n");
	hang_up();
}

static void several_messages_share_a_connection_and_nothing_else(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	fraud();
	end("4ABC");
	done[0] = '\0';
	envelope("<a@b.example>", "<ann@ours.example>");
	header("From", " a@b.example");
	body("See you on Monday.\r\n");
	assert_int_equal(end("4DEF"), SMFIS_ACCEPT);
	assert_non_null(strstr(done, "add X-BEC-Status: clean"));
	assert_null(strstr(done, "X-BEC-Flag"));
	hang_up();
}

/* After each step: an abort and a next message, and a connection that just ends. */
static void it_can_end_at_every_stage(void **state)
{
	(void)state;
	for (int stage = 0; stage < 6; stage++) {
		for (int abort_first = 0; abort_first < 2; abort_first++) {
			char *from[] = { (char *)"<a@b.example>", NULL },
			     *rcpt[] = { (char *)"<ann@ours.example>", NULL };

			connect_offering(EVERYTHING, EVERYTHING);
			if (stage > 0)
				filter.xxfi_envfrom(NULL, from);
			if (stage > 1)
				filter.xxfi_envrcpt(NULL, rcpt);
			if (stage > 2)
				header("X-BEC-Flag", " NO");
			if (stage > 3)
				filter.xxfi_eoh(NULL);
			if (stage > 4)
				filter.xxfi_body(NULL, (unsigned char *)"x", 1);
			if (abort_first) {
				filter.xxfi_abort(NULL);
				assert_int_equal(daemon_messages(&test_daemon), 0);
				fraud();
				assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
				assert_non_null(strstr(done, "suspicious"));
				assert_null(strstr(done, "delete"));
			}
			hang_up();
		}
	}
}

static void each_action_is_done(void **state)
{
	static const struct {
		const char *action;
		sfsistat answer;
		const char *wanted, *missing;
	} rows[] = {
		{ "none", SMFIS_ACCEPT, "add X-BEC-Status: suspicious", "change" },
		{ "quarantine", SMFIS_ACCEPT, "quarantine openbec: suspicious, score ", "change" },
		{ "redirect", SMFIS_ACCEPT,
		  "addrcpt <security@ours.example>\ndelrcpt <ann@ours.example>\n", "quarantine" },
		{ "reject", SMFIS_REJECT, "reply 550 5.7.1\n", "add" },
		{ "tempfail", SMFIS_TEMPFAIL, "reply 451 4.7.1\n", "add" },
		{ "discard", SMFIS_DISCARD, "", "add" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char policy[100];

		snprintf(policy, sizeof policy, "policy default { suspicious = %s malicious = %s }",
		         rows[i].action, rows[i].action);
		daemon_config_replace(&test_daemon, configured(policy));
		connect_offering(EVERYTHING, EVERYTHING);
		fraud();
		assert_int_equal(end("4ABC"), rows[i].answer);
		if (!strstr(done, rows[i].wanted) || strstr(done, rows[i].missing))
			fail_msg("%s: %s", rows[i].action, done);
		hang_up();
	}
	daemon_config_replace(&test_daemon, configured("policy default { suspicious = tag }"));
}

/* What the MTA won't do is left out; the message passes with the rest. */
static void an_action_that_was_not_agreed_is_left_out(void **state)
{
	(void)state;
	daemon_config_replace(
		&test_daemon,
		configured("policy default { suspicious = quarantine malicious = quarantine }"));
	connect_offering(SMFIF_ADDHDRS, EVERYTHING);
	fraud();
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	assert_non_null(strstr(done, "add X-BEC-Status: suspicious"));
	assert_null(strstr(done, "quarantine"));
	hang_up();
	daemon_config_replace(&test_daemon, configured("policy default { suspicious = tag }"));
}

static void a_message_keeps_the_configuration_it_began_with(void **state)
{
	char *from[] = { (char *)"<ceo@gmail.com>", NULL };

	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	filter.xxfi_envfrom(NULL, from);
	daemon_config_replace(
		&test_daemon,
		configured("policy default { suspicious = reject malicious = reject }"));
	filter.xxfi_envrcpt(NULL, (char *[]){ (char *)"<ann@ours.example>", NULL });
	header("From", " Maria Rossi <ceo@gmail.com>");
	header("Subject", " Quick favour");
	body("Please buy five gift cards of 100 euros each and send me the codes. It is urgent, "
	     "keep this between us.\r\n");
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	done[0] = '\0';
	fraud();
	assert_int_equal(end("4DEF"), SMFIS_REJECT);
	hang_up();
	daemon_config_replace(&test_daemon, configured("policy default { suspicious = tag }"));
}

static void outgoing_mail_bears_nothing_of_ours(void **state)
{
	(void)state;
	connect_offering(EVERYTHING, EVERYTHING);
	auth_user = "ann";
	envelope("<ann@ours.example>", "<bob@acme.example>");
	header("From", " Ann <ann@ours.example>");
	header("X-BEC-Status", " from whatever it answers");
	body("hello\r\n");
	assert_int_equal(end("4ABC"), SMFIS_ACCEPT);
	assert_string_equal(done, "delete X-BEC-Status 1\n");
	hang_up();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_offer_is_a_mask),
		cmocka_unit_test(steps_answer_as_agreed),
		cmocka_unit_test(headers_are_added_and_the_subject_is_tagged),
		cmocka_unit_test(values_bear_the_blank_only_if_agreed),
		cmocka_unit_test(forged_fields_go_last_instance_first),
		cmocka_unit_test(too_many_forged_fields_are_refused),
		cmocka_unit_test(several_messages_share_a_connection_and_nothing_else),
		cmocka_unit_test(it_can_end_at_every_stage),
		cmocka_unit_test(each_action_is_done),
		cmocka_unit_test(an_action_that_was_not_agreed_is_left_out),
		cmocka_unit_test(a_message_keeps_the_configuration_it_began_with),
		cmocka_unit_test(outgoing_mail_bears_nothing_of_ours),
	};

	return cmocka_run_group_tests(tests, make_world, end_world);
}
