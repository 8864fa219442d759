/* The brackets, classes, gaps and stars of a phrase; what they mean stands in text/phrases.h. */
#include "text/phrase_pattern.h"

#define PREFIX_MIN 3 /* letters before a "*": shorter ones would meet every other word */

static const struct str gap_marks[] = { STR("..."), STR("\u2026") };

static size_t gap_length(struct str s)
{
	for (size_t i = 0; i < sizeof gap_marks / sizeof *gap_marks; i++) {
		if (str_starts(s, gap_marks[i]))
			return gap_marks[i].n;
	}
	return 0;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A star ends its alternative, and what follows the alternative is a blank, a gap or nothing. */
static int check_star(const struct phrase_pattern *p, struct phrase_choice *choice, struct err *err)
{
	for (size_t i = 0; i < choice->is.n; i++) {
		size_t star = str_chr(choice->is.v[i], '*');

		if (star == SIZE_MAX)
			continue;
		if (star + 1 != choice->is.v[i].n || star < PREFIX_MIN)
			return err_set(
				err, ERR_CONFIG,
				"%s: \"*\" stands behind %d letters at least and ends its word and "
				"its alternative",
				p->where, PREFIX_MIN);
		if (choice->optional)
			return err_set(err, ERR_CONFIG, "%s: word* can't be optional", p->where);
		choice->starred = true;
	}
	if (choice->starred && p->rest.n && !is_blank(p->rest.p[0]) && !gap_length(p->rest))
		return err_set(err, ERR_CONFIG, "%s: behind \"*\" a blank is missing", p->where);
	return 0;
}

static int add_text(const struct phrase_pattern *p, struct phrase_choice *choice, struct str text,
                    struct err *err)
{
	void *v = choice->is.v;

	if (!arena_grow(p->arena, &v, choice->is.n, &choice->is.room, sizeof text))
		return err_memory(err);
	choice->is.v = v;
	choice->is.v[choice->is.n++] = text;
	return 0;
}

static int read_brackets(struct phrase_pattern *p, struct phrase_choice *choice, struct err *err)
{
	size_t end;
	struct str inside;
	int status;

	choice->optional = p->rest.p[0] == '[';
	end = str_chr(p->rest, choice->optional ? ']' : ')');
	if (end == SIZE_MAX)
		return err_set(err, ERR_CONFIG, "%s: a bracket isn't closed", p->where);
	inside = str_sub(p->rest, 1, end - 1);
	p->rest = str_sub(p->rest, end + 1, p->rest.n);
	status = phrase_alternatives_read(p->classes, p->where, inside, &choice->is, err);
	if (status == 0 && choice->optional)
		status = add_text(p, choice, (struct str){ "", 0 }, err);
	return status;
}

static int read_text(struct phrase_pattern *p, struct phrase_choice *choice, struct err *err)
{
	struct str text;
	size_t n = 0;

	while (n < p->rest.n && !strchr("([@", p->rest.p[n]) &&
	       !gap_length(str_sub(p->rest, n, p->rest.n))) {
		if (strchr(")]|", p->rest.p[n]))
			return err_set(err, ERR_CONFIG, "%s: \"%c\" outside brackets", p->where,
			               p->rest.p[n]);
		if (p->rest.p[n++] == '*')
			break;
	}
	text = str_sub(p->rest, 0, n);
	p->rest = str_sub(p->rest, n, p->rest.n);
	return add_text(p, choice, text, err);
}

static int read_choice(struct phrase_pattern *p, struct err *err)
{
	struct phrase_choice *choice = &p->choice[p->n];
	size_t gap = gap_length(p->rest);
	int status;

	if (p->n == PHRASE_CHOICES_MAX)
		return err_set(err, ERR_CONFIG, "%s: the phrase has too many brackets", p->where);
	*choice = (struct phrase_choice){ .gap = gap > 0, .is.arena = p->arena };
	p->n++;
	if (gap) {
		p->rest = str_sub(p->rest, gap, p->rest.n);
		return 0;
	}
	if (p->rest.p[0] == '@')
		status = phrase_class_take(p->classes, p->where, &p->rest, &choice->is, err);
	else if (strchr("([", p->rest.p[0]))
		status = read_brackets(p, choice, err);
	else
		status = read_text(p, choice, err);
	return status ? status : check_star(p, choice, err);
}

int phrase_pattern_read(struct phrase_pattern *ret, struct arena *arena,
                        const struct phrase_classes *classes, const char *where, struct str written,
                        struct err *err)
{
	int status = 0;

	ret->arena = arena;
	ret->classes = classes;
	ret->where = where;
	ret->rest = str_trim(written);
	ret->n = 0;
	while (status == 0 && ret->rest.n)
		status = read_choice(ret, err);
	return status;
}
