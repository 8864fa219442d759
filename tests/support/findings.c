#include "support/findings.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

struct search {
	const char *id;
	struct finding found;
};

static void compare(void *context, enum family family, const char *id, double weight,
                    const char *description)
{
	struct search *search = context;

	(void)description;
	if (strcmp(id, search->id) == 0)
		search->found = (struct finding){ .id = id, .family = family, .weight = weight };
}

void findings_make(const struct fired *fired, struct findings *ret)
{
	struct history *nothing = calloc(1, sizeof *nothing);
	struct arena arena;
	struct evidence evidence = { .history = nothing, .arena = &arena };

	assert_non_null(nothing);
	arena_init(&arena, 1 << 20);
	ret->n = 0;
	for (; fired->id; fired++) {
		struct search search = { .id = fired->id };

		indicators_each(compare, &search);
		if (!search.found.id)
			fail_msg("no indicator %s", fired->id);
		search.found.strength = fired->strength;
		ret->v[ret->n++] = search.found;
	}
	assert_int_equal(indicators_pair(&evidence, ret, NULL), 0);
	for (size_t i = 0; i < ret->n; i++) /* their memory goes */
		ret->v[i].sentence = ret->v[i].quote = (struct str){ "", 0 };
	arena_done(&arena);
	free(nothing);
}

const struct finding *findings_find(const struct findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->n; i++)
		if (strcmp(findings->v[i].id, id) == 0)
			return &findings->v[i];
	return NULL;
}
