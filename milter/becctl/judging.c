#include "becctl/judging.h"

#include <stdlib.h>

#include "mail/message.h"

/* Nobody waits for an answer, as an MTA would; and the next message is judged by what this one taught. */
#define LEARN_TIMEOUT_MS 30000

int judging_init(struct judging *judging, struct cli *cli, struct err *err)
{
	*judging = (struct judging){ .cli = cli, .path = malloc(sizeof *judging->path) };
	message_library_init();
	return judging->path ? 0 : err_memory(err);
}

void judging_done(struct judging *judging)
{
	free(judging->path);
	judging->path = NULL;
}

int judging_store(struct cli *cli, enum cli_access access, struct err *err)
{
	cli->config->learn_timeout_ms = LEARN_TIMEOUT_MS;
	return cli_store(cli, access, err);
}

int judging_begin(struct judging *judging, struct err *err)
{
	const struct config *config = judging->cli->config;

	judging->mail = mail_new(&config->mail, &config->site.key);
	if (!judging->mail)
		return err_memory(err);
	path_init(judging->path, config, judging->mail);
	return 0;
}

const struct judgement *judging_judge(struct judging *judging)
{
	return path_judge(judging->path, judging->cli->store, cli_now_s());
}

int judging_learn(struct judging *judging, struct err *err)
{
	return path_learn(judging->path, judging->cli->store, err);
}

void judging_end(struct judging *judging)
{
	if (!judging->mail)
		return;
	path_done(judging->path);
	mail_free(judging->mail);
	judging->mail = NULL;
}
