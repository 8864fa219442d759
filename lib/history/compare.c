/* A value is usual if the sender has shown it, or its organisation has, unless the kind is personal. Of a value that
 * nobody has shown, the surprise comes from how often the sender shows new ones; from its organisation's habits where
 * the sender has shown nothing of the kind.
 *
 * An identity that isn't proven may be a forger's, who could train a history of his own. So what money and answers
 * depend on (guarded kinds) must surprise neither that history nor the aligned one. The other kinds follow the own
 * history once there is one: a list or a forwarder has networks and signatures that the sender himself never shows. */
#include "history/compare.h"

struct record_pair {
	const struct trait_record *own, *organisation; /* NULL: never shown */
	const struct profile *sender, *domain;
};

static struct record_pair pair_of(const struct profile *sender, const struct profile *domain,
                                  const struct trait_row *row)
{
	struct str kind = str_of(row->name);
	struct record_pair pair = { .sender = sender, .domain = domain };

	if (sender->found)
		pair.own = profile_trait(sender, kind);
	if (domain && domain->found && !row->personal)
		pair.organisation = profile_trait(domain, kind);
	return pair;
}

/* Values seen on one day only, the first ever not counted: everybody begins with one. */
static uint64_t seen_once(const struct trait_record *record)
{
	uint64_t once = 0;

	for (size_t i = 1; i < record->values; i++)
		once += record->value[i].days <= 1;
	return once;
}

/* Shown on the most days; of these the last seen. */
static struct str most_usual(const struct trait_record *record)
{
	const struct trait_value *best = record->values ? record->value : NULL;

	for (size_t i = 1; i < record->values; i++) {
		const struct trait_value *value = &record->value[i];

		if (value->days > best->days ||
		    (value->days == best->days && value->last_day > best->last_day))
			best = value;
	}
	return best ? best->value : (struct str){ NULL, 0 };
}

static bool knows(const struct trait_record *record, struct str value)
{
	return record && trait_record_value(record, value);
}

static struct trait_surprise compare(struct record_pair pair, const struct trait_row *row,
                                     const struct trait *trait)
{
	bool own = pair.own && pair.own->days > 0;
	const struct trait_record *record = own ? pair.own : pair.organisation;
	const struct profile *profile = own ? pair.sender : pair.domain;
	struct trait_surprise ret = { 0 };

	if (record) {
		ret.days = record->days;
		ret.expected = most_usual(record);
		ret.whose = own && profile->address.n ? profile->address : profile->domain;
	}
	if (trait->ordinary || knows(pair.own, trait->value) ||
	    knows(pair.organisation, trait->value))
		return ret;
	ret.seen = trait->value;
	if (record)
		ret.strength = surprise(record->days, seen_once(record), row->a, row->b);
	return ret;
}

/* The more surprising one; of equals one that saw something new, then one that knows anything. */
static bool is_more(const struct trait_surprise *a, const struct trait_surprise *b)
{
	if (a->strength > b->strength || a->strength < b->strength)
		return a->strength > b->strength;
	if ((a->seen.n > 0) != (b->seen.n > 0))
		return a->seen.n > 0;
	return a->days > b->days;
}

static struct trait_surprise judge(const struct history *history, bool aligned,
                                   const struct trait *trait)
{
	const struct trait_row *row = &trait_rows[trait->kind];
	const struct profile *domain = aligned ? &history->domain : NULL;
	struct trait_surprise own = compare(pair_of(&history->sender, domain, row), row, trait);
	struct trait_surprise proven;

	if (aligned || (own.days && !row->guarded))
		return own;
	proven = compare(pair_of(&history->aligned, &history->aligned_domain, row), row, trait);
	proven.compared_aligned = proven.days > 0;
	if (own.days && (proven.days == 0 || is_more(&own, &proven)))
		return own;
	return proven;
}

void history_compare(const struct traits *traits, bool aligned, struct history *history)
{
	bool shown[TRAIT_COUNT] = { false };

	for (size_t i = 0; i < traits->n; i++) {
		enum trait_kind kind = traits->v[i].kind;
		struct trait_surprise found = judge(history, aligned, &traits->v[i]);

		if (!shown[kind] || is_more(&found, &history->surprise[kind]))
			history->surprise[kind] = found;
		shown[kind] = true;
	}
}
