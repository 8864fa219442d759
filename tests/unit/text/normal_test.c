#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/unicode.h"
#include "text/letters.h"
#include "text/normal.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct row {
	const char *name, *source, *want;
} rows[] = {
	{ "nothing", "", " " },
	{ "only signs", " -- !?\n\n ... ", " " },
	{ "words and case", "Please PAY  the\tInvoice", " please pay the invoice " },
	{ "lines are blanks", "pay\r\nnow", " pay now " },
	{ "sentences", "Pay now. Thanks! Why?\nNo", " pay now . thanks . why . no " },
	{ "a full stop inside", "acme.example 1.500,00", " acme example 1 500 00 " },
	{ "quotes behind the full stop", "\"Pay.\" Then (go!) on", " pay . then go . on " },
	{ "an empty line", "Hi Ann\n \nPay", " hi ann . pay " },
	{ "an ellipsis", "wait\u2026 now", " wait . now " },
	{ "Chinese full stop", "\u4ed8\u6b3e\u3002ok", " \u4ed8\u6b3e . ok " },
	{ "an initial ends nothing", "J. Smith, e.g. this", " j smith e g this " },
	{ "a title ends nothing", "Dear Mr. Lee and Dott. Rossi", " dear mr lee and dott rossi " },
	{ "other abbreviations", "z. B. Nr. 12, bzw. heute, np. jutro, Uds. y dhr. Bos",
	  " z b nr 12 bzw heute np jutro uds y dhr bos " },
	{ "a word that ends like one", "to our lady mister. Then", " to our lady mister . then " },
	{ "an empty line behind a title", "Dear Mr.\n\nPay", " dear mr . pay " },
	{ "a title and a question", "Which Dr.? Him", " which dr . him " },
	{ "the day of a date", "am 30. September, 5. maja", " am 30 september 5 maja " },
	{ "a larger number", "We paid 4500. Thanks", " we paid 4500 . thanks " },
	{ "an initial behind spaced letters", "p a y m e n t D. Lee", " paymentd lee " },
	{ "a joined name", "ndo_set_eth int32_eth2", " ndo_set_eth int32_eth2 " },
	{ "a name begun by one letter", "x_eth gr\u00f6\u00dfe_eth", " x_eth grosse_eth " },
	{ "signs around a word", "_now_ __pay__ a_b", " now pay a b " },
	{ "spaced by low lines", "w_i_r_e it", " wire it " },
	{ "a question after a letter does", "plan B? Yes", " plan b . yes " },
	{ "borders once", "Yes!!! ... \n\n\n No", " yes . no " },
	{ "apostrophe", "don't l\u2019IBAN dell\u02bcanno", " don t l iban dell anno " },
	{ "accents go", "Perch\u00e9 CAFF\u00c8 \u017b\u00f3\u0142\u0107", " perche caffe zolc " },
	{ "accents composed", "perche\u0301", " perche " },
	{ "accents of far away", "p\u1ea1yment \u021b\u01ce", " payment ta " },
	{ "letters of two", "STRASSE Stra\u00dfe c\u0153ur \u00c6rlig",
	  " strasse strasse coeur aerlig " },
	{ "fullwidth", "\uff30\uff41\uff59 now", " pay now " },
	{ "mathematical", "\U0001d5e3\U0001d5ee\U0001d606", " pay " },
	{ "enclosed", "\u24c5\u24d0\u24e8 \U0001f13f\U0001f130\U0001f148", " pay pay " },
	{ "ligature", "con\ufb01rm", " confirm " },
	{ "small capitals", "\u1d18\u1d00\u028f", " pay " },
	{ "zero width", "p\u200bay\u2060ment\u00ad \ufeff now", " payment now " },
	{ "struck through", "p\u0336a\u0336y\u0336", " pay " },
	{ "mixed alphabets", "p\u0430ym\u0435nt \u0412ank", " payment bank " },
	{ "all look-alikes in Latin text", "the \u0440\u0430\u0443 rise", " the pay rise " },
	{ "Russian stays", "\u041f\u0440\u0438\u0432\u0435\u0442 \u0441\u043e\u0440 \u043e\u0442",
	  " \u043f\u0440\u0438\u0432\u0435\u0442 \u0441\u043e\u0440 \u043e\u0442 " },
	{ "Greek stays", "\u0397 \u03c0\u03bb\u03b7\u03c1\u03c9\u03bc\u03ae",
	  " \u03b7 \u03c0\u03bb\u03b7\u03c1\u03c9\u03bc\u03ae " },
	{ "Russian in Latin text", "see \u043f\u0440\u0438\u0432\u0435\u0442 there all",
	  " see \u043f\u0440\u0438\u0432\u0435\u0442 there all " },
	{ "spaced out", "the p a y m e n t now", " the payment now " },
	{ "spaced by full stops", "w.i.r.e it, g-i-f-t", " wire it gift " },
	{ "spaced, two words", "w i r e  m o n e y", " wire money " },
	{ "spaced at the end", "a g.i.f.t", " a gift " },
	{ "spaced accents", "p e r c h \u00e9", " perche " },
	{ "three letters stay", "a b c", " a b c " },
	{ "other blanks between", "a b-c d e", " a b c d e " },
	{ "digits stay", "1 2 3 4 5", " 1 2 3 4 5 " },
	{ "spaced over a sentence", "a b c. d e f", " a b c d e f " },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena arena;
		struct normal normal;

		arena_init(&arena, 1 << 20);
		assert_true(normal_init(&arena, str_of(rows[i].source), &normal));
		if (!str_eq(normal.text, str_of(rows[i].want)))
			fail_msg("%s: got \"" STR_FMT "\", want \"%s\"", rows[i].name,
			         STR_ARG(normal.text), rows[i].want);
		assert_false(normal.cut);
		for (size_t k = 1; k <= normal.text.n; k++)
			assert_true(normal.origin[k] >= normal.origin[k - 1] &&
			            normal.origin[k] <= normal.source.n);
		arena_done(&arena);
	}
}

