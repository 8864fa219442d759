/* A message and the source share each question: whichever is done with it last frees it, so an answer that comes after the message
 * has gone finds memory to write to and nobody who reads it. What was given up stays given up for that message, even if an answer
 * comes later: SPF and DMARC must not see two worlds. */
#include "auth/dns.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "auth/dns_answer.h"
#include "base/clock.h"

struct dns_question {
	_Atomic unsigned references; /* the message's and the source's */
	pthread_mutex_t lock;
	pthread_cond_t answered;
	bool done;
	struct dns_answer *answer; /* once done; NULL: the source had no memory for it */
};

struct asked {
	uint32_t hash; /* of name and type: most others are told apart by it */
	enum dns_type type;
	int64_t at_ms;
	struct dns_question *question;
	const struct dns_answer *answer; /* what this message was told */
	char *name;
};

struct dns {
	struct dns_source *source;
	int question_ms;
	int64_t left_ms; /* of the message's waiting */
	size_t n;
	struct asked asked[DNS_QUESTIONS_MAX];
	char failure[DNS_NAME_MAX + 96];
};

/* Nobody's, so never counted. */
static const struct dns_answer no_such_name = { .status = DNS_NXDOMAIN };
static const struct dns_answer timed_out = { .status = DNS_FAILED, .why = "timed out" };
static const struct dns_answer too_many = { .status = DNS_FAILED, .why = "too many questions" };
static const struct dns_answer no_memory = { .status = DNS_FAILED, .why = "no memory" };

/* ---- a question ---- */

static struct dns_question *question_new(void)
{
	struct dns_question *question = calloc(1, sizeof *question);
	pthread_condattr_t monotonic;

	if (!question)
		return NULL;
	question->references = 2;
	pthread_mutex_init(&question->lock, NULL);
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&question->answered, &monotonic);
	pthread_condattr_destroy(&monotonic);
	return question;
}

static void question_unref(struct dns_question *question)
{
	if (--question->references)
		return;
	dns_answer_unref(question->answer);
	pthread_cond_destroy(&question->answered);
	pthread_mutex_destroy(&question->lock);
	free(question);
}

void dns_answered(struct dns_question *question, struct dns_answer *answer)
{
	pthread_mutex_lock(&question->lock);
	question->answer = answer;
	question->done = true;
	pthread_cond_signal(&question->answered);
	pthread_mutex_unlock(&question->lock);
	question_unref(question);
}

/* What has come until then (0: without waiting); NULL: nothing. */
static const struct dns_answer *question_wait(struct dns_question *question, int64_t until_ms)
{
	struct timespec until = { .tv_sec = until_ms / 1000, .tv_nsec = until_ms % 1000 * 1000000 };
	const struct dns_answer *answer = NULL;

	pthread_mutex_lock(&question->lock);
	while (!question->done && until_ms > 0 &&
	       pthread_cond_timedwait(&question->answered, &question->lock, &until) == 0) {
	}
	if (question->done)
		answer = question->answer ? question->answer : &no_memory;
	pthread_mutex_unlock(&question->lock);
	return answer;
}

/* ---- a message's questions ---- */

struct dns *dns_new(struct dns_source *source, int question_ms, int message_ms)
{
	struct dns *dns = malloc(sizeof *dns);

	if (!dns)
		return NULL;
	dns->source = source;
	dns->question_ms = question_ms;
	dns->left_ms = message_ms;
	dns->n = 0;
	dns->failure[0] = '\0';
	return dns;
}

void dns_free(struct dns *dns)
{
	if (!dns)
		return;
	for (size_t i = 0; i < dns->n; i++) {
		question_unref(dns->asked[i].question);
		free(dns->asked[i].name);
	}
	free(dns);
}

static uint32_t hash_of(struct str name, enum dns_type type)
{
	uint32_t hash = 2166136261u ^
	                type; /* FNV-1a; whoever makes names collide makes 256 of them, no more */

	for (size_t i = 0; i < name.n; i++)
		hash = (hash ^ (unsigned char)name.p[i]) * 16777619u;
	return hash;
}

