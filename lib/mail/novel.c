/* The alternatives of a message should say the same. Where the HTML says more than the plain text,
 * readers see words that a filter of plain text doesn't, so these words count too; but not whole
 * lines twice, for whatever is counted in a text would count double. A line says more if a good
 * part of its words, or several of them, or any with a digit (an account, an amount) don't stand in
 * the other text. */
#include "mail/novel.h"

#include <stdlib.h>

#include "base/unicode.h"

#define WORDS_MAX                                                                                  \
	((size_t)128 << 10) /* beyond, words count as unknown: said twice rather than not at all */
#define NOVEL_SHARE 3       /* more than 3 of 10 words */
#define NOVEL_WORDS 5

struct word {
	uint64_t hash;
	bool has_digit;
};

struct word_set {
	uint64_t *hash; /* sorted */
	size_t n, room;
};

static void hash_byte(uint64_t *hash, unsigned char c) /* FNV-1a */
{
	if (c >= 'A' && c <= 'Z')
		c |= 0x20;
	*hash = (*hash ^ c) * 1099511628211u;
}

/* The next word from *at on; what nobody sees in it (soft hyphens) doesn't count. */
static bool next_word(struct str text, size_t *at, struct word *ret)
{
	bool inside = false;

	*ret = (struct word){ .hash = 14695981039346656037u };
	while (*at < text.n) {
		size_t from = *at;
		int32_t code_point = utf8_next(text, at);

		if (unicode_is_ignorable(code_point))
			continue;
		if (!unicode_is_word(code_point)) {
			if (inside)
				return true;
			continue;
		}
		inside = true;
		ret->has_digit |= code_point >= '0' && code_point <= '9';
		for (size_t i = from; i < *at; i++)
			hash_byte(&ret->hash, (unsigned char)text.p[i]);
	}
	return inside;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

static bool read_words(struct arena *arena, struct str text, struct word_set *set)
{
	struct word word;
	size_t at = 0;

	while (set->n < WORDS_MAX && next_word(text, &at, &word)) {
		void *v = set->hash;

		if (!arena_grow(arena, &v, set->n, &set->room, sizeof *set->hash))
			return false;
		set->hash = v;
		set->hash[set->n++] = word.hash;
	}
	if (set->n)
		qsort(set->hash, set->n, sizeof *set->hash, compare_hashes);
	return true;
}

static bool has_word(const struct word_set *set, uint64_t hash)
{
	return set->n && bsearch(&hash, set->hash, set->n, sizeof hash, compare_hashes);
}

static bool says_more(const struct word_set *known, struct str line)
{
	size_t at = 0, words = 0, novel = 0;
	struct word word;

	while (next_word(line, &at, &word)) {
		words++;
		if (has_word(known, word.hash))
			continue;
		if (word.has_digit)
			return true;
		novel++;
	}
	return novel * 10 > words * NOVEL_SHARE || novel >= NOVEL_WORDS;
}

bool novel_lines(struct arena *arena, struct str known, struct str text, struct buf *out)
{
	struct word_set set = { NULL, 0, 0 };
	struct str line;

	if (!read_words(arena, known, &set))
		return false;
	while (str_line(&text, &line)) {
		if (set.n && !says_more(&set, line))
			continue;
		if (line.n >= out->max - out->n) {
			out->cut = true;
			continue;
		}
		buf_add(out, line);
		buf_addc(out, '\n');
	}
	return true;
}
