/* A message is named as in the log, or given as a file: its key is computed again from the same bytes that the daemon saw. */
#include "becctl/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <sysexits.h>

#include "base/auto.h"
#include "becctl/message.h"
#include "becctl/related.h"
#include "becctl/request.h"
#include "mail/message.h"
#include "path.h"

static const struct word {
	const char *name;
	enum feedback feedback;
	const char *done;
} words[] = {
	{ "legitimate", FEEDBACK_LEGITIMATE,
	  "is legitimate now: what it showed is history, its marks are cleared" },
	{ "bec", FEEDBACK_BEC,
	  "is fraud now: what it taught is taken back, its sender is marked, its accounts are "
	  "blocked" },
};

static int word_find(const char *name, const struct word **ret, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		*ret = &words[i];
		if (strcmp(name, words[i].name) == 0)
			return 0;
	}
	return err_set(err, ERR_USAGE, "feedback \"%s\": say legitimate or bec", name);
}

static int key_of_file(struct cli *cli, const char *name, struct arena *arena, struct str *ret,
                       struct err *err)
{
	struct request request = { .file = str_of(name), .path = name };
	struct config *config = cli->config;
	char key[KEYED_HEX_SIZE];
	struct message message;
	struct mail *mail = mail_new(&config->mail, &config->site.key);
	int status = mail ? request_fill(&request, mail, err) : err_memory(err);

	message_library_init();
	if (!status)
		status = message_parse(mail, &config->message_context, &message, err);
	if (!status) {
		questions_message_key(mail, &message, &config->site.key, key);
		*ret = arena_str(arena, str_of(key));
		status = ret->p ? 0 : err_memory(err);
	}
	mail_free(mail);
	return status;
}

/* What the log knows goes before what a folder happens to hold. */
static int find(struct cli *cli, const char *name, struct arena *arena, struct message_record *ret,
                struct err *err)
{
	struct str key;
	int status = message_named(cli->store, str_of(name), arena, ret, err);

	if (status || ret->found || access(name, F_OK) != 0)
		return status;
	status = key_of_file(cli, name, arena, &key, err);
	return status ? status : message_keyed(cli->store, key, arena, ret, err);
}

static int tell(struct cli *cli, const struct message_record *record, const struct word *word,
                const json_t *related, struct err *err)
{
	json_t *object;
	int status = 0;

	if (!cli->output.json) {
		output_text(record->message_id.n ? record->message_id : record->queue_id);
		printf(" %s\n", word->done);
		return related ? related_print(&cli->output, related, err) : 0;
	}
	object = json_object();
	json_object_set_new(object, "message_id", json_text(record->message_id));
	json_object_set_new(object, "queue_id", json_text(record->queue_id));
	json_object_set_new(object, "verdict", json_text(record->verdict));
	json_object_set_new(object, "feedback", json_string(word->name));
	if (related)
		status = related_put(&cli->output, related, object, err);
	if (status)
		json_decref(object);
	return status ? status : output_json(object, err) ? 0 : ERR_MEMORY;
}

/* Fraud seldom comes alone: whoever calls one by its name sees the others at once. */
static int look_back(struct cli *cli, const struct message_record *record, const struct word *word,
                     struct err *err)
{
	bool fraud = word->feedback == FEEDBACK_BEC;
	AUTO(json_done) json_t *related = fraud ? related_find(cli->store, record, err) : NULL;

	return fraud && !related ? err->kind : tell(cli, record, word, related, err);
}

static int give(struct cli *cli, const char *name, const struct word *word, struct arena *arena,
                bool *ret_found, struct err *err)
{
	struct message_record record;
	int status = cli_open(cli, CLI_WRITE, err);

	if (!status)
		status = find(cli, name, arena, &record, err);
	*ret_found = !status && record.found;
	if (!*ret_found)
		return status;
	status = store_feedback(cli->store, record.key, word->feedback, cli_now_s(), err);
	return status ? status : look_back(cli, &record, word, err);
}

static int run(struct cli *cli, const struct args *args)
{
	const char *name = args->operand[0];
	const struct word *word;
	struct arena arena;
	struct err err = { 0 };
	bool found = false;
	int status = word_find(args->operand[1], &word, &err);

	arena_init(&arena, MESSAGE_ARENA_MAX);
	if (!status)
		status = give(cli, name, word, &arena, &found, &err);
	if (status)
		status = cli_fail(&err);
	else if (!found)
		status = cli_negative(
			"the log holds no message %s; name a queue id, HOST/QUEUEID, a "
			"Message-ID or its file",
			name);
	arena_done(&arena);
	return status;
}

int command_feedback(struct cli *cli, int argc, char **argv)
{
	struct args args = {
		.usage = "feedback [--json] MESSAGE|FILE legitimate|bec",
		.about = "Tells that a logged message was legitimate (its accounts and addresses "
			 "become history,\n"
			 "its marks go) or fraud (what it taught is taken back, its accounts are "
			 "blocked).\nAfter bec it lists who else got mail that shares something "
			 "with it.",
		.min = 2,
		.max = 2,
		.operands_are = "MESSAGE or FILE, and legitimate or bec",
	};
	int status;

	return cli_arguments(cli, &args, argc, argv, &status) ? run(cli, &args) : status;
}
