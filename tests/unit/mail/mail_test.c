/* The raw message: what is kept, what is cut, and that its digest doesn't depend on the way it
 * came. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "mail/mail.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct mail *new_mail(struct mail_options options)
{
	struct site_key key = site_key_fixed();
	struct mail *mail = mail_new(&options, &key);

	assert_non_null(mail);
	return mail;
}

static void assert_str(const char *row, struct str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("%s: got \"" STR_FMT "\", want \"%s\"", row, STR_ARG(got), want);
}

static const struct unfold_row {
	const char *name, *value, *want;
} unfold_rows[] = {
	{ "nothing to do", "a b", "a b" },
	{ "LF and blank", "a\n b", "a b" },
	{ "CRLF and tab", "a\r\n\tb", "a\tb" },
	{ "several folds", "a\r\n b\r\n  c", "a b  c" },
	{ "blanks at both ends", " \t a \r\n ", "a" },
	{ "a bare line end", "a\nb", "a b" },
	{ "a bare CR", "a\rb", "a b" },
	{ "only a fold", "\r\n ", "" },
	{ "empty", "", "" },
};

static void test_unfold(void **state)
{
	struct mail *mail = new_mail(mail_options_default());

	(void)state;
	for (size_t i = 0; i < COUNT(unfold_rows); i++)
		assert_str(unfold_rows[i].name,
		           field_unfold(&mail->arena, str_of(unfold_rows[i].value)),
		           unfold_rows[i].want);
	mail_free(mail);
}

static void add_field(struct mail *mail, const char *name, const char *value)
{
	assert_int_equal(mail_add_field(mail, str_of(name), str_of(value), NULL), 0);
}

static void test_fields(void **state)
{
	struct mail *mail = new_mail(mail_options_default());

	(void)state;
	add_field(mail, "From", "a");
	add_field(mail, "to ", "b");
	add_field(mail, "FROM", "c");
	add_field(mail, "x-bec-Status", "clean");
	add_field(mail, "X-Because", "d");
	assert_str("first", mail_field(mail, "from", 0)->value, "a");
	assert_str("second", mail_field(mail, "From", 1)->value, "c");
	assert_str("blank before the colon", mail_field(mail, "To", 0)->name, "to");
	assert_null(mail_field(mail, "From", 2));
	assert_null(mail_field(mail, "Fro", 0));
	assert_true(field_is_ours(mail->field[3].name));
	assert_false(field_is_ours(mail->field[4].name));
	assert_false(mail->header_cut);
	mail_free(mail);
}

static void test_header_bound(void **state)
{
	struct mail_options options = mail_options_default();
	struct mail *mail;

	(void)state;
	options.max_header_size = 1000;
	mail = new_mail(options);
	for (int i = 0; i < 100; i++)
		add_field(mail, "A", "b");
	assert_true(mail->header_cut);
	assert_true(mail->fields > 5 && mail->fields < 100);
	assert_true(mail->header_size <= 1000);
	mail_free(mail);
}

static void test_envelope(void **state)
{
	struct mail_options options = mail_options_default();
	static char huge[5000];
	struct mail *mail;

	(void)state;
	options.max_recipients = 2;
	mail = new_mail(options);
	memset(huge, 'a', sizeof huge);
	assert_int_equal(mail_set_from(mail, str_of("<ann@acme.example>"), NULL), 0);
	assert_str("brackets off", mail->from, "ann@acme.example");
	assert_int_equal(mail_set_from(mail, str_of("<>"), NULL), 0);
	assert_str("null sender", mail->from, "");
	assert_int_equal(mail_set(mail, &mail->helo, str_of("mx.acme.example"), NULL), 0);
	assert_str("helo", mail->helo, "mx.acme.example");
	assert_int_equal(mail_add_rcpt(mail, str_make(huge, sizeof huge), NULL), 0);
	assert_int_equal(mail->rcpts, 0); /* longer than any address */
	for (int i = 0; i < 3; i++)
		assert_int_equal(mail_add_rcpt(mail, str_of("<ben@acme.example>"), NULL), 0);
	assert_int_equal(mail->rcpts, 2);
	assert_int_equal(mail->rcpt_total, 4);
	assert_str("recipient", mail->rcpt[1], "ben@acme.example");
	mail_free(mail);
}

