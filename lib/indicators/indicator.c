/* A family is one or more tables of rows. Rows know nothing of each other; what two findings mean together is a pair's. */
#include "indicators/indicator.h"

#include <math.h>
#include <stdarg.h>

#include "base/auto.h"
#include "base/escape.h"
#include "base/json.h"
#include "base/unicode.h"
#include "indicators/excerpt.h"

#define SENTENCE_MAX 300
#define SHOWN_MAX    100 /* of a name or address in a sentence */

const char *const family_names[FAMILY_COUNT] = {
	[FAMILY_IDENTITY] = "identity", [FAMILY_AUTH] = "auth",     [FAMILY_HISTORY] = "history",
	[FAMILY_THREAD] = "thread",     [FAMILY_INTENT] = "intent", [FAMILY_ACCOUNT] = "account",
	[FAMILY_PAIR] = "pair",
};

static const struct table {
	enum family family;
	const struct indicator *row;
} tables[] = {
	{ FAMILY_IDENTITY, identity_indicators },  { FAMILY_IDENTITY, reply_indicators },
	{ FAMILY_IDENTITY, lookalike_indicators }, { FAMILY_IDENTITY, person_indicators },
	{ FAMILY_IDENTITY, from_indicators },      { FAMILY_IDENTITY, reader_indicators },
	{ FAMILY_IDENTITY, trail_indicators },     { FAMILY_AUTH, auth_indicators },
	{ FAMILY_HISTORY, history_indicators },    { FAMILY_THREAD, thread_indicators },
	{ FAMILY_THREAD, quoted_indicators },      { FAMILY_INTENT, intent_indicators },
	{ FAMILY_INTENT, bank_indicators },        { FAMILY_ACCOUNT, account_indicators },
};
#define TABLES (sizeof tables / sizeof *tables) /* without pairs */

void reason_printf(struct reason *why, const char *format, ...)
{
	char text[SENTENCE_MAX + 1];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	buf_puts(&why->text, text);
}

void reason_add(struct reason *why, struct str from_outside)
{
	escape_log(&why->text, from_outside, SHOWN_MAX);
}

/* A sentence that is too long ends in "...", and never within a character. */
static struct str sentence_of(struct arena *arena, const struct buf *text)
{
	struct str whole = buf_str(text), part;

	if (!text->cut)
		return arena_str(arena, whole);
	part = utf8_clip(whole, SENTENCE_MAX);
	return arena_printf(arena, STR_FMT "...", STR_ARG(part));
}

/* What an admin's "allow --only INDICATOR" silences for a proven sender; no pair has it as a member then. */
static bool is_allowed(const struct evidence *evidence, const char *id)
{
	for (size_t i = 0; i < evidence->history->allows; i++)
		if (str_eq(evidence->history->allow[i].only, str_of(id)))
			return true;
	return false;
}

static int finding_add(const struct evidence *evidence, struct findings *findings,
                       struct finding finding, const struct reason *why, struct err *err)
{
	/* also false for what is no number: a row or the store may be wrong */
	if (!(finding.strength > 0) || is_allowed(evidence, finding.id) ||
	    findings->n == FINDINGS_MAX)
		return 0;
	finding.strength = fmin(finding.strength, 1);
	finding.sentence = sentence_of(evidence->arena, &why->text);
	finding.quote = excerpt_make(evidence, why->quote);
	if (!finding.sentence.p || !finding.quote.p)
		return err_memory(err);
	findings->v[findings->n++] = finding;
	return 0;
}

static struct reason reason_new(void)
{
	struct reason why = { .quote = { "", 0 } };

	buf_init(&why.text, SENTENCE_MAX + 4); /* a character more, so that a cut shows */
	return why;
}

static void reason_done(struct reason *why)
{
	buf_done(&why->text);
}

static int run_row(const struct evidence *evidence, enum family family, const struct indicator *row,
                   struct findings *findings, struct err *err)
{
	AUTO(reason_done) struct reason why = reason_new();
	struct finding finding = { .id = row->id, .family = family, .weight = row->weight };

	finding.strength = row->find(evidence, &why);
	return finding_add(evidence, findings, finding, &why, err);
}

static const struct indicator *row_of(const struct table *table, struct str id)
{
	for (const struct indicator *row = table->row; row->id; row++)
		if (str_eq(id, str_of(row->id)))
			return row;
	return NULL;
}

