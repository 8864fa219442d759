/* A set-associative cache, as processors have: the hash names a set, and all that a call does happens in its few ways. So there is
 * no list to keep in order, nothing to rehash, and no sweep; each set has its share of entries and bytes.
 *
 * Who leaves: what is over; then what nobody asked for a second time, oldest first; then the one not asked for longest. A flood of
 * invented names therefore throws out its own kind and leaves the keys of daily correspondents.
 *
 * Names aren't kept: 64 bits of a keyed hash stand for them. The key is random and this process's own, so nobody can look for two
 * names that share one, and by chance one wrong hit is due in 10^18 look-ups. */
#include "auth/dns_cache.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/random.h>

#include "auth/dns_answer.h"
#include "base/keyed.h"

#define WAYS      8
#define SET_BYTES 16384 /* of the answers in one set */
#define LOCKS     64    /* sets share them */

struct entry {
	uint64_t hash;
	struct dns_answer *answer; /* NULL: free */
	int64_t until_ms, used_ms;
	bool wanted; /* asked for again since it came */
};

struct set {
	struct entry way[WAYS];
};

struct dns_cache {
	struct site_key key;
	size_t mask; /* sets - 1, a power of two - 1 */
	pthread_mutex_t lock[LOCKS];
	struct set set[];
};

struct dns_cache *dns_cache_new(size_t entries)
{
	size_t sets = LOCKS;
	struct dns_cache *cache;

	while (sets * WAYS < entries)
		sets *= 2;
	cache = calloc(1, sizeof *cache + sets * sizeof *cache->set);
	if (!cache)
		return NULL;
	if (getrandom(cache->key.bytes, sizeof cache->key.bytes, 0) !=
	    (ssize_t)sizeof cache->key.bytes) {
		free(cache);
		return NULL;
	}
	cache->mask = sets - 1;
	for (size_t i = 0; i < LOCKS; i++)
		pthread_mutex_init(&cache->lock[i], NULL);
	return cache;
}

static void drop(struct entry *entry)
{
	dns_answer_unref(entry->answer);
	*entry = (struct entry){ 0 };
}

void dns_cache_free(struct dns_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i <= cache->mask; i++) {
		for (size_t way = 0; way < WAYS; way++)
			drop(&cache->set[i].way[way]);
	}
	for (size_t i = 0; i < LOCKS; i++)
		pthread_mutex_destroy(&cache->lock[i]);
	free(cache);
}

static uint64_t hash_of(const struct dns_cache *cache, struct str name, enum dns_type type)
{
	char text[DNS_NAME_MAX + 1];

	if (name.n > DNS_NAME_MAX)
		name.n = DNS_NAME_MAX; /* never: dns_name() made it */
	memcpy(text, name.p, name.n);
	text[name.n] = (char)type; /* types are below 256 */
	return keyed_u64(&cache->key, str_make(text, name.n + 1));
}

static struct set *set_of(struct dns_cache *cache, uint64_t hash, pthread_mutex_t **ret_lock)
{
	size_t i = (size_t)hash & cache->mask;

	*ret_lock = &cache->lock[i % LOCKS];
	return &cache->set[i];
}

static struct entry *find(struct set *set, uint64_t hash)
{
	for (size_t way = 0; way < WAYS; way++) {
		if (set->way[way].answer && set->way[way].hash == hash)
			return &set->way[way];
	}
	return NULL;
}

struct dns_answer *dns_cache_get(struct dns_cache *cache, struct str name, enum dns_type type,
                                 int64_t now_ms)
{
	uint64_t hash = hash_of(cache, name, type);
	struct dns_answer *answer = NULL;
	pthread_mutex_t *lock;
	struct set *set = set_of(cache, hash, &lock);
	struct entry *entry;

	pthread_mutex_lock(lock);
	entry = find(set, hash);
	if (entry && entry->until_ms > now_ms) {
		entry->wanted = true;
		entry->used_ms = now_ms;
		answer = dns_answer_ref(entry->answer);
	}
	pthread_mutex_unlock(lock);
	return answer;
}

static int64_t lifetime_ms(const struct dns_answer *answer)
{
	static const struct {
		uint32_t min_s, max_s;
	} bounds[] = {
		[DNS_FOUND] = { DNS_CACHE_FOUND_MIN_S, DNS_CACHE_FOUND_MAX_S },
		[DNS_NODATA] = { DNS_CACHE_NEGATIVE_MIN_S, DNS_CACHE_NEGATIVE_MAX_S },
		[DNS_NXDOMAIN] = { DNS_CACHE_NEGATIVE_MIN_S, DNS_CACHE_NEGATIVE_MAX_S },
		[DNS_FAILED] = { DNS_CACHE_FAILED_S, DNS_CACHE_FAILED_S },
	};
	uint32_t ttl_s = answer->ttl_s;

	if (ttl_s < bounds[answer->status].min_s)
		ttl_s = bounds[answer->status].min_s;
	if (ttl_s > bounds[answer->status].max_s)
		ttl_s = bounds[answer->status].max_s;
	return (int64_t)ttl_s * 1000;
}

/* What leaves first: 0: free; 1: over; 2: nobody wanted it again; 3: wanted. */
static int worth(const struct entry *entry, int64_t now_ms)
{
	if (!entry->answer)
		return 0;
	if (entry->until_ms <= now_ms)
		return 1;
	return entry->wanted ? 3 : 2;
}

/* Of those worth at least `min`; NULL: there is none. */
static struct entry *least_worth(struct set *set, int min, int64_t now_ms)
{
	struct entry *least = NULL;

	for (size_t way = 0; way < WAYS; way++) {
		struct entry *entry = &set->way[way];
		int difference = least ? worth(entry, now_ms) - worth(least, now_ms) : -1;

		if (worth(entry, now_ms) < min)
			continue;
		if (difference < 0 || (difference == 0 && entry->used_ms < least->used_ms))
			least = entry;
	}
	return least;
}

static size_t bytes_of(const struct set *set)
{
	size_t bytes = 0;

	for (size_t way = 0; way < WAYS; way++) {
		if (set->way[way].answer)
			bytes += dns_answer_size(set->way[way].answer);
	}
	return bytes;
}

/* A free way, and `size` bytes to spare. */
static struct entry *make_room(struct set *set, size_t size, int64_t now_ms)
{
	struct entry *entry = least_worth(set, 0, now_ms);

	drop(entry);
	while (bytes_of(set) + size > SET_BYTES)
		drop(least_worth(set, 1, now_ms)); /* there is one: it holds the bytes */
	return entry;
}

void dns_cache_put(struct dns_cache *cache, struct str name, enum dns_type type,
                   struct dns_answer *answer, int64_t now_ms)
{
	uint64_t hash = hash_of(cache, name, type);
	size_t size = dns_answer_size(answer);
	pthread_mutex_t *lock;
	struct set *set = set_of(cache, hash, &lock);
	struct entry *entry;
	bool wanted;

	if (size > SET_BYTES)
		return;
	pthread_mutex_lock(lock);
	entry = find(set, hash);
	if (!entry || entry->until_ms <= now_ms || answer->status != DNS_FAILED) {
		wanted = entry && entry->wanted; /* what is asked for daily stays so */
		if (entry)
			drop(entry);
		entry = make_room(set, size, now_ms);
		*entry = (struct entry){ .hash = hash,
			                 .answer = dns_answer_ref(answer),
			                 .until_ms = now_ms + lifetime_ms(answer),
			                 .used_ms = now_ms,
			                 .wanted = wanted };
	}
	pthread_mutex_unlock(lock);
}
