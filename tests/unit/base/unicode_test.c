#include <setjmp.h>
#include <stdarg.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>
#include <cmocka.h>

#include "base/unicode.h"

static struct arena arena;

static int setup(void **state)
{
	(void)state;
	arena_init(&arena, 1 << 22);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

struct row {
	const char *given, *wanted;
};

static void check(const struct row *rows, size_t n,
                  struct str (*function)(struct arena *arena, struct str s))
{
	for (size_t i = 0; i < n; i++) {
		struct str got = function(&arena, str_of(rows[i].given));

		if (!str_eq(got, str_of(rows[i].wanted)))
			fail_msg("%s: wanted %s, got " STR_FMT, rows[i].given, rows[i].wanted,
			         STR_ARG(got));
	}
}
#define CHECK(rows, function) check(rows, sizeof rows / sizeof rows[0], function)

static void folding(void **state)
{
	static const struct row rows[] = {
		{ "PayPal", "paypal" },
		{ "STRA\xc3\x9f"
		  "E",
		  "strasse" },
		{ "pay\xe2\x80\x8bment", "payment" }, /* zero width space */
		{ "pay\xc2\xadment", "payment" },     /* soft hyphen */
		{ "\xef\xbc\xb7ire", "wire" },        /* full width W */
		{ "\xe2\x80\xaeoof", "oof" },         /* right-to-left override */
		{ "perch\xc3\xa9", "perch\xc3\xa9" },
		{ "", "" },
	};

	(void)state;
	CHECK(rows, unicode_fold);
}

static void names_without_diacritics(void **state)
{
	static const struct row rows[] = {
		{ "M\xc3\xbcller", "muller" },
		{ "\xc5\x81ukasz", "lukasz" },
		{ "\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd", "ivan" },
		{ "plain", "plain" },
		{ "Plain O'Hara", "plain o'hara" },
		{ "\xc3\x98re", "ore" },
		{ "Stra\xc3\x9f\x65", "strasse" },
		{ "\xe5\xbc\xa0\xe4\xbc\x9f", "zhang wei" },
		{ "\xea\xb9\x80\xec\xb2\xa0\xec\x88\x98", "gimcheolsu" },
		/* marks that are vowels (ku, not ka) or make another consonant (ga, not ka) */
		{ "\xe0\xa4\x95\xe0\xa5\x81\xe0\xa4\xae\xe0\xa4\xbe\xe0\xa4\xb0", "kumara" },
		{ "\xe3\x81\x8c", "ga" },
		{ "", "" },
	};

	(void)state;
	CHECK(rows, unicode_ascii);
}

/* Sorting such runs took seconds before they were bounded: a fifth of a second is far from both. */
static void runs_of_marks_are_bounded(void **state)
{
	enum { MARKS = 100000 };
	static char text[2 * MARKS + 4 * MARKS / 16];
	static const char *const fillers[] = { "", "\xcd\x8f", "\xe2\x80\x8b", "\xef\xbe\x9e" };

	(void)state;
	for (size_t i = 0; i < sizeof fillers / sizeof *fillers; i++) {
		clock_t start = clock();
		size_t n = 0;

		for (size_t k = 0; k < MARKS; k++) {
			memcpy(text + n, k < MARKS / 2 ? "\xcc\x81" : "\xcc\x96", 2);
			n += 2;
			if (k % 16 == 15) { /* what folding takes out joins the runs beside it */
				memcpy(text + n, fillers[i], strlen(fillers[i]));
				n += strlen(fillers[i]);
			}
		}
		assert_non_null(unicode_fold(&arena, str_make(text, n)).p);
		assert_non_null(unicode_skeleton(&arena, str_make(text, n)).p);
		assert_non_null(unicode_ascii(&arena, str_make(text, n)).p);
		if (clock() - start > CLOCKS_PER_SEC * (clock_t)2)
			fail_msg("filler %zu: %ld ms", i, (long)((clock() - start) / 1000));
	}
	assert_int_equal(unicode_fold(&arena, str_make(text, 2 * MARKS)).n <= 2 * 40, 1);
}

static void long_text_is_only_folded(void **state)
{
	static char text[2 * 2000];

	(void)state;
	for (size_t i = 0; i < sizeof text; i += 2)
		memcpy(text + i, "\xc3\x9c", 2);
	assert_true(utf8_is_ascii(unicode_ascii(&arena, str_make(text, 2 * 1000))));
	assert_false(utf8_is_ascii(unicode_ascii(&arena, str_make(text, sizeof text))));
}

/* U+FDFA becomes 18 characters: the second try with more room. */
static void what_grows_finds_room(void **state)
{
	static char text[3 * 300];
	struct str folded;

	(void)state;
	for (size_t i = 0; i < sizeof text; i += 3)
		memcpy(text + i, "\xef\xb7\xba", 3);
	folded = unicode_fold(&arena, str_make(text, sizeof text));
	assert_int_equal(folded.n, 300 * 33);
	assert_true(utf8_valid(folded));
}

static void without_room_there_is_no_text(void **state)
{
	const struct str text = str_of("M\xc3\xbcller");
	struct arena none;
	struct str ret = str_of("untouched");

	(void)state;
	arena_init(&none, 0);
	assert_null(unicode_fold(&none, text).p);
	assert_null(unicode_ascii(&none, text).p);
	assert_null(unicode_skeleton(&none, text).p);
	assert_null(unicode_decode(&none, str_of("\xe4"), str_of("")).p);
	assert_null(unicode_decode(&none, str_of("x"), str_of("")).p);
	assert_null(unicode_to_shown_domain(&none, str_of("xn--mller-kva.example")).p);
	assert_false(unicode_to_ascii_domain(&none, str_of("a.example"), &ret));
	assert_string_equal(ret.p, "untouched");
	arena_done(&none);
}

static void kinds_of_characters(void **state)
{
	static const struct {
		int32_t c;
		bool word, space, ignorable;
	} rows[] = {
		{ 'a', true, false, false },     { '9', true, false, false },
		{ '_', false, false, false },    { ' ', false, true, false },
		{ '\n', false, true, false },    { 0xe4, true, false, false },
		{ 0x301, true, false, false },   { 0xa0, false, true, false },
		{ 0x3000, false, true, false },  { 0xad, false, false, true },
		{ 0x200b, false, false, true },  { 0x4e00, true, false, false },
		{ 0x20ac, false, false, false }, { 0xfffd, false, false, false },
		{ -1, false, false, false },     { 0x110000, false, false, false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (unicode_is_word(rows[i].c) != rows[i].word ||
		    unicode_is_space(rows[i].c) != rows[i].space ||
		    unicode_is_ignorable(rows[i].c) != rows[i].ignorable)
			fail_msg("U+%04X", (unsigned)rows[i].c);
	}
}

static void *names_in_a_thread(void *failed)
{
	struct arena mine;

	for (int i = 0; i < 200; i++) {
		struct str name;

		arena_init(&mine, 1 << 20);
		name = unicode_ascii(&mine, str_of("\xd0\x98\xd0\xb2\xd0\xb0\xd0\xbd"));
		if (!str_eq(name, str_of("ivan")) ||
		    !str_eq(unicode_fold(&mine, str_of("\xc3\x9c")), str_of("\xc3\xbc")) ||
		    unicode_skeleton(&mine, str_of("p\xd0\xb0yp\xd0\xb0l")).n != 6)
			*(bool *)failed = true;
		arena_done(&mine);
	}
	return NULL;
}

static void threads_share_what_icu_has_open(void **state)
{
	pthread_t threads[8];
	bool failed[8] = { false };

	(void)state;
	for (size_t i = 0; i < 8; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, names_in_a_thread, &failed[i]),
		                 0);
	for (size_t i = 0; i < 8; i++) {
		pthread_join(threads[i], NULL);
		assert_false(failed[i]);
	}
}

static void skeletons(void **state)
{
	static const struct row same[] = {
		{ "paypal", "p\xd0\xb0yp\xd0\xb0l" }, /* Cyrillic a */
		{ "google", "g00gle" },
		{ "modern", "rnodern" },
	};
	static const struct row other[] = { { "acme", "acne" }, { "example", "exemple" } };

	(void)state;
	for (size_t i = 0; i < sizeof same / sizeof same[0]; i++)
		assert_true(str_eq(unicode_skeleton(&arena, str_of(same[i].given)),
		                   unicode_skeleton(&arena, str_of(same[i].wanted))));
	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
		assert_false(str_eq(unicode_skeleton(&arena, str_of(other[i].given)),
		                    unicode_skeleton(&arena, str_of(other[i].wanted))));
	assert_non_null(unicode_skeleton(&arena, str_of("\xff\xfe")).p);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(folding),
		TEST(names_without_diacritics),
		TEST(skeletons),
		TEST(runs_of_marks_are_bounded),
		TEST(long_text_is_only_folded),
		TEST(what_grows_finds_room),
		TEST(without_room_there_is_no_text),
		TEST(kinds_of_characters),
		TEST(threads_share_what_icu_has_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
