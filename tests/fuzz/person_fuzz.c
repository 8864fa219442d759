/* Names of people: the input's lines are two display names, a local part, a subject; what follows is a text. Held: a name is itself, by
 * any order of the two; strengths are those that person.h names; what is found lies in what was given. */
#include <stdint.h>
#include <stdlib.h>

#include "base/unicode.h"
#include "indicators/banner.h"
#include "party/person.h"
#include "party/roman.h"
#include "text/normal.h"

#define MEMORY (16u << 20)

static const struct world {
	struct nicknames *nicknames;
	struct banners *banners;
} * world(void)
{
	static struct world loaded;

	if (!loaded.banners && (nicknames_load(NULL, &loaded.nicknames, NULL) != 0 ||
	                        banners_load(NULL, str_of("[BEC?] "), &loaded.banners, NULL) != 0))
		abort();
	return &loaded;
}

static void check(bool holds)
{
	if (!holds)
		abort();
}

static bool is_within(struct str part, struct str whole)
{
	return part.n == 0 || (part.p >= whole.p && part.p + part.n <= whole.p + whole.n);
}

static void try_spellings(struct arena *arena, const struct person_name *name, struct str local)
{
	for (size_t i = 0; i < name->n; i++) {
		struct str token = name->token[i];
		bool cyrillic;

		check(person_spells_alike(token, token));
		check(person_spelled(token, token) == token.n);
		check(person_spelled(local, token) <= local.n);
		check(roman_alike(token, token));
		roman_word(arena, token, &cyrillic);
	}
}

static void try_names(struct arena *arena, struct str first, struct str second, struct str local)
{
	struct person_name one, other;
	struct person_text text;
	double strength;

	if (!person_name_init(arena, first, &one) || !person_name_init(arena, second, &other))
		return;
	check(one.n <= PERSON_TOKENS_MAX && one.initials <= PERSON_INITIALS_MAX);
	check(person_match(NULL, &one, &one) == (one.n && one.n + one.initials > 1 ? 1 : 0));
	strength = person_match(world()->nicknames, &one, &other);
	check(strength == 0 || strength == 0.5 || strength == 0.8 || strength == 1);
	person_is_local_part(&one, local);
	if (person_text_init(arena, second, &text))
		person_naming_in(&text, &one);
	check(is_within(person_address_in(first), first));
	try_spellings(arena, &one, local);
}

static void try_banner(struct arena *arena, struct str subject, struct str text)
{
	struct normal normal;
	struct banner banner;

	/* what text/ is given is valid */
	if (!utf8_valid(text) || !normal_init(arena, text, &normal))
		return;
	if (banners_find(world()->banners, &normal, subject, false, &banner))
		check(is_within(banner.span, subject) || is_within(banner.span, text));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = str_make((const char *)data, size), line[4];
	struct arena arena;

	arena_init(&arena, MEMORY);
	for (size_t i = 0; i < sizeof line / sizeof *line; i++)
		if (!str_cut(&rest, '\n', &line[i]))
			line[i] = (struct str){ "", 0 };
	try_names(&arena, line[0], line[1], line[2]);
	try_banner(&arena, line[3], rest.p ? rest : (struct str){ "", 0 });
	arena_done(&arena);
	return 0;
}
