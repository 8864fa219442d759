/* Vectorscan, and all that makes literals of phrases and phrases of its matches, against a naive
 * matcher that knows nothing of literals: it tries each phrase, as it was thought up, at each
 * word. Several versions of Vectorscan miss matches, so this stays. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/buf.h"
#include "text/normal.h"
#include "text/phrases.h"

#define ELEMENTS_MAX     8
#define ALTERNATIVES_MAX 4
#define PHRASES_MAX      120
#define WORDS_MAX        160
#define GAP_WORDS        4

static const char *const vocabulary[] = {
	"alfa",  "alfabet", "beta",  "bet",  "gamma", "gam",     "delta", "deltas",
	"to",    "the",     "a",     "pay",  "payee", "payment", "now",   "wire",
	"wired", "card",    "cards", "gift", "iban",  "conto",   "nuovo", "non",
};

struct element {
	bool gap, optional;
	size_t n;
	struct {
		const char *word[2]; /* one or two */
		bool prefix;         /* the last word is only begun */
	} alternative[ALTERNATIVES_MAX];
};

struct idea {
	struct element element[ELEMENTS_MAX];
	size_t n;
};

static size_t words_used; /* of the vocabulary; set for a round before anything is made of it */

static unsigned below(unsigned limit)
{
	return (unsigned)rand() % limit;
}

static const char *any_word(void)
{
	return vocabulary[below((unsigned)words_used)];
}

static void think_choice(struct element *e, bool optional)
{
	*e = (struct element){ .optional = optional, .n = 1 + below(ALTERNATIVES_MAX) };
	for (size_t i = 0; i < e->n; i++) {
		e->alternative[i].word[0] = any_word();
		if (below(4) == 0)
			e->alternative[i].word[1] = any_word();
		else if (!optional)
			e->alternative[i].prefix =
				below(8) == 0 && strlen(e->alternative[i].word[0]) >= 3;
	}
}

/* Optional words and gaps stand between words only. */
static void think(struct idea *idea)
{
	size_t n = 1 + below(3);

	idea->n = 0;
	think_choice(&idea->element[idea->n++], false);
	while (--n) {
		if (below(3) == 0)
			idea->element[idea->n++] = (struct element){ .gap = true };
		else
			while (below(2) && idea->n + 2 * n < ELEMENTS_MAX)
				think_choice(&idea->element[idea->n++], true);
		think_choice(&idea->element[idea->n++], false);
	}
}

static void write_choice(const struct element *e, struct buf *out)
{
	buf_addc(out, e->optional ? '[' : '(');
	for (size_t i = 0; i < e->n; i++)
		buf_printf(out, "%s%s%s%s%s", i ? "|" : "", e->alternative[i].word[0],
		           e->alternative[i].word[1] ? " " : "",
		           e->alternative[i].word[1] ? e->alternative[i].word[1] : "",
		           e->alternative[i].prefix ? "*" : "");
	buf_addc(out, e->optional ? ']' : ')');
}

static void write_idea(const struct idea *idea, struct buf *out)
{
	buf_puts(out, "0.5");
	for (size_t i = 0; i < idea->n; i++) {
		buf_addc(out, ' ');
		if (idea->element[i].gap)
			buf_puts(out, "...");
		else
			write_choice(&idea->element[i], out);
	}
	buf_addc(out, '\n');
}

struct words {
	struct str v[WORDS_MAX];
	size_t n;
};

static bool word_fits(struct str word, const char *wanted, bool prefix)
{
	return prefix ? str_starts(word, str_of(wanted)) : str_eq(word, str_of(wanted));
}

/* Marks each word number behind which the elements from `e` on, begun at word `at`, can end.
 * Ideas are short, so that trying all ways is no trouble. */
