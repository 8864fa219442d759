/* A name in a running text: a window of as many words as the name has moves over the text's words. */
#include "party/display_name.h"
#include "party/person.h"

bool person_text_init(struct arena *arena, struct str text, struct person_text *ret)
{
	struct str word;
	size_t at = 0;

	*ret = (struct person_text){ .n = 0 };
	text = display_name_text(arena, text, true);
	if (!text.p)
		return false;
	while (ret->n < PERSON_TEXT_WORDS_MAX && (word = display_name_word(text, &at)).p) {
		struct person_name name;

		if (!person_name_init(arena, word, &name))
			return false;
		ret->word[ret->n++] = name.n ? name.token[0] : (struct str){ "", 0 };
		ret->names += name.n > 0;
	}
	return true;
}

/* Whether the words from `at` are the name's, each once. */
static bool stands_at(const struct person_text *text, size_t at, const struct person_name *name)
{
	unsigned used = 0;

	for (size_t i = 0; i < name->n; i++) {
		size_t k = 0;

		while (k < name->n &&
		       (used & 1u << k || !person_spells_alike(text->word[at + i], name->token[k])))
			k++;
		if (k == name->n)
			return false;
		used |= 1u << k;
	}
	return true;
}

enum person_naming person_naming_in(const struct person_text *text, const struct person_name *name)
{
	if (name->n < 2)
		return PERSON_UNNAMED;
	for (size_t at = 0; at + name->n <= text->n; at++)
		if (stands_at(text, at, name))
			return text->names == name->n ? PERSON_NAMED_ALONE : PERSON_NAMED;
	return PERSON_UNNAMED;
}
