/* How strongly each intent is heard in a text that is a mail's whole: what text/text.h says, without a mail around it. */
#ifndef OPENBEC_TESTS_UNIT_TEXT_HEARD_H
#define OPENBEC_TESTS_UNIT_TEXT_HEARD_H

#include "text/normal.h"
#include "text/phrases.h"

#define HEARD_FIRES                                                                                \
	0.5 /* from here on an intent counts as recognised: one phrase that suggests it, or two weak ones */

static bool heard_first(const struct phrase_hit *hit, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (hit[i].phrase == hit[n].phrase)
			return false;
	}
	return true;
}

/* 1 - product of (1 - weight) over the different phrases of each intent. */
static void heard_strengths(const struct phrases *phrases, struct str text,
                            double strength[INTENT_COUNT])
{
	struct arena arena;
	struct normal normal;
	struct phrase_hit *hit;
	size_t n;

	arena_init(&arena, (size_t)16 << 20);
	assert_true(normal_init(&arena, text, &normal));
	assert_true(phrases_match(phrases, &arena, &normal, &hit, &n));
	for (int i = 0; i < INTENT_COUNT; i++)
		strength[i] = 0;
	for (size_t i = 0; i < n; i++) {
		if (heard_first(hit, i))
			strength[hit[i].intent] =
				1 - (1 - strength[hit[i].intent]) * (1 - hit[i].weight);
	}
	arena_done(&arena);
}

#endif
