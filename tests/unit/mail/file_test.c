/* Where the header ends and the body begins, in files as programs write them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "mail/file.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct row {
	const char *name, *text;
	size_t fields;
	const char *first_name, *first_value; /* of the first field */
	const char *body;
} rows[] = {
	{ "LF", "A: b\nC: d\n\nbody\n", 2, "A", "b", "body\n" },
	{ "CRLF", "A: b\r\nC: d\r\n\r\nbody\r\n", 2, "A", "b", "body\r\n" },
	{ "an mbox line", "From ann@acme.example Mon Jan  1 00:00:00 2024\nA: b\n\nbody", 1, "A",
	  "b", "body" },
	{ "a quoted mbox line", ">From ann@acme.example Mon\nA: b\n\nbody", 1, "A", "b", "body" },
	{ "a byte order mark",
	  "\xef\xbb\xbf"
	  "A: b\n\nbody",
	  1, "A", "b", "body" },
	{ "folds stay", "A: b\n c\n\td\nE: f\n\nbody", 2, "A", "b\n c\n\td", "body" },
	{ "folds with CRLF", "A: b\r\n c\r\n\r\nbody", 1, "A", "b\r\n c", "body" },
	{ "a fold of blanks only", "A: b\n \nC: d\n\nbody", 2, "A", "b\n ", "body" },
	{ "one blank goes", "A:  b\n\nbody", 1, "A", " b", "body" },
	{ "no blank", "A:b\n\nbody", 1, "A", "b", "body" },
	{ "a blank before the colon", "A : b\n\nbody", 1, "A", "b", "body" },
	{ "an empty value", "A:\n\nbody", 1, "A", "", "body" },
	{ "only a header", "A: b\nC: d", 2, "A", "b", "" },
	{ "no header", "just some text\nFrom: nobody\n", 0, NULL, NULL,
	  "just some text\nFrom: nobody\n" },
	{ "an empty line first", "\nA: b\n", 0, NULL, NULL, "A: b\n" },
	{ "a fold first", " a\nA: b\n", 0, NULL, NULL, " a\nA: b\n" },
	{ "a line that is no field ends it", "A: b\nno field\nC: d\n\nbody", 1, "A", "b",
	  "no field\nC: d\n\nbody" },
	{ "a name of 8-bit bytes is no field", "A: b\n\xc3\xa4: d\n", 1, "A", "b",
	  "\xc3\xa4: d\n" },
	{ "nothing", "", 0, NULL, NULL, "" },
};

static struct mail *new_mail(void)
{
	struct mail_options options = mail_options_default();
	struct site_key key = site_key_fixed();

	return mail_new(&options, &key);
}

static void assert_str(const char *row, struct str got, const char *want)
{
	if (!str_eq(got, str_of(want)))
		fail_msg("%s: got \"" STR_FMT "\", want \"%s\"", row, STR_ARG(got), want);
}

static void test_parse(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct mail *mail = new_mail();

		assert_int_equal(file_parse(str_of(rows[i].text), mail, NULL), 0);
		if (mail->fields != rows[i].fields)
			fail_msg("%s: %zu fields", rows[i].name, mail->fields);
		if (rows[i].first_name) {
			assert_str(rows[i].name, mail->field[0].name, rows[i].first_name);
			assert_str(rows[i].name, mail->field[0].value, rows[i].first_value);
		}
		assert_str(rows[i].name, str_make(mail->body, mail->body_n), rows[i].body);
		assert_false(mail->has_envelope || mail->client_known);
		assert_int_equal(strlen(mail->body_digest), KEYED_HEX_SIZE - 1);
		mail_free(mail);
	}
}

static void test_read(void **state)
{
	struct mail *mail = new_mail();
	struct err err;

	(void)state;
	assert_int_equal(file_read(TEST_DATA "/mail/plain.eml", mail, &err), 0);
	assert_str("subject", mail_field(mail, "subject", 0)->value, "Invoice 2024-117");
	assert_true(mail->body_n > 100);
	mail_free(mail);
	mail = new_mail();
	assert_int_equal(file_read(TEST_DATA "/mail/none.eml", mail, &err), ERR_MISSING);
	assert_non_null(strstr(err.text, "none.eml"));
	assert_true(file_read(TEST_DATA "/mail", mail, &err) <
	            0); /* a folder can be opened, not read */
	mail_free(mail);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
