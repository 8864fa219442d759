/* The path of a message through the stages, one call a stage, for everything that judges: the daemon, becctl and
 * the public library (openbec.h). */
#ifndef OPENBEC_PATH_H
#define OPENBEC_PATH_H

#include "config/config.h"
#include "learn/learn.h"

/* One message on its way: what each stage made of it. Large: on the heap, one a message. */
struct path {
	const struct config *config;
	struct mail *mail;
	struct message message;
	enum direction direction;
	struct auth auth;
	struct text text;
	struct traits traits;
	struct questions questions;
	struct history history;
	struct evidence evidence;
	struct findings findings;
	struct score score;
	struct decision decision;
	struct judgement judgement; /* points to the above */
};

/* `config` and `mail` must outlive the path. */
void path_init(struct path *path, const struct config *config, struct mail *mail);

/* Judges an ended mail (mail_end) against the store (NULL: none). Never fails: without memory the decision is VERDICT_ERROR and says
 * so. `now_s`: the clock, used where the message has no time of its own. The result is the path's. */
const struct judgement *path_judge(struct path *path, struct store *store, int64_t now_s);

/* In place of judging: the message passes as VERDICT_ERROR with this reason. */
void path_fail(struct path *path, const char *why);

/* Hands what the message teaches to the store and waits for the commit, learn-timeout at most. Nothing without a store, and
 * nothing of a message that wasn't judged. */
int path_learn(struct path *path, struct store *store, struct err *err);

#endif
