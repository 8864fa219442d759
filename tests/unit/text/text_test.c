#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "base/textfile.h"
#include "text/text.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct domain_lists *lists;
static struct phrases *phrases;

struct world {
	struct mail *mail;
	struct text text;
};

static void read_message(struct world *world, const struct message *message)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	struct err err = { 0 };

	world->mail = mail_new(&options, &key);
	assert_non_null(world->mail);
	if (text_read(phrases, lists, world->mail, message, &world->text, &err))
		fail_msg("%s", err.text);
}

/* The phrases are those of tests/data/text/sample.phrases. */
static const struct {
	const char *name, *subject, *own, *quoted;
	double payment, urgency;
	const char *span; /* of the payment-request */
	bool is_quoted;
} rows[] = {
	{ "nothing", "Hello", "Nice weather", "", 0, 0, "", false },
	{ "own", "Hello", "Please pay this invoice", "", 0.5, 0, "pay this invoice", false },
	{ "the same twice", "Hello", "pay this invoice, pay this invoice", "", 0.5, 0,
	  "pay this invoice", false },
	{ "two different", "Hello", "pay this invoice by wire transfer", "", 0.6, 0,
	  "pay this invoice", false },
	{ "in the subject", "Wire transfer URGENT", "Hi", "", 0.2, 0.8, "Wire transfer", false },
	{ "subject and text are two sentences", "pay this", "invoice", "", 0, 0, "", false },
	{ "quoted", "Hello", "Hi", "pay this invoice", 0.125, 0, "pay this invoice", true },
	{ "own and quoted", "Hello", "wire transfer", "pay this invoice", 0.3, 0, "wire transfer",
	  false },
	{ "the same, own and quoted", "Hello", "wire transfer", "wire transfer", 0.2, 0,
	  "wire transfer", false },
	{ "an answer's subject", "Re: Wire transfer", "Hi", "", 0.05, 0, "Wire transfer", true },
	{ "in Italian", "R: wire transfer", "Hi", "", 0.05, 0, "wire transfer", true },
	{ "counted", "RE[2]: wire transfer", "Hi", "", 0.05, 0, "wire transfer", true },
	{ "forwarded", "FWD : wire transfer", "Hi", "", 0.05, 0, "wire transfer", true },
	{ "no answer", "Reminder: wire transfer", "Hi", "", 0.2, 0, "wire transfer", false },
	{ "negated", "Hello", "do not pay this invoice", "", 0, 0, "", false },
};

static void test_intents(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct message message = {
			.subject = str_of(rows[i].subject),
			.own = str_of(rows[i].own),
			.quoted = str_of(rows[i].quoted),
		};
		const struct intent_found *payment, *urgency;
		struct world world;

		read_message(&world, &message);
		payment = &world.text.intent[INTENT_PAYMENT_REQUEST];
		urgency = &world.text.intent[INTENT_URGENCY];
		if (payment->strength < rows[i].payment - 1e-9 ||
		    payment->strength > rows[i].payment + 1e-9 ||
		    urgency->strength != rows[i].urgency ||
		    !str_eq(payment->span, str_of(rows[i].span)) ||
		    payment->quoted != rows[i].is_quoted)
			fail_msg("%s: payment %g \"" STR_FMT "\"%s, urgency %g", rows[i].name,
			         payment->strength, STR_ARG(payment->span),
			         payment->quoted ? " quoted" : "", urgency->strength);
		mail_free(world.mail);
	}
}

static void test_accounts(void **state)
{
	struct message message = {
		.subject = str_of("Invoice"),
		.own = str_of("New: DE89370400440532013000"),
		.signature = str_of("Acme, GB29NWBK60161331926819"),
		.quoted = str_of("IT60X0542811101000000123456 or DE89 3704 0044 0532 0130 00"),
	};
	struct world world;

	(void)state;
	read_message(&world, &message);
	assert_int_equal(world.text.accounts, 3);
	assert_int_equal(world.text.own_accounts, 2);
	assert_string_equal(world.text.account[0].country, "DE");
	assert_string_equal(world.text.account[1].country, "GB");
	assert_string_equal(world.text.account[2].country, "IT");
	mail_free(world.mail);
}

