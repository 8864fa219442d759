/* BLAKE2b (RFC 7693) keyed by the site, its first part what the hash is for; SipHash-2-4 (Aumasson,
 * Bernstein 2012) where 64 bits are enough. What is kept of them moves with a store from machine to
 * machine, so numbers are little-endian everywhere. libsodium chooses its code for the processor
 * once, before the first hash: the only state here, and not ours. */
#include "base/keyed.h"

#include <endian.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <pthread.h>
#include <sodium.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/auto.h"
#include "base/owner.h"

#define HASH_BYTES 16

_Static_assert(sizeof(crypto_generichash_state) <= sizeof((struct keyed_stream *)0)->state,
               "state fits");
_Static_assert(SITE_KEY_SIZE >= crypto_shorthash_KEYBYTES, "key is long enough for SipHash");

struct site_key site_key_fixed(void)
{
	struct site_key key;

	memset(key.bytes, 0x5a, sizeof key.bytes);
	return key;
}

static int key_read(int fd, const char *path, struct site_key *ret, struct err *err)
{
	struct site_key key;
	struct stat status;
	ssize_t n;

	if (fstat(fd, &status) != 0)
		return err_system(err, "site key %s", path);
	if (!S_ISREG(status.st_mode))
		return err_set(err, ERR_CONFIG, "site key %s is no file", path);
	if (status.st_mode & 077)
		return err_set(err, ERR_CONFIG, "site key %s can be read by others; chmod 600 it",
		               path);
	n = status.st_size == SITE_KEY_SIZE ? read(fd, key.bytes, sizeof key.bytes) : 0;
	if (n != SITE_KEY_SIZE)
		return err_set(err, ERR_CONFIG,
		               "site key %s has %lld bytes, not %d; restore it from a backup, or "
		               "remove it for a new one",
		               path, (long long)status.st_size, SITE_KEY_SIZE);
	*ret = key;
	return 0;
}

/* The name outlives a crash once the folder is on disk, too. */
static int sync_folder_of(const char *path)
{
	AUTO(free_done) char *copy = strdup(path);
	AUTO(fd_done) int fd = copy ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;

	return fd < 0 ? -1 : fsync(fd);
}

/* Whole under another name first, then linked into place: two who start at once end with one
 * key. */
static int write_and_link(int fd, const char *draft, const char *path)
{
	struct site_key key;
	ssize_t n;

	randombytes_buf(key.bytes, sizeof key.bytes);
	n = write(fd, key.bytes, sizeof key.bytes);
	sodium_memzero(&key, sizeof key);
	if (n != sizeof key.bytes) {
		errno = n < 0 ? errno : ENOSPC;
		return -1;
	}
	if (owner_as_folder(fd, path) != 0 || fsync(fd) != 0 ||
	    (link(draft, path) != 0 && errno != EEXIST))
		return -1;
	return sync_folder_of(path);
}

static int key_create(const char *path, struct err *err)
{
	AUTO(free_done) char *draft = NULL;
	AUTO(fd_done) int fd = -1;
	int status;

	if (sodium_init() < 0)
		return err_set(err, ERR_INTERNAL, "libsodium finds no source of random numbers");
	if (asprintf(&draft, "%s.XXXXXX", path) < 0) {
		draft = NULL;
		return err_memory(err);
	}
	fd = mkostemp(draft, O_CLOEXEC);
	if (fd < 0)
		return err_system(err, "can't make the site key %s", path);
	status = write_and_link(fd, draft, path);
	if (status != 0)
		status = err_system(err, "can't make the site key %s", path);
	unlink(draft);
	return status;
}

int site_key_load(const char *path, bool create, struct site_key *ret, struct err *err)
{
	AUTO(fd_done) int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0 && errno == ENOENT && create) {
		int status = key_create(path, err);

		if (status)
			return status;
		fd = open(path, O_RDONLY | O_CLOEXEC);
	}
	if (fd < 0)
		return err_system(err, "site key %s", path);
	return key_read(fd, path, ret, err);
}

static void choose_code(void)
{
	if (sodium_init() < 0)
		return; /* without a source of random numbers hashes are as good */
}

static void ready(void)
{
	static pthread_once_t once = PTHREAD_ONCE_INIT;

	pthread_once(&once, choose_code);
}

static void hex(const unsigned char *bytes, char ret[KEYED_HEX_SIZE])
{
	static const char digits[] = "0123456789abcdef";

	for (size_t i = 0; i < HASH_BYTES; i++) {
		ret[2 * i] = digits[bytes[i] >> 4];
		ret[2 * i + 1] = digits[bytes[i] & 15];
	}
	ret[KEYED_HEX_SIZE - 1] = '\0';
}

void keyed_begin(struct keyed_stream *stream, const struct site_key *key, const char *purpose)
{
	ready();
	crypto_generichash_init((crypto_generichash_state *)stream->state, key->bytes,
	                        sizeof key->bytes, HASH_BYTES);
	keyed_part(stream, str_of(purpose));
}

void keyed_part(struct keyed_stream *stream, struct str part)
{
	uint64_t n = htole64(part.n);

	crypto_generichash_update((crypto_generichash_state *)stream->state,
	                          (const unsigned char *)&n, sizeof n);
	keyed_bytes(stream, part);
}

void keyed_bytes(struct keyed_stream *stream, struct str more)
{
	if (more.n)
		crypto_generichash_update((crypto_generichash_state *)stream->state,
		                          (const unsigned char *)more.p, more.n);
}

void keyed_end(struct keyed_stream *stream, char ret[KEYED_HEX_SIZE])
{
	unsigned char hash[HASH_BYTES];

	crypto_generichash_final((crypto_generichash_state *)stream->state, hash, sizeof hash);
	hex(hash, ret);
}

void keyed_hex(const struct site_key *key, const char *purpose, struct str s,
               char ret[KEYED_HEX_SIZE])
{
	struct keyed_stream stream;

	keyed_begin(&stream, key, purpose);
	keyed_part(&stream, s);
	keyed_end(&stream, ret);
}

uint64_t keyed_u64(const struct site_key *key, struct str s)
{
	uint64_t hash;

	crypto_shorthash((unsigned char *)&hash, (const unsigned char *)(s.n ? s.p : ""), s.n,
	                 key->bytes);
	return le64toh(hash);
}

void sha256(struct str s, unsigned char ret[SHA256_SIZE])
{
	unsigned char hash[SHA256_SIZE];

	crypto_hash_sha256(hash, (const unsigned char *)(s.n ? s.p : ""), s.n);
	memcpy(ret, hash, sizeof hash);
}
