/* What is usual for a sender, counted in days: a burst in one day counts once, and what was seen today already changes
 * nothing, so that nothing has to be written. Whether a day between the first and the last was counted can't be known
 * from the counters: it isn't. */
#include "store/record.h"

#include "base/clock.h"
#include "store/kept.h"
#include "store/span.h"

#define ESTABLISHED_DAYS 4
#define ESTABLISHED_SPAN 14

static struct trait_record *record_find(struct profile *profile, struct str kind)
{
	for (size_t i = 0; i < profile->traits; i++) {
		if (str_eq(profile->trait[i].kind, kind))
			return &profile->trait[i];
	}
	return NULL;
}

const struct trait_record *profile_trait(const struct profile *profile, struct str kind)
{
	return record_find((struct profile *)profile, kind);
}

static struct trait_value *value_find(const struct trait_record *record, struct str value)
{
	char room[KEPT_VALUE_MAX];
	struct str wanted = kept(value, room, sizeof room);

	for (size_t i = 0; i < record->values; i++) {
		if (str_eq(record->value[i].value, wanted))
			return &record->value[i];
	}
	return NULL;
}

const struct trait_value *trait_record_value(const struct trait_record *record, struct str value)
{
	return value_find(record, value);
}

bool profile_established(const struct profile *profile)
{
	return profile->found && str_eq(profile->proof, str_of("aligned")) &&
	       profile->days >= ESTABLISHED_DAYS &&
	       (int64_t)profile->last_day - profile->first_day >= ESTABLISHED_SPAN;
}

static bool profile_begin(struct profile *profile, const struct sighting *sighting,
                          struct arena *arena)
{
	int32_t day = day_of(sighting->at_s);

	*profile = (struct profile){
		.found = true,
		.party = kept_copy(arena, sighting->party, KEPT_KEY_MAX),
		.address = kept_copy(arena, sighting->address, KEPT_KEY_MAX),
		.domain = kept_copy(arena, sighting->domain, KEPT_KEY_MAX),
		.proof = kept_copy(arena, sighting->proof, KEPT_KEY_MAX),
		.first_seen_s = sighting->at_s,
		.last_seen_s = sighting->at_s,
		.days = 1,
		.first_day = day,
		.last_day = day,
		.dkim_days = sighting->dkim,
		.dkim_last_day = sighting->dkim ? day : 0,
	};
	return profile->party.p && profile->address.p && profile->domain.p && profile->proof.p;
}

static uint32_t day_gap(int32_t from, int32_t to)
{
	return (uint32_t)((int64_t)to - from);
}

/* A signature counts on a day that has none yet: behind the last that had one, or before all. */
static bool add_dkim_day(struct profile *profile, int32_t day)
{
	if (profile->dkim_days && day <= profile->dkim_last_day && day >= profile->first_day)
		return false;
	if (profile->dkim_days == 0 || day > profile->dkim_last_day)
		profile->dkim_last_day = day;
	profile->dkim_days++;
	return true;
}

static bool add_day(struct profile *profile, const struct sighting *sighting)
{
	int32_t day = day_of(sighting->at_s);
	bool dkim = sighting->dkim && add_dkim_day(profile, day);
	struct span span = { profile->days, profile->first_day, profile->last_day };
	uint32_t gap;

	if (!span_add(&span, day))
		return dkim;
	gap = day == span.last ? day_gap(profile->last_day, day) : day_gap(day, profile->first_day);
	if (gap > profile->longest_gap_days)
		profile->longest_gap_days = gap;
	if (span.first != profile->first_day)
		profile->first_seen_s = sighting->at_s;
	profile->days = span.days;
	profile->first_day = span.first;
	profile->last_day = span.last;
	return true;
}

static struct trait_record *record_begin(struct profile *profile, const struct shown_trait *shown,
                                         struct arena *arena, bool *failed)
{
	struct trait_record *record = &profile->trait[profile->traits];
	struct str kind = arena_str(arena, shown->kind);

	*failed = !kind.p;
	if (*failed)
		return NULL;
	*record = (struct trait_record){ .kind = kind, .strong = shown->strong };
	profile->traits++;
	return record;
}

/* Of a full kind the value goes that was seen the longest ago, the rarer of two; never the first ever. */
static void record_make_room(struct trait_record *record)
{
	size_t oldest = 1;

	for (size_t i = 2; i < record->values; i++) {
		const struct trait_value *v = &record->value[i], *o = &record->value[oldest];

		if (v->last_day < o->last_day || (v->last_day == o->last_day && v->days < o->days))
			oldest = i;
	}
	record->values--;
	memmove(&record->value[oldest], &record->value[oldest + 1],
	        (record->values - oldest) * sizeof record->value[0]);
}

static bool record_append(struct trait_record *record, struct str value, int32_t day,
                          struct arena *arena)
{
	struct trait_value *grown = arena_array(arena, record->values + 1, sizeof *grown);
	struct str copy = kept_copy(arena, value, KEPT_VALUE_MAX);
	size_t at;

	if (!grown || !copy.p)
		return false;
	if (record->values)
		memcpy(grown, record->value, record->values * sizeof *grown);
	record->value = grown;
	if (record->values == PROFILE_VALUES_MAX)
		record_make_room(record);
	at = record->values++;
	if (at && day < grown[0].first_day) { /* met later, but older: this is the first ever */
		grown[at] = grown[0];
		at = 0;
	}
	grown[at] =
		(struct trait_value){ .value = copy, .days = 1, .first_day = day, .last_day = day };
	return true;
}

static int32_t record_first_day(const struct trait_record *record)
{
	int32_t first = INT32_MAX;

	for (size_t i = 0; i < record->values; i++) {
		if (record->value[i].first_day < first)
			first = record->value[i].first_day;
	}
	return first;
}

static bool value_add_day(struct trait_value *value, int32_t day)
{
	struct span span = { value->days, value->first_day, value->last_day };
	bool changed = span_add(&span, day);

	value->days = span.days;
	value->first_day = span.first;
	value->last_day = span.last;
	return changed;
}

static bool add_trait(struct profile *profile, const struct shown_trait *shown, int32_t day,
                      struct arena *arena, bool *failed)
{
	struct trait_record *record = record_find(profile, shown->kind);
	struct trait_value *value;
	bool changed;

	if (!record && profile->traits == PROFILE_KINDS_MAX)
		return false;
	if (!record)
		record = record_begin(profile, shown, arena, failed);
	if (!record)
		return false;
	changed = record->days == 0 || day > record->last_day || day < record_first_day(record);
	if (changed) {
		record->last_day = record->days && record->last_day > day ? record->last_day : day;
		record->days++;
	}
	value = value_find(record, shown->value);
	if (value)
		return value_add_day(value, day) || changed;
	*failed = !record_append(record, shown->value, day, arena);
	return true;
}

bool profile_add(struct profile *profile, const struct sighting *sighting, struct arena *arena,
                 bool *failed)
{
	int32_t day = day_of(sighting->at_s);
	bool changed = !profile->found;

	*failed = changed && !profile_begin(profile, sighting, arena);
	if (!changed)
		changed = add_day(profile, sighting);
	for (size_t i = 0; i < sighting->traits && !*failed; i++)
		changed |= add_trait(profile, &sighting->trait[i], day, arena, failed);
	if (changed && sighting->at_s > profile->last_seen_s)
		profile->last_seen_s = sighting->at_s;
	return changed && !*failed;
}
