/* One message's way through the stages, for the commands that read files: a new mail, which the caller fills, judged and
 * perhaps learned. */
#ifndef OPENBEC_BECCTL_JUDGING_H
#define OPENBEC_BECCTL_JUDGING_H

#include "becctl/command.h"
#include "path.h"

struct judging {
	struct cli *cli;
	struct path *path; /* one for all messages: large */
	struct mail *mail; /* of the one in work */
};
int judging_init(struct judging *judging, struct cli *cli, struct err *err);
void judging_done(struct judging *judging);

/* The store of cli, for messages of which each is judged by what the one before taught. */
int judging_store(struct cli *cli, enum cli_access access, struct err *err);

/* Begins a message; judging->mail waits to be filled and ended. Then judging_judge(), judging_learn(); and judging_end() in any
 * case. */
int judging_begin(struct judging *judging, struct err *err);
const struct judgement *judging_judge(struct judging *judging);
int judging_learn(struct judging *judging, struct err *err);
void judging_end(struct judging *judging);

#endif
