/* party/: the input's lines are two domain names, an address and a display name, as a message
 * might write them. Held: what is the same organisation is nobody's look-alike; strengths are
 * 0..1; whoever looks like another is found by key; results are within their own bounds. */
#include <stdint.h>
#include <stdlib.h>

#include "party/lookalike.h"
#include "party/lookalike_index.h"
#include "party/person.h"

#define MEMORY (8u << 20)

static const struct domain_lists *lists(void)
{
	static struct domain_lists *loaded;

	if (!loaded && domain_lists_load(NULL, &loaded, NULL) != 0)
		abort();
	return loaded;
}

static void check(bool holds)
{
	if (!holds)
		abort();
}

static void try_keys(struct arena *arena, struct domain known, struct domain seen, bool alike)
{
	const struct site_key key = site_key_fixed();
	struct lookalike_index index;
	struct lookalike_keys keys;
	uint32_t place[1];
	size_t found;

	if (lookalike_index_init(arena, &key, &known, 1, &index, NULL) != 0)
		return;
	check(index.n <= LOOKALIKE_KEYS_MAX);
	lookalike_seen_keys(arena, &key, seen, &keys);
	check(keys.n <= LOOKALIKE_KEYS_MAX);
	found = lookalike_index_find(&index, &keys, place, 1);
	check(found <= 1 && (found == 1 || !alike));
}

static void try_domains(struct arena *arena, struct str first, struct str second)
{
	struct domain known, seen;
	struct lookalike found;

	if (!domain_init(arena, lists(), first, &known) ||
	    !domain_init(arena, lists(), second, &seen))
		return;
	check(str_ends(known.name, known.org));
	check(known.flags & DOMAIN_LITERAL || known.name.n <= 253);
	found = lookalike_of(arena, known, seen);
	check(found.strength >= 0 && found.strength <= 1);
	check((found.way == LOOKALIKE_NONE) == (found.strength == 0));
	check(!domain_same_org(known, seen) || found.way == LOOKALIKE_NONE);
	check(lookalike_of(arena, known, known).way == LOOKALIKE_NONE);
	try_keys(arena, known, seen, found.strength > 0);
}

/* The first name with a few bytes of `edits` written over it or put into it: names that are near each other. */
static void try_neighbour(struct arena *arena, struct str name, struct str edits)
{
	char *near = arena_alloc(arena, name.n + edits.n + 1);
	size_t n = name.n;

	if (!near || n == 0 || n > 253)
		return;
	memcpy(near, name.p, n);
	for (size_t i = 0; i + 1 < edits.n && i < 6; i += 2) {
		size_t at = (unsigned char)edits.p[i] % n;

		if (edits.p[i] & 0x20) { /* else written over */
			memmove(near + at + 1, near + at, n - at);
			n++;
		}
		near[at] = edits.p[i + 1];
	}
	try_domains(arena, name, str_make(near, n));
}

static void try_address(struct arena *arena, struct str spec)
{
	struct address address, unwrapped;

	if (!address_init(arena, lists(), spec, spec, &address))
		return;
	check(address_eq(address, address) == (address.full.n > 0));
	address_unwrap(arena, lists(), address, &unwrapped);
	check(address_without_extension(arena, address.full, str_of("+-")).n <= address.full.n);
}

static void try_name(struct arena *arena, struct str shown, struct str local)
{
	struct person_name name;
	struct str inside = person_address_in(shown);

	check(!inside.p || (inside.p >= shown.p && inside.p + inside.n <= shown.p + shown.n));
	if (!person_name_init(arena, shown, &name))
		return;
	check(name.n <= PERSON_TOKENS_MAX);
	check(person_match(NULL, &name, &name) == (name.n && name.n + name.initials > 1 ? 1 : 0));
	person_is_local_part(&name, local);
	person_key(arena, &name);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = { (const char *)data, size }, line[4] = { 0 };
	struct arena arena;

	for (size_t i = 0; i < 4 && str_cut(&rest, '\n', &line[i]); i++)
		;
	arena_init(&arena, MEMORY);
	try_domains(&arena, line[0], line[1]);
	try_neighbour(&arena, line[0], line[2]);
	try_address(&arena, line[2]);
	try_name(&arena, line[3], line[2]);
	arena_done(&arena);
	return 0;
}
