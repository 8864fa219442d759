/* Classes are few, so that looking one up is a walk. */
#include "text/phrase_class.h"

static const char not_nested[] =
	"%s: brackets don't nest, and a class is an alternative of its own";

static bool is_name_byte(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
}

static struct str cut_name(struct str *rest)
{
	struct str name;
	size_t n = 0;

	while (n < rest->n && is_name_byte(rest->p[n]))
		n++;
	name = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, rest->n);
	return name;
}

static const struct phrase_class *find(const struct phrase_classes *classes, struct str name)
{
	for (size_t i = 0; i < classes->n; i++) {
		if (str_eq(classes->v[i].name, name))
			return &classes->v[i];
	}
	return NULL;
}

static int add(const char *where, struct str one, struct phrase_alternatives *ret, struct err *err)
{
	void *v = ret->v;

	if (ret->n == PHRASE_ALTERNATIVES_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d alternatives", where,
		               PHRASE_ALTERNATIVES_MAX);
	if (!arena_grow(ret->arena, &v, ret->n, &ret->room, sizeof *ret->v))
		return err_memory(err);
	ret->v = v;
	ret->v[ret->n++] = one;
	return 0;
}

int phrase_class_take(const struct phrase_classes *classes, const char *where, struct str *rest,
                      struct phrase_alternatives *ret, struct err *err)
{
	const struct phrase_class *class;
	struct str name;
	int status = 0;

	*rest = str_sub(*rest, 1, rest->n);
	name = cut_name(rest);
	class = find(classes, name);
	if (!class)
		return err_set(err, ERR_CONFIG,
		               "%s: there is no class \"@" STR_FMT "\" above this line", where,
		               STR_ARG(name));
	for (size_t i = 0; i < class->is.n && status == 0; i++)
		status = add(where, class->is.v[i], ret, err);
	return status;
}

/* One of "a|b|@name", trimmed. */
static int read_one(const struct phrase_classes *classes, const char *where, struct str one,
                    struct phrase_alternatives *ret, struct err *err)
{
	int status;

	if (one.n && one.p[0] == '@') {
		status = phrase_class_take(classes, where, &one, ret, err);
		if (status == 0 && one.n)
			status = err_set(err, ERR_CONFIG, not_nested, where);
		return status;
	}
	if (one.n == 0 || str_find(one, str_of("...")) != SIZE_MAX)
		return err_set(err, ERR_CONFIG,
		               "%s: an empty alternative or a gap in one; write [a|b] for one of "
		               "or nothing",
		               where);
	for (size_t i = 0; i < one.n; i++) {
		if (strchr("()[]@", one.p[i]))
			return err_set(err, ERR_CONFIG, not_nested, where);
	}
	return add(where, one, ret, err);
}

int phrase_alternatives_read(const struct phrase_classes *classes, const char *where,
                             struct str text, struct phrase_alternatives *ret, struct err *err)
{
	struct str one;
	int status = 0;

	while (status == 0 && str_cut(&text, '|', &one))
		status = read_one(classes, where, str_trim(one), ret, err);
	return status;
}

int phrase_class_read(struct phrase_classes *classes, const char *where, struct str line,
                      struct err *err)
{
	struct phrase_class class = { .name = cut_name(&line), .is.arena = classes->arena };
	void *v = classes->v;
	int status;

	if (class.name.n == 0 || (line.n && line.p[0] != ' ' && line.p[0] != '\t'))
		return err_set(err, ERR_CONFIG,
		               "%s: class wants a name of a-z, 0-9 and \"-\", then its words",
		               where);
	if (find(classes, class.name))
		return err_set(err, ERR_CONFIG, "%s: class " STR_FMT " is there already", where,
		               STR_ARG(class.name));
	if (classes->n == PHRASE_CLASSES_MAX)
		return err_set(err, ERR_CONFIG, "%s: more than %d classes", where,
		               PHRASE_CLASSES_MAX);
	status = phrase_alternatives_read(classes, where, line, &class.is, err);
	if (status)
		return status;
	if (!arena_grow(classes->arena, &v, classes->n, &classes->room, sizeof class))
		return err_memory(err);
	classes->v = v;
	classes->v[classes->n++] = class;
	return 0;
}

int phrase_class_go_on(struct phrase_classes *classes, const char *where, struct str more,
                       struct err *err)
{
	struct phrase_class *class = &classes->v[classes->n - 1];

	return phrase_alternatives_read(classes, where, more, &class->is, err);
}
