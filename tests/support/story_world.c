/* The folder, configuration and store of a story, and how its failures are said. */
#include "story_world.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define ARENA_MAX        ((size_t)256 << 20)
#define LEARN_TIMEOUT_MS 30000 /* nobody waits: the next mail is judged by what this one taught */

static const char standard_configuration[] = "local-domains        = {\"ours.example\"}\n"
					     "authserv-id          = \"mx.ours.example\"\n"
					     "trusted-authserv-ids = {\"mx.ours.example\"}\n"
					     "authentication       = trust\n"
					     "internal-networks    = {\"10.0.0.0/8\"}\n";

void story_fail(struct story_world *world, unsigned line, const char *format, ...)
{
	va_list arguments;

	world->failed = true;
	printf("%s:%u: ", world->story.path, line);
	va_start(arguments, format);
	vprintf(format, arguments);
	va_end(arguments);
	putchar('\n');
}

void story_print_findings(const struct story_world *world)
{
	const struct path *path = world->path;

	printf("  found: %s, score %.1f, %s, %s\n", verdict_names[path->decision.verdict],
	       path->score.total, direction_names[path->direction],
	       proof_names[path->auth.identity.proof]);
	for (size_t i = 0; i < path->findings.n; i++) {
		const struct finding *finding = &path->findings.v[i];

		printf("  %4.1f  %-24s %.2f  " STR_FMT, finding->points, finding->id,
		       finding->strength, STR_ARG(finding->sentence));
		if (finding->quote.n)
			printf(": \"" STR_FMT "\"", STR_ARG(finding->quote));
		putchar('\n');
	}
}

static bool write_file(const char *path, struct str text)
{
	FILE *file = fopen(path, "w");
	bool written = file && fwrite(text.p, 1, text.n, file) == text.n;

	return file && fclose(file) == 0 && written;
}

int story_open(struct story_world *world, struct err *err)
{
	const char *path = arena_printf(&world->arena, "%s/openbec.conf", world->folder).p;
	struct store_options options;
	int status;

	world->store_name = world->backend->name_store(&world->arena, world->folder);
	if (!write_file(path, arena_printf(&world->arena, "%sstore = \"%s\"\n" STR_FMT,
	                                   standard_configuration, world->store_name,
	                                   STR_ARG(world->configuration))))
		return err_system(err, "%s", path);
	status = config_load(path, CONFIG_CREATE_KEY, &world->config, err);
	if (status)
		return status;
	world->config->learn_timeout_ms = LEARN_TIMEOUT_MS;
	options = world->config->store;
	options.create = true;
	return world->without_store ? 0 : store_open(&options, &world->store, err);
}

int story_begin(struct story_world *world, const char *path, const char *backend, struct err *err)
{
	char folder[] = "/tmp/openbec-story-XXXXXX";

	*world = (struct story_world){ .story.path = path, .configuration = { "", 0 } };
	world->backend = story_backend(backend);
	world->path = calloc(1, sizeof *world->path);
	if (!world->path)
		return err_memory(err);
	if (!world->backend)
		return err_set(err, ERR_USAGE, "there is no backend \"%s\"", backend);
	if (!mkdtemp(folder))
		return err_system(err, "%s", folder);
	memcpy(world->folder, folder, sizeof folder);
	arena_init(&world->arena, ARENA_MAX);
	return 0;
}

void story_end(struct story_world *world)
{
	char command[96];

	path_done(world->path);
	mail_free(world->mail);
	store_close(world->store);
	config_unref(world->config);
	free(world->path);
	arena_done(&world->arena);
	if (*world->folder == '\0')
		return;
	snprintf(command, sizeof command, "rm -rf '%s'", world->folder);
	if (system(command) != 0)
		perror(world->folder);
}
