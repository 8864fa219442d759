/* How the store is, for header, JSON and log: what the writer met last, what readers met last, and news that an admin should read
 * for a while. Thread-safe. */
#ifndef OPENBEC_STORE_HEALTH_H
#define OPENBEC_STORE_HEALTH_H

#include <pthread.h>
#include <stdatomic.h>

#include "store/store.h"

#define HEALTH_NEWS_MS ((int64_t)10 * 60 * 1000)

struct health {
	pthread_mutex_t lock;
	enum store_state writer;
	struct err writer_why, reader_why, news;
	atomic_bool reader_failed;
	atomic_bool damaged; /* somebody read damage: the writer has to look */
	int64_t news_until_ms;
};

void health_init(struct health *health);
void health_done(struct health *health);

void health_writer_failed(struct health *health, int status, const struct err *why);
void health_writer_ok(struct health *health);
void health_reader_failed(struct health *health, int status, const struct err *why);
void health_reader_ok(struct health *health);
void health_news(struct health *health, const struct err *news);
bool health_writing(struct health *health); /* the last write went well */
enum store_state health_state(struct health *health, char *ret_why, size_t size);

#endif
