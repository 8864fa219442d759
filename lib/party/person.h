/* Names of people as display names write them: order (Last First; "Last, First"), case, diacritics,
 * confusable letters, titles, a firm behind a bar, "via List" don't matter; initials, nicknames, middle names and the spelling of
 * umlauts (Müller, Mueller) matter little. */
#ifndef OPENBEC_PARTY_PERSON_H
#define OPENBEC_PARTY_PERSON_H

#include "party/address.h"
#include "party/nickname.h"

#define PERSON_TOKENS_MAX   8
#define PERSON_INITIALS_MAX 4

/* The words of a name that identify: folded to ASCII, titles and firm dropped, sorted. */
struct person_name {
	struct str token[PERSON_TOKENS_MAX];
	size_t n;
	char initial[PERSON_INITIALS_MAX]; /* letters that stand for a name: "J. F. Kennedy" */
	size_t initials;
	bool cyrillic; /* written so, at least in part: its spelling in Latin letters varies */
	/* The first identifying word as written: first name where order is Western. */
	struct str first;
};

/* False without memory only. A name of which nothing is left has n = 0. */
bool person_name_init(struct arena *arena, struct str display_name, struct person_name *ret);
/* The tokens with blanks between, umlauts spelled one way: equal keys are equal names. {NULL, 0} if fewer than two
 * tokens: a first name alone is nobody. */
struct str person_key(struct arena *arena, const struct person_name *name);
/* How surely a reader takes `shown` for `known`: 1 equal; 0.8 one has more middle names than the
 * other, or a nickname; 0.5 an initial stands for a name; 0 otherwise, and whenever a side has but one name. `nicknames` may be
 * NULL. */
double person_match(const struct nicknames *nicknames, const struct person_name *known,
                    const struct person_name *shown);

#define PERSON_TEXT_WORDS_MAX 48
/* The words of a running text (a subject), each folded as those of names are; empty where it is no name's: a title, a number. */
struct person_text {
	struct str word[PERSON_TEXT_WORDS_MAX];
	size_t n, names;
};
/* Its beginning. False without memory only. */
bool person_text_init(struct arena *arena, struct str text, struct person_text *ret);

/* How it names the person: all words of the name beside one another, in any order. */
enum person_naming {
	PERSON_UNNAMED,
	PERSON_NAMED,       /* among other words */
	PERSON_NAMED_ALONE, /* nothing else is said but titles and offices */
};
enum person_naming person_naming_in(const struct person_text *text, const struct person_name *name);

/* The address that stands inside a display name ("ceo@acme.example" <x@gmail.com>); {NULL, 0}:
 * none. Borrowed from it. */
struct str person_address_in(struct str display_name);
/* The local part before an extension, and without the digits behind a name that was taken. Borrowed from it. */
struct str person_bare_local(struct str local);
/* Whether the local part is the person's name: maria.rossi, mrossi, rossi.maria; not a first
 * name alone. */
bool person_is_local_part(const struct person_name *name, struct str local);

/* Whether the letter at `i` only spells an umlaut, as the e of Mueller; the second a of Aage. */
bool person_is_silent(struct str word, size_t i);
/* Whether both words are one name, however they spell umlauts: "mueller" is "muller". */
bool person_spells_alike(struct str one, struct str other);
/* How many bytes of `text`, in any case, spell the name with which it begins; 0: it doesn't begin so. */
size_t person_spelled(struct str text, struct str name);

#endif
