#include "store/health.h"

#include <stdio.h>

#include "base/clock.h"
#include "store/db.h"

const char *const store_state_names[] = {
	[STORE_OK] = "ok",
	[STORE_READONLY] = "readonly",
	[STORE_DEGRADED] = "degraded",
	[STORE_NONE] = "none",
};

void health_init(struct health *health)
{
	*health = (struct health){ .writer = STORE_OK };
	pthread_mutex_init(&health->lock, NULL);
}

void health_done(struct health *health)
{
	pthread_mutex_destroy(&health->lock);
}

static enum store_state state_of(int status)
{
	return status == DB_READONLY ? STORE_READONLY
	       : status == DB_GONE   ? STORE_NONE
	                             : STORE_DEGRADED;
}

void health_writer_failed(struct health *health, int status, const struct err *why)
{
	pthread_mutex_lock(&health->lock);
	health->writer = state_of(status);
	health->writer_why = *why;
	pthread_mutex_unlock(&health->lock);
}

void health_writer_ok(struct health *health)
{
	pthread_mutex_lock(&health->lock);
	health->writer = STORE_OK;
	pthread_mutex_unlock(&health->lock);
}

bool health_writing(struct health *health)
{
	bool ok;

	pthread_mutex_lock(&health->lock);
	ok = health->writer == STORE_OK;
	pthread_mutex_unlock(&health->lock);
	return ok;
}

void health_reader_failed(struct health *health, int status, const struct err *why)
{
	pthread_mutex_lock(&health->lock);
	health->reader_why = *why;
	pthread_mutex_unlock(&health->lock);
	atomic_store(&health->reader_failed, true);
	if (status == DB_CORRUPT)
		atomic_store(&health->damaged, true);
}

void health_reader_ok(struct health *health)
{
	if (atomic_load(&health->reader_failed))
		atomic_store(&health->reader_failed, false);
}

void health_news(struct health *health, const struct err *news)
{
	pthread_mutex_lock(&health->lock);
	health->news = *news;
	health->news_until_ms = clock_monotonic_ms() + HEALTH_NEWS_MS;
	pthread_mutex_unlock(&health->lock);
}

enum store_state health_state(struct health *health, char *ret_why, size_t size)
{
	enum store_state state;
	const char *why = "";

	pthread_mutex_lock(&health->lock);
	state = health->writer;
	if (state != STORE_OK) {
		why = health->writer_why.text;
	} else if (atomic_load(&health->reader_failed)) {
		state = STORE_DEGRADED;
		why = health->reader_why.text;
	} else if (clock_monotonic_ms() < health->news_until_ms) {
		state = STORE_DEGRADED;
		why = health->news.text;
	}
	if (size)
		snprintf(ret_why, size, "%s", why);
	pthread_mutex_unlock(&health->lock);
	return state;
}
