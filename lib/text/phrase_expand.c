/* From a phrase as it is written to literals. The phrase, a row of choices (text/phrase_pattern),
 * is cut into slots behind each word* and at each gap, and each slot is multiplied out by counting
 * through its choices as through the digits of a number.
 *
 * Brackets side by side multiply, slots only add up: a stretch that makes too many literals is
 * cut between two words into slots that must follow each other at once, which finds the same.
 * Optional words at either end find nothing that the phrase without them doesn't, and are
 * dropped. */
#include "text/normal.h"
#include "text/phrase_file.h"
#include "text/phrase_pattern.h"

#define WRITTEN_MAX      256 /* bytes of one literal before it is normalised */
#define STRETCH_LITERALS 16  /* a stretch that makes more is cut, where it can be */
#define SCRATCH_MAX      ((size_t)32 << 20)

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool is_space(const struct phrase_choice *choice)
{
	return !choice->gap && choice->is.n == 1 && str_trim(choice->is.v[0]).n == 0;
}

/* Whether the optional choice has a blank, not a part of a word, on its inner side. */
static bool is_needless(const struct phrase_choice *choice, const struct phrase_choice *inner,
                        bool inner_begin)
{
	struct str beside;

	if (!choice->optional || inner->gap || inner->is.n != 1)
		return false;
	beside = inner->is.v[0];
	return beside.n && is_blank(inner_begin ? beside.p[0] : beside.p[beside.n - 1]);
}

/* The choices [*begin, *end) that matter. */
static void trim(const struct phrase_pattern *p, size_t *begin, size_t *end)
{
	const struct phrase_choice *c = p->choice;

	*begin = 0;
	*end = p->n;
	while (*end - *begin > 1 &&
	       (is_space(&c[*begin]) || is_needless(&c[*begin], &c[*begin + 1], true)))
		++*begin;
	while (*end - *begin > 1 &&
	       (is_space(&c[*end - 1]) || is_needless(&c[*end - 1], &c[*end - 2], false)))
		--*end;
}

/* The digits' values as text; false if it is too long. */
static bool join(const struct phrase_choice *choice, const size_t *digit, size_t n, struct str *ret,
                 char room[WRITTEN_MAX])
{
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		struct str s = choice[i].is.v[digit[i]];

		if (s.n > WRITTEN_MAX - at)
			return false;
		memcpy(room + at, s.p, s.n);
		at += s.n;
	}
	*ret = str_trim(str_make(room, at));
	return true;
}

/* As the mail's text would be, between its blanks; without the border of a sentence behind. */
static bool normalise(struct arena *scratch, struct str written, struct str *ret)
{
	bool prefix = str_ends(written, str_of("*"));
	struct normal normal;

	if (!normal_init(scratch, str_sub(written, 0, written.n - prefix), &normal))
		return false;
	*ret = normal.text;
	if (prefix)
		ret->n--;
	return true;
}

static int add_literal(struct phrase_list *list, struct arena *scratch, const char *where,
                       struct str written, struct err *err)
{
	struct phrase_literal literal = {
		.slot = (uint32_t)(list->slots - 1),
		.role = list->phrase[list->phrases - 1].role,
	};
	struct str text;
	void *v = list->literal;

	if (!normalise(scratch, written, &text))
		return err_memory(err);
	if (text.n < 2)
		return err_set(err, ERR_CONFIG,
		               "%s: beside a gap or a word* stand only optional words, or none: "
		               "leave them out",
		               where);
	literal.text = arena_str(list->arena, text);
	if (!literal.text.p ||
	    !arena_grow(list->arena, &v, list->literals, &list->literal_room, sizeof literal))
		return err_memory(err);
	list->literal = v;
	list->literal[list->literals++] = literal;
	return 0;
}

/* The text with each spelling's letters written its other way: false if it has none of them, or no room. */
static bool respell(const struct phrase_spellings *spellings, struct str text, struct str *ret,
                    char room[WRITTEN_MAX])
{
	size_t n = 0, at = 0;
	bool other = false;

	while (at < text.n) {
		struct str rest = str_sub(text, at, text.n), put = str_sub(rest, 0, 1);
		size_t taken = 1;

		for (size_t i = 0; i < spellings->n; i++) {
			if (str_starts(rest, spellings->v[i].letter)) {
				taken = spellings->v[i].letter.n;
				put = spellings->v[i].other;
				other = true;
			}
		}
		if (put.n > WRITTEN_MAX - n)
			return false;
		memcpy(room + n, put.p, put.n);
		n += put.n;
		at += taken;
	}
	*ret = str_make(room, n);
	return other;
}

/* Counts through all that the slot's choices can say. */
static int add_literals(struct phrase_list *list, struct arena *scratch,
                        const struct phrase_source *source, const struct phrase_choice *choice,
                        size_t n, struct err *err)
{
	size_t digit[PHRASE_CHOICES_MAX] = { 0 }, at = 0;
	char room[WRITTEN_MAX], other_room[WRITTEN_MAX];

	while (at < n) {
		struct str written, other;
		int status;

		if (!join(choice, digit, n, &written, room))
			return err_set(err, ERR_CONFIG, "%s: longer than %d bytes", source->where,
			               WRITTEN_MAX);
		status = add_literal(list, scratch, source->where, written, err);
		if (status == 0 && respell(source->spellings, written, &other, other_room))
			status = add_literal(list, scratch, source->where, other, err);
		if (status)
			return status;
		for (at = 0; at < n && ++digit[at] == choice[at].is.n; at++)
			digit[at] = 0;
	}
	return 0;
}

