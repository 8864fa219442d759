#include "store/span.h"

#include "base/clock.h"

#define SECONDS_A_DAY 86400

bool span_add(struct span *span, int32_t day)
{
	bool later = span->days == 0 || day > span->last,
	     earlier = span->days == 0 || day < span->first;

	if (later)
		span->last = day;
	if (earlier)
		span->first = day;
	span->days += later || earlier;
	return later || earlier;
}

bool span_take_back(struct span *span, int32_t day)
{
	if (span->days == 0 || day < span->first || day > span->last)
		return false;
	if (day > span->first && day < span->last) {
		span->days -= span->days > 2; /* the ends are two */
		return true;
	}
	span->days--;
	if (span->days == 1) {
		span->first = span->last = day == span->last ? span->first : span->last;
	} else if (span->days && day == span->last) {
		span->last--;
	} else if (span->days) {
		span->first++;
	}
	return true;
}

static struct span contact_span(const struct contact *contact)
{
	return (struct span){ contact->days, day_of(contact->first_seen_s), contact->last_day };
}

bool contact_add(struct contact *contact, int64_t at_s)
{
	struct span span = contact_span(contact), before = span;

	if (!span_add(&span, day_of(at_s)))
		return false;
	if (before.days == 0 || span.first != before.first)
		contact->first_seen_s = at_s;
	if (before.days == 0 || at_s > contact->last_seen_s)
		contact->last_seen_s = at_s;
	contact->days = span.days;
	contact->last_day = span.last;
	contact->found = true;
	return true;
}

bool contact_take_back(struct contact *contact, int64_t at_s)
{
	struct span span = contact_span(contact), before = span;

	if (!span_take_back(&span, day_of(at_s)))
		return false;
	if (span.first != before.first)
		contact->first_seen_s = (int64_t)span.first * SECONDS_A_DAY;
	if (span.last != before.last)
		contact->last_seen_s = (int64_t)span.last * SECONDS_A_DAY + SECONDS_A_DAY - 1;
	contact->days = span.days;
	contact->last_day = span.last;
	contact->found = span.days > 0;
	return true;
}
