/* Without libFuzzer: runs a fuzz target on the files of a folder and on mutations of them, always the
 * same ones, so that a plain build exercises each parser on damaged input too. */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define INPUT_MAX 65536
#define MUTATIONS 200

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static uint64_t next_random(uint64_t *state) /* xorshift64* (Vigna 2016) */
{
	*state ^= *state >> 12;
	*state ^= *state << 25;
	*state ^= *state >> 27;
	return *state * 2685821657736338717u;
}

static void run_mutations(const uint8_t *data, size_t size)
{
	static const uint8_t sharp[] = { 0,   '"', '(',  ')',  '<',  '>',  '\\',
		                         ';', ':', '\n', '\r', 0x80, 0xff, '=' };
	uint64_t state = 88172645463325252u;
	uint8_t *copy = malloc(size + 1);

	if (!copy)
		abort();
	for (int i = 0; i < MUTATIONS; i++) {
		size_t n = size ? size - next_random(&state) % (1 + size / 4) : 0;

		memcpy(copy, data, n);
		for (int k = 0; n && k < 1 + i % 8; k++)
			copy[next_random(&state) % n] = sharp[next_random(&state) % sizeof sharp];
		LLVMFuzzerTestOneInput(copy, n);
	}
	free(copy);
}

static int run_file(const char *path)
{
	static uint8_t data[INPUT_MAX];
	FILE *file = fopen(path, "rb");
	size_t n;

	if (!file) {
		fprintf(stderr, "can't read %s\n", path);
		return 1;
	}
	n = fread(data, 1, sizeof data, file);
	fclose(file);
	LLVMFuzzerTestOneInput(data, n);
	run_mutations(data, n);
	return 0;
}

int main(int argc, char **argv)
{
	DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
	struct dirent *entry;
	int files = 0, failed = 0;

	if (!dir) {
		fprintf(stderr, "usage: %s FOLDER-OF-SEEDS (and it must exist)\n", argv[0]);
		return 64;
	}
	while ((entry = readdir(dir))) {
		char path[4096];

		if (entry->d_name[0] == '.')
			continue;
		snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
		failed |= run_file(path);
		files++;
	}
	closedir(dir);
	printf("%d seeds, %d mutations of each\n", files, MUTATIONS);
	return failed || files == 0;
}
