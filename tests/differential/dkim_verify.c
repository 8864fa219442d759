/* dkim_verify ZONE [TIMES] < PATHS: what is said of each message, "PATH: pass acme.example one | ...", as of the newest t= (any
 * time will do: nothing expires here). TIMES > 1: verifies each so often and tells the CPU time. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "unit/auth/dkim_world.h"

static double cpu_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e6 + (double)now.tv_nsec / 1e3;
}

static char *read_text(const char *path)
{
	struct buf text;
	FILE *file = fopen(path, "rb");
	char line[8192];

	buf_init(&text, 16 << 20);
	if (!file) {
		fprintf(stderr, "can't read %s\n", path);
		exit(66);
	}
	while (fgets(line, sizeof line, file))
		buf_puts(&text, line);
	fclose(file);
	return text.p ? text.p : calloc(1, 1);
}

static void verify(struct dkim_library *library, struct zone *zone, const char *path, long times)
{
	static const struct site_key key;
	struct mail_options options = mail_options_default();
	struct mail *mail = mail_new(&options, &key);
	struct dkim_verdict verdict;
	struct buf out;
	struct err err;
	double start;

	buf_init(&out, 1 << 16);
	if (!mail || file_read(path, mail, &err) < 0) {
		fprintf(stderr, "can't read %s\n", path);
		exit(66);
	}
	start = cpu_us();
	for (long i = 0; i < times; i++)
		dkim_world_check(library, zone_source(zone), mail, 65535, &verdict);
	dkim_world_show(&verdict, &out);
	printf("%s: %s\n", path, buf_cstr(&out));
	if (times > 1)
		printf("%s: %.1f us\n", path, (cpu_us() - start) / (double)times);
	buf_done(&out);
	mail_free(mail);
}

int main(int argc, char **argv)
{
	struct dkim_library *library = dkim_library_new();
	struct zone *zone;
	char path[4096], *text;

	if (argc < 2 || !library)
		return 64;
	text = read_text(argv[1]);
	zone = zone_new(text);
	while (fgets(path, sizeof path, stdin)) {
		path[strcspn(path, "\n")] = '\0';
		verify(library, zone, path, argc > 2 ? strtol(argv[2], NULL, 10) : 1);
	}
	free(text);
	zone_free(zone);
	dkim_library_free(library);
	return 0;
}
