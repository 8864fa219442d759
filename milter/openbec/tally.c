#include "openbec/tally.h"

#define SAMPLED_ONE_IN 16

static const char *const trouble_names[TALLY_TROUBLES] = {
	[TALLY_CRASHED] = "crashed before",   [TALLY_NO_MEMORY] = "no memory",
	[TALLY_STORE] = "without a store",    [TALLY_NOT_LEARNED] = "not learned",
	[TALLY_NOT_DONE] = "the MTA refused",
};

_Static_assert(TALLY_COUNTERS <= COUNTERS_MAX, "the store takes them all");

static void name_all(struct counter *counter, size_t n, const char *kind, const char *const *name)
{
	for (size_t i = 0; i < n; i++)
		counter[i] = (struct counter){ .kind = kind, .name = name[i] };
}

void tally_init(struct tally *tally)
{
	static const char *const sampled = "messages";
	struct counter *counter = tally->counter;

	name_all(counter + TALLY_VERDICT, VERDICT_COUNT, "verdict", verdict_names);
	name_all(counter + TALLY_ACTION, ACTION_COUNT, "action", action_names);
	name_all(counter + TALLY_TROUBLE, TALLY_TROUBLES, "trouble", trouble_names);
	name_all(counter + TALLY_STAGE, PATH_STAGES, "stage", path_stage_names);
	name_all(counter + TALLY_SAMPLED, 1, "sampled", &sampled);
	tally->all = (struct counters){ counter, TALLY_COUNTERS };
}

bool tally_wants_cost(struct tally *tally)
{
	return tally->seen++ % SAMPLED_ONE_IN == 0;
}

void tally_trouble(struct tally *tally, enum tally_trouble trouble)
{
	counter_add(&tally->counter[TALLY_TROUBLE + trouble], 1);
}

static void add_cost(struct tally *tally, const struct path *path)
{
	for (size_t i = 0; i < PATH_STAGES; i++)
		counter_add(&tally->counter[TALLY_STAGE + i], path->cpu_ns[i]);
	counter_add(&tally->counter[TALLY_SAMPLED], 1);
}

void tally_message(struct tally *tally, const struct path *path)
{
	const struct decision *decision = &path->decision;
	bool judged = path->judgement.evidence != NULL;

	counter_add(&tally->counter[TALLY_VERDICT + decision->verdict], 1);
	counter_add(&tally->counter[TALLY_ACTION + decision->action], 1);
	if (judged && path->history.store != STORE_OK)
		tally_trouble(tally, TALLY_STORE);
	if (judged && path->measured)
		add_cost(tally, path);
}
