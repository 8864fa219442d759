/* A configuration file: whatever it says, it is read or refused with one sentence that names the
 * file. What is read has rows and places. Includes lead to /proc/self/fd, where nothing else is. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "config/options.h"
#include "config/source.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void want_sentence(int status, const struct err *err)
{
	if (status && (err->kind != status || !err->text[0]))
		abort();
}

/* Comments are blanked and lines stay: the text is as long as it was, less a byte order mark. */
static void check_source(struct arena *arena, const char *path, struct str text)
{
	struct err err = { 0 };
	struct source source;
	int status = source_parse(arena, path, text, &source, &err);

	want_sentence(status, &err);
	if (status)
		return;
	if (source.text.n != text.n && source.text.n + 3 != text.n)
		abort();
	for (size_t i = 0; i < source.includes; i++) {
		if (!source.include[i].path || source.include[i].line == 0)
			abort();
	}
}

static void check_settings(struct arena *arena, const char *path)
{
	struct err err = { 0 };
	struct settings settings;
	int status = settings_read(arena, path, &settings, &err);

	want_sentence(status, &err);
	for (size_t i = 0; status == 0 && i < settings.n; i++) {
		const struct setting *setting = &settings.setting[i];

		if (setting->place.line == 0 || setting->section > settings.sections ||
		    (setting->row->form != FORM_LIST && setting->values != 1))
			abort();
		for (size_t k = 0; k < setting->values; k++) {
			if (!setting->value[k].p)
				abort();
		}
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char path[64];
	int fd = memfd_create("config", MFD_CLOEXEC);
	struct arena arena;

	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	arena_init(&arena, 64 << 20);
	check_source(&arena, path, str_make((const char *)data, size));
	check_settings(&arena, path);
	arena_done(&arena);
	close(fd);
	return 0;
}
