/* A name in a running text: a window of as many words as the name has moves over the text's words, each folded as those of names
 * are. */
#include "party/display_name.h"
#include "party/person.h"

#define WORDS_MAX 48 /* read of the text: subjects are short */

struct words {
	struct str v[WORDS_MAX];
	size_t n;
};

/* All words of the text, as display names are read. False without memory. */
static bool read_words(struct arena *arena, struct str text, struct words *ret)
{
	struct str word;
	size_t at = 0;

	ret->n = 0;
	text = display_name_text(arena, text, true);
	if (!text.p)
		return false;
	while (ret->n < WORDS_MAX && (word = display_name_word(text, &at)).p) {
		struct person_name name;

		if (!person_name_init(arena, word, &name))
			return false;
		/* a word that is no name stays as a gap */
		ret->v[ret->n++] = name.n ? name.token[0] : (struct str){ "", 0 };
	}
	return true;
}

/* Whether the words from `at` are the name's, each once. */
static bool stands_at(const struct words *words, size_t at, const struct person_name *name)
{
	unsigned used = 0;

	for (size_t i = 0; i < name->n; i++) {
		size_t k = 0;

		while (k < name->n &&
		       (used & 1u << k || !person_spells_alike(words->v[at + i], name->token[k])))
			k++;
		if (k == name->n)
			return false;
		used |= 1u << k;
	}
	return true;
}

enum person_naming person_naming_in(struct arena *arena, const struct person_name *name,
                                    struct str text)
{
	struct words words;
	size_t names = 0;

	if (name->n < 2 || !read_words(arena, text, &words))
		return PERSON_UNNAMED;
	for (size_t i = 0; i < words.n; i++)
		names += words.v[i].n > 0;
	for (size_t at = 0; at + name->n <= words.n; at++)
		if (stands_at(&words, at, name))
			return names == name->n ? PERSON_NAMED_ALONE : PERSON_NAMED;
	return PERSON_UNNAMED;
}
