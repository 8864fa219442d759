/* Generic forms: checked and stored by offset. What is particular to an option is in build_site.c and build_policy.c. */
#include "config/build.h"

#include <errno.h>
#include <stdlib.h>

#include "base/textfile.h"

#define LIST_FILE_MAX (8u << 20)

int build_number(struct str text, double min, double max, double *ret, struct err *err)
{
	char copy[32], *end;
	double value;

	if (text.n == 0 || text.n >= sizeof copy || memchr(text.p, 0, text.n))
		return err_set(err, ERR_CONFIG, "a number from %g to %g is wanted", min, max);
	memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	if (strspn(copy, "0123456789.") != text.n)
		return err_set(err, ERR_CONFIG, "\"%s\" is no number; one from %g to %g is wanted",
		               copy, min, max);
	errno = 0;
	value = strtod(copy, &end);
	if (*end || end == copy || errno || value < min || value > max)
		return err_set(err, ERR_CONFIG,
		               "%s is out of range; a number from %g to %g is wanted", copy, min,
		               max);
	*ret = value;
	return 0;
}

static int build_count(struct str text, double min, double max, uint64_t *ret, struct err *err)
{
	if (!str_number(text, (uint64_t)max, ret) || (double)*ret < min)
		return err_set(err, ERR_CONFIG,
		               "\"" STR_FMT
		               "\" won't do; a whole number from %.0f to %.0f is wanted",
		               STR_ARG(text), min, max);
	return 0;
}

static int build_size(struct str text, double min, double max, uint64_t *ret, struct err *err)
{
	uint64_t unit = 1, value;
	char last = text.n ? text.p[text.n - 1] : '\0';
	struct str digits = text;

	if (last == 'K' || last == 'k')
		unit = 1024;
	if (last == 'M' || last == 'm')
		unit = UINT64_C(1024) * 1024;
	if (unit > 1)
		digits.n--;
	if (!str_number(digits, UINT32_MAX, &value) || (double)(value * unit) < min ||
	    (double)(value * unit) > max)
		return err_set(
			err, ERR_CONFIG,
			"\"" STR_FMT
			"\" won't do; a size from %.0f to %.0f bytes is wanted, as 2M or 64K",
			STR_ARG(text), min, max);
	*ret = value * unit;
	return 0;
}

static int build_word(struct str text, const char *words, int *ret, struct err *err)
{
	struct str rest = str_of(words), word;

	for (int i = 0; str_cut(&rest, ' ', &word); i++) {
		if (str_eq(word, text)) {
			*ret = i;
			return 0;
		}
	}
	return err_set(err, ERR_CONFIG, "\"" STR_FMT "\" isn't one of: %s", STR_ARG(text), words);
}

int build_store(struct builder *builder, const struct setting *setting, struct err *err)
{
	const struct option_row *row = setting->row;
	char *at = (char *)builder->config + row->offset;
	struct str text = setting->value[0];
	uint64_t whole = 0;
	int status = 0, word = 0;

	switch (row->form) {
	case FORM_TEXT:
		*(struct str *)at = text;
		return 0;
	case FORM_PATH:
		if (text.n == 0 || memchr(text.p, 0, text.n))
			return err_set(err, ERR_CONFIG, "a path is wanted");
		*(const char **)at = text.p;
		return 0;
	case FORM_NUMBER:
		return build_number(text, row->min, row->max, (double *)at, err);
	case FORM_COUNT:
		status = build_count(text, row->min, row->max, &whole, err);
		if (!status)
			*(int *)at = (int)whole;
		return status;
	case FORM_SIZE:
		status = build_size(text, row->min, row->max, &whole, err);
		if (!status)
			*(size_t *)at = whole;
		return status;
	case FORM_WORD:
	case FORM_FLAG:
		status = build_word(text, row->words, &word, err);
		if (!status && row->form == FORM_FLAG)
			*(bool *)at = word == 1;
		else if (!status)
			*(int *)at = word;
		return status;
	case FORM_LIST:
		break;
	}
	return err_set(err, ERR_INTERNAL, "no way to take this option");
}

struct list {
	struct str *v;
	size_t n, room;
};

static int list_add(struct builder *builder, struct list *list, struct str value, struct err *err)
{
	if (!arena_grow(builder->arena, (void **)&list->v, list->n, &list->room, sizeof *list->v))
		return err_memory(err);
	list->v[list->n++] = value;
	return 0;
}

/* The lines of "file:PATH"; a relative path lies beside the file that names it. */
static int list_add_file(struct builder *builder, struct list *list, struct str path,
                         const char *beside, struct err *err)
{
	struct textfile_line line = { 0 };
	const char *slash = beside ? strrchr(beside, '/') : NULL;
	struct str text;
	int status;

	if (path.n && path.p[0] != '/' && slash)
		path = arena_printf(builder->arena, "%.*s" STR_FMT, (int)(slash + 1 - beside),
		                    beside, STR_ARG(path));
	else
		path = arena_str(builder->arena, path);
	if (!path.p)
		return err_memory(err);
	status = textfile_read(builder->arena, path.p, LIST_FILE_MAX, &text, err);
	if (status)
		return status == ERR_MEMORY ? status : ERR_CONFIG;
	while (status == 0 && textfile_next(&text, &line))
		status = list_add(builder, list, line.text, err);
	return status;
}

int build_list(struct builder *builder, const struct setting *setting, const struct str **ret,
               size_t *ret_n, struct err *err)
{
	struct list list = { 0 };

	for (size_t i = 0; i < setting->values; i++) {
		struct str value = setting->value[i];
		int status = str_starts(value, str_of("file:"))
		                     ? list_add_file(builder, &list, str_sub(value, 5, value.n),
		                                     setting->place.file, err)
		                     : list_add(builder, &list, value, err);

		if (status)
			return status;
	}
	*ret = list.v;
	*ret_n = list.n;
	return 0;
}
