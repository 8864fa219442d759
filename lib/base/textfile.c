#include "base/textfile.h"

#include <fcntl.h>
#include <stdio.h>

#include "base/auto.h"

int textfile_read(struct arena *arena, const char *path, size_t max, struct str *ret,
                  struct err *err)
{
	AUTO(file_done) FILE *file = fopen(path, "re");
	AUTO(free_done) char *text = NULL;
	size_t n;

	if (!file)
		return err_system(err, "can't read %s", path);
	text = malloc(max + 1);
	if (!text)
		return err_memory(err);
	n = fread(text, 1, max + 1, file);
	if (ferror(file))
		return err_system(err, "can't read %s", path);
	if (n > max)
		return err_set(err, ERR_INPUT, "%s is larger than %zu bytes", path, max);
	*ret = arena_str(arena, str_make(text, n));
	return ret->p ? 0 : err_memory(err);
}

/* A "#" opens a comment at the line's start or after a blank. */
static struct str without_comment(struct str line)
{
	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '#' && (i == 0 || line.p[i - 1] == ' ' || line.p[i - 1] == '\t'))
			return str_sub(line, 0, i);
	}
	return line;
}

bool textfile_next(struct str *rest, struct textfile_line *line)
{
	static const struct str byte_order_mark =
		STR("\xef\xbb\xbf"); /* some editors begin with it */
	struct str text;

	if (line->number == 0 && str_starts(*rest, byte_order_mark))
		*rest = str_sub(*rest, byte_order_mark.n, rest->n);
	while (str_line(rest, &text)) {
		line->number++;
		line->text = str_trim(without_comment(text));
		if (line->text.n)
			return true;
	}
	return false;
}
