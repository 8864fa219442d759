/* Messages that others signed (tests/data/dkim/README.md). */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "dkim_world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static const struct {
	const char *file, *wanted;
} samples[] = {
	{ "rfc8463.txt", "pass football.example.com brisbane | pass football.example.com test" },
	{ "rfc8463-changed.txt", "fail football.example.com brisbane (the signature is wrong) | "
	                         "fail football.example.com test (the signature is wrong)" },
	{ "rfc6376-bare-key.txt", "pass example.com newengland" },
};

static struct str read_sample(const char *file, char *room, size_t size)
{
	char path[300];
	FILE *stream;
	size_t n;

	snprintf(path, sizeof path, TEST_DATA "/dkim/signed/%s", file);
	stream = fopen(path, "rb");
	if (!stream)
		fail_msg("can't read %s", path);
	n = fread(room, 1, size, stream);
	fclose(stream);
	return str_make(room, n);
}

/* "NAME RECORD" becomes the zone's "NAME TXT RECORD". */
static void read_zone(struct str *rest, struct buf *ret)
{
	struct str line, name;

	while (str_line(rest, &line) && line.n) {
		str_cut(&line, ' ', &name);
		buf_printf(ret, STR_FMT " TXT " STR_FMT "\n", STR_ARG(name), STR_ARG(line));
	}
}

static void agrees_with_others(void **state)
{
	struct dkim_library *library = dkim_library_new();
	struct buf zone, out;
	char room[16384];

	(void)state;
	buf_init(&zone, sizeof room);
	buf_init(&out, sizeof room);
	for (size_t i = 0; i < COUNT(samples); i++) {
		struct str rest = read_sample(samples[i].file, room, sizeof room);

		buf_reset(&zone);
		read_zone(&rest, &zone);
		dkim_world_run(library, buf_cstr(&zone), rest, 50, &out);
		if (strcmp(buf_cstr(&out), samples[i].wanted) != 0)
			fail_msg("%s: %s", samples[i].file, buf_cstr(&out));
	}
	buf_done(&zone);
	buf_done(&out);
	dkim_library_free(library);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(agrees_with_others),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
