/* One walk over the words. A set of how all marks begin lets nearly every word pass at once. */
#include "text/footer.h"

#include "text/footer_marks.h"

#define NEAR_MAX 400 /* bytes between two marks of one footer */

/* How marks begin: a bit for the hash of their first four bytes. */
#define OPENING_BYTES 4
struct openings {
	uint32_t bits[128];
};

static unsigned opening_of(const char *word)
{
	uint32_t first;

	memcpy(&first, word, OPENING_BYTES);
	return first * UINT32_C(2654435761) >> 20; /* 12 bits */
}

static struct openings openings_of_marks(void)
{
	struct openings openings = { 0 };

	for (size_t i = 0; i < footer_marks_n; i++) {
		unsigned opening = opening_of(footer_marks[i].p);

		openings.bits[opening / 32] |= UINT32_C(1) << opening % 32;
	}
	return openings;
}

static bool may_open(const struct openings *openings, const char *word)
{
	unsigned opening = opening_of(word);

	return openings->bits[opening / 32] >> opening % 32 & 1;
}

/* The mark that stands at the start of `rest`; footer_marks_n: none. Each word of the text has a blank behind it. */
static size_t mark_at(struct str rest)
{
	for (size_t i = 0; i < footer_marks_n; i++) {
		struct str mark = footer_marks[i];

		if (memcmp(rest.p, mark.p, OPENING_BYTES) == 0 && str_starts(rest, mark) &&
		    mark.n < rest.n && rest.p[mark.n] == ' ')
			return i;
	}
	return footer_marks_n;
}

/* The full stops between sentences stand between blanks. */
static size_t sentence_start(struct str text, size_t at)
{
	while (at > 0 && !(text.p[at] == '.' && text.p[at - 1] == ' '))
		at--;
	return at;
}

static size_t sentence_end(struct str text, size_t at)
{
	while (at < text.n && !(text.p[at] == '.' && text.p[at - 1] == ' '))
		at++;
	return at;
}

/* Marks met one after another, not far apart. */
struct run {
	size_t first, last; /* where they stand */
	size_t mark;        /* which the first was */
	bool two;           /* another one followed */
};

static void end_run(struct str text, struct run *run, struct footers *ret)
{
	if (run->two && ret->n < FOOTERS_MAX) {
		ret->v[ret->n].from = sentence_start(text, run->first);
		ret->v[ret->n].to = sentence_end(text, run->last);
		ret->n++;
	}
	run->two = false;
	run->mark = footer_marks_n;
}

static void take_mark(struct str text, struct run *run, size_t mark, size_t at, struct footers *ret)
{
	if (run->mark == footer_marks_n || at - run->last > NEAR_MAX) {
		end_run(text, run, ret);
		run->first = at;
		run->mark = mark;
	}
	run->two |= mark != run->mark;
	run->last = at;
}

void footers_find(const struct normal *normal, struct footers *ret)
{
	struct openings openings = openings_of_marks();
	struct str text = normal->text;
	struct run run = { .mark = footer_marks_n };

	ret->n = 0;
	for (size_t at = 0; at + OPENING_BYTES < text.n; at++) {
		size_t mark;

		if (text.p[at] != ' ' || !may_open(&openings, text.p + at + 1))
			continue;
		mark = mark_at(str_sub(text, at + 1, text.n));
		if (mark < footer_marks_n)
			take_mark(text, &run, mark, at + 1, ret);
	}
	end_run(text, &run, ret);
}

bool footers_excuse(const struct footers *footers, enum intent intent, size_t at)
{
	static const bool excused[INTENT_COUNT] = {
		[INTENT_SECRECY] = true, [INTENT_ATTORNEY] = true,        [INTENT_AUTHORITY] = true,
		[INTENT_URGENCY] = true, [INTENT_CALLBACK_NUMBER] = true,
	};

	for (size_t i = 0; excused[intent] && i < footers->n; i++)
		if (at >= footers->v[i].from && at < footers->v[i].to)
			return true;
	return false;
}
