/* What is wanted of the last mail: a word, and the function that looks. */
#include "story_world.h"

#include <math.h>
#include <stdlib.h>

#define ROUNDING 0.001 /* points are rounded to 0.1 already */

struct range {
	double min, max;
};

/* "4.8", "5..6.5", "5..", "..4.9". */
static bool range_parse(struct str text, struct range *ret)
{
	char copy[32], *dots, *end;

	*ret = (struct range){ -HUGE_VAL, HUGE_VAL };
	if (text.n == 0 || text.n >= sizeof copy)
		return false;
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	dots = strstr(copy, "..");
	if (dots)
		*dots = '\0';
	if (*copy) {
		ret->min = strtod(copy, &end);
		if (*end)
			return false;
	}
	if (!dots)
		ret->max = ret->min;
	else if (dots[2]) {
		ret->max = strtod(dots + 2, &end);
		if (*end)
			return false;
	}
	return true;
}

static void in_range(struct story_world *world, unsigned line, struct str what, double value,
                     struct str wanted)
{
	struct range range;

	if (wanted.n == 0)
		return;
	if (!range_parse(wanted, &range))
		story_fail(world, line, "\"" STR_FMT "\" is neither a number nor a range",
		           STR_ARG(wanted));
	else if (value < range.min - ROUNDING || value > range.max + ROUNDING)
		story_fail(world, line, STR_FMT " is %.1f, not " STR_FMT, STR_ARG(what), value,
		           STR_ARG(wanted));
}

static const struct finding *find(const struct story_world *world, struct str id)
{
	const struct findings *findings = &world->path->findings;

	for (size_t i = 0; i < findings->n; i++)
		if (str_eq(str_of(findings->v[i].id), id))
			return &findings->v[i];
	return NULL;
}

/* A misspelt id would stay silent for ever. */
static bool exists(struct story_world *world, unsigned line, struct str id)
{
	if (indicator_exists(id))
		return true;
	story_fail(world, line, "there is no indicator \"" STR_FMT "\"", STR_ARG(id));
	return false;
}

static void expect_verdict(struct story_world *world, unsigned line, struct str word,
                           struct str rest)
{
	const char *verdict = verdict_names[world->path->decision.verdict];

	if (!str_eq(word, str_of(verdict)))
		story_fail(world, line, "the verdict is %s, not " STR_FMT, verdict, STR_ARG(word));
	in_range(world, line, str_of("the score"), world->path->score.total, rest);
}

static void expect_found(struct story_world *world, unsigned line, struct str word, struct str rest)
{
	struct str id = story_word(&rest);
	const struct finding *finding = find(world, id);

	(void)word;
	if (!exists(world, line, id))
		return;
	if (!finding)
		story_fail(world, line, STR_FMT " stayed silent", STR_ARG(id));
	else
		in_range(world, line, id, finding->points, rest);
}

static void expect_silent(struct story_world *world, unsigned line, struct str word,
                          struct str rest)
{
	(void)word;
	for (struct str id; (id = story_word(&rest)).n;) {
		if (exists(world, line, id) && find(world, id))
			story_fail(world, line, STR_FMT " should have stayed silent", STR_ARG(id));
	}
}

static bool is_among(struct str id, struct str ids)
{
	for (struct str one; (one = story_word(&ids)).n;)
		if (str_eq(one, id))
			return true;
	return false;
}

/* These, and nothing else; "nothing" for none. */
static void expect_only(struct story_world *world, unsigned line, struct str word, struct str rest)
{
	const struct findings *findings = &world->path->findings;
	struct str ids = str_eq(rest, str_of("nothing")) ? (struct str){ "", 0 } : rest;

	for (size_t i = 0; i < findings->n; i++)
		if (!is_among(str_of(findings->v[i].id), ids))
			story_fail(world, line, "%s should have stayed silent", findings->v[i].id);
	for (struct str id; (id = story_word(&ids)).n;)
		expect_found(world, line, word, id);
}

static void is_word(struct story_world *world, unsigned line, struct str word, const char *value,
                    struct str wanted)
{
	if (!str_eq(wanted, str_of(value)))
		story_fail(world, line, STR_FMT " is %s, not " STR_FMT, STR_ARG(word), value,
		           STR_ARG(wanted));
}

static void expect_action(struct story_world *world, unsigned line, struct str word,
                          struct str rest)
{
	is_word(world, line, word, action_names[world->path->decision.action], rest);
}

static void expect_direction(struct story_world *world, unsigned line, struct str word,
                             struct str rest)
{
	is_word(world, line, word, direction_names[world->path->direction], rest);
}

static void expect_proof(struct story_world *world, unsigned line, struct str word, struct str rest)
{
	is_word(world, line, word, proof_names[world->path->auth.identity.proof], rest);
}

static void expect_store(struct story_world *world, unsigned line, struct str word, struct str rest)
{
	is_word(world, line, word, store_state_names[world->path->history.store], rest);
}

static const struct {
	const char *word;
	void (*look)(struct story_world *world, unsigned line, struct str word, struct str rest);
} expectations[] = {
	{ "clean", expect_verdict },       { "suspicious", expect_verdict },
	{ "malicious", expect_verdict },   { "exempt", expect_verdict },
	{ "error", expect_verdict },       { "found", expect_found },
	{ "silent", expect_silent },       { "only", expect_only },
	{ "action", expect_action },       { "proof", expect_proof },
	{ "direction", expect_direction }, { "store", expect_store },
};

void story_expect(struct story_world *world, const struct story_line *line)
{
	struct str rest = line->text, word = story_word(&rest);

	if (word.n == 0 || word.p[0] == '#' || str_eq(word, str_of("with")))
		return;
	for (size_t i = 0; i < sizeof expectations / sizeof *expectations; i++) {
		if (str_eq(word, str_of(expectations[i].word))) {
			expectations[i].look(world, line->number, word, rest);
			return;
		}
	}
	story_fail(world, line->number, "\"" STR_FMT "\" is nothing that can be wanted of a mail",
	           STR_ARG(word));
}
