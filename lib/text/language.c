/* The language of a text by its function words: the few dozen words without which no sentence of
 * a language can be made, and which stand in the phrase files. */
#include "text/normal.h"
#include "text/phrase_set.h"

#define WORDS_MAX 500
#define FOUND_MIN 3

/* The languages that have the word for a function word, a bit each. */
static uint32_t languages_of(const struct phrases *phrases, struct str word)
{
	const unsigned char first = word.n ? (unsigned char)word.p[0] : ' ';

	for (uint32_t i = phrases->first_word[first]; i < phrases->first_word[first + 1]; i++) {
		const struct phrase_word *known = &phrases->list.word[i];

		if (known->text.n == word.n && memcmp(known->text.p, word.p, word.n) == 0)
			return known->languages;
	}
	return 0;
}

/* Half as many of the second language's words are still clear; and one word in eight must be one
 * of those that a language can't do without, or it is another language altogether. */
struct str phrases_language(const struct phrases *phrases, const struct normal *text)
{
	const struct phrase_list *list = &phrases->list;
	unsigned count[PHRASE_LANGUAGES_MAX] = { 0 }, words = 0, best = 0, second = 0;
	struct str rest = text->text, word;

	while (words < WORDS_MAX && str_cut(&rest, ' ', &word)) {
		uint32_t languages = languages_of(phrases, word);

		words += word.n > 0 && word.p[0] != '.';
		for (; languages; languages &= languages - 1)
			count[__builtin_ctz(languages)]++;
	}
	for (unsigned i = 1; i < list->languages; i++) {
		if (count[i] > count[best])
			best = i;
	}
	for (unsigned i = 0; i < list->languages; i++) {
		if (i != best && count[i] > second)
			second = count[i];
	}
	if (count[best] < FOUND_MIN || count[best] < 2 * second || 8 * count[best] < words)
		return (struct str){ NULL, 0 };
	return str_of(list->language[best]);
}