static const struct {
	const char *source, *normal, *seen;
} spans[] = {
	{ "Hi! Please PAY, now.", " please pay now ", "Please PAY, now" },
	{ "the p.a.y.m.e.n.t!", " payment ", "p.a.y.m.e.n.t" },
	{ "so p\u0430y\u00adment \u2014 yes", " payment ", "p\u0430y\u00adment" },
	{ "l\u2019IBAN: x", " iban ", "IBAN" },
	{ "end. Begin", " . begin ", "Begin" },
};

static void test_spans(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(spans); i++) {
		struct str want = str_of(spans[i].normal), seen;
		struct arena arena;
		struct normal normal;
		size_t at;

		arena_init(&arena, 1 << 20);
		assert_true(normal_init(&arena, str_of(spans[i].source), &normal));
		at = str_find(normal.text, want);
		if (at == SIZE_MAX)
			fail_msg("%s: no \"%s\"", spans[i].source, spans[i].normal);
		seen = normal_span(&normal, at, want.n);
		if (!str_eq(seen, str_of(spans[i].seen)))
			fail_msg("\"" STR_FMT "\", want \"%s\"", STR_ARG(seen), spans[i].seen);
		arena_done(&arena);
	}
}

static void test_any_span_is_inside(void **state)
{
	const char *source = "Hi. p a y m e n t \u24c5\u24d0 no\u0301w!";
	struct arena arena;
	struct normal normal;

	(void)state;
	arena_init(&arena, 1 << 20);
	assert_true(normal_init(&arena, str_of(source), &normal));
	for (size_t at = 0; at <= normal.text.n; at++) {
		for (size_t n = 0; n <= normal.text.n + 2; n++) {
			struct str span = normal_span(&normal, at, n);

			assert_true(span.n == 0 || (span.p >= source &&
			                            span.p + span.n <= source + strlen(source)));
		}
	}
	arena_done(&arena);
}

