/* Profiles by hand: sightings, and what a profile must hold then. */
#ifndef OPENBEC_TESTS_STORE_RECORDS_H
#define OPENBEC_TESTS_STORE_RECORDS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/clock.h"
#include "store/record_json.h"

#define AT(day) ((int64_t)(day)*86400 + 36000)

static struct arena arena;

static inline int setup(void **state)
{
	(void)state;
	arena_init(&arena, (size_t)16 << 20);
	return 0;
}

static inline int teardown(void **state)
{
	(void)state;
	arena_done(&arena);
	return 0;
}

static inline struct sighting sighting_on(int day, bool dkim, const struct shown_trait *trait,
                                          size_t traits)
{
	return (struct sighting){ .party = STR("ann@acme.example"),
		                  .address = STR("ann@acme.example"),
		                  .domain = STR("acme.example"),
		                  .proof = STR("aligned"),
		                  .at_s = AT(day),
		                  .dkim = dkim,
		                  .trait = trait,
		                  .traits = traits };
}

static inline bool see(struct profile *profile, int day, const char *kind, const char *value)
{
	const struct shown_trait trait = { str_of(kind), str_of(value), false, false };
	struct sighting sighting = sighting_on(day, false, &trait, 1);
	bool failed, changed = profile_add(profile, &sighting, &arena, &failed);

	assert_false(failed);
	return changed;
}

static inline void assert_value(const struct profile *profile, const char *kind, const char *value,
                                unsigned days, int first, int last)
{
	const struct trait_record *record = profile_trait(profile, str_of(kind));
	const struct trait_value *v = record ? trait_record_value(record, str_of(value)) : NULL;

	if (!v)
		fail_msg("%s %s isn't there", kind, value);
	if (v->days != days || v->first_day != first || v->last_day != last)
		fail_msg("%s %s: %u days %d..%d, not %u %d..%d", kind, value, v->days, v->first_day,
		         v->last_day, days, first, last);
}

#endif
