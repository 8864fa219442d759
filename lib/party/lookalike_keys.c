/* Two names that are one edit apart (a letter replaced, added, left out, two swapped) have a row of
 * letters in common once each may lose one letter: so each name stands for all rows that it leaves
 * with a letter deleted, and with none ("deletion neighbourhood": Mor, Fraenkel, "A hash code method
 * for detecting and correcting spelling errors", 1982; as SymSpell does). What is equal to the
 * eye is one key, the skeleton. A key is a keyed hash: nobody can choose a name for its key. */
#include "party/lookalike_keys.h"

#include "base/unicode.h"
#include "party/lookalike_face.h"

struct maker {
	const struct site_key *key;
	struct lookalike_keys *ret;
};

/* Rows of letters of different meaning don't meet. */
#define LOOK  'l' /* as the eye takes them */
#define PLAIN 'p' /* as they are, without hyphens */

static void add(const struct maker *maker, char kind, const struct letters *letters)
{
	struct lookalike_keys *ret = maker->ret;
	char text[1 + 4 * LETTERS_MAX];
	size_t n = 0;
	uint64_t hash;

	if (letters->n == 0 || ret->n == LOOKALIKE_KEYS_MAX)
		return;
	text[n++] = kind;
	for (size_t i = 0; i < letters->n; i++)
		n += utf8_put(letters->v[i], text + n);
	hash = keyed_u64(maker->key, str_make(text, n));
	for (size_t i = 0; i < ret->n; i++)
		if (ret->v[i] == hash)
			return;
	ret->v[ret->n++] = hash;
}

/* With each letter deleted; of doubled letters one is enough. */
static void add_deletions(const struct maker *maker, const struct letters *letters)
{
	struct letters fewer;

	for (size_t i = 0; i < letters->n; i++) {
		if (i > 0 && letters->v[i] == letters->v[i - 1])
			continue;
		letters_without(letters, i, 1, &fewer);
		add(maker, PLAIN, &fewer);
	}
}

/* Shorter names have no edits; one more or less must still meet. */
static void add_plain(const struct maker *maker, const struct face *face)
{
	add(maker, PLAIN, &face->bare);
	if (face->plain.n >= FACE_LETTERS_FEWEST)
		add_deletions(maker, &face->bare);
}

void lookalike_known_keys(struct arena *arena, const struct site_key *key, struct domain known,
                          struct lookalike_keys *ret)
{
	const struct maker maker = { key, ret };
	struct face face;

	ret->n = 0;
	if (!face_read(arena, known, &face))
		return;
	add(&maker, LOOK, &face.eye);
	add(&maker, LOOK, &face.look);
	add(&maker, LOOK, &face.whole);
	add_plain(&maker, &face);
}

static void add_label(struct arena *arena, const struct maker *maker, struct str label)
{
	struct letters plain, eye;

	if (label.n == 0 || !letters_read(arena, label, &plain, &eye))
		return;
	letters_drop(&plain, '-');
	add(maker, PLAIN, &plain);
}

/* A name within the name: of a host before it, of a host and it together, of its parts. */
static void add_inner(struct arena *arena, const struct maker *maker, const struct face *face)
{
	struct letters without[FACE_PLURALS_MAX];
	struct face_core core[FACE_CORES_MAX];
	struct str host[FACE_HOSTS_MAX];
	char room[LETTERS_MAX];
	size_t n = face_hosts(face, host);

	for (size_t i = 0; i < n; i++)
		add_label(arena, maker, host[i]);
	add_label(arena, maker, face_undotted(face, room));
	n = face_cores(face, core);
	for (size_t i = 0; i < n; i++)
		add(maker, LOOK, &core[i].look);
	n = face_plurals(face, without);
	for (size_t i = 0; i < n; i++)
		add(maker, PLAIN, &without[i]);
}

void lookalike_seen_keys(struct arena *arena, const struct site_key *key, struct domain seen,
                         struct lookalike_keys *ret)
{
	const struct maker maker = { key, ret };
	struct face face;

	ret->n = 0;
	if (!face_read(arena, seen, &face))
		return;
	add(&maker, LOOK, &face.eye);
	if (seen.flags & (DOMAIN_SHARED | DOMAIN_PLATFORM))
		return; /* nobody's look-alikes but to the eye */
	add_inner(arena, &maker, &face);
	add_plain(&maker, &face);
}
