/* Most words are ASCII and are copied; those of the common alphabets are folded by a table; the
 * rest, one word in hundreds, goes through ICU. A word is folded as a whole because NFKC joins
 * letters with the marks behind them; its bytes then all lead back to where it began.
 *
 * Confusables by UTS #39 (https://www.unicode.org/reports/tr39/), see text/letters. */
#include "text/normal_word.h"

#include "base/unicode.h"
#include "text/letters.h"

#define WORD_MAX     512 /* longer ones are taken in pieces, so that ICU's work on one is bounded */
#define SCRATCH_KEPT ((size_t)64 << 10) /* then it is emptied between words */

/* What a word was seen to hold. */
enum {
	SEEN_LATIN = 1,
	SEEN_OTHER = 2,  /* letters of another alphabet */
	SEEN_HONEST = 4, /* of another alphabet, like no Latin one */
	SEEN_HARD = 8,   /* what the table can't fold */
};

void normal_put(struct normal_writer *w, char c, size_t origin)
{
	if (w->n == w->room) {
		w->full = true;
		return;
	}
	w->origin[w->n] = (uint32_t)origin;
	w->text[w->n++] = c;
}

/* A folded letter, without its accents. */
static void put_letter(struct normal_writer *w, int32_t code_point, size_t origin)
{
	char bytes[4];
	size_t n = code_point < 0x80 ? 0 : letter_bare(code_point, bytes);

	if (n == 0)
		n = utf8_put(code_point, bytes);

	for (size_t i = 0; i < n; i++)
		normal_put(w, bytes[i], origin);
}

static bool is_ascii_letter(int32_t c)
{
	return (c | 32) >= 'a' && (c | 32) <= 'z';
}

static bool is_ascii_word(int32_t c)
{
	return is_ascii_letter(c) || (c >= '0' && c <= '9');
}

/* Whether the "_" at `at` belongs to the word that began at `word`: "set_eth" is one word, "w_i_r_e" is
 * spaced out, and "_now_" stands between signs. */
static bool is_joint(struct str s, size_t word, size_t at)
{
	if (s.p[at] != '_' || at == word || at + 1 == s.n ||
	    !is_ascii_word((unsigned char)s.p[at + 1]))
		return false;
	return at - word > 1 || (at + 2 < s.n && is_ascii_word((unsigned char)s.p[at + 2]));
}

static int32_t ascii_lower(int32_t c)
{
	return c >= 'A' && c <= 'Z' ? c | 32 : c;
}

int32_t normal_next(struct str s, size_t *at)
{
	if (*at < s.n && (unsigned char)s.p[*at] < 0x80)
		return s.p[(*at)++];
	return utf8_next(s, at);
}

bool normal_is_word(int32_t c)
{
	if (c < 0x80)
		return is_ascii_word(c);
	return c != 0x2bc /* an apostrophe */ && (unicode_is_word(c) || letter_is_enclosed(c));
}

/* Marks that NFKC could join with no letter: strokes through and piles on letters. */
static bool is_loose_mark(int32_t c)
{
	return (c >= 0x300 && c <= 0x36f) || (c >= 0x20d0 && c <= 0x20ff);
}

static unsigned seen_in(int32_t c)
{
	if (c < 0x80)
		return is_ascii_letter(c) ? SEEN_LATIN : 0;
	if (unicode_is_ignorable(c) || is_loose_mark(c))
		return SEEN_HARD;
	if (letter_is_latin(c))
		return SEEN_LATIN | (letter_fold(c) < 0 ? SEEN_HARD : 0);
	return SEEN_OTHER | (letter_seen_as(c) ? 0 : SEEN_HONEST) |
	       (letter_fold(c) < 0 ? SEEN_HARD : 0);
}

/* The end of the word that begins at w->at. */
static size_t word_end(const struct normal_writer *w, unsigned *ret_seen)
{
	size_t at = w->at, ahead = at;
	int32_t c;

	*ret_seen = 0;
	while ((c = normal_next(w->source, &ahead)) >= 0 && at - w->at < WORD_MAX &&
	       (normal_is_word(c) || unicode_is_ignorable(c) || is_joint(w->source, w->at, at))) {
		*ret_seen |= seen_in(c);
		at = ahead;
	}
	return at;
}

