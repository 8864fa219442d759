/* libconfuse is asked for texts only, whatever an option's form: our own checks can then name the place and the mend, and numbers such
 * as 010 mean what they say. Its validation callback is where a value and its line are known together.
 *
 * Its lexer and its callbacks have no context of ours: one file is read at a time, under a lock, and the reader of the moment is kept
 * beside it. */
#include "config/settings.h"

#include <confuse.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/auto.h"
#include "config/options.h"
#include "config/source.h"

#define INCLUDE_DEPTH_MAX 8
#define OPTIONS_MAX       96

static pthread_mutex_t lexer_lock = PTHREAD_MUTEX_INITIALIZER;
static struct reader {
	struct arena *arena;
	struct settings *settings;
	struct err *err;
	const char *file;
	bool list_closed;     /* the list that was read last has had its end */
	size_t section_begin; /* settings from here on belong to the section that is being read */
	int status;
} * reader;

static void fail_at(unsigned line, const char *sentence)
{
	if (reader->status == 0)
		reader->status =
			err_set(reader->err, ERR_CONFIG, "%s:%u: %s", reader->file, line, sentence);
}

/* libconfuse's own errors: unknown option, syntax. The first one counts. */
__attribute__((format(printf, 2, 0))) static void on_error(cfg_t *cfg, const char *format,
                                                           va_list args)
{
	char sentence[300];

	vsnprintf(sentence, sizeof sentence, format, args);
	if (strncmp(sentence, "no such option", 14) == 0) {
		size_t n = strlen(sentence);

		snprintf(sentence + n, sizeof sentence - n, "; openbec --help lists them all");
	} else if (strncmp(sentence, "found duplicate title", 21) == 0) {
		size_t n = strlen(sentence);

		snprintf(sentence + n, sizeof sentence - n, "; put both sections together");
	}
	fail_at(cfg ? (unsigned)cfg->line : 0, sentence);
}

/* An included file may be overruled by the file that includes it; in one file an option stands once. */
static bool is_doubled(const struct option_row *row)
{
	size_t begin = row->section ? reader->section_begin : 0;

	for (size_t i = begin; i < reader->settings->n; i++) {
		const struct setting *old = &reader->settings->setting[i];

		if (old->row == row && old->place.file == reader->file)
			return true;
	}
	return false;
}

static int keep(const struct option_row *row, cfg_opt_t *option, unsigned line)
{
	struct settings *settings = reader->settings;
	unsigned values = cfg_opt_size(option);
	struct str *value = arena_array(reader->arena, values, sizeof *value);

	if (!value || !arena_grow(reader->arena, (void **)&settings->setting, settings->n,
	                          &settings->room, sizeof *settings->setting))
		return reader->status = err_memory(reader->err);
	for (unsigned i = 0; i < values; i++) {
		value[i] = arena_str(reader->arena, str_of(cfg_opt_getnstr(option, i)));
		if (!value[i].p)
			return reader->status = err_memory(reader->err);
	}
	settings->setting[settings->n++] =
		(struct setting){ row, { reader->file, line }, value, values, 0 };
	return 0;
}

/* libconfuse calls for each value of a list, and once more at its end: the same list is longer than before, or as long and
 * then closed. */
static bool list_goes_on(const struct option_row *row, size_t values)
{
	const struct settings *settings = reader->settings;
	bool is_last = settings->n > 0 && settings->setting[settings->n - 1].row == row;
	bool goes_on = row->form == FORM_LIST && is_last && !reader->list_closed &&
	               values >= settings->setting[settings->n - 1].values;

	reader->list_closed =
		values == 0 || (goes_on && values == settings->setting[settings->n - 1].values);
	return goes_on;
}

static int on_value(cfg_t *cfg, cfg_opt_t *option)
{
	const struct option_row *row = option_find(
		strcmp(cfg_name(cfg), "root") == 0 ? NULL : cfg_name(cfg), cfg_opt_name(option));
	unsigned line = (unsigned)cfg->line;
	char sentence[200];

	if (!row)
		return -1;
	if (list_goes_on(row, cfg_opt_size(option))) {
		reader->settings->n--; /* replaced by what it is now */
	} else if (is_doubled(row)) {
		snprintf(sentence, sizeof sentence,
		         "%s is set twice in this file; remove one of the lines", row->name);
		fail_at(line, sentence);
	}
	if (reader->status || keep(row, option, line))
		return -1;
	return 0;
}

