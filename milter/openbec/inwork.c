/* The file is two tables of fixed size: places of messages in work, and keys of those on which a process died. Memory that is mapped
 * from a file belongs to the kernel: it is there after a crash of the process, without any sync. */
#include "openbec/inwork.h"

#include <fcntl.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/auto.h"

#define PLACES     1024   /* messages between their header and the answer; MTAs run some hundred */
#define CRASHED    PLACES /* all that were in work at once */
#define REMEMBER_S ((int64_t)7 * 24 * 3600) /* MTAs give up after five days */
#define MAGIC      "openbec inwork 1"

enum { FREE, TAKEN, WRITTEN };

struct inwork_note {
	_Atomic unsigned state;
	char key[KEYED_HEX_SIZE];
	_Atomic int64_t until_ms; /* when it has to be answered; 0: it still comes in */
};

struct crashed {
	char key[KEYED_HEX_SIZE];
	int64_t at_s; /* 0: never used, and none behind it was */
};

struct layout {
	char magic[sizeof MAGIC];
	uint32_t next_crashed; /* the oldest is overwritten */
	struct inwork_note place[PLACES];
	struct crashed crashed[CRASHED];
};

struct inwork {
	int fd; /* holds the lock */
	struct layout *file;
	_Atomic unsigned hint; /* where to look for a free place */
};

static void remember(struct layout *file, const char *key, int64_t now_s)
{
	struct crashed *place = &file->crashed[file->next_crashed % CRASHED];

	memcpy(place->key, key, sizeof place->key);
	place->key[sizeof place->key - 1] = '\0';
	place->at_s = now_s;
	file->next_crashed = (file->next_crashed + 1) % CRASHED;
}

/* Whatever is written in a place was in work when the process ended. */
static size_t take_crashed(struct layout *file, int64_t now_s)
{
	size_t n = 0;

	for (size_t i = 0; i < PLACES; i++) {
		if (file->place[i].state == WRITTEN) {
			remember(file, file->place[i].key, now_s);
			n++;
		}
		file->place[i].state = FREE;
	}
	return n;
}

/* NULL, and a sentence: it can't be had. */
static struct layout *map(struct inwork *inwork, const char *path, struct err *err)
{
	void *file;

	inwork->fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (inwork->fd < 0) {
		err_system(err, "can't open %s", path);
		return NULL;
	}
	if (flock(inwork->fd, LOCK_EX | LOCK_NB) != 0) {
		err_system(err, "another openbec holds %s", path);
		return NULL;
	}
	/* blocks are reserved now: a write into a hole of a full disk would be a SIGBUS */
	if (posix_fallocate(inwork->fd, 0, sizeof(struct layout)) != 0) {
		err_set(err, ERR_SYSTEM, "no room for %s", path);
		return NULL;
	}
	file = mmap(NULL, sizeof(struct layout), PROT_READ | PROT_WRITE, MAP_SHARED, inwork->fd, 0);
	if (file == MAP_FAILED) {
		err_system(err, "can't map %s", path);
		return NULL;
	}
	return file;
}

static void unmap(struct inwork *inwork)
{
	if (inwork->file)
		munmap(inwork->file, sizeof *inwork->file);
	if (inwork->fd >= 0)
		close(inwork->fd);
	free(inwork);
}

int inwork_open(const char *path, int64_t now_s, struct inwork **ret, size_t *ret_crashed,
                struct err *err)
{
	struct inwork *inwork = calloc(1, sizeof *inwork);

	if (!inwork)
		return err_memory(err);
	inwork->file = map(inwork, path, err);
	if (!inwork->file) {
		unmap(inwork);
		return ERR_SYSTEM;
	}
	if (memcmp(inwork->file->magic, MAGIC, sizeof MAGIC) !=
	    0) { /* new, or of another version */
		memset(inwork->file, 0, sizeof *inwork->file);
		memcpy(inwork->file->magic, MAGIC, sizeof MAGIC);
	}
	*ret_crashed = take_crashed(inwork->file, now_s);
	*ret = inwork;
	return 0;
}

void inwork_goodbye(struct inwork *inwork)
{
	for (size_t i = 0; inwork && i < PLACES; i++)
		inwork->file->place[i].state = FREE;
}

void inwork_close(struct inwork *inwork)
{
	inwork_goodbye(inwork);
	if (inwork)
		unmap(inwork);
}

void inwork_key(const struct mail *mail, const struct site_key *key, char ret[KEYED_HEX_SIZE])
{
	static const char *const names[] = { "Message-ID", "Date", "From", "To", "Subject" };
	struct keyed_stream stream;

	keyed_begin(&stream, key, "inwork");
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const struct field *field = mail_field(mail, names[i], 0);

		keyed_part(&stream, field ? field->value : (struct str){ 0 });
	}
	keyed_end(&stream, ret);
}

bool inwork_has_crashed(const struct inwork *inwork, const char key[KEYED_HEX_SIZE], int64_t now_s)
{
	for (size_t i = 0; inwork && i < CRASHED; i++) {
		const struct crashed *crashed = &inwork->file->crashed[i];

		if (crashed->at_s == 0)
			return false;
		if (memcmp(crashed->key, key, KEYED_HEX_SIZE) == 0 &&
		    now_s - crashed->at_s < REMEMBER_S)
			return true;
	}
	return false;
}

struct inwork_note *inwork_begin(struct inwork *inwork, const char key[KEYED_HEX_SIZE])
{
	for (size_t i = 0; inwork && i < PLACES; i++) {
		struct inwork_note *note = &inwork->file->place[inwork->hint++ % PLACES];
		unsigned expected = FREE;

		if (!atomic_compare_exchange_strong(&note->state, &expected, TAKEN))
			continue;
		memcpy(note->key, key, KEYED_HEX_SIZE);
		note->until_ms = 0;
		note->state = WRITTEN;
		return note;
	}
	return NULL;
}

void inwork_judging(struct inwork_note *note, int64_t until_ms)
{
	if (note)
		note->until_ms = until_ms;
}

void inwork_end(struct inwork_note *note)
{
	if (note)
		note->state = FREE;
}

int64_t inwork_overdue_ms(const struct inwork *inwork, int64_t now_ms)
{
	int64_t most = 0;

	for (size_t i = 0; inwork && i < PLACES; i++) {
		const struct inwork_note *note = &inwork->file->place[i];
		int64_t until_ms = note->state == WRITTEN ? note->until_ms : 0;

		if (until_ms && now_ms - until_ms > most)
			most = now_ms - until_ms;
	}
	return most;
}
