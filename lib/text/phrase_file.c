/* The lines of a phrase file: a table of words that open a section, name a class or say something of the
 * language; every other line is a phrase of the section that is open, and goes to
 * text/phrase_expand. */
#include "text/phrase_file.h"

#include <stdio.h>

#include "base/textfile.h"
#include "base/unicode.h"
#include "text/normal.h"

#define SCRATCH_MAX ((size_t)16 << 20)

struct reader {
	struct phrase_list *list;
	char where[300]; /* "en.phrases:12" */
	struct arena *scratch;
	int language;  /* -1: none yet */
	bool open;     /* a section is */
	bool in_class; /* the line above is a class's */
	struct phrase section;
	struct phrase_classes classes;
	struct phrase_spellings spellings;
};

struct directive {
	const char *word;
	int (*read)(struct reader *reader, struct str rest, struct err *err);
};

/* Cuts the first word off. */
static struct str first_word(struct str *rest)
{
	size_t n = 0;
	struct str word;

	while (n < rest->n && rest->p[n] != ' ' && rest->p[n] != '\t')
		n++;
	word = str_sub(*rest, 0, n);
	*rest = str_trim(str_sub(*rest, n, rest->n));
	return word;
}

static bool is_language(struct str s)
{
	return s.n == 2 && s.p[0] >= 'a' && s.p[0] <= 'z' && s.p[1] >= 'a' && s.p[1] <= 'z';
}

static int read_language(struct reader *r, struct str rest, struct err *err)
{
	struct phrase_list *list = r->list;
	struct str name;

	if (r->language >= 0)
		return err_set(err, ERR_CONFIG, "%s: a second language; each has its own file",
		               r->where);
	if (!is_language(rest))
		return err_set(err, ERR_CONFIG, "%s: language wants a two-letter code (ISO 639-1)",
		               r->where);
	for (unsigned i = 0; i < list->languages; i++) {
		if (str_eq(str_of(list->language[i]), rest)) {
			r->language = (int)i;
			return 0;
		}
	}
	if (list->languages == PHRASE_LANGUAGES_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d languages", r->where,
		               PHRASE_LANGUAGES_MAX);
	name = arena_str(list->arena, rest);
	if (!name.p)
		return err_memory(err);
	r->language = (int)list->languages;
	list->language[list->languages++] = name.p;
	return 0;
}

static int read_function_words(struct reader *r, struct str rest, struct err *err)
{
	struct phrase_list *list = r->list;
	struct normal normal;
	struct str words, word;

	if (!normal_init(r->scratch, rest, &normal))
		return err_memory(err);
	words = normal.text;
	while (str_cut(&words, ' ', &word)) {
		void *v = list->word;

		if (word.n == 0 || str_eq(word, str_of(".")))
			continue;
		if (!arena_grow(list->arena, &v, list->words, &list->word_room, sizeof *list->word))
			return err_memory(err);
		list->word = v;
		list->word[list->words] = (struct phrase_word){
			.text = arena_str(list->arena, word),
			.languages = UINT32_C(1) << r->language,
		};
		if (!list->word[list->words++].text.p)
			return err_memory(err);
	}
	return 0;
}

static int read_class(struct reader *r, struct str rest, struct err *err)
{
	int status = phrase_class_read(&r->classes, r->where, rest, err);

	r->in_class = status == 0;
	return status;
}

static int read_spelling(struct reader *r, struct str rest, struct err *err)
{
	struct str letter = first_word(&rest);

	if (letter.n == 0 || rest.n == 0 || str_chr(rest, ' ') != SIZE_MAX)
		return err_set(err, ERR_CONFIG,
		               "%s: spelling wants a letter and how it is also written", r->where);
	if (r->spellings.n == PHRASE_SPELLINGS_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d spellings", r->where,
		               PHRASE_SPELLINGS_MAX);
	r->spellings.v[r->spellings.n].letter = letter;
	r->spellings.v[r->spellings.n++].other = rest;
	return 0;
}

static int read_intent(struct reader *r, struct str rest, struct err *err)
{
	r->section = (struct phrase){ .role = PHRASE_ASK };
	r->open = intent_of(rest, &r->section.intent);
	if (!r->open)
		return err_set(err, ERR_CONFIG, "%s: there is no intent \"" STR_FMT "\"", r->where,
		               STR_ARG(rest));
	return 0;
}