/* The table's folding is ICU's, for every code point that the table knows. */
static void test_folding_is_icus(void **state)
{
	unsigned known = 0;

	(void)state;
	for (int32_t c = 0x80; c < 0x3000; c++) {
		char bytes[4], want[4];
		struct arena arena;
		struct str folded;

		if (letter_fold(c) < 0 || c == 0xdf) /* two letters, see normal.c */
			continue;
		known++;
		arena_init(&arena, 1 << 16);
		folded = unicode_fold(&arena, str_make(bytes, utf8_put(c, bytes)));
		if (!str_eq(folded, str_make(want, utf8_put(letter_fold(c), want))))
			fail_msg("U+%04X folds otherwise", (unsigned)c);
		arena_done(&arena);
	}
	assert_true(known > 300);
}

/* What is left of an accented letter is what ICU leaves of it. */
static void test_bare_is_icus(void **state)
{
	unsigned known = 0;

	(void)state;
	for (int32_t c = 0x80; c < 0x2000; c++) {
		char bytes[4], bare[2];
		size_t n = letter_bare(c, bare);
		struct arena arena;
		struct str plain;

		if (n == 0)
			continue;
		known++;
		arena_init(&arena, 1 << 16);
		plain = unicode_ascii(&arena, str_make(bytes, utf8_put(c, bytes)));
		if (!str_eq(plain, str_make(bare, n)))
			fail_msg("U+%04X is \"%.*s\" here, \"" STR_FMT "\" for ICU", (unsigned)c,
			         (int)n, bare, STR_ARG(plain));
		arena_done(&arena);
	}
	assert_true(known > 500);
}

/* A letter that UTS #39 shows as a single Latin one is seen as the same here, but for capital I. */
static void test_looks_are_icus(void **state)
{
	unsigned agreed = 0;

	(void)state;
	for (int32_t c = 0x80; c < 0xa800; c++) {
		char bytes[4], look = letter_seen_as(c);
		struct arena arena;
		struct str skeleton;

		if (!look)
			continue;
		arena_init(&arena, 1 << 16);
		skeleton = unicode_skeleton(&arena, str_make(bytes, utf8_put(c, bytes)));
		if (skeleton.n == 1 && skeleton.p[0] != look &&
		    !(skeleton.p[0] == 'l' && look == 'i'))
			fail_msg("U+%04X is \"%c\" for UTS #39, \"%c\" here", (unsigned)c,
			         skeleton.p[0], look);
		agreed += skeleton.n == 1;
		arena_done(&arena);
	}
	assert_true(agreed > 150);
}

static void test_limits(void **state)
{
	static char big[NORMAL_SOURCE_MAX + 1000];
	struct arena arena;
	struct normal normal;

	(void)state;
	memset(big, 'a', sizeof big);
	arena_init(&arena, 16 << 20);
	assert_true(normal_init(&arena, str_make(big, sizeof big), &normal));
	assert_true(normal.cut);
	assert_int_equal(normal.source.n, NORMAL_SOURCE_MAX);
	arena_done(&arena);

	for (size_t i = 0; i + 3 <= sizeof big; i += 3) /* one character that NFKC makes 18 of */
		memcpy(big + i, "\ufdfa", 3);
	arena_init(&arena, 16 << 20);
	assert_true(normal_init(&arena, str_make(big, sizeof big / 3 * 3), &normal));
	assert_true(normal.cut);
	assert_true(utf8_valid(normal.text));
	assert_true(normal.text.p[normal.text.n - 1] == ' ');
	arena_done(&arena);

	arena_init(&arena, 100); /* no memory */
	assert_false(normal_init(&arena, str_make(big, 300), &normal));
	arena_done(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_any_span_is_inside),
		cmocka_unit_test(test_folding_is_icus),
		cmocka_unit_test(test_bare_is_icus),
		cmocka_unit_test(test_looks_are_icus),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