static int on_section(cfg_t *cfg, cfg_opt_t *option)
{
	struct settings *settings = reader->settings;
	cfg_t *section = cfg_opt_getnsec(option, cfg_opt_size(option) - 1);
	struct str title = arena_str(reader->arena, str_of(cfg_title(section)));

	if (!title.p || !arena_grow(reader->arena, (void **)&settings->section, settings->sections,
	                            &settings->section_room, sizeof *settings->section)) {
		reader->status = err_memory(reader->err);
		return -1;
	}
	for (const struct section_row *row = section_rows; row->name; row++) {
		if (strcmp(row->name, cfg_opt_name(option)) == 0)
			settings->section[settings->sections++] = (struct section){
				row->name, title, { reader->file, (unsigned)cfg->line }
			};
	}
	for (size_t i = reader->section_begin; i < settings->n; i++) {
		if (settings->setting[i].row->section)
			settings->setting[i].section = settings->sections;
	}
	reader->section_begin = settings->n;
	return 0;
}

/* The rows of one section as libconfuse's options; `out` has room for all. */
static size_t options_of(const char *section, cfg_opt_t *out)
{
	static const cfg_opt_t text = CFG_STR(NULL, NULL, CFGF_NODEFAULT),
			       list = CFG_STR_LIST(NULL, NULL, CFGF_NODEFAULT);
	size_t n = 0;

	for (const struct option_row *row = option_rows; row->name; row++) {
		if ((row->section == NULL) != (section == NULL) ||
		    (section && strcmp(section, row->section) != 0))
			continue;
		out[n] = row->form == FORM_LIST ? list : text;
		out[n].name = row->name;
		out[n++].validcb = on_value;
	}
	return n;
}

static int parse_text(cfg_t *cfg, const struct source *source)
{
	AUTO(file_done) FILE *file = NULL;

	if (source->text.n == 0)
		return 0;
	file = fmemopen((void *)source->text.p, source->text.n, "r");
	if (!file)
		return reader->status = err_memory(reader->err);
	free(cfg->filename);
	cfg->filename = strdup(source->path);
	reader->file = source->path;
	reader->section_begin = reader->settings->n;
	if (cfg_parse_fp(cfg, file) != CFG_SUCCESS && reader->status == 0)
		fail_at((unsigned)cfg->line,
		        "this can't be read; is a quote, brace or \"=\" missing?");
	return reader->status;
}

/* A file that can't be read is the mistake of the line that names it. */
static int fail_to_read(const struct place *named)
{
	if (named->file)
		err_prefix(reader->err, "%s:%u", named->file, named->line);
	if (reader->err)
		reader->err->kind = ERR_CONFIG;
	return reader->status = ERR_CONFIG;
}

/* Included files come first wherever the include stands: what the including file says itself wins. */
static int read_file(cfg_t *cfg, const char *path, const struct place *named, int depth)
{
	struct source source;
	int status = source_read(reader->arena, path, &source, reader->err);

	if (status == ERR_CONFIG || status == ERR_MEMORY)
		return reader->status = status;
	if (status)
		return fail_to_read(named);
	for (size_t i = 0; i < source.includes; i++) {
		const struct place place = { path, source.include[i].line };

		if (depth == INCLUDE_DEPTH_MAX)
			return reader->status = err_set(reader->err, ERR_CONFIG,
			                                "%s:%u: files include each other more than "
			                                "%d deep; is this a circle?",
			                                path, place.line, INCLUDE_DEPTH_MAX);
		if (read_file(cfg, source.include[i].path, &place, depth + 1))
			return reader->status;
	}
	return parse_text(cfg, &source);
}

static int read_all(const char *path)
{
	cfg_opt_t top[OPTIONS_MAX], inner[8][12];
	size_t n = options_of(NULL, top), i = 0;
	cfg_t *cfg;

	for (const struct section_row *row = section_rows; row->name; row++, i++) {
		size_t inner_n = options_of(row->name, inner[i]);

		inner[i][inner_n] = (cfg_opt_t)CFG_END();
		top[n] = (cfg_opt_t)CFG_SEC(row->name, inner[i],
		                            CFGF_MULTI | CFGF_TITLE |
		                                    (row->unique ? CFGF_NO_TITLE_DUPES : 0));
		top[n++].validcb = on_section;
	}
	top[n] = (cfg_opt_t)CFG_END();
	cfg = cfg_init(top, CFGF_NONE);
	if (!cfg)
		return err_memory(reader->err);
	cfg_set_error_function(cfg, on_error);
	read_file(cfg, path, &(struct place){ NULL, 0 }, 0);
	cfg_free(cfg);
	return reader->status;
}

int settings_read(struct arena *arena, const char *path, struct settings *ret, struct err *err)
{
	struct reader mine = { .arena = arena, .settings = ret, .err = err };
	int status;

	*ret = (struct settings){ 0 };
	pthread_mutex_lock(&lexer_lock);
	reader = &mine;
	status = read_all(path);
	reader = NULL;
	pthread_mutex_unlock(&lexer_lock);
	return status;
}
