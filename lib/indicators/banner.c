/* Phrases are compared as text/normal makes them, whole words, with what it makes of the message; tags in brackets ("[EXTERNAL]") as they
 * are, since normalising would leave a word that everybody uses. */
#include "indicators/banner.h"

#include <stdlib.h>

#include "indicators/data/data.h"
#include "party/datafile.h"
#include "text/normal.h"

#define MEMORY_MAX ((size_t)4 << 20)
#define HEAD_MAX   1000 /* bytes of the text in which a banner stands, the subject included */

struct phrase {
	enum banner_kind kind;
	bool tag;        /* compared with the subject's beginning, as it is */
	struct str text; /* else normalised: " this sender is verified " */
};

struct banners {
	struct arena arena;
	struct phrase *phrase;
	size_t n, room;
};

static const char *const kind_names[BANNER_KINDS] = {
	[BANNER_VERIFIED] = "verified",
	[BANNER_EXTERNAL] = "external",
	[BANNER_OURS] = "notice",
};

static bool kind_of(struct str word, enum banner_kind *ret)
{
	for (size_t i = 0; i < BANNER_KINDS; i++)
		if (str_eq(word, str_of(kind_names[i]))) {
			*ret = (enum banner_kind)i;
			return true;
		}
	return false;
}

static int add_phrase(struct banners *banners, struct phrase phrase, struct err *err)
{
	void *v = banners->phrase;

	if (!arena_grow(&banners->arena, &v, banners->n, &banners->room, sizeof *banners->phrase))
		return err_memory(err);
	banners->phrase = v;
	banners->phrase[banners->n++] = phrase;
	return 0;
}

static int take_line(void *context, struct str line, struct err *err)
{
	struct banners *banners = context;
	struct phrase phrase = { .kind = BANNER_KINDS };
	struct normal normal;
	struct str word;

	str_cut(&line, ' ', &word);
	line = str_trim(line);
	if (!kind_of(word, &phrase.kind))
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\": a line begins with verified, external or notice",
		               STR_ARG(word));
	phrase.tag = line.n && line.p[0] == '[';
	phrase.text = line;
	if (!phrase.tag) {
		if (!normal_init(&banners->arena, line, &normal))
			return err_memory(err);
		phrase.text = normal.text;
	}
	/* a word alone would be found everywhere */
	if (str_trim(phrase.text).n < 3 ||
	    (!phrase.tag && str_chr(str_trim(phrase.text), ' ') == SIZE_MAX))
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT "\": write two words at least, or a tag in brackets",
		               STR_ARG(line));
	return add_phrase(banners, phrase, err);
}

static int fill(struct banners *banners, const char *folder, struct str tag_text, struct err *err)
{
	const struct datafile file = {
		"banner.words",
		str_make(indicators_banner_words, indicators_banner_words_size),
		take_line,
		banners,
	};
	struct phrase ours = { BANNER_OURS, true, { NULL, 0 } };
	int status = datafile_read(&banners->arena, folder, &file, err);

	if (status || tag_text.n == 0)
		return status;
	ours.text = arena_str(&banners->arena, str_trim(tag_text));
	return ours.text.p ? add_phrase(banners, ours, err) : err_memory(err);
}

int banners_load(const char *folder, struct str tag_text, struct banners **ret, struct err *err)
{
	struct banners *banners = calloc(1, sizeof *banners);
	int status;

	if (!banners)
		return err_memory(err);
	arena_init(&banners->arena, MEMORY_MAX);
	status = fill(banners, folder, tag_text, err);
	if (status) {
		banners_free(banners);
		return status;
	}
	*ret = banners;
	return 0;
}

void banners_free(struct banners *banners)
{
	if (banners)
		arena_done(&banners->arena);
	free(banners);
}

bool banners_find(const struct banners *banners, const struct normal *text, struct str subject,
                  bool answers, struct banner *ret)
{
	struct str head = str_sub(text->text, 0, HEAD_MAX);

	subject = str_trim(subject);
	for (size_t i = 0; i < banners->n; i++) {
		const struct phrase *phrase = &banners->phrase[i];
		size_t at = phrase->tag ? SIZE_MAX : str_find(head, phrase->text);

		ret->kind = phrase->kind;
		if (at != SIZE_MAX) {
			ret->span = normal_span(text, at, phrase->text.n);
			return true;
		}
		if (phrase->tag && !answers && str_istarts(subject, phrase->text)) {
			ret->span = str_sub(subject, 0, phrase->text.n);
			return true;
		}
	}
	return false;
}
