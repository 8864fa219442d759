/* Words are counted by a bitmap of their hashes: two that share a bit count as one, which errs towards silence. */
#include "text/hidden.h"

#include "base/unicode.h"

#define HIDDEN_READ_MAX ((size_t)32 << 10)
#define WORD_BITS       16
#define WORD_BYTES_MIN  3 /* shorter ones are everywhere */
#define SPAN_MAX        200

struct words {
	unsigned char bits[(1u << WORD_BITS) / 8];
};

/* FNV-1a, 32 bits, folded. Nothing depends on who can make words collide: he would only be counted less. */
static unsigned hash(struct str word)
{
	uint32_t h = 2166136261u;

	for (size_t i = 0; i < word.n; i++)
		h = (h ^ (unsigned char)word.p[i]) * 16777619u;
	return (h >> WORD_BITS) ^ (h & 0xffff);
}

/* Adds the words of a text; how many weren't there. */
static size_t add_words(struct words *words, struct str text)
{
	size_t n = 0;
	struct str word;

	while (str_cut(&text, ' ', &word)) {
		unsigned h = hash(word);
		unsigned char bit = (unsigned char)(1u << h % 8);

		if (word.n < WORD_BYTES_MIN || (words->bits[h / 8] & bit))
			continue;
		words->bits[h / 8] |= bit;
		n++;
	}
	return n;
}

/* The weightiest; pressure alone is what shops put in their preheaders. */
static bool find_ask(const struct phrases *phrases, struct arena *arena,
                     const struct normal *normal, struct hidden *ret)
{
	struct phrase_hit *hit;
	size_t hits;

	if (!phrases_match(phrases, arena, normal, &hit, &hits))
		return false;
	for (size_t i = 0; i < hits; i++) {
		if (hit[i].intent >= INTENT_URGENCY || hit[i].weight <= ret->strength)
			continue;
		ret->strength = hit[i].weight;
		ret->intent = hit[i].intent;
		ret->span = utf8_clip(normal_span(normal, hit[i].at, hit[i].n), SPAN_MAX);
	}
	return true;
}

bool hidden_read(const struct phrases *phrases, struct arena *arena, struct str hidden,
                 const struct normal *own, const struct normal *quoted, struct hidden *ret)
{
	struct normal normal;
	struct words *words;

	*ret = (struct hidden){ 0 };
	if (hidden.n == 0)
		return true;
	words = arena_alloc(arena, sizeof *words);
	if (!words || !normal_init(arena, utf8_clip(hidden, HIDDEN_READ_MAX), &normal))
		return false;
	ret->shown_words = add_words(words, own->text) + add_words(words, quoted->text);
	ret->words = add_words(words, normal.text);
	return find_ask(phrases, arena, &normal, ret);
}