/* Whether most letters of the source are Latin, by the bytes that UTF-8 begins them with. */
static bool is_latin_text(struct normal_writer *w)
{
	size_t latin = 0, other = 0;

	if (w->latin_text < 0) {
		for (size_t i = 0; i < w->source.n; i++) {
			unsigned char c = (unsigned char)w->source.p[i];

			latin += is_ascii_letter(c);
			other += c >= 0xcd &&
			         c != 0xe2; /* from Greek on, without typographic signs */
		}
		w->latin_text = latin > other;
	}
	return w->latin_text;
}

static bool shall_unmask(struct normal_writer *w, unsigned seen)
{
	if (!(seen & SEEN_OTHER))
		return false;
	return (seen & SEEN_LATIN) || (!(seen & SEEN_HONEST) && is_latin_text(w));
}

/* The word with its look-alikes replaced; {NULL, 0} without memory. */
static struct str unmask(struct normal_writer *w, struct str word, bool other_alphabets)
{
	char *p = arena_alloc(&w->scratch, word.n + 1);
	size_t n = 0, at = 0;
	int32_t c;

	if (!p)
		return (struct str){ NULL, 0 };
	while ((c = normal_next(word, &at)) >= 0) {
		char latin = c < 0x80 || !(other_alphabets || letter_is_latin(c))
		                     ? 0
		                     : letter_seen_as(c);

		n += utf8_put(latin ? latin : c, p + n);
	}
	return str_make(p, n);
}

/* Through ICU; false without memory. */
static bool put_hard_word(struct normal_writer *w, struct str word, unsigned seen)
{
	size_t begin = w->at, at = 0, letters = 0;
	struct str folded = unmask(w, word, shall_unmask(w, seen));
	int32_t c;

	if (folded.p)
		folded = unicode_fold(&w->scratch, folded);
	if (!folded.p)
		return false;
	while ((c = utf8_next(folded, &at)) >= 0) {
		if ((!normal_is_word(c) && c != '_') || is_loose_mark(c))
			continue;
		put_letter(w, c, begin);
		letters++;
	}
	w->letter = letters == 1;
	if (w->scratch.used > SCRATCH_KEPT) {
		arena_done(&w->scratch);
		arena_init(&w->scratch, NORMAL_SCRATCH_MAX);
	}
	return true;
}

/* By the table, letter by letter. */
static void put_known_word(struct normal_writer *w, struct str word)
{
	size_t at = 0, begin = w->at, characters = 0;
	int32_t c;

	while ((c = normal_next(word, &at)) >= 0) {
		put_letter(w, c < 0x80 ? ascii_lower(c) : letter_fold(c), begin);
		begin = w->at + at;
		characters++;
	}
	w->letter = characters == 1 && !(word.p[0] >= '0' && word.p[0] <= '9');
}

/* Nearly every word; false if it isn't all ASCII, and nothing is written then. */
static bool put_ascii_word(struct normal_writer *w)
{
	const struct str s = w->source;
	size_t at = w->at, before = w->n;

	while (at < s.n && at - w->at < WORD_MAX &&
	       (is_ascii_word((unsigned char)s.p[at]) || is_joint(s, w->at, at))) {
		normal_put(w, (char)ascii_lower((unsigned char)s.p[at]), at);
		at++;
	}
	if (at < s.n && (unsigned char)s.p[at] >= 0x80) {
		w->n = before;
		return false;
	}
	w->letter = at - w->at == 1 && is_ascii_letter((unsigned char)s.p[w->at]);
	w->at = at;
	return true;
}

void normal_put_word(struct normal_writer *w)
{
	size_t before = w->n;

	if (!put_ascii_word(w)) {
		unsigned seen;
		size_t end = word_end(w, &seen);
		struct str word = str_sub(w->source, w->at, end - w->at);

		if ((seen & SEEN_HARD) || shall_unmask(w, seen))
			w->no_memory = !put_hard_word(w, word, seen);
		else
			put_known_word(w, word);
		w->at = end;
	}
	if (w->n > before)
		normal_put(w, ' ', w->at);
}
