/* One pass over the text, word by word (text/normal_word) and gap by gap: what stands between
 * two words decides whether a sentence ends there, and whether single letters are a word spaced
 * out. */
#include "text/normal.h"

#include "base/unicode.h"
#include "text/abbreviation.h"
#include "text/normal_word.h"

#define SPACED_LETTERS_MIN 4

/* What stood between two words. */
struct gap {
	unsigned characters;
	int32_t first;
	unsigned lines; /* line ends with only blanks between them */
	int32_t mark;   /* that ends a sentence if a blank follows; 0: none */
	bool border;
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_closing(int32_t c)
{
	static const int32_t closing[] = {
		'"', '\'', ')', ']', '}', '*', '_', 0xbb, 0x2019, 0x201d
	};

	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++) {
		if (closing[i] == c)
			return true;
	}
	return false;
}

static bool is_sentence_mark(int32_t c)
{
	return c == '.' || c == '!' || c == '?' || c == 0x2026;
}

static bool is_wide_sentence_mark(int32_t c) /* of scripts that put no blank behind it */
{
	return c == 0x3002 || c == 0xff01 || c == 0xff1f;
}

/* Whether a full stop behind the last word ends no sentence: an initial, an abbreviation, the day of a
 * date ("am 30. September"). */
static bool is_dotted(const struct normal_writer *w)
{
	struct str written = str_make(w->text, w->n - 1); /* it ends in a blank */
	struct str word = str_sub(written, str_rchr(written, ' ') + 1, written.n);

	if (w->letter || abbreviation_is(word))
		return true;
	return word.n > 0 && word.n <= 2 && is_digit(word.p[0]) && is_digit(word.p[word.n - 1]);
}

static void gap_take(struct gap *gap, int32_t c, bool dotted)
{
	if (gap->characters++ == 0)
		gap->first = c;
	if (c == '\n' && ++gap->lines == 2)
		gap->border = true;
	if (c < 0x80 ? c == ' ' || (c >= '\t' && c <= '\r') : unicode_is_space(c)) {
		if (gap->mark && !(gap->mark == '.' && dotted))
			gap->border = true;
		return;
	}
	gap->lines = 0;
	if (is_sentence_mark(c))
		gap->mark = c;
	else if (is_wide_sentence_mark(c))
		gap->border = true;
	else if (!is_closing(c))
		gap->mark = 0;
}

/* Goes to the next word and tells what stood before it. */
static struct gap skip_gap(struct normal_writer *w)
{
	struct gap gap = { 0 };
	size_t ahead = w->at;
	bool dotted = ahead < w->source.n && w->source.p[ahead] == '.' && is_dotted(w);
	int32_t c;

	while ((c = normal_next(w->source, &ahead)) >= 0 && !normal_is_word(c)) {
		if (c < 0x80 || !unicode_is_ignorable(c))
			gap_take(&gap, c, dotted);
		w->at = ahead;
	}
	return gap;
}

/* The run of single letters that was written up to `end` is over: if it is long enough, the
 * blanks in it go, and what stands behind moves up. */
static void run_end(struct normal_writer *w, size_t end)
{
	size_t to = w->run.at;

	if (w->run.letters >= SPACED_LETTERS_MIN) {
		for (size_t from = w->run.at; from < w->n; from++) {
			if (from + 1 < end && w->text[from] == ' ')
				continue;
			w->text[to] = w->text[from];
			w->origin[to++] = w->origin[from];
		}
		w->n = to;
	}
	w->run.letters = 0;
}

/* Whether the gap may stand in a run of letters; if it ends one that was no run yet, because the
 * signs between differ ("a g.i.f.t"), the last letter may begin another. */
static void run_gap(struct normal_writer *w, const struct gap *gap)
{
	bool spaced = w->letter && gap->characters == 1 && !gap->border;
	bool same = w->run.letters == 1 || gap->first == w->run.between;

	if (!spaced || !same) {
		bool begins = spaced && w->run.letters < SPACED_LETTERS_MIN;

		run_end(w, w->n);
		w->run.letters = begins;
		w->run.at = w->word;
	}
	w->run.between = gap->first;
}

/* One word and the gap before it. */
static void step(struct normal_writer *w)
{
	struct gap gap = skip_gap(w);

	run_gap(w, &gap);
	if (w->at == w->source.n)
		return;
	if (gap.border && w->n > 1) {
		normal_put(w, '.', w->at);
		normal_put(w, ' ', w->at);
	}
	w->word = w->n;
	normal_put_word(w);
	if (!w->letter)
		run_end(w, w->word);
	else if (w->run.letters++ == 0)
		w->run.at = w->word;
}

/* The text must end in a blank, and in no half word: what didn't fit goes back to the last
 * blank. */
static void finish(struct normal_writer *w, struct normal *ret)
{
	run_end(w, w->n);
	while (w->n > 1 && w->text[w->n - 1] != ' ')
		w->n--;
	w->origin[w->n] = (uint32_t)w->source.n;
	ret->text = str_make(w->text, w->n);
	ret->origin = w->origin;
	ret->cut |= w->full;
}

bool normal_init(struct arena *arena, struct str source, struct normal *ret)
{
	struct normal_writer w = { .source = utf8_clip(source, NORMAL_SOURCE_MAX),
		                   .latin_text = -1 };

	/* Each sentence takes a byte more than its source, which has three; the rest of the world's
	 * letters seldom grow. What grows beyond is cut. */
	w.room = w.source.n + w.source.n / 2 + 16;
	w.text = arena_alloc(arena, w.room);
	w.origin = arena_array(arena, w.room + 1, sizeof *w.origin);
	if (!w.text || !w.origin)
		return false;
	*ret = (struct normal){ .source = w.source, .cut = w.source.n < source.n };
	arena_init(&w.scratch, NORMAL_SCRATCH_MAX);
	normal_put(&w, ' ', 0);
	while (w.at < w.source.n && !w.full && !w.no_memory)
		step(&w);
	finish(&w, ret);
	arena_done(&w.scratch);
	return !w.no_memory;
}

struct str normal_span(const struct normal *normal, size_t at, size_t n)
{
	const struct str text = normal->text;
	size_t end = n < text.n - at ? at + n : text.n, from, to;

	while (at < end && (text.p[at] == ' ' || text.p[at] == '.'))
		at++;
	while (end > at && (text.p[end - 1] == ' ' || text.p[end - 1] == '.'))
		end--;
	while (at > 0 && text.p[at - 1] != ' ')
		at--;
	while (end < text.n && text.p[end] != ' ')
		end++;
	from = normal->origin[at];
	to = normal->origin[end];
	return str_sub(normal->source, from, to > from ? to - from : 0);
}