static int read_innocent(struct reader *r, struct str rest, struct err *err)
{
	r->section = (struct phrase){ .role = PHRASE_INNOCENT, .intent = INTENT_COUNT };
	r->open = str_eq(rest, str_of("*")) || intent_of(rest, &r->section.intent);
	if (!r->open)
		return err_set(err, ERR_CONFIG,
		               "%s: there is no intent \"" STR_FMT "\" (\"*\" is all)", r->where,
		               STR_ARG(rest));
	return 0;
}

static int read_negation(struct reader *r, struct str rest, struct err *err)
{
	if (rest.n)
		return err_set(err, ERR_CONFIG, "%s: negation stands alone; its phrases follow",
		               r->where);
	r->section = (struct phrase){ .role = PHRASE_NEGATION };
	r->open = true;
	return 0;
}

static const struct directive directives[] = {
	{ "language", read_language }, { "function-words", read_function_words },
	{ "intent", read_intent },     { "innocent", read_innocent },
	{ "negation", read_negation }, { "class", read_class },
	{ "spelling", read_spelling },
};

static const struct directive *directive_of(struct str word)
{
	for (size_t i = 0; i < sizeof directives / sizeof *directives; i++) {
		if (str_eq(word, str_of(directives[i].word)))
			return &directives[i];
	}
	return NULL;
}

/* "0.6", "1", ".25": 0 < weight <= 1, four digits behind the point at most. */
static bool read_weight(struct str s, double *ret)
{
	double value = 0, unit = 1;
	bool point = false;

	if (s.n == 0 || s.n > 6)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '.' && !point) {
			point = true;
			continue;
		}
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
		value = value * 10 + (s.p[i] - '0');
		unit *= point ? 10 : 1;
	}
	*ret = value / unit;
	return *ret > 0 && *ret <= 1;
}

static int read_phrase(struct reader *r, struct str text, struct err *err)
{
	struct phrase_list *list = r->list;
	const struct phrase_source source = { r->where, &r->classes, &r->spellings };
	struct phrase phrase = r->section;
	void *v = list->phrase;

	if (!r->open)
		return err_set(err, ERR_CONFIG,
		               "%s: a phrase before any intent, innocent or negation", r->where);
	if (phrase.role == PHRASE_ASK && !read_weight(first_word(&text), &phrase.weight))
		return err_set(err, ERR_CONFIG,
		               "%s: a phrase begins with its weight, 0 < weight <= 1", r->where);
	if (!arena_grow(list->arena, &v, list->phrases, &list->phrase_room, sizeof phrase))
		return err_memory(err);
	list->phrase = v;
	phrase.language = (unsigned)r->language;
	phrase.first_slot = (uint32_t)list->slots;
	list->phrase[list->phrases++] = phrase;
	return phrase_expand(list, &source, text, err);
}

static int read_line(struct reader *r, struct str text, struct err *err)
{
	struct str rest = text;
	const struct directive *directive = directive_of(first_word(&rest));
	bool in_class = r->in_class;

	r->in_class = in_class && text.p[0] == '|';
	if (r->in_class)
		return phrase_class_go_on(&r->classes, r->where, str_sub(text, 1, text.n), err);
	if (r->language < 0 && (!directive || directive->read != read_language))
		return err_set(err, ERR_CONFIG,
		               "%s: the first line says which language: \"language en\"", r->where);
	return directive ? directive->read(r, rest, err) : read_phrase(r, text, err);
}

int phrase_file_read(struct phrase_list *list, const char *name, struct str text, struct err *err)
{
	struct arena scratch;
	struct reader reader = { .list = list, .scratch = &scratch, .language = -1 };
	struct textfile_line line = { .number = 0 };
	int status = 0;

	if (!utf8_valid(text))
		return err_set(err, ERR_CONFIG, "%s is not UTF-8", name);
	arena_init(&scratch, SCRATCH_MAX);
	reader.classes.arena = &scratch;
	while (status == 0 && textfile_next(&text, &line)) {
		snprintf(reader.where, sizeof reader.where, "%s:%u", name, line.number);
		status = read_line(&reader, line.text, err);
	}
	arena_done(&scratch);
	return status;
}
