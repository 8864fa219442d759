/* The path of a message through the stages, one call a stage, for everything that judges: the daemon, becctl and
 * the public library (openbec.h). */
#ifndef OPENBEC_PATH_H
#define OPENBEC_PATH_H

#include "config/config.h"
#include "learn/learn.h"

/* The stages whose cost is told apart; verdict: with score. */
enum path_stage {
	PATH_MESSAGE,
	PATH_AUTH,
	PATH_TEXT,
	PATH_TRAITS,
	PATH_HISTORY,
	PATH_INDICATORS,
	PATH_VERDICT,
	PATH_LEARN,
	PATH_STAGES,
};
extern const char *const path_stage_names[PATH_STAGES]; /* "message", ... */

/* Where an archive's mail comes from, if its admin knows more than its fields tell. */
enum path_origin {
	PATH_ORIGIN_FIELDS,  /* as they tell, and the session on the wire */
	PATH_ORIGIN_OUTSIDE, /* none of it is ours */
	PATH_ORIGIN_SENT, /* what has no Received field at all was submitted here: folders of sent mail hold it so */
};

/* One message on its way: what each stage made of it. Large: on the heap, one a message. */
struct path {
	const struct config *config;
	enum path_origin origin; /* set after path_init() */
	struct verify *verify;   /* NULL in trust mode */
	struct mail *mail;
	struct site_both *both;  /* NULL: nothing is entered beside the configuration */
	const struct site *site; /* either's */
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

	struct store *store; /* that it is judged against; NULL: none */
	int64_t now_s;
	bool measured; /* set after path_init(): each stage's CPU is wanted; a system call a stage, so not of every message */
	int64_t cpu_ns[PATH_STAGES]; /* of the thread that judges; waiting costs nothing */
};

/* `config` and `mail` must outlive the path. Before the mail's first field: the body goes through the path's hands. End with
 * path_done(), which takes a zeroed path too. */
void path_init(struct path *path, const struct config *config, struct mail *mail);
void path_done(struct path *path);

/* Asks the DNS what can be asked by now. May be left out; any number of times. */
void path_prefetch(struct path *path);

/* Judges an ended mail (mail_end) against the store (NULL: none). Never fails: without memory the decision is VERDICT_ERROR and says
 * so. `now_s`: the clock, used where the message has no time of its own. The result is the path's. */
const struct judgement *path_judge(struct path *path, struct store *store, int64_t now_s);

/* In place of judging: the message passes as VERDICT_ERROR with this reason. */
void path_fail(struct path *path, const char *why);

/* Hands what the message teaches to the store and waits for the commit, learn-timeout at most. Nothing without a store, and
 * nothing of a message that wasn't judged. */
int path_learn(struct path *path, struct store *store, struct err *err);

#endif
