/* What the tests of learning share: a message with a verdict, and what is learned of it; and a store that learns it. */
#ifndef OPENBEC_TESTS_LESSON_H
#define OPENBEC_TESTS_LESSON_H

#include "learn/learn.h"

#include <jansson.h>

#include "unit/history/world.h"

#define IBAN    "DE89370400440532013000"
#define ALIGNED "dkim=pass header.d=acme.example"
#define ANN     "From: Ann Able <ann@acme.example>\nMessage-ID: <1@acme.example>\n"
#define OURS    "From: Maria Rossi <maria@ours.example>\nMessage-ID: <1@ours.example>\n"

static struct world world;

static inline int begin(void **state)
{
	(void)state;
	world_begin(&world);
	return 0;
}

static inline int end(void **state)
{
	(void)state;
	world_end(&world);
	return 0;
}

/* A message with a verdict, and what is learned of it. */
struct lesson {
	struct sample *sample;
	struct history *history;
	struct evidence evidence;
	struct findings findings;
	struct score score;
	struct decision decision;
	struct batch batch;
};

static const struct verdict_options options = { .host = STR("mx.ours.example") };

static inline struct lesson *lesson_new(const struct given *given, enum verdict verdict)
{
	struct sample *sample = sample_new(given);
	struct arena *arena = &sample->mail->arena;
	struct lesson *lesson = arena_alloc(arena, sizeof *lesson);
	struct judgement judgement;

	assert_non_null(lesson);
	lesson->sample = sample;
	lesson->history = world_read(&world, world.store, sample);
	lesson->evidence = (struct evidence){
		.mail = sample->mail,
		.message = &sample->message,
		.auth = &sample->auth,
		.text = &sample->text,
		.traits = &sample->traits,
		.questions = &sample->questions,
		.history = lesson->history,
		.site = &world.site,
		.direction = world_direction(&world, sample),
		.arena = arena,
	};
	lesson->findings.v[lesson->findings.n++] = (struct finding){
		.id = "urgency",
		.family = FAMILY_INTENT,
		.weight = 0.6,
		.strength = 1,
		.points = 0.6,
		.sentence = STR("It presses"),
		.quote = STR("now"),
	};
	lesson->score = (struct score){ .total = 6.4, .probability = 0.96 };
	lesson->decision = (struct decision){ .verdict = verdict,
		                              .action = ACTION_QUARANTINE,
		                              .threshold = 5 };
	judgement = (struct judgement){ &lesson->evidence, &lesson->findings, &lesson->score,
		                        &lesson->decision, sample->mail };
	assert_int_equal(learn_batch(&judgement, &options, arena, &lesson->batch, NULL), 0);
	return lesson;
}

static inline void lesson_free(struct lesson *lesson)
{
	sample_free(lesson->sample);
}

/* Judges by `verdict` what the store knows now, and teaches it. */
static inline struct history judge(const struct given *given, enum verdict verdict)
{
	struct lesson *lesson = lesson_new(given, verdict);
	struct history history = *lesson->history;
	struct err err = { .text = "" };

	if (store_learn(world.store, &lesson->batch, 10000, &err))
		fail_msg("%s", err.text);
	lesson_free(lesson);
	return history;
}

static inline const char *joined(char *room, size_t size, const struct str *v, size_t n)
{
	size_t used = 0;

	room[0] = '\0';
	for (size_t i = 0; i < n; i++)
		used += (size_t)snprintf(room + used, size - used, "%s" STR_FMT, i ? " " : "",
		                         STR_ARG(v[i]));
	return room;
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, begin, end)

#endif