static void test_body_bound(void **state)
{
	struct mail_options options = mail_options_default();
	struct mail *mail;

	(void)state;
	options.max_scan_size = 10;
	mail = new_mail(options);
	assert_int_equal(mail_add_body(mail, str_of("1234567"), NULL), 0);
	assert_false(mail->body_cut);
	assert_int_equal(mail_add_body(mail, str_of("89abcdef"), NULL), 0);
	assert_true(mail->body_cut);
	assert_str("kept", str_make(mail->body, mail->body_n), "123456789a");
	assert_int_equal(mail->body_total, 15);
	mail_free(mail);
}

/* The body goes in by pieces of `piece` bytes. */
static void digest(const char *body, size_t piece, char ret[KEYED_HEX_SIZE])
{
	struct mail_options options = mail_options_default();
	struct str rest = str_of(body);
	struct mail *mail;

	options.max_scan_size = 4; /* the digest sees all of it */
	mail = new_mail(options);
	while (rest.n) {
		assert_int_equal(mail_add_body(mail, str_sub(rest, 0, piece), NULL), 0);
		rest = str_sub(rest, piece, rest.n);
	}
	mail_end(mail);
	memcpy(ret, mail->body_digest, KEYED_HEX_SIZE);
	mail_free(mail);
}

static const struct digest_row {
	const char *name, *body;
	bool same; /* as "line one\nline two\n\nend" */
} digest_rows[] = {
	{ "CRLF", "line one\r\nline two\r\n\r\nend\r\n", true },
	{ "an mbox's empty line", "line one\nline two\n\nend\n\n", true },
	{ "an empty line less", "line one\nline two\nend\n", false },
	{ "another word", "line one\nline too\n\nend\n", false },
	{ "more behind", "line one\nline two\n\nend\n.", false },
	{ "an empty line in front", "\nline one\nline two\n\nend\n", false },
	{ "nothing", "", false },
};

static void test_digest(void **state)
{
	char want[KEYED_HEX_SIZE], got[KEYED_HEX_SIZE];

	(void)state;
	digest("line one\nline two\n\nend", 100, want);
	for (size_t i = 0; i < COUNT(digest_rows); i++)
		for (size_t piece = 1; piece < 8; piece++) {
			digest(digest_rows[i].body, piece, got);
			if ((strcmp(want, got) == 0) != digest_rows[i].same)
				fail_msg("%s, by %zu bytes", digest_rows[i].name, piece);
		}
}

/* A mail takes what the options allow: an ordinary big one never meets the arena's bound. */
static void test_big(void **state)
{
	struct mail *mail = new_mail(mail_options_default());
	static char chunk[65535];

	(void)state;
	memset(chunk, 'x', sizeof chunk);
	for (int i = 0; i < 40; i++)
		assert_int_equal(mail_add_body(mail, str_make(chunk, sizeof chunk), NULL), 0);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(
			mail_add_rcpt(mail, str_of("somebody.with.a.name@acme.example"), NULL), 0);
	while (!mail->header_cut)
		add_field(mail, "X-Field", "some value of some length");
	assert_int_equal(mail->body_n, 2 << 20);
	assert_true(mail->body_cut);
	assert_true(mail->arena.used < mail->arena.limit / 2);
	mail_free(mail);
	mail_free(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_unfold),       cmocka_unit_test(test_fields),
		cmocka_unit_test(test_header_bound), cmocka_unit_test(test_envelope),
		cmocka_unit_test(test_body_bound),   cmocka_unit_test(test_digest),
		cmocka_unit_test(test_big),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
