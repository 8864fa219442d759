#include "party/datafile.h"

#include "base/textfile.h"

#define FILE_BYTES_MAX ((size_t)4 << 20)

static int take_lines(const struct datafile *file, const char *place, struct str text,
                      struct err *err)
{
	struct textfile_line line = { 0 };

	while (textfile_next(&text, &line)) {
		int status = file->take(file->context, line.text, err);

		if (status)
			return status == ERR_MEMORY ? status
			                            : err_prefix(err, "%s:%u", place, line.number);
	}
	return 0;
}

int datafile_read(struct arena *arena, const char *folder, const struct datafile *file,
                  struct err *err)
{
	int status = take_lines(file, file->name, file->shipped, err);
	struct str path, text;
	struct err why = { 0 };

	if (status || !folder)
		return status;
	path = arena_printf(arena, "%s/%s", folder, file->name);
	if (!path.p)
		return err_memory(err);
	status = textfile_read(arena, path.p, FILE_BYTES_MAX, &text, &why);
	if (status == ERR_MISSING)
		return 0;
	if (status && err)
		*err = why;
	return status ? status : take_lines(file, path.p, text, err);
}
