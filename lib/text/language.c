/* The language of a text by its function words: the few dozen words without which no sentence of
 * a language can be made, and which stand in the phrase files. */
#include "text/normal.h"
#include "text/phrase_set.h"

#define WORDS_MAX   500
#define WORD_POINTS 60 /* of a word that only one language has; shared by those that have it */
#define POINTS_MIN  120

/* The languages that have the word for a function word, a bit each. */
static uint32_t languages_of(const struct phrases *phrases, struct str word)
{
	const unsigned char first = word.n ? (unsigned char)word.p[0] : ' ';
	uint32_t low = phrases->first_word[first], high = phrases->first_word[first + 1];

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		const struct phrase_word *known = &phrases->list.word[middle];
		int order = str_cmp(word, known->text);

		if (order == 0)
			return known->languages;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

static unsigned bits(uint32_t v)
{
	return (unsigned)__builtin_popcount(v);
}

/* What the words of the text's beginning say for each language, and how many there were. */
static unsigned count_words(const struct phrases *phrases, struct str rest,
                            unsigned points[PHRASE_LANGUAGES_MAX])
{
	unsigned words = 0;
	struct str word;

	while (words < WORDS_MAX && str_cut(&rest, ' ', &word)) {
		uint32_t languages = languages_of(phrases, word);
		unsigned share = languages ? WORD_POINTS / bits(languages) : 0;

		words += word.n > 0 && word.p[0] != '.';
		for (; languages; languages &= languages - 1)
			points[__builtin_ctz(languages)] += share;
	}
	return words;
}

/* A word that several languages have ("de", "que", "a") says as much for each as they are few. Half again as much as the second
 * language is clear; and one word in twelve must be one of those that a language can't do without, or it is another
 * language altogether. */
struct str phrases_language(const struct phrases *phrases, const struct normal *text)
{
	const struct phrase_list *list = &phrases->list;
	unsigned points[PHRASE_LANGUAGES_MAX] = { 0 }, best = 0, second = 0;
	unsigned words = count_words(phrases, text->text, points);

	for (unsigned i = 1; i < list->languages; i++) {
		if (points[i] > points[best])
			best = i;
	}
	for (unsigned i = 0; i < list->languages; i++) {
		if (i != best && points[i] > second)
			second = points[i];
	}
	if (points[best] < POINTS_MIN || 2 * points[best] < 3 * second ||
	    12 * points[best] < WORD_POINTS * words)
		return (struct str){ NULL, 0 };
	return str_of(list->language[best]);
}
