#include "unit/traits/sample.h"

#define ANN  "From: Ann Able <ann@acme.example>\nMessage-ID: <1@acme.example>\n"
#define IBAN "DE89370400440532013000"

/* The values of a kind with a bar between; "!" behind an ordinary one. */
static const char *values_of(const struct sample *sample, enum trait_kind kind)
{
	static char text[2048];
	size_t n = 0;

	text[0] = '\0';
	for (size_t i = 0; i < sample->traits.n; i++) {
		const struct trait *trait = &sample->traits.v[i];

		if (trait->kind == kind)
			n += (size_t)snprintf(text + n, sizeof text - n, "%s" STR_FMT "%s",
			                      n ? "|" : "",
			                      STR_ARG(trait_shown(kind, trait->value)),
			                      trait->ordinary ? "!" : "");
	}
	return text;
}

static const struct row {
	const char *name;
	enum trait_kind kind;
	struct given given;
	const char *wanted;
} rows[] = {
	{ "no Reply-To", TRAIT_REPLY_TO, { .header = ANN "\n" }, "none!" },
	{ "itself", TRAIT_REPLY_TO, { .header = ANN "Reply-To: ANN@acme.example\n\n" }, "none!" },
	{ "its organisation",
	  TRAIT_REPLY_TO,
	  { .header = ANN "Reply-To: b@eu.acme.example\n\n" },
	  "none!" },
	{ "another",
	  TRAIT_REPLY_TO,
	  { .header = ANN "Reply-To: a@mx.evil.example\n\n" },
	  "evil.example" },
	{ "another behind its own",
	  TRAIT_REPLY_TO,
	  { .header = ANN "Reply-To: ann@acme.example, a@evil.example, b@evil.example\n\n" },
	  "evil.example" },
	{ "several",
	  TRAIT_REPLY_TO,
	  { .header = ANN "Reply-To: a@evil.example, b@bad.example\n\n" },
	  "evil.example|bad.example" },
	{ "free mail",
	  TRAIT_REPLY_TO,
	  { .header = ANN "Reply-To: Ann.Able@gmail.com\n\n" },
	  "ann.able@gmail.com" },
	{ "between strangers",
	  TRAIT_REPLY_TO,
	  { .header = "From: a@gmail.com\nReply-To: b@gmail.com\n\n" },
	  "b@gmail.com" },
	{ "no more than eight",
	  TRAIT_REPLY_TO,
	  { .header = ANN
	    "Reply-To: a@a1.example, a@a2.example, a@a3.example, a@a4.example, a@a5.example,\n"
	    " a@a6.example, a@a7.example, a@a8.example, a@a9.example\n\n" },
	  "a1.example|a2.example|a3.example|a4.example|a5.example|a6.example|a7.example|a8."
	  "example" },

	{ "own envelope",
	  TRAIT_ENVELOPE,
	  { .header = ANN "\n", .envelope = "x@bounce.acme.example" },
	  "acme.example!" },
	{ "a service's",
	  TRAIT_ENVELOPE,
	  { .header = ANN "\n", .envelope = "x@mail.esp.example" },
	  "esp.example" },
	{ "forwarded",
	  TRAIT_ENVELOPE,
	  { .header = ANN "\n", .envelope = "SRS0=abcd=12=acme.example=ann@fwd.example" },
	  "acme.example!" },
	{ "a tenant's",
	  TRAIT_ENVELOPE,
	  { .header = ANN "\n", .envelope = "x@acme.onmicrosoft.com" },
	  "acme.onmicrosoft.com" },
	{ "null sender", TRAIT_ENVELOPE, { .header = ANN "\n" }, "" },

	{ "network", TRAIT_NETWORK, { .header = ANN "\n" }, "192.0.2.0/24" },
	{ "IPv6",
	  TRAIT_NETWORK,
	  { .header = ANN "\n", .client = "2001:db8:1:2::3" },
	  "2001:db8:1::/48" },

	{ "no signature", TRAIT_DKIM, { .header = ANN "\n" }, "" },
	{ "own signature",
	  TRAIT_DKIM,
	  { .header = ANN "\n", .results = "dkim=pass header.d=mx.acme.example" },
	  "acme.example!" },
	{ "two signatures",
	  TRAIT_DKIM,
	  { .header = ANN "\n",
	    .results = "dkim=pass header.d=acme.example; dkim=pass header.d=esp.example" },
	  "acme.example!|esp.example" },
	{ "a broken signature",
	  TRAIT_DKIM,
	  { .header = ANN "\n", .results = "dkim=fail header.d=esp.example" },
	  "" },

	{ "mailer", TRAIT_MAILER, { .header = ANN "X-Mailer: Outlook 16.0\n\n" }, "outlook" },
	{ "no mailer", TRAIT_MAILER, { .header = ANN "\n" }, "" },
	{ "only a version", TRAIT_MAILER, { .header = ANN "X-Mailer: 16.0\n\n" }, "" },
	{ "id", TRAIT_MESSAGE_ID, { .header = ANN "\n" }, "d1@sender's" },
	{ "no id", TRAIT_MESSAGE_ID, { .header = "From: ann@acme.example\n\n" }, "none" },
	{ "zone",
	  TRAIT_TIMEZONE,
	  { .header = ANN "Date: Mon, 1 Jan 2024 10:00:00 -0330\n\n" },
	  "-0330" },
	{ "zone east",
	  TRAIT_TIMEZONE,
	  { .header = ANN "Date: Mon, 1 Jan 2024 10:00:00 +0200\n\n" },
	  "+0200" },
	{ "no date", TRAIT_TIMEZONE, { .header = ANN "\n" }, "" },
	{ "hour", TRAIT_HOUR, { .header = ANN "\n" }, "08-12" },
	{ "last hour",
	  TRAIT_HOUR,
	  { .header = ANN "\n", .at_s = SAMPLE_DAY(1) - 9 * 3600 - 1 },
	  "20-24" },
	{ "language", TRAIT_LANGUAGE, { .header = ANN "\n", .language = "it" }, "it" },
	{ "unclear language", TRAIT_LANGUAGE, { .header = ANN "\n" }, "" },
	{ "name", TRAIT_NAME, { .header = ANN "\n" }, "ann able" },
	{ "no name", TRAIT_NAME, { .header = "From: ann@acme.example\n\n" }, "" },
	{ "two authors",
	  TRAIT_NAME,
	  { .header = "From: Ann <ann@acme.example>, b@bad.example\n\n" },
	  "" },
	{ "account", TRAIT_ACCOUNT, { .header = ANN "\nPay to " IBAN ", thanks.\n" }, "DE...3000" },
	{ "no account", TRAIT_ACCOUNT, { .header = ANN "\nPay to DE89370400440532013001.\n" }, "" },
};

