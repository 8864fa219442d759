/* Phrase files read: from lines as people write them to the literals that are searched for. The
 * format stands in text/phrases.h. */
#ifndef OPENBEC_TEXT_PHRASE_FILE_H
#define OPENBEC_TEXT_PHRASE_FILE_H

#include "text/phrase_class.h"
#include "text/phrases.h"

#define PHRASE_SPELLINGS_MAX 8
#define PHRASE_SLOTS_MAX     24
#define PHRASE_LITERALS_MAX  4096 /* of one phrase */
#define PHRASE_LANGUAGES_MAX 32
#define PHRASE_GAP_WORDS     4

/* In the order in which they are looked for: what takes back comes before what is asked. */
enum phrase_role { PHRASE_NEGATION, PHRASE_INNOCENT, PHRASE_ASK };

struct phrase {
	enum phrase_role role;
	enum intent intent; /* INTENT_COUNT: of every intent (innocent) */
	double weight;
	unsigned language; /* index in phrase_list.language */
	uint32_t first_slot, slots;
};

/* A stretch of words without a gap. A phrase is its slots in order. */
struct phrase_slot {
	uint32_t phrase;
	bool gap; /* PHRASE_GAP_WORDS at most may stand before it; else it follows at once */
};

/* One way to fill a slot: " send the invoice "; without the blank behind if any word may begin
 * so. */
struct phrase_literal {
	struct str text; /* normalised */
	uint32_t slot;
	enum phrase_role role; /* of its phrase */
};

struct phrase_word {
	struct str text;    /* normalised */
	uint32_t languages; /* a bit each */
};

/* What all files together say; lives in its arena. */
struct phrase_list {
	struct arena *arena;
	struct phrase *phrase;
	struct phrase_slot *slot;
	struct phrase_literal *literal;
	struct phrase_word *word;
	size_t phrases, phrase_room, slots, slot_room, literals, literal_room, words, word_room;
	const char *language[PHRASE_LANGUAGES_MAX];
	unsigned languages;
};

/* Adds what a file says. `name` stands in errors, which are ERR_CONFIG or ERR_MEMORY. */
int phrase_file_read(struct phrase_list *list, const char *name, struct str text, struct err *err);

/* "ä" that is also written "ae". */
struct phrase_spellings {
	struct {
		struct str letter, other;
	} v[PHRASE_SPELLINGS_MAX];
	size_t n;
};

/* What a phrase's line stands in. */
struct phrase_source {
	const char *where; /* stands in front of errors: "en.phrases:12" */
	const struct phrase_classes *classes;
	const struct phrase_spellings *spellings;
};

/* One phrase as it is written, added as the last of list->phrase's slots and literals: the
 * second half of the above. */
int phrase_expand(struct phrase_list *list, const struct phrase_source *source, struct str written,
                  struct err *err);

/* What the build embeds of lang/, ended by a row without name. */
struct phrases_shipped {
	const char *name;
	const char *text;
	const size_t *size;
};
extern const struct phrases_shipped phrases_shipped[];

#endif
