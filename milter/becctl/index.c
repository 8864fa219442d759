#include "becctl/index.h"

#include <sys/stat.h>

#include "base/auto.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/json.h"

#define LINE_MAX_BYTES ((size_t)4 << 20) /* 10,000 recipients are far below */
#define ARENA_MAX      (4 * LINE_MAX_BYTES)

int index_open(const char *name, struct index *ret, struct err *err)
{
	bool standard_input = strcmp(name, "-") == 0;
	struct str folder = str_of(name);
	size_t slash = str_rchr(folder, '/');

	*ret = (struct index){ .name = standard_input ? "standard input" : name };
	ret->folder = slash == SIZE_MAX ? (struct str){ NULL, 0 } : str_sub(folder, 0, slash + 1);
	ret->file = standard_input ? stdin : fopen(name, "re");
	if (!ret->file)
		return err_system(err, "can't open the index %s", name);
	arena_init(&ret->arena, ARENA_MAX);
	return 0;
}

void index_close(struct index *index)
{
	if (index->file && index->file != stdin)
		fclose(index->file);
	arena_done(&index->arena);
	*index = (struct index){ 0 };
}

/* Reads a line of any length, keeps LINE_MAX_BYTES of it. False at the end. */
static bool read_line(struct index *index, struct buf *line)
{
	int c = getc_unlocked(index->file);

	if (c == EOF)
		return false;
	for (; c != EOF && c != '\n'; c = getc_unlocked(index->file))
		buf_addc(line, (char)c);
	index->line++;
	return true;
}

static bool is_text(const json_t *value)
{
	return !value || json_is_null(value) || json_is_string(value);
}

/* A member that is a string or isn't there. */
static int take_text(struct index *index, const json_t *object, const char *key, struct str *ret,
                     struct err *err)
{
	if (!is_text(json_object_get(object, key)))
		return err_set(err, ERR_INPUT, "\"%s\" is no string", key);
	*ret = json_get_str(&index->arena, object, key);
	return 0;
}

static int take_rcpt(struct index *index, const json_t *object, struct request *ret,
                     struct err *err)
{
	const json_t *list = json_object_get(object, "rcpt");
	size_t n = json_array_size(list);
	struct str *rcpt = arena_array(&index->arena, n ? n : 1, sizeof *rcpt);

	if (!rcpt)
		return err_memory(err);
	if (list && !json_is_null(list) && !json_is_array(list))
		return err_set(err, ERR_INPUT, "\"rcpt\" is no list");
	for (size_t i = 0; i < n; i++) {
		const json_t *item = json_array_get(list, i);

		if (!json_is_string(item))
			return err_set(err, ERR_INPUT,
			               "\"rcpt\" holds something that is no string");
		rcpt[i] = arena_str(&index->arena,
		                    str_make(json_string_value(item), json_string_length(item)));
		if (!rcpt[i].p)
			return err_memory(err);
	}
	ret->rcpt = rcpt;
	ret->rcpts = n;
	return 0;
}

static int take_path(struct index *index, const json_t *object, struct request *ret,
                     struct err *err)
{
	int status = take_text(index, object, "path", &ret->file, err);
	struct str folder = index->folder, path;

	if (status)
		return status;
	if (!ret->file.n || str_chr(ret->file, '\0') != SIZE_MAX)
		return err_set(err, ERR_INPUT, "\"path\" is missing");
	if (ret->file.p[0] == '/')
		folder.n = 0;
	path = arena_printf(&index->arena, STR_FMT STR_FMT, STR_ARG(folder), STR_ARG(ret->file));
	ret->path = path.p;
	return path.p ? 0 : err_memory(err);
}

static int take_at(struct index *index, const json_t *object, struct request *ret, struct err *err)
{
	struct str at = { NULL, 0 };
	int status = take_text(index, object, "at", &at, err);

	if (!status && at.p && !clock_parse(at, &ret->at_s))
		return err_set(err, ERR_INPUT,
		               "\"at\" is no RFC 3339 time, such as "
		               "2026-03-01T09:30:00+01:00");
	return status;
}

static int take_request(struct index *index, const json_t *object, struct request *ret,
                        struct err *err)
{
	const struct {
		const char *key;
		struct str *ret;
	} texts[] = {
		{ "from", &ret->from },
		{ "client_ip", &ret->client_ip },
		{ "helo", &ret->helo },
		{ "auth_user", &ret->auth_user },
	};
	int status = take_path(index, object, ret, err);

	for (size_t i = 0; i < sizeof texts / sizeof *texts && !status; i++)
		status = take_text(index, object, texts[i].key, texts[i].ret, err);
	if (!status)
		status = take_rcpt(index, object, ret, err);
	return status ? status : take_at(index, object, ret, err);
}

static int parse(struct index *index, const struct buf *line, struct request *ret, struct err *err)
{
	AUTO(json_done) json_t *object = NULL;
	int status;

	arena_done(&index->arena);
	arena_init(&index->arena, ARENA_MAX);
	*ret = (struct request){ .path = NULL };
	if (line->cut)
		status = err_set(err, ERR_INPUT, "the line is longer than %zu bytes",
		                 LINE_MAX_BYTES);
	else
		status = json_object_of(buf_str(line), &object, err);
	if (!status)
		status = take_request(index, object, ret, err);
	return status ? err_prefix(err, "%s:%lu", index->name, index->line) : 1;
}

int index_next(struct index *index, struct request *ret, struct err *err)
{
	AUTO(buf_done) struct buf line;

	buf_init(&line, LINE_MAX_BYTES);
	while (read_line(index, &line)) {
		if (str_trim(buf_str(&line)).n)
			return parse(index, &line, ret, err);
		buf_reset(&line);
	}
	if (ferror(index->file))
		return err_system(err, "can't read the index %s", index->name);
	return 0;
}

void index_progress(const struct index *index, size_t *ret_done, size_t *ret_total)
{
	struct stat stat;
	off_t at = ftello(index->file);

	*ret_done = at > 0 ? (size_t)at : 0;
	*ret_total = fstat(fileno(index->file), &stat) == 0 && S_ISREG(stat.st_mode)
	                     ? (size_t)stat.st_size
	                     : 0;
}