static int take_logged(const struct evidence *evidence, const struct table *table,
                       const json_t *logged, struct findings *findings, struct err *err)
{
	const struct indicator *row = row_of(table, json_get_str(evidence->arena, logged, "id"));
	AUTO(reason_done) struct reason why = reason_new();
	struct finding finding;

	if (!row)
		return 0;
	finding = (struct finding){ .id = row->id, .family = table->family, .weight = row->weight };
	finding.strength = json_number_value(json_object_get(logged, "strength"));
	/* escaped when it was written */
	buf_add(&why.text, json_get_str(evidence->arena, logged, "reason"));
	return finding_add(evidence, findings, finding, &why, err);
}

/* A message that was judged before meets a history that it made itself: what its first copy found stands. */
static int take_first_copy(const struct evidence *evidence, const struct table *table,
                           struct findings *findings, struct err *err)
{
	struct str logged = evidence->history->first_copy.findings;
	AUTO(json_done)
	json_t *list = json_loadb(logged.n ? logged.p : "", logged.n, JSON_REJECT_DUPLICATES, NULL);
	json_t *object;
	size_t i;

	json_array_foreach(list, i, object)
	{
		int status = take_logged(evidence, table, object, findings, err);

		if (status)
			return status;
	}
	return 0;
}

/* Both rest on whether the sender is new. */
static bool rests_on_history(enum family family)
{
	return family == FAMILY_HISTORY || family == FAMILY_THREAD;
}

static int run_table(const struct evidence *evidence, const struct table *table,
                     struct findings *findings, struct err *err)
{
	int status = 0;

	if (rests_on_history(table->family) && evidence->history->first_copy.found)
		return take_first_copy(evidence, table, findings, err);
	for (const struct indicator *row = table->row; row->id && !status; row++)
		status = run_row(evidence, table->family, row, findings, err);
	return status;
}

static const struct finding *finding_of(const struct findings *findings, const char *id)
{
	for (size_t i = 0; i < findings->n; i++) {
		if (strcmp(findings->v[i].id, id) == 0)
			return &findings->v[i];
	}
	return NULL;
}

/* The indicator of that id, or the strongest of the group of that name; NULL if none fired. */
static const struct finding *member_of(const struct findings *findings, const char *name)
{
	const struct finding *strongest = NULL;

	for (const struct group *group = groups; group->name; group++) {
		if (strcmp(group->name, name) != 0)
			continue;
		for (size_t i = 0;
		     i < sizeof group->member / sizeof group->member[0] && group->member[i]; i++) {
			const struct finding *finding = finding_of(findings, group->member[i]);

			if (finding && (!strongest || finding->strength > strongest->strength))
				strongest = finding;
		}
		return strongest;
	}
	return finding_of(findings, name);
}

static int run_pair(const struct evidence *evidence, const struct pair *pair,
                    struct findings *findings, struct err *err)
{
	const struct finding *first = member_of(findings, pair->first),
			     *second = member_of(findings, pair->second);
	AUTO(reason_done) struct reason why = reason_new();
	struct finding finding = { .id = pair->id, .family = FAMILY_PAIR, .weight = pair->weight };

	if (!first || !second)
		return 0;
	finding.strength = fmin(first->strength, second->strength);
	reason_printf(&why, "%s (%s and %s)", pair->description, first->id, second->id);
	return finding_add(evidence, findings, finding, &why, err);
}

int indicators_pair(const struct evidence *evidence, struct findings *findings, struct err *err)
{
	int status = 0;

	for (const struct pair *pair = pairs; pair->id && !status; pair++)
		status = run_pair(evidence, pair, findings, err);
	return status;
}

int indicators_run(const struct evidence *evidence, struct findings *ret, struct err *err)
{
	int status = 0;

	ret->n = 0;
	for (size_t i = 0; i < TABLES && !status; i++)
		status = run_table(evidence, &tables[i], ret, err);
	return status ? status : indicators_pair(evidence, ret, err);
}

void indicators_each(indicator_row_fn *row, void *context)
{
	for (size_t i = 0; i < TABLES; i++)
		for (const struct indicator *r = tables[i].row; r->id; r++)
			row(context, tables[i].family, r->id, r->weight, r->description);
	for (const struct pair *pair = pairs; pair->id; pair++)
		row(context, FAMILY_PAIR, pair->id, pair->weight, pair->description);
}

bool indicator_exists(struct str id)
{
	for (size_t i = 0; i < TABLES; i++)
		if (row_of(&tables[i], id))
			return true;
	for (const struct pair *pair = pairs; pair->id; pair++)
		if (str_eq(id, str_of(pair->id)))
			return true;
	return false;
}