static struct asked *find(struct dns *dns, struct str name, enum dns_type type)
{
	uint32_t hash = hash_of(name, type);

	for (size_t i = 0; i < dns->n; i++) {
		struct asked *asked = &dns->asked[i];

		if (asked->hash == hash && asked->type == type && strcmp(asked->name, name.p) == 0)
			return asked;
	}
	return NULL;
}

/* The room for one more, and its question put to the source. NULL: `*ret_why` says why not. */
static struct asked *ask(struct dns *dns, struct str name, enum dns_type type,
                         const struct dns_answer **ret_why)
{
	struct asked *asked = &dns->asked[dns->n];

	*ret_why = dns->n == DNS_QUESTIONS_MAX ? &too_many : &no_memory;
	if (dns->n == DNS_QUESTIONS_MAX)
		return NULL;
	*asked = (struct asked){ .hash = hash_of(name, type),
		                 .type = type,
		                 .at_ms = clock_monotonic_ms(),
		                 .name = str_dup(name) };
	if (!asked->name)
		return NULL;
	asked->question = question_new();
	if (!asked->question) {
		free(asked->name);
		return NULL;
	}
	dns->n++;
	dns->source->ask(dns->source, name, type, asked->question);
	return asked;
}

static void note_failure(struct dns *dns, struct str name, enum dns_type type, const char *why)
{
	static const char *const names[] = {
		[DNS_A] = "A",     [DNS_PTR] = "PTR",   [DNS_MX] = "MX",
		[DNS_TXT] = "TXT", [DNS_AAAA] = "AAAA",
	};

	snprintf(dns->failure, sizeof dns->failure, "%s " STR_FMT ": %s", names[type],
	         STR_ARG(name), why);
}

/* Waits as long as both the question and the message may. */
static void settle(struct dns *dns, struct asked *asked)
{
	int64_t now_ms = clock_monotonic_ms(), until_ms = asked->at_ms + dns->question_ms;

	asked->answer = question_wait(asked->question, 0);
	if (asked->answer)
		return;
	if (until_ms > now_ms + dns->left_ms)
		until_ms = now_ms + dns->left_ms;
	if (until_ms > now_ms)
		asked->answer = question_wait(asked->question, until_ms);
	dns->left_ms -= clock_monotonic_ms() - now_ms;
	if (!asked->answer)
		asked->answer = &timed_out;
}

void dns_start(struct dns *dns, struct str name, enum dns_type type)
{
	char text[DNS_NAME_MAX + 1];
	struct str checked = str_make(text, dns_name(name, text));
	const struct dns_answer *why;

	if (checked.n && !find(dns, checked, type))
		ask(dns, checked, type, &why);
}

const struct dns_answer *dns_peek(struct dns *dns, struct str name, enum dns_type type)
{
	char text[DNS_NAME_MAX + 1];
	struct str checked = str_make(text, dns_name(name, text));
	struct asked *asked;

	if (checked.n == 0)
		return &no_such_name;
	asked = find(dns, checked, type);
	if (asked && !asked->answer)
		asked->answer = question_wait(asked->question, 0);
	return asked ? asked->answer : NULL;
}

const struct dns_answer *dns_wait(struct dns *dns, struct str name, enum dns_type type)
{
	char text[DNS_NAME_MAX + 1];
	struct str checked = str_make(text, dns_name(name, text));
	const struct dns_answer *answer;
	struct asked *asked;

	if (checked.n == 0)
		return &no_such_name;
	asked = find(dns, checked, type);
	if (!asked)
		asked = ask(dns, checked, type, &answer);
	if (asked) {
		if (!asked->answer)
			settle(dns, asked);
		answer = asked->answer;
	}
	if (answer->status == DNS_FAILED)
		note_failure(dns, checked, type, answer->why);
	return answer;
}

const char *dns_failure(const struct dns *dns)
{
	return dns->failure;
}