static void naive(const struct idea *idea, size_t e, const struct words *words, size_t at,
                  bool *ends)
{
	const struct element *element = &idea->element[e];

	if (e == idea->n) {
		ends[at] = true;
		return;
	}
	if (element->gap) {
		for (size_t skip = 0; skip <= GAP_WORDS && at + skip <= words->n; skip++) {
			if (skip && str_eq(words->v[at + skip - 1], str_of(".")))
				return;
			naive(idea, e + 1, words, at + skip, ends);
		}
		return;
	}
	if (element->optional)
		naive(idea, e + 1, words, at, ends);
	for (size_t i = 0; i < element->n; i++) {
		const char *first = element->alternative[i].word[0],
			   *second = element->alternative[i].word[1];

		if (at >= words->n ||
		    !word_fits(words->v[at], first, element->alternative[i].prefix))
			continue;
		if (!second)
			naive(idea, e + 1, words, at + 1, ends);
		else if (at + 1 < words->n && word_fits(words->v[at + 1], second, false))
			naive(idea, e + 1, words, at + 2, ends);
	}
}

static void write_text(struct buf *out)
{
	size_t n = 1 + below(WORDS_MAX / 2);

	while (n--)
		buf_printf(out, "%s%s ", any_word(), below(12) == 0 ? "." : "");
}

static void split(struct str text, struct words *ret)
{
	struct str word;

	ret->n = 0;
	while (str_cut(&text, ' ', &word)) {
		if (word.n)
			ret->v[ret->n++] = word;
	}
}

/* The ends that were really found, by word number. */
static size_t found(const struct phrase_hit *hit, size_t hits, unsigned phrase,
                    const struct words *words, struct str text, bool *ends)
{
	size_t n = 0;

	for (size_t i = 0; i < hits; i++) {
		size_t w = 0;

		if (hit[i].phrase != phrase)
			continue;
		while (w < words->n &&
		       (size_t)(words->v[w].p - text.p) + words->v[w].n != hit[i].at + hit[i].n)
			w++;
		assert_true(w < words->n);
		ends[w + 1] = true;
		n++;
	}
	return n;
}

static size_t compare(const struct phrases *phrases, const struct idea *idea, size_t ideas,
                      struct str source)
{
	struct arena arena;
	struct normal normal;
	struct words words;
	struct phrase_hit *hit;
	size_t hits, compared = 0;

	arena_init(&arena, 16 << 20);
	assert_true(normal_init(&arena, source, &normal));
	split(normal.text, &words);
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &hits));
	for (unsigned k = 0; k < ideas && hits < PHRASE_HITS_MAX; k++) {
		bool want[WORDS_MAX + 1] = { 0 }, got[WORDS_MAX + 1] = { 0 };

		for (size_t at = 0; at < words.n; at++)
			naive(&idea[k], 0, &words, at, want);
		if (found(hit, hits, k, &words, normal.text, got) == PHRASE_REPEAT_MAX)
			continue; /* the others were not kept */
		for (size_t w = 0; w <= words.n; w++) {
			if (want[w] != got[w])
				fail_msg("phrase %u, word %zu: %s in: " STR_FMT, k, w,
				         want[w] ? "missed" : "invented", STR_ARG(normal.text));
			compared += want[w];
		}
	}
	arena_done(&arena);
	return compared;
}

static void test_against_naive(void **state)
{
	static struct idea idea[PHRASES_MAX];
	size_t compared = 0;

	(void)state;
	srand(20);
	for (int round = 0; round < 60; round++) {
		size_t ideas = 1 + below(PHRASES_MAX);
		struct buf file, text;
		struct phrases *phrases;
		struct err err = { 0 };

		words_used = 4 + below(sizeof vocabulary / sizeof *vocabulary - 4);
		buf_init(&file, 1 << 20);
		buf_init(&text, 1 << 16);
		buf_puts(&file, "language en\nintent urgency\n");
		for (size_t i = 0; i < ideas; i++) {
			think(&idea[i]);
			write_idea(&idea[i], &file);
		}
		if (phrases_load_text("random", buf_str(&file), &phrases, &err))
			fail_msg("%s in\n%s", err.text, buf_cstr(&file));
		for (int k = 0; k < 30; k++) {
			buf_reset(&text);
			write_text(&text);
			compared += compare(phrases, idea, ideas, buf_str(&text));
		}
		phrases_free(phrases);
		buf_done(&file);
		buf_done(&text);
	}
	print_message("%zu matches compared\n", compared);
	assert_true(compared > 10000);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_against_naive) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