static void test_the_rest(void **state)
{
	struct message message = {
		.own = str_of("The site is at acme.example and it is the one of the firm"),
	};
	struct world world;

	(void)state;
	read_message(&world, &message);
	assert_true(str_eq(world.text.language, str_of("en")));
	assert_int_equal(world.text.named.domains, 1);
	assert_int_equal(world.text.quoted.text.n, 1);
	mail_free(world.mail);
	read_message(&world, &(struct message){ 0 });
	assert_int_equal(world.text.accounts + world.text.named.domains + world.text.language.n, 0);
	mail_free(world.mail);
}

/* A NUL hides nothing behind it. */
static void test_nul(void **state)
{
	static const char own[] = "hello\0pay this invoice";
	struct message message = { .subject = str_of("Hi"), .own = str_make(own, sizeof own - 1) };
	struct world world;

	(void)state;
	read_message(&world, &message);
	assert_true(world.text.intent[INTENT_PAYMENT_REQUEST].strength == 0.5);
	mail_free(world.mail);
}

/* Memory that ends is an error, wherever it ends. */
static void test_no_memory(void **state)
{
	struct message message = {
		.subject = str_of("Invoice"),
		.own = str_of("pay this invoice, see acme.example"),
		.quoted = str_of("wire transfer to ann@acme.example"),
	};
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();
	bool succeeded = false;

	(void)state;
	for (size_t limit = 0; limit < 100000 && !succeeded; limit += 512) {
		struct mail *mail = mail_new(&options, &key);
		struct text text;
		int status;

		assert_non_null(mail);
		mail->arena.limit = mail->arena.used + limit;
		status = text_read(phrases, lists, mail, &message, &text, NULL);
		assert_true(status == 0 || status == ERR_MEMORY);
		succeeded = status == 0;
		mail_free(mail);
	}
	assert_true(succeeded);
}

static double now_us(void)
{
	struct timespec at;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
	return (double)at.tv_sec * 1e6 + (double)at.tv_nsec / 1e3;
}

/* 10 KB of business prose with the shipped phrases. Printed, not judged: machines differ. */
static void test_speed(void **state)
{
	static const char sentence[] =
		"Dear colleagues, as we discussed in the meeting the new release is planned for "
		"the end of next "
		"month, and the team is going to work on the remaining issues until then. ";
	struct phrases *shipped;
	char text[10240];
	struct err err = { 0 };
	double began = now_us(), normal_us = 0, match_us = 0;

	(void)state;
	if (phrases_load(NULL, &shipped, &err))
		fail_msg("%s", err.text);
	print_message("the shipped phrases load in %.0f ms\n", (now_us() - began) / 1e3);
	for (size_t i = 0; i < sizeof text; i++)
		text[i] = sentence[i % (sizeof sentence - 1)];
	for (int i = 0; i < 100; i++) {
		struct arena arena;
		struct normal normal;
		struct phrase_hit *hit;
		size_t hits;

		arena_init(&arena, 8 << 20);
		began = now_us();
		assert_true(normal_init(&arena, str_make(text, sizeof text), &normal));
		normal_us += now_us() - began;
		began = now_us();
		assert_true(phrases_match(shipped, &arena, &normal, &hit, &hits));
		match_us += now_us() - began;
		arena_done(&arena);
	}
	print_message("10 KB: normalised in %.0f us, matched in %.0f us\n", normal_us / 100,
	              match_us / 100);
	phrases_free(shipped);
}

static int load(void **state)
{
	struct arena arena;
	struct str file;
	struct err err = { 0 };
	int status;

	(void)state;
	arena_init(&arena, 1 << 20);
	status = textfile_read(&arena, TEST_DATA "/text/sample.phrases", 1 << 16, &file, &err);
	if (status == 0)
		status = phrases_load_text("sample.phrases", file, &phrases, &err);
	if (status == 0)
		status = domain_lists_load(NULL, &lists, &err);
	arena_done(&arena);
	if (status)
		print_message("%s\n", err.text);
	return status;
}

static int unload(void **state)
{
	(void)state;
	phrases_free(phrases);
	domain_lists_free(lists);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_intents),   cmocka_unit_test(test_accounts),
		cmocka_unit_test(test_the_rest),  cmocka_unit_test(test_nul),
		cmocka_unit_test(test_no_memory), cmocka_unit_test(test_speed),
	};

	return cmocka_run_group_tests(tests, load, unload);
}
