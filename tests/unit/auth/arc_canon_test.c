/* The canonical forms against RFC 6376 §3.4.5's example and against their words; each text whole and in pieces. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>
#include <openssl/sha.h>

#include "auth/arc_canon.h"

static const struct body {
	const char *name, *text, *simple, *relaxed;
} bodies[] = {
	{ "RFC 6376 §3.4.5", " C \r\nD \t E\r\n\r\n\r\n", " C \r\nD \t E\r\n", " C\r\nD E\r\n" },
	{ "empty", "", "\r\n", "" },
	{ "one empty line", "\r\n", "\r\n", "" },
	{ "empty lines", "\r\n\r\n\r\n", "\r\n", "" },
	{ "blanks alone", " \t\r\n \r\n", " \t\r\n \r\n", "" },
	{ "blanks at the end", "a\r\n \r\n\t\r\n", "a\r\n \r\n\t\r\n", "a\r\n" },
	{ "empty lines in front", "\r\n\r\na\r\n", "\r\n\r\na\r\n", "\r\n\r\na\r\n" },
	{ "empty lines between", "a\r\n\r\n \r\nb\r\n\r\n", "a\r\n\r\n \r\nb\r\n",
	  "a\r\n\r\n\r\nb\r\n" },
	{ "a blank in front", "\t a\r\n", "\t a\r\n", " a\r\n" },
	{ "CR in a line", "a\rb\r\n", "a\rb\r\n", "a\rb\r\n" },
	{ "CR before the line end", "a\r\r\n\r\n", "a\r\r\n", "a\r\r\n" },
	{ "CR and blanks", " \r \r\n", " \r \r\n", " \r\r\n" },
	{ "CR alone in a line", "\r\r\n", "\r\r\n", "\r\r\n" },
};

static void digest_of(const char *text, unsigned char ret[ARC_DIGEST_BYTES])
{
	SHA256((const unsigned char *)text, strlen(text), ret);
}

static void check_body(const struct body *row, bool relaxed, size_t piece)
{
	unsigned char got[ARC_DIGEST_BYTES], want[ARC_DIGEST_BYTES];
	struct arc_digest digest;
	struct arc_body body = { .digest = &digest, .relaxed = relaxed };
	struct str text = str_of(row->text);

	arc_digest_init(&digest);
	for (size_t at = 0; at < text.n; at += piece)
		arc_body_feed(&body, str_sub(text, at, piece));
	arc_body_end(&body);
	assert_true(arc_digest_read(&digest, got));
	digest_of(relaxed ? row->relaxed : row->simple, want);
	if (memcmp(got, want, sizeof got) != 0)
		fail_msg("%s, %s, %zu bytes a piece", row->name, relaxed ? "relaxed" : "simple",
		         piece);
	arc_digest_done(&digest);
}

static void canonical_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		for (size_t piece = 1; piece < 5; piece++) {
			check_body(&bodies[i], false, piece);
			check_body(&bodies[i], true, piece);
		}
		check_body(&bodies[i], false, SIZE_MAX / 2);
		check_body(&bodies[i], true, SIZE_MAX / 2);
	}
}

static const struct field_row {
	const char *name, *field, *before, *after, *simple, *relaxed;
} fields[] = {
	{ "RFC 6376 §3.4.5, A", "A", " X", "", "A: X", "a:X" },
	{ "RFC 6376 §3.4.5, B", "B", " Y\t\r\n\tZ  ", "", "B: Y\t\r\n\tZ  ", "b:Y Z" },
	{ "folds by LF", "B", " Y\n\tZ\n ", "", "B: Y\r\n\tZ\r\n ", "b:Y Z" },
	{ "CR that is no fold's", "B", " Y\r Z\r\t\r\n", "", "B: Y\r Z\r\t\r\n", "b:Y\r Z\r" },
	{ "no blank", "Sub-Ject", "x", "", "Sub-Ject:x", "sub-ject:x" },
	{ "nothing", "A", "", "", "A:", "a:" },
	{ "blanks", "A", " \r\n ", "", "A: \r\n ", "a:" },
	{ "a gap", "A", " b=", "; c=d", "A: b=; c=d", "a:b=; c=d" },
	{ "a gap and a blank", "A", " b=", " ; c", "A: b= ; c", "a:b= ; c" },
	{ "a gap at the end", "A", " c; b=", "", "A: c; b=", "a:c; b=" },
};

static void canonical_fields(void **state)
{
	unsigned char got[ARC_DIGEST_BYTES], want[ARC_DIGEST_BYTES];

	(void)state;
	for (size_t i = 0; i < 2 * (sizeof fields / sizeof *fields); i++) {
		const struct field_row *row = &fields[i / 2];
		struct arc_digest digest;

		arc_digest_init(&digest);
		arc_canon_field(&digest, str_of(row->field), str_of(row->before),
		                str_of(row->after), i % 2);
		assert_true(arc_digest_read(&digest, got));
		digest_of(i % 2 ? row->relaxed : row->simple, want);
		if (memcmp(got, want, sizeof got) != 0)
			fail_msg("%s, %s", row->name, i % 2 ? "relaxed" : "simple");
		arc_digest_done(&digest);
	}
}

/* Longer than the room in front of the digest, read in the middle and copied. */
static void long_texts(void **state)
{
	static char text[3000];
	unsigned char got[ARC_DIGEST_BYTES], want[ARC_DIGEST_BYTES];
	struct arc_digest digest, copy;
	struct arc_body body = { .digest = &digest };

	(void)state;
	memset(text, 'x', sizeof text - 3);
	memcpy(text + sizeof text - 3, "\r\n", 3);
	arc_digest_init(&digest);
	arc_digest_init(&copy);
	arc_body_feed(&body, str_make(text, 1500));
	assert_true(arc_digest_read(&digest, got));
	SHA256((const unsigned char *)text, 1500, want);
	assert_memory_equal(got, want, sizeof got);
	assert_true(arc_digest_copy(&digest, &copy));
	arc_body_feed(&body, str_make(text + 1500, 1499));
	arc_body_end(&body);
	assert_true(arc_digest_read(&digest, got));
	digest_of(text, want);
	assert_memory_equal(got, want, sizeof got);
	assert_true(arc_digest_read(&copy, got));
	assert_memory_not_equal(got, want, sizeof got);
	arc_digest_done(&digest);
	arc_digest_done(&copy);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(canonical_bodies),
		cmocka_unit_test(canonical_fields),
		cmocka_unit_test(long_texts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
