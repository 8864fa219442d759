/* Feedback: a message that turned out to be fraud is taken out of the profile that it wrote itself into. Counters don't
 * remember which day was which; what others of that day share stays, the rest goes as far as it can be known. What can't be:
 * - A day between first and last is taken off the count though it may never have been counted (mail that was imported behind later
 *   mail isn't): the sender then has a day less than he wrote on, which errs towards care. Two days, the ends, always stay.
 * - Where the first or last day goes, the day beside it takes its place. The span is never shorter than the truth, so a sender with
 *   four other days may count as established some days early; the mark that feedback leaves meanwhile says otherwise.
 * - The longest gap stays as it was, and a value that the message pushed out of a full kind doesn't come back.
 * - Who shares a day is looked up in the verdict log (1,000 messages at most): once that is pruned, a message's day counts as its own. */
#include "base/clock.h"
#include "store/span.h"

#define SECONDS_A_DAY 86400

static bool shows_kind(const struct sighting *sighting, struct str kind)
{
	for (size_t i = 0; i < sighting->traits; i++) {
		if (str_eq(sighting->trait[i].kind, kind))
			return true;
	}
	return false;
}

static bool shows(const struct sighting *sighting, const struct shown_trait *trait)
{
	for (size_t i = 0; i < sighting->traits; i++) {
		if (str_eq(sighting->trait[i].kind, trait->kind) &&
		    str_eq(sighting->trait[i].value, trait->value))
			return true;
	}
	return false;
}

static bool any_shows_kind(const struct sighting *others, size_t n, struct str kind)
{
	for (size_t i = 0; i < n; i++) {
		if (shows_kind(&others[i], kind))
			return true;
	}
	return false;
}

static bool any_shows(const struct sighting *others, size_t n, const struct shown_trait *trait)
{
	for (size_t i = 0; i < n; i++) {
		if (shows(&others[i], trait))
			return true;
	}
	return false;
}

static bool any_dkim(const struct sighting *others, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (others[i].dkim)
			return true;
	}
	return false;
}

static void take_value(struct trait_record *record, const struct trait_value *found, int32_t day)
{
	size_t i = (size_t)(found - record->value);
	struct trait_value *value = &record->value[i];
	struct span span = { value->days, value->first_day, value->last_day };

	span_take_back(&span, day);
	value->days = span.days;
	value->first_day = span.first;
	value->last_day = span.last;
	if (span.days)
		return;
	record->values--;
	memmove(value, value + 1, (record->values - i) * sizeof *value);
}

/* Once a kind, however many values of it the message showed. */
static void take_kind_day(struct trait_record *record, int32_t day)
{
	int32_t last = INT32_MIN;

	for (size_t i = 0; i < record->values; i++) {
		if (record->value[i].last_day > last)
			last = record->value[i].last_day;
	}
	if (record->values == 0)
		record->days = 0;
	else if (record->days > 1)
		record->days--;
	if (record->last_day == day && record->values)
		record->last_day = last;
}

static void take_trait(struct profile *profile, const struct sighting *sighting, size_t which,
                       const struct sighting *others, size_t n)
{
	const struct shown_trait *shown = &sighting->trait[which];
	const struct sighting before = { .trait = sighting->trait, .traits = which };
	struct trait_record *record = (struct trait_record *)profile_trait(profile, shown->kind);
	const struct trait_value *value = record ? trait_record_value(record, shown->value) : NULL;

	if (value && !shows(&before, shown) && !any_shows(others, n, shown))
		take_value(record, value, day_of(sighting->at_s));
}

static void take_kinds(struct profile *profile, const struct sighting *sighting,
                       const struct sighting *others, size_t n)
{
	size_t left = 0;

	for (size_t i = 0; i < profile->traits; i++) {
		struct trait_record *record = &profile->trait[i];

		if (shows_kind(sighting, record->kind) && !any_shows_kind(others, n, record->kind))
			take_kind_day(record, day_of(sighting->at_s));
		if (record->days)
			profile->trait[left++] = *record;
	}
	profile->traits = left;
}

static void take_day(struct profile *profile, int32_t day)
{
	struct span span = { profile->days, profile->first_day, profile->last_day };

	span_take_back(&span, day);
	if (span.first != profile->first_day)
		profile->first_seen_s = (int64_t)span.first * SECONDS_A_DAY;
	if (span.last != profile->last_day)
		profile->last_seen_s = (int64_t)span.last * SECONDS_A_DAY + SECONDS_A_DAY - 1;
	profile->days = span.days;
	profile->first_day = span.first;
	profile->last_day = span.last;
	profile->found = span.days > 0;
}

void profile_take_back(struct profile *profile, const struct sighting *sighting,
                       const struct sighting *others, size_t n)
{
	int32_t day = day_of(sighting->at_s);

	if (!profile->found || day < profile->first_day || day > profile->last_day)
		return;
	for (size_t i = 0; i < sighting->traits; i++)
		take_trait(profile, sighting, i, others, n);
	take_kinds(profile, sighting, others, n);
	if (sighting->dkim && profile->dkim_days && !any_dkim(others, n)) {
		profile->dkim_days--;
		if (profile->dkim_last_day == day)
			profile->dkim_last_day = profile->dkim_days ? day - 1 : 0;
	}
	if (n == 0)
		take_day(profile, day);
}
