/* The brackets, gaps and stars of a phrase; what they mean stands in text/phrases.h. */
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
	for (size_t i = 0; i < choice->n; i++) {
		size_t star = str_chr(choice->alternative[i], '*');

		if (star == SIZE_MAX)
			continue;
		if (star + 1 != choice->alternative[i].n || star < PREFIX_MIN)
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

static int read_brackets(struct phrase_pattern *p, struct phrase_choice *choice, struct err *err)
{
	bool optional = p->rest.p[0] == '[';
	size_t end = str_chr(p->rest, optional ? ']' : ')');
	struct str inside = str_sub(p->rest, 1, end == SIZE_MAX ? 0 : end - 1), one;

	if (end == SIZE_MAX)
		return err_set(err, ERR_CONFIG, "%s: a bracket isn't closed", p->where);
	p->rest = str_sub(p->rest, end + 1, p->rest.n);
	while (str_cut(&inside, '|', &one)) {
		one = str_trim(one);
		if (choice->n == PHRASE_ALTERNATIVES_MAX - 1)
			return err_set(err, ERR_CONFIG, "%s: more than %d alternatives", p->where,
			               PHRASE_ALTERNATIVES_MAX - 1);
		if (one.n == 0 || str_find(one, gap_marks[0]) != SIZE_MAX)
			return err_set(err, ERR_CONFIG,
			               "%s: an empty alternative or a gap in one; write [a|b] for "
			               "one of or "
			               "nothing",
			               p->where);
		for (size_t i = 0; i < one.n; i++) {
			if (strchr("()[]", one.p[i]))
				return err_set(err, ERR_CONFIG, "%s: brackets don't nest",
				               p->where);
		}
		choice->alternative[choice->n++] = one;
	}
	if (optional)
		choice->alternative[choice->n++] = (struct str){ "", 0 };
	choice->optional = optional;
	return check_star(p, choice, err);
}

static int read_text(struct phrase_pattern *p, struct phrase_choice *choice, struct err *err)
{
	size_t n = 0;

	while (n < p->rest.n && !strchr("([", p->rest.p[n]) &&
	       !gap_length(str_sub(p->rest, n, p->rest.n))) {
		if (strchr(")]|", p->rest.p[n]))
			return err_set(err, ERR_CONFIG, "%s: \"%c\" outside brackets", p->where,
			               p->rest.p[n]);
		if (p->rest.p[n++] == '*')
			break;
	}
	choice->alternative[choice->n++] = str_sub(p->rest, 0, n);
	p->rest = str_sub(p->rest, n, p->rest.n);
	return check_star(p, choice, err);
}

static int read_choice(struct phrase_pattern *p, struct err *err)
{
	struct phrase_choice *choice = &p->choice[p->n];
	size_t gap = gap_length(p->rest);

	if (p->n == PHRASE_CHOICES_MAX)
		return err_set(err, ERR_CONFIG, "%s: the phrase has too many brackets", p->where);
	*choice = (struct phrase_choice){ .gap = gap > 0 };
	p->n++;
	if (gap) {
		p->rest = str_sub(p->rest, gap, p->rest.n);
		return 0;
	}
	if (strchr("([", p->rest.p[0]))
		return read_brackets(p, choice, err);
	return read_text(p, choice, err);
}

int phrase_pattern_read(struct phrase_pattern *ret, const char *where, struct str written,
                        struct err *err)
{
	int status = 0;

	ret->where = where;
	ret->rest = str_trim(written);
	ret->n = 0;
	while (status == 0 && ret->rest.n)
		status = read_choice(ret, err);
	return status;
}
