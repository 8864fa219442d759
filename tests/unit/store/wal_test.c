/* The write-ahead log under readers that overlap: at no moment is there none, and still it doesn't grow without end. */
#include <pthread.h>
#include <stdatomic.h>
#include <sys/stat.h>

#include "store/faults.h"

#define READERS  8
#define MESSAGES 1500
#define TEXT     65536 /* so that all of it is 100 MB of log */
#define LOG_MAX  ((off_t)64 << 20)

struct reader {
	struct store *store;
	atomic_bool *over;
	_Atomic int *open; /* snapshots at this moment */
	int number;
};

static void *read_on(void *context)
{
	const struct reader *reader = context;

	while (!atomic_load(reader->over)) {
		struct snapshot *snapshot;
		struct contact contact;

		if (store_snapshot(reader->store, &snapshot, NULL) != 0)
			continue;
		atomic_fetch_add(reader->open, 1);
		snapshot_contact(snapshot, str_of(ANN), str_of("bob@example.org"), &contact, NULL);
		usleep((useconds_t)(3000 + 1000 * reader->number));
		atomic_fetch_sub(reader->open, 1);
		snapshot_end(snapshot);
	}
	return NULL;
}

static void learn_large(struct world *world, int number, const char *text)
{
	char key[16];
	struct sighting sighting = world_sighting(ANN, AT(100), NULL, 0);
	struct batch batch;

	snprintf(key, sizeof key, "w%d", number);
	batch = world_batch(key, LESSON_LEARN, AT(100), &sighting, 1);
	batch.message.findings = str_make(text, TEXT);
	world_learn(world, &batch);
}

static off_t log_size(const struct world *world)
{
	struct stat status;
	char path[256];

	snprintf(path, sizeof path, "%s-wal", world->path);
	return stat(path, &status) ? 0 : status.st_size;
}

static void test_log_is_bounded(void **state)
{
	static char text[TEXT];
	struct world *world = *state;
	struct reader reader[READERS];
	pthread_t thread[READERS];
	atomic_bool over = false;
	_Atomic int open = 0;
	int overlapped = 0;
	off_t largest = 0;

	memset(text, 'x', sizeof text);
	for (int i = 0; i < READERS; i++) {
		reader[i] = (struct reader){ world->store, &over, &open, i };
		assert_int_equal(pthread_create(&thread[i], NULL, read_on, &reader[i]), 0);
	}
	for (int i = 0; i < MESSAGES; i++) {
		learn_large(world, i, text);
		overlapped += atomic_load(&open) > 1;
		largest = log_size(world) > largest ? log_size(world) : largest;
	}
	atomic_store(&over, true);
	for (int i = 0; i < READERS; i++)
		pthread_join(thread[i], NULL);
	assert_true(overlapped > MESSAGES / 2); /* it was tried at all */
	if (largest > LOG_MAX)
		fail_msg("the log grew to %ld bytes", (long)largest);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_log_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
