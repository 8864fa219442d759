/* A site with a store of its own in a fresh folder; messages of traits/sample.h are judged against it. */
#ifndef OPENBEC_TESTS_WORLD_H
#define OPENBEC_TESTS_WORLD_H

#include "unit/traits/sample.h"

#include "base/clock.h"
#include "history/history.h"

struct world {
	char folder[64], path[96];
	struct store *store;
	struct domain local;
	struct site site;
	struct arena arena;
};

static inline struct domain world_domain(struct world *world, const char *name)
{
	struct domain domain;

	assert_true(domain_init(&world->arena, sample_lists, str_of(name), &domain));
	return domain;
}

static inline void world_begin(struct world *world)
{
	struct store_options options = { .create = true };
	struct err err = { .text = "" };

	memset(world, 0, sizeof *world);
	arena_init(&world->arena, 1 << 20);
	strcpy(world->folder, "/tmp/openbec-unit-XXXXXX");
	assert_non_null(mkdtemp(world->folder));
	snprintf(world->path, sizeof world->path, "%s/store.db", world->folder);
	options.path = world->path;
	if (store_open(&options, &world->store, &err))
		fail_msg("%s", err.text);
	world->local = world_domain(world, "ours.example");
	world->site = (struct site){
		.domains = sample_lists,
		.hops = sample_hops,
		.local = &world->local,
		.locals = 1,
		.key = sample_key,
	};
}

static inline void world_end(struct world *world)
{
	char command[128];

	store_close(world->store);
	arena_done(&world->arena);
	snprintf(command, sizeof command, "rm -rf '%s'", world->folder);
	assert_int_equal(system(command), 0);
}

static inline enum direction world_direction(struct world *world, struct sample *sample)
{
	return direction_find(&world->site, sample->mail, &sample->message);
}

static inline struct history *world_read(struct world *world, struct store *store,
                                         struct sample *sample)
{
	struct history_input input = {
		.site = &world->site,
		.direction = world_direction(world, sample),
		.message = &sample->message,
		.auth = &sample->auth,
		.traits = &sample->traits,
		.questions = &sample->questions,
		.now_s = sample->message.at_s,
		.arena = &sample->mail->arena,
	};
	struct history *history = arena_alloc(&sample->mail->arena, sizeof *history);

	assert_non_null(history);
	assert_int_equal(history_read(store, &input, history, NULL), 0);
	return history;
}

#endif