static int add_slot(struct phrase_list *list, bool gap, const char *where, struct err *err)
{
	struct phrase *phrase = &list->phrase[list->phrases - 1];
	void *v = list->slot;

	if (phrase->slots == PHRASE_SLOTS_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d gaps and word*", where,
		               PHRASE_SLOTS_MAX - 1);
	if (!arena_grow(list->arena, &v, list->slots, &list->slot_room, sizeof *list->slot))
		return err_memory(err);
	list->slot = v;
	list->slot[list->slots++] = (struct phrase_slot){
		.phrase = (uint32_t)(list->phrases - 1),
		.gap = gap,
	};
	phrase->slots++;
	return 0;
}

/* How many literals the choices make, PHRASE_LITERALS_MAX + 1 at most. */
static size_t count_literals(const struct phrase_choice *choice, size_t n)
{
	size_t count = 1;

	for (size_t i = 0; i < n && count <= PHRASE_LITERALS_MAX; i++)
		count *= choice[i].is.n;
	return count <= PHRASE_LITERALS_MAX ? count : PHRASE_LITERALS_MAX + 1;
}

/* Whether some word always stands in these choices: no slot may be empty. */
static bool has_word(const struct phrase_choice *choice, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (!choice[i].optional && !is_space(&choice[i]))
			return true;
	}
	return false;
}

/* Whether choice[0] begins a word, whatever stands before it. */
static bool begins_word(const struct phrase_choice *choice)
{
	struct str before = choice[-1].is.v[0];

	return choice[-1].is.n == 1 && is_blank(before.p[before.n - 1]);
}

/* Where to cut n choices so that the two sides make the fewest literals; 0: nowhere. */
static size_t best_cut(const struct phrase_choice *choice, size_t n)
{
	size_t best = 0, fewest = SIZE_MAX;

	for (size_t i = 1; i < n; i++) {
		size_t sum = count_literals(choice, i) + count_literals(choice + i, n - i);

		if (sum < fewest && begins_word(&choice[i]) && has_word(choice, i) &&
		    has_word(choice + i, n - i)) {
			fewest = sum;
			best = i;
		}
	}
	return best;
}

/* How many of the choices at `begin` make the next slot. */
static size_t slot_length(const struct phrase_pattern *p, size_t begin, size_t end)
{
	const struct phrase_choice *choice = &p->choice[begin];
	size_t n = 1, cut;

	while (begin + n < end && !choice[n].gap && !choice[n - 1].starred)
		n++;
	while (count_literals(choice, n) > STRETCH_LITERALS && (cut = best_cut(choice, n)) > 0)
		n = cut;
	return n;
}

/* Goes over what stands between two slots; true if it is a gap. */
static bool skip_between(const struct phrase_pattern *p, size_t *begin, size_t end)
{
	bool gap = false;

	while (*begin < end && (p->choice[*begin].gap || is_space(&p->choice[*begin])))
		gap |= p->choice[(*begin)++].gap;
	return gap;
}

/* Cuts [begin, end) into slots. */
static int add_slots(struct phrase_list *list, struct arena *scratch,
                     const struct phrase_source *source, const struct phrase_pattern *p,
                     size_t begin, size_t end, struct err *err)
{
	size_t literals = 0;
	bool gap = false;

	while (begin < end) {
		size_t n = slot_length(p, begin, end);
		int status;

		literals += count_literals(&p->choice[begin], n);
		if (literals > PHRASE_LITERALS_MAX)
			return err_set(
				err, ERR_CONFIG,
				"%s: expands to more than %d literals; make two phrases of it",
				p->where, PHRASE_LITERALS_MAX);
		status = add_slot(list, gap, p->where, err);
		if (status == 0)
			status = add_literals(list, scratch, source, &p->choice[begin], n, err);
		if (status)
			return status;
		begin += n;
		gap = skip_between(p, &begin, end);
	}
	return 0;
}

static int expand(struct phrase_list *list, struct arena *scratch,
                  const struct phrase_source *source, struct str written, struct err *err)
{
	struct phrase_pattern *p = arena_alloc(scratch, sizeof *p);
	size_t begin, end;
	int status;

	if (!p)
		return err_memory(err);
	status = phrase_pattern_read(p, scratch, source->classes, source->where, written, err);
	if (status)
		return status;
	trim(p, &begin, &end);
	if (begin == end || p->choice[begin].gap || p->choice[end - 1].gap)
		return err_set(err, ERR_CONFIG, "%s: a phrase begins and ends with words",
		               source->where);
	return add_slots(list, scratch, source, p, begin, end, err);
}

int phrase_expand(struct phrase_list *list, const struct phrase_source *source, struct str written,
                  struct err *err)
{
	struct arena scratch;
	int status;

	arena_init(&scratch, SCRATCH_MAX);
	status = expand(list, &scratch, source, written, err);
	arena_done(&scratch);
	return status;
}
