#include "bench/store_mail.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>

#define RECIPIENTS   500
#define RANDOM_START 88172645463325252u

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of the numbers below */
static uint64_t random_state = RANDOM_START;
static size_t next_number = BASE;

static double random_unit(void) /* xorshift64 (Marsaglia 2003): the same mail each time */
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return (double)(random_state >> 11) / 9007199254740992.0;
}

/* 0..n-1, the k-th about as often as 1/k: the inverse of a logarithm. */
static size_t zipf(size_t n)
{
	size_t k = (size_t)exp(random_unit() * log((double)n + 1)) - 1;

	return k < n ? k : n - 1;
}

static const struct kind {
	const char *name;
	int values; /* that one sender has */
	bool strong, personal;
} kinds[KINDS] = {
	{ "reply-to", 1, true, false },  { "network", 3, true, false },
	{ "envelope", 1, false, false }, { "dkim", 1, false, false },
	{ "mailer", 2, false, false },   { "message-id", 2, false, false },
	{ "timezone", 2, false, false }, { "hour", 6, false, true },
	{ "language", 1, false, false }, { "account", 1, true, false },
};

static void letter_traits(struct letter *l, size_t party)
{
	for (size_t i = 0; i < KINDS; i++) {
		size_t which = zipf((size_t)kinds[i].values);

		snprintf(l->value[i], sizeof l->value[i], "%s-%zu-%zu.example", kinds[i].name,
		         party % 9973, which);
		l->trait[i] = (struct shown_trait){ .kind = str_of(kinds[i].name),
			                            .value = str_of(l->value[i]),
			                            .strong = kinds[i].strong };
	}
}

/* Of `party`, on a day of its own choosing; its findings as long as those of real mail. */
void letter_write(struct letter *l, size_t number, size_t party, int64_t at_s)
{
	static const char findings[] =
		"[{\"id\":\"first-contact\",\"strength\":0.43,\"points\":0.6,\"reason\":\"a@b."
		"example "
		"has never written to c@ours.example, who rarely hears from strangers\"}]";
	bool account = party % 7 == 0; /* who writes invoices */

	snprintf(l->key, sizeof l->key, "%032zx", number);
	snprintf(l->domain, sizeof l->domain, "company-c%zu-%zu.example", party / BASE,
	         party % BASE / 3);
	snprintf(l->party, sizeof l->party, "person-c%zu-%zu@%s", party / BASE, party % BASE,
	         l->domain);
	snprintf(l->organisation, sizeof l->organisation, "@%s", l->domain);
	snprintf(l->recipient, sizeof l->recipient, "user-%zu@ours.example",
	         (party + zipf(3)) % RECIPIENTS);
	snprintf(l->id, sizeof l->id, "%zu.%zu@%s", number, party, l->domain);
	letter_traits(l, party);
	l->to = str_of(l->recipient);
	l->batch = (struct batch){
		.message = {
			.key = str_of(l->key), .at_s = at_s, .host = STR("mx.ours.example"),
			.queue_id = str_of(l->key + 20), .message_id = str_of(l->id),
			.direction = STR("inbound"), .verdict = STR("clean"), .action = STR("none"),
			.score = 1.2, .probability = 0.001, .threshold = 5, .from = str_of(l->party),
			.envelope = str_of(l->party), .recipients = STR("[\"user@ours.example\"]"),
			.recipient_total = 1, .findings = str_of(findings),
			.authentication = STR("{\"spf\":\"pass\",\"dkim\":\"pass\",\"dmarc\":\"pass\"}"),
		},
		.lesson = LESSON_LEARN,
		.sighting = {
			{ str_of(l->party), str_of(l->party), str_of(l->domain), STR("aligned"), at_s,
			  true, l->trait, account ? KINDS : KINDS - 1 },
			{ str_of(l->organisation), STR(""), str_of(l->domain), STR("aligned"), at_s,
			  true, l->trait, account ? KINDS : KINDS - 1 },
		},
		.sightings = 2,
		.contact = &l->to,
		.contacts = 1,
	};
}

void letter_next(struct letter *l, size_t parties, int64_t at_s)
{
	pthread_mutex_lock(&lock);
	letter_write(l, next_number++, zipf(parties), at_s);
	pthread_mutex_unlock(&lock);
}

void letters_again(void)
{
	pthread_mutex_lock(&lock);
	random_state = RANDOM_START;
	pthread_mutex_unlock(&lock);
}
