/* Signs of one family come together, so their weights may not simply be added: the strongest counts whole, the next half, the
 * next a quarter. A family's limit scales what is left. `blocked` is the admin's word, not evidence: it counts as it is. */
#include "score/score.h"

#include <math.h>
#include <stdlib.h>

#define BLOCKED "blocked"

struct score_options score_options_default(void)
{
	struct score_options options = { .even = 5, .malicious_threshold = 8 };

	options.limit[FAMILY_INTENT] = 2.9;
	return options;
}

static double weight_of(const struct score_options *options, const struct finding *finding)
{
	for (size_t i = 0; i < options->weights; i++) {
		if (str_eq(options->weight[i].id, str_of(finding->id)))
			return options->weight[i].points;
	}
	return finding->weight;
}

/* Most points first; equal ones by family and id, so that the order never depends on how they were found. */
static int by_points(const void *a, const void *b)
{
	const struct finding *x = a, *y = b;

	if (x->points != y->points)
		return x->points < y->points ? 1 : -1;
	if (x->family != y->family)
		return x->family < y->family ? -1 : 1;
	return strcmp(x->id, y->id);
}

static bool is_blocked(const struct finding *finding)
{
	return strcmp(finding->id, BLOCKED) == 0;
}

/* The findings are sorted, so that each family is met strongest first. */
static void damp(struct findings *findings)
{
	double factor[FAMILY_COUNT];

	for (int i = 0; i < FAMILY_COUNT; i++)
		factor[i] = 1;
	for (size_t i = 0; i < findings->n; i++) {
		struct finding *finding = &findings->v[i];

		if (is_blocked(finding))
			continue;
		finding->points *= factor[finding->family];
		factor[finding->family] /= 2;
	}
}

static void limit(const struct score_options *options, struct findings *findings)
{
	double sum[FAMILY_COUNT] = { 0 };

	for (size_t i = 0; i < findings->n; i++) {
		if (!is_blocked(&findings->v[i]))
			sum[findings->v[i].family] += findings->v[i].points;
	}
	for (size_t i = 0; i < findings->n; i++) {
		struct finding *finding = &findings->v[i];
		double most = options->limit[finding->family];

		if (most > 0 && sum[finding->family] > most && !is_blocked(finding))
			finding->points *= most / sum[finding->family];
	}
}

/* Binary fractions of "half a tenth" fall a hair short of it. */
#define HAIR 1e-9

/* Largest remainder: each finding gets its tenths rounded down, and those that lost most get one back, until the tenths add up
 * to the rounded total. */
static double round_to_tenths(struct findings *findings)
{
	double rest[FINDINGS_MAX], sum = 0;
	long total, given = 0;

	for (size_t i = 0; i < findings->n; i++)
		sum += findings->v[i].points;
	total = lround(sum * 10 + HAIR);
	for (size_t i = 0; i < findings->n; i++) {
		double tenths = floor(findings->v[i].points * 10 + HAIR);

		rest[i] = findings->v[i].points * 10 - tenths;
		findings->v[i].points = tenths / 10;
		given += (long)tenths;
	}
	for (; given < total && findings->n; given++) {
		size_t most = 0;

		for (size_t i = 1; i < findings->n; i++) {
			if (rest[i] > rest[most] + HAIR)
				most = i;
		}
		findings->v[most].points = round(findings->v[most].points * 10 + 1) / 10;
		rest[most] = -1;
	}
	return (double)total / 10;
}

void score_sum(const struct score_options *options, struct findings *findings, struct score *ret)
{
	for (size_t i = 0; i < findings->n; i++) {
		struct finding *finding = &findings->v[i];

		finding->points = is_blocked(finding)
		                          ? ceil(options->malicious_threshold * 10 - HAIR) / 10
		                          : weight_of(options, finding) * finding->strength;
	}
	qsort(findings->v, findings->n, sizeof findings->v[0], by_points);
	damp(findings);
	limit(options, findings);
	ret->total = round_to_tenths(findings);
	ret->probability = round(1000 / (1 + pow(10, options->even - ret->total))) / 1000;
	qsort(findings->v, findings->n, sizeof findings->v[0], by_points);
}
