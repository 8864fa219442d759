#include "support/zone.h"

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "auth/dns_answer.h"
#include "base/clock.h"
#include "support/zone_text.h"

#define TTL_S       300
#define CNAMES_MAX  8
#define PATIENCE_MS 1000 /* of the thread for its next look */

struct waiting {
	struct waiting *next;
	struct dns_question *question;
	struct dns_answer *answer;
	int64_t due_ms; /* INT64_MAX: not before the zone goes */
};

struct zone {
	struct dns_source source; /* first: what a source's user hands back */
	struct zone_text text;
	pthread_mutex_t lock; /* of all below */
	pthread_cond_t changed;
	pthread_t thread;
	bool running, stop;
	int delay_ms;
	size_t asked;
	struct waiting *waiting;
};

static struct dns_answer *found(const struct zone *zone, struct str name, enum dns_type type,
                                const struct zone_record *first)
{
	struct dns_record records[DNS_RECORDS_MAX];
	size_t n = 0;

	for (; first && n < DNS_RECORDS_MAX; first = zone_text_next(&zone->text, name, type, first))
		records[n++] = first->record;
	return dns_answer_found(records, n, TTL_S);
}

static struct dns_answer *look_up(const struct zone *zone, struct str name, enum dns_type type,
                                  bool *ret_silent)
{
	for (size_t i = 0; i < CNAMES_MAX; i++) {
		const struct zone_record *record = zone_text_next(&zone->text, name, type, NULL);

		if (!record) {
			record = zone_text_next(&zone->text, name, ZONE_CNAME, NULL);
			if (!record)
				return dns_answer_none(zone_text_exists(&zone->text, name)
				                               ? DNS_NODATA
				                               : DNS_NXDOMAIN,
				                       TTL_S);
			name = record->record.data;
			continue;
		}
		switch (record->word) {
		case ZONE_DATA:
			return found(zone, name, type, record);
		case ZONE_NODATA:
			return dns_answer_none(DNS_NODATA, TTL_S);
		case ZONE_SERVFAIL:
			return dns_answer_failed("SERVFAIL");
		case ZONE_SILENT:
			*ret_silent = true;
			return NULL;
		case ZONE_TIMEOUT:
			return dns_answer_failed("timed out");
		}
	}
	return dns_answer_failed("CNAME loop");
}

static void put_off(struct zone *zone, struct dns_question *question, struct dns_answer *answer,
                    int64_t due_ms)
{
	struct waiting *waiting = malloc(sizeof *waiting);

	if (!waiting)
		abort();
	*waiting = (struct waiting){ zone->waiting, question, answer, due_ms };
	zone->waiting = waiting;
	pthread_cond_signal(&zone->changed);
}

static void zone_ask(struct dns_source *source, struct str name, enum dns_type type,
                     struct dns_question *question)
{
	struct zone *zone = (struct zone *)source;
	bool silent = false, late;
	struct dns_answer *answer = look_up(zone, name, type, &silent);

	pthread_mutex_lock(&zone->lock);
	zone->asked++;
	late = zone->delay_ms > 0;
	if (silent || late)
		put_off(zone, question, answer,
		        silent ? INT64_MAX : clock_monotonic_ms() + zone->delay_ms);
	pthread_mutex_unlock(&zone->lock);
	if (!silent && !late)
		dns_answered(question, answer);
}

/* Answers what is due, all when the zone goes; gives when to look again. */
static int64_t answer_due(struct zone *zone, int64_t now_ms)
{
	struct waiting **link = &zone->waiting, *waiting;
	int64_t next_ms = now_ms + PATIENCE_MS;

	while ((waiting = *link)) {
		if (waiting->due_ms <= now_ms || zone->stop) {
			*link = waiting->next;
			dns_answered(waiting->question, waiting->answer);
			free(waiting);
			continue;
		}
		if (waiting->due_ms < next_ms)
			next_ms = waiting->due_ms;
		link = &waiting->next;
	}
	return next_ms;
}

static void *run(void *argument)
{
	struct zone *zone = argument;

	pthread_mutex_lock(&zone->lock);
	while (!zone->stop) {
		int64_t next_ms = answer_due(zone, clock_monotonic_ms());
		struct timespec next = { .tv_sec = next_ms / 1000,
			                 .tv_nsec = next_ms % 1000 * 1000000 };

		pthread_cond_timedwait(&zone->changed, &zone->lock, &next);
	}
	pthread_mutex_unlock(&zone->lock);
	return NULL;
}

struct zone *zone_new(const char *text)
{
	struct zone *zone = calloc(1, sizeof *zone);
	pthread_condattr_t monotonic;

	if (!zone)
		abort();
	zone_text_init(&zone->text, text);
	zone->source.ask = zone_ask;
	pthread_mutex_init(&zone->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&zone->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return zone;
}

void zone_free(struct zone *zone)
{
	if (!zone)
		return;
	pthread_mutex_lock(&zone->lock);
	zone->stop = true;
	pthread_cond_signal(&zone->changed);
	pthread_mutex_unlock(&zone->lock);
	if (zone->running)
		pthread_join(zone->thread, NULL);
	answer_due(zone, clock_monotonic_ms());
	zone_text_done(&zone->text);
	pthread_cond_destroy(&zone->changed);
	pthread_mutex_destroy(&zone->lock);
	free(zone);
}

struct dns_source *zone_source(struct zone *zone)
{
	return &zone->source;
}

void zone_late(struct zone *zone, int delay_ms)
{
	pthread_mutex_lock(&zone->lock);
	zone->delay_ms = delay_ms;
	if (delay_ms > 0 && !zone->running)
		zone->running = pthread_create(&zone->thread, NULL, run, zone) == 0;
	pthread_mutex_unlock(&zone->lock);
}

size_t zone_asked(struct zone *zone)
{
	size_t asked;

	pthread_mutex_lock(&zone->lock);
	asked = zone->asked;
	pthread_mutex_unlock(&zone->lock);
	return asked;
}
