#include "site/listed.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"

#define BOTH_MAX ((size_t)64 << 20) /* what admins entered by mistake must not take all memory */

struct site_listed {
	const struct site *configured;
	const struct domain_lists *domains;
	pthread_mutex_t lock;
	struct site_both *both; /* the newest; holds a reference */
	bool was_read, reading;
	int64_t read_at_ms;
};

/* ---- building ---- */

struct reading {
	const struct site_listed *listed;
	struct site_both *both;
	size_t person_room, partner_room, spelling_room, address_room;
	bool failed; /* without memory */
};

/* What is configured comes first, and keeps its place. */
static bool begin(struct reading *r)
{
	const struct site *configured = r->listed->configured;
	struct site *site = &r->both->site;
	struct arena *arena = &r->both->arena;

	*site = *configured;
	r->person_room = configured->persons + 1;
	r->partner_room = configured->partners + 1;
	site->person = arena_array(arena, r->person_room, sizeof *site->person);
	site->partner = arena_array(arena, r->partner_room, sizeof *site->partner);
	if (!site->person || !site->partner)
		return false;
	if (configured->persons)
		memcpy(site->person, configured->person,
		       configured->persons * sizeof *site->person);
	if (configured->partners)
		memcpy(site->partner, configured->partner,
		       configured->partners * sizeof *site->partner);
	return true;
}

static struct site_person *last_person(struct reading *r)
{
	struct site *site = &r->both->site;

	return site->persons > r->listed->configured->persons ? &site->person[site->persons - 1]
	                                                      : NULL;
}

/* Without an address its own mail would be an impostor's. */
static void drop_unfinished(struct reading *r)
{
	const struct site_person *person = last_person(r);

	if (person && (person->addresses == 0 || person->spellings == 0))
		r->both->site.persons--;
}

static bool begin_person(struct reading *r, struct str name)
{
	struct site *site = &r->both->site;
	struct site_person person = { .name = arena_str(&r->both->arena, name) };

	drop_unfinished(r);
	r->spelling_room = r->address_room = 0;
	if (!person.name.p || !arena_grow(&r->both->arena, (void **)&site->person, site->persons,
	                                  &r->person_room, sizeof *site->person))
		return false;
	site->person[site->persons++] = person;
	return true;
}

static bool add_spelling(struct reading *r, struct site_person *person, struct str text)
{
	struct arena *arena = &r->both->arena;

	if (!arena_grow(arena, (void **)&person->spelling, person->spellings, &r->spelling_room,
	                sizeof *person->spelling) ||
	    !person_name_init(arena, text, &person->spelling[person->spellings]))
		return false;
	person->spellings++;
	return true;
}

static bool add_address(struct reading *r, struct site_person *person, struct str text)
{
	struct arena *arena = &r->both->arena;

	if (!arena_grow(arena, (void **)&person->address, person->addresses, &r->address_room,
	                sizeof *person->address) ||
	    !address_init(arena, r->listed->domains, text, (struct str){ "", 0 },
	                  &person->address[person->addresses]))
		return false;
	person->addresses++;
	return true;
}

/* name, type, value, ...; in the order of names */
static bool take_person(void *context, const struct store_column *column, size_t columns)
{
	struct reading *r = context;
	struct site_person *person = last_person(r);
	struct str text =
		columns > 2 ? arena_str(&r->both->arena, column[2].value) : (struct str){ NULL, 0 };
	bool ok = text.p != NULL;

	if (ok && (!person || !str_eq(person->name, column[0].value))) {
		ok = begin_person(r, column[0].value);
		person = last_person(r);
	}
	if (ok)
		ok = str_eq(column[1].value, str_of("address")) ? add_address(r, person, text)
		                                                : add_spelling(r, person, text);
	r->failed |= !ok;
	return ok;
}

/* value, comment, ... */
static bool take_partner(void *context, const struct store_column *column, size_t columns)
{
	struct reading *r = context;
	struct site *site = &r->both->site;
	struct arena *arena = &r->both->arena;
	struct site_partner *partner;

	r->failed |= columns < 2 || !arena_grow(arena, (void **)&site->partner, site->partners,
	                                        &r->partner_room, sizeof *site->partner);
	if (r->failed)
		return false;
	partner = &site->partner[site->partners];
	partner->comment = arena_str(arena, column[1].value);
	r->failed = !partner->comment.p ||
	            !domain_init(arena, r->listed->domains, column[0].value, &partner->domain);
	site->partners += !r->failed;
	return !r->failed;
}

static bool read_both(struct reading *r, struct store *store, int64_t now_s)
{
	char now[24];
	struct str argument;

	snprintf(now, sizeof now, "%lld", (long long)now_s);
	argument = str_of(now);
	if (!begin(r) || store_query(store, "persons", &argument, 1, take_person, r, NULL) ||
	    store_query(store, "partners", &argument, 1, take_partner, r, NULL) || r->failed)
		return false;
	drop_unfinished(r);
	return site_index(&r->both->arena, &r->both->site, NULL) == 0;
}

static bool has_more(const struct site *site, const struct site *configured)
{
	return site->persons > configured->persons || site->partners > configured->partners;
}

/* NULL in *ret: nothing is entered. False: it can't be known. */
static bool build(const struct site_listed *listed, struct store *store, int64_t now_s,
                  struct site_both **ret)
{
	struct reading reading = { .listed = listed, .both = calloc(1, sizeof *reading.both) };
	bool ok;

	if (!reading.both)
		return false;
	arena_init(&reading.both->arena, BOTH_MAX);
	reading.both->references = 1;
	ok = read_both(&reading, store, now_s);
	if (ok && has_more(&reading.both->site, listed->configured)) {
		*ret = reading.both;
		return true;
	}
	site_listed_give(reading.both);
	*ret = NULL;
	return ok;
}

/* ---- handing out ---- */

struct site_listed *site_listed_new(const struct site *configured,
                                    const struct domain_lists *domains)
{
	struct site_listed *listed = calloc(1, sizeof *listed);

	if (!listed)
		return NULL;
	listed->configured = configured;
	listed->domains = domains;
	pthread_mutex_init(&listed->lock, NULL);
	return listed;
}

void site_listed_free(struct site_listed *listed)
{
	if (!listed)
		return;
	site_listed_give(listed->both);
	pthread_mutex_destroy(&listed->lock);
	free(listed);
}

/* With the lock held. What can't be read stays as it was for a minute more. */
static void renew(struct site_listed *listed, struct store *store, int64_t now_s)
{
	bool first = !listed->was_read, ok;
	struct site_both *both;

	listed->reading = true;
	if (!first)
		pthread_mutex_unlock(&listed->lock);
	ok = build(listed, store, now_s, &both);
	if (!first)
		pthread_mutex_lock(&listed->lock);
	if (ok) {
		site_listed_give(listed->both);
		listed->both = both;
	}
	listed->reading = false;
	listed->was_read = true;
	listed->read_at_ms = clock_monotonic_ms();
}

struct site_both *site_listed_take(struct site_listed *listed, struct store *store, int64_t now_s)
{
	struct site_both *both;

	if (!store)
		return NULL;
	pthread_mutex_lock(&listed->lock);
	if (!listed->reading &&
	    (!listed->was_read || clock_monotonic_ms() - listed->read_at_ms >= LISTED_EVERY_MS))
		renew(listed, store, now_s);
	both = listed->both;
	if (both)
		both->references++;
	pthread_mutex_unlock(&listed->lock);
	return both;
}

void site_listed_give(struct site_both *both)
{
	if (!both || --both->references)
		return;
	arena_done(&both->arena);
	free(both);
}