static void each_kind_is_shown(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sample *sample = sample_new(&rows[i].given);

		assert_text(rows[i].name, str_of(values_of(sample, rows[i].kind)), rows[i].wanted);
		sample_free(sample);
	}
}

/* DESIGN §4: never the whole number; equal numbers are equal values, under one key only. */
static void accounts_are_fingerprints(void **state)
{
	struct given given = { .header = ANN "\nPay to " IBAN ".\n" },
		     spaced = { .header = ANN "\nTo DE89 3704 0044 0532 0130 00 please.\n" };
	struct sample *a = sample_new(&given), *b = sample_new(&spaced);
	struct site_key other = sample_key;
	struct str value = a->traits.v[a->traits.n - 1].value;

	(void)state;
	other.bytes[0] ^= 1;
	assert_int_equal(a->traits.v[a->traits.n - 1].kind, TRAIT_ACCOUNT);
	assert_int_equal(value.n, strlen("DE...3000 ") + KEYED_HEX_SIZE - 1);
	assert_int_equal(str_find(value, (struct str)STR("0532")), SIZE_MAX);
	assert_true(str_eq(value, b->traits.v[b->traits.n - 1].value));
	assert_true(
		str_eq(value, trait_account(&a->mail->arena, &sample_key, &a->text.account[0])));
	assert_false(str_eq(value, trait_account(&a->mail->arena, &other, &a->text.account[0])));
	sample_free(a);
	sample_free(b);
}

static void values_are_bounded(void **state)
{
	static char header[70000];
	struct given given = { .header = header };
	struct sample *sample;
	size_t n = (size_t)sprintf(header, "From: \"");

	(void)state;
	for (size_t i = 0; i < 15000; i++)
		n += (size_t)sprintf(header + n, "\xc3\xa4");
	n += (size_t)sprintf(header + n, "\" <ann@acme.example>\nX-Mailer: ");
	memset(header + n, 'q', 30000);
	strcpy(header + n + 30000, "\n\n");
	sample = sample_new(&given);
	assert_true(sample->traits.n > 4);
	for (size_t i = 0; i < sample->traits.n; i++) {
		assert_true(sample->traits.v[i].value.n > 0);
		assert_true(sample->traits.v[i].value.n <= 128);
	}
	sample_free(sample);
}

static void the_table_is_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < TRAIT_COUNT; i++) {
		assert_non_null(trait_rows[i].name);
		assert_non_null(trait_rows[i].show);
		assert_true(trait_rows[i].a > 0 && trait_rows[i].b > 0);
		assert_true(!trait_rows[i].guarded || trait_rows[i].strong);
		for (size_t k = 0; k < i; k++)
			assert_string_not_equal(trait_rows[i].name, trait_rows[k].name);
	}
}

static void memory_may_end(void **state)
{
	struct given given = { .header = ANN "X-Mailer: Outlook 16\nReply-To: a@evil.example\n"
		                             "Date: Mon, 1 Jan 2024 10:00:00 +0200\n\nPay to " IBAN
		                             ".\n",
		               .results = "dkim=pass header.d=acme.example",
		               .envelope = "b@acme.example" };
	struct sample *sample = sample_new(&given);

	(void)state;
	for (size_t limit = 0; limit < 2; limit++) {
		struct arena arena;
		struct trait_input input = { sample->mail,  &sample->message, &sample->auth,
			                     &sample->text, sample_lists,     &sample_key,
			                     &arena };
		struct traits traits;
		struct questions questions;
		struct err err;

		arena_init(&arena, limit);
		assert_int_equal(traits_show(&input, &traits, &err), ERR_MEMORY);
		assert_int_equal(questions_ask(&input, &sample->traits, &questions, &err),
		                 ERR_MEMORY);
		arena_done(&arena);
	}
	sample_free(sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_kind_is_shown), cmocka_unit_test(accounts_are_fingerprints),
		cmocka_unit_test(values_are_bounded), cmocka_unit_test(the_table_is_whole),
		cmocka_unit_test(memory_may_end),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
