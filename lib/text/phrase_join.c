/* Each slot remembers where it was filled last. A slot that is filled where the slot before it
 * ended, or a gap's words behind that, takes over where that one began; the last slot's stretch
 * is then the phrase. Several ends are remembered because the literal at hand may reach back
 * over some of them. */
#include "text/phrase_join.h"

#define RECENT  12 /* more than a gap's words and those of most literals */
#define NOT_YET UINT32_MAX

struct phrase_recent {
	struct phrase_stretch v[RECENT]; /* a ring */
	unsigned next;
};

bool phrase_join_init(struct phrase_join *join, struct arena *arena, struct str text, size_t slots)
{
	*join = (struct phrase_join){ .text = text, .arena = arena };
	join->filled = arena_array(arena, slots, sizeof *join->filled);
	return join->filled != NULL;
}

void phrase_join_at(struct phrase_join *join, uint32_t from)
{
	join->from = from;
	join->reach = NOT_YET;
}

bool phrase_word_back(struct str text, uint32_t *at)
{
	const char *blank = *at > 0 ? memrchr(text.p, ' ', *at) : NULL;

	if (!blank || blank[1] == '.')
		return false;
	*at = (uint32_t)(blank - text.p);
	return true;
}

/* The first blank from which no more than a gap's words stand before the place at hand, in its
 * sentence. */
static uint32_t gap_reach(struct phrase_join *join)
{
	if (join->reach == NOT_YET) {
		join->reach = join->from;
		for (int i = 0; i < PHRASE_GAP_WORDS && phrase_word_back(join->text, &join->reach);
		     i++)
			;
	}
	return join->reach;
}

/* Where the phrase began whose slot before this one ended near enough: the latest such end
 * counts. */
static bool continues(struct phrase_join *join, const struct phrase_use *use,
                      struct phrase_stretch *s)
{
	const struct phrase_filled *before = &join->filled[use->slot - 1];
	uint32_t earliest, latest = 0, from = 0;

	earliest = use->gap ? gap_reach(join) : s->from;
	if (before->last == 0 || before->last < earliest)
		return false;
	for (size_t i = 0; i < RECENT; i++) {
		const struct phrase_stretch *v = &before->recent->v[i];

		if (v->to > latest && v->to >= earliest && v->to <= s->from) {
			latest = v->to;
			from = v->from;
		}
	}
	if (latest)
		s->from = from;
	return latest > 0;
}

static void remember(struct phrase_join *join, struct phrase_filled *filled,
                     struct phrase_stretch s)
{
	if (!filled->recent)
		filled->recent = arena_alloc(join->arena, sizeof *filled->recent);
	if (!filled->recent) {
		join->no_memory = true;
		return;
	}
	filled->last = s.to;
	filled->recent->v[filled->recent->next++ % RECENT] = s;
}

bool phrase_join_takes(struct phrase_join *join, const struct phrase_use *use,
                       struct phrase_stretch *s)
{
	struct phrase_filled *filled = &join->filled[use->slot];

	if (!use->first && !continues(join, use, s))
		return false;
	if (use->last)
		return true;
	if (filled->last != s->to)
		remember(join, filled, *s);
	return false;
}
