/* The alternatives of a message should say the same. Where the HTML says more than the plain text,
 * readers see words that a filter of plain text doesn't, so these words count too; but not whole
 * lines twice, for whatever is counted in a text would count double. A line says more if a good
 * part of its words, or several of them, or any with a digit (an account, an amount) don't stand in
 * the other text. */
#include "mail/novel.h"

#include "base/unicode.h"

/* Beyond either, words count as unknown: said twice rather than not at all. */
#define WORDS_MAX   ((size_t)128 << 10)
#define PROBES_MAX  16 /* who makes words collide wins no time */
#define NOVEL_SHARE 3  /* more than 3 of 10 words */
#define NOVEL_WORDS 5

struct word {
	uint64_t hash;
	bool has_digit;
};

struct word_set { /* open addressing; 0 is a free place */
	uint64_t *hash;
	size_t places; /* a power of two: ordinary words fill a third of them */
	size_t n;
};

static void hash_byte(uint64_t *hash, unsigned char c) /* FNV-1a */
{
	if (c >= 'A' && c <= 'Z')
		c |= 0x20;
	*hash = (*hash ^ c) * 1099511628211u;
}

static bool is_ascii_word(unsigned char c)
{
	return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}

/* The next word from *at on; what nobody sees in it (soft hyphens) doesn't count. */
static bool next_word(struct str text, size_t *at, struct word *ret)
{
	bool inside = false;

	*ret = (struct word){ .hash = 14695981039346656037u };
	while (*at < text.n) {
		size_t from = *at;
		unsigned char c = (unsigned char)text.p[from];
		int32_t code_point;
		bool word;

		if (c < 0x80) { /* nearly always, hence without calls */
			++*at;
			word = is_ascii_word(c);
			ret->has_digit |= word && c <= '9';
		} else {
			code_point = utf8_next(text, at);
			if (unicode_is_ignorable(code_point))
				continue;
			word = unicode_is_word(code_point);
		}
		if (!word && inside)
			return true;
		inside |= word;
		for (size_t i = from; word && i < *at; i++)
			hash_byte(&ret->hash, (unsigned char)text.p[i]);
	}
	return inside;
}

/* Where the word stands, or would; NULL: too many others do. */
static uint64_t *place_of(const struct word_set *set, uint64_t hash)
{
	for (size_t i = 0; i < PROBES_MAX && set->places; i++) {
		uint64_t *place = &set->hash[(hash + i) & (set->places - 1)];

		if (*place == hash || *place == 0)
			return place;
	}
	return NULL;
}

static bool read_words(struct arena *arena, struct str text, struct word_set *set)
{
	struct word word;
	size_t at = 0;

	set->places = 64;
	while (set->places < text.n / 2 && set->places < 2 * WORDS_MAX)
		set->places *= 2;
	set->hash = arena_array(arena, set->places, sizeof *set->hash);
	if (!set->hash)
		return false;
	while (set->n < WORDS_MAX && next_word(text, &at, &word)) {
		uint64_t *place = place_of(set, word.hash);

		if (place && *place == 0) {
			*place = word.hash;
			set->n++;
		}
	}
	return true;
}

static bool has_word(const struct word_set *set, uint64_t hash)
{
	const uint64_t *place = place_of(set, hash);

	return place && *place == hash;
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

	if (text.n == 0)
		return true;
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
