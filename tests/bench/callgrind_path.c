/* Carries the bench's messages along the whole path, for callgrind to count its instructions: what a message costs, the same on each
 * machine and at each load. `callgrind_path` alone runs it uncounted. See callgrind_test.py. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <valgrind/callgrind.h>

#include "base/auto.h"
#include "base/buf.h"
#include "bench/milter_bench_mail.h"
#include "path.h"
#include "verdict/headers.h"
#include "verdict/logline.h"

#define MESSAGES 100

struct world {
	char folder[64];
	struct config *config;
	struct store *store;
};

static void die(const char *what, const struct err *err)
{
	fprintf(stderr, "callgrind_path: %s: %s\n", what, err->text);
	exit(1);
}

static void open_world(struct world *world)
{
	struct store_options options = { .create = true };
	char config[128], store[128];
	struct err err = { 0 };
	FILE *file;

	snprintf(world->folder, sizeof world->folder, "/tmp/callgrind-XXXXXX");
	if (!mkdtemp(world->folder))
		exit(1);
	snprintf(config, sizeof config, "%s/openbec.conf", world->folder);
	snprintf(store, sizeof store, "%s/store.db", world->folder);
	file = fopen(config, "we");
	if (!file)
		exit(1);
	fprintf(file,
	        "local-domains = {\"ours.example\"}\nauthserv-id = \"mx.ours.example\"\n"
	        "authentication = trust\n"
	        "store = \"%s\"\nperson \"Maria Rossi\" { addresses = "
	        "{\"maria.rossi@ours.example\"} }\npolicy default { suspicious = tag }\n",
	        store);
	fclose(file);
	if (config_load(config, CONFIG_CREATE_KEY, &world->config, &err))
		die("configuration", &err);
	message_library_init();
	options.path = store;
	if (store_open(&options, &world->store, &err))
		die("store", &err);
}

static void close_world(struct world *world)
{
	char command[128];

	store_close(world->store);
	config_unref(world->config);
	snprintf(command, sizeof command, "rm -rf '%s'", world->folder);
	if (system(command) != 0)
		exit(1);
}

static struct mail *take_in(const struct world *world, const struct post_letter *letter)
{
	struct mail *mail = mail_new(&world->config->mail, &world->config->site.key);

	if (!mail || mail_set_from(mail, str_of(letter->sender), NULL) ||
	    mail_add_rcpt(mail, str_of(letter->recipient), NULL))
		exit(1);
	mail->has_envelope = mail->client_known = true;
	ip_parse(str_of("192.0.2.17"), &mail->client);
	for (size_t i = 0; i < letter->fields; i++) {
		if (mail_add_field(mail, letter->field[i].name, letter->field[i].value, NULL))
			exit(1);
	}
	return mail;
}

/* What the daemon does with a message, but for the wire and the waiting for a commit. */
static void carry(const struct world *world, struct path *path, const struct post_letter *letter,
                  int64_t at_s)
{
	struct mail *mail = take_in(world, letter);
	const struct judgement *judgement;
	struct headers headers;
	AUTO(buf_done) struct buf line;

	buf_init(&line, 4096);
	path_init(path, world->config, mail);
	if (mail_add_body(mail, letter->body, NULL))
		exit(1);
	mail->at_s = at_s;
	mail_end(mail);
	judgement = path_judge(path, world->store, at_s);
	if (judgement->decision->verdict == VERDICT_ERROR)
		exit(1);
	headers_make(&world->config->verdict, judgement, &mail->arena, &headers);
	logline_make(&world->config->verdict, judgement, &line);
	CALLGRIND_TOGGLE_COLLECT; /* learning is the writer's, too: how many commits are made is chance */
	path_learn(path, world->store, NULL);
	CALLGRIND_TOGGLE_COLLECT;
	path_done(path);
	mail_free(mail);
}

int main(void)
{
	struct path *path = malloc(sizeof *path);
	struct world world;
	struct post letters;
	char *zone;

	if (!path)
		return 1;
	post_make(&letters, 2 * MESSAGES, false, &zone);
	open_world(&world);
	for (size_t i = 0; i < letters.n; i++) {
		if (i == MESSAGES) { /* all that is made once is made now */
			CALLGRIND_START_INSTRUMENTATION;
			CALLGRIND_TOGGLE_COLLECT;
		}
		carry(&world, path, &letters.v[i], 1790000000 + 60 * (int64_t)i);
	}
	CALLGRIND_TOGGLE_COLLECT;
	CALLGRIND_STOP_INSTRUMENTATION;
	printf("%d messages\n", MESSAGES);
	close_world(&world);
	post_done(&letters);
	free(path);
	return 0;
}
