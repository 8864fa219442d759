#include "config/source.h"

#include <stdlib.h>

#include "base/textfile.h"

#define FILE_MAX     (1u << 20)
#define INCLUDES_MAX 32

struct scan {
	struct arena *arena;
	struct source *source;
	char *p;
	size_t n, at;
	unsigned line;
	unsigned depth, open_line; /* braces */
	struct err *err;
};

static char peek(const struct scan *scan, size_t ahead)
{
	return scan->at + ahead < scan->n ? scan->p[scan->at + ahead] : '\0';
}

static void step(struct scan *scan)
{
	if (scan->p[scan->at++] == '\n')
		scan->line++;
}

static int fault(struct scan *scan, unsigned line, const char *sentence)
{
	return err_set(scan->err, ERR_CONFIG, "%s:%u: %s", scan->source->path, line, sentence);
}

static void blank(struct scan *scan, size_t from)
{
	for (size_t i = from; i < scan->at; i++) {
		if (scan->p[i] != '\n')
			scan->p[i] = ' ';
	}
}

static void skip_line_comment(struct scan *scan)
{
	size_t from = scan->at;

	while (scan->at < scan->n && scan->p[scan->at] != '\n')
		step(scan);
	blank(scan, from);
}

static int skip_block_comment(struct scan *scan)
{
	size_t from = scan->at;
	unsigned line = scan->line;

	while (scan->at < scan->n && !(peek(scan, 0) == '*' && peek(scan, 1) == '/'))
		step(scan);
	if (scan->at == scan->n)
		return fault(scan, line, "a comment begins here and never ends; close it with */");
	step(scan);
	step(scan);
	blank(scan, from);
	return 0;
}

static int skip_string(struct scan *scan)
{
	char quote = peek(scan, 0);
	unsigned line = scan->line;

	step(scan);
	while (scan->at < scan->n && peek(scan, 0) != quote) {
		if (quote == '"' && peek(scan, 0) == '$' && peek(scan, 1) == '{')
			return fault(scan, scan->line,
			             "${...} is not expanded here; write the value itself");
		if (peek(scan, 0) == '\n')
			return fault(scan, line,
			             "a string begins here and doesn't end on its line; close its "
			             "quote");
		if (peek(scan, 0) == '\\' && scan->at + 1 < scan->n)
			step(scan);
		step(scan);
	}
	if (scan->at == scan->n)
		return fault(scan, line, "a string begins here and never ends; close its quote");
	step(scan);
	return 0;
}

static int add_include(struct scan *scan, struct str name, unsigned line)
{
	struct source *source = scan->source;
	const char *slash = strrchr(source->path, '/');
	struct str path;

	if (source->includes == INCLUDES_MAX)
		return fault(
			scan, line,
			"there are more than 32 include() here; put some of the files together");
	if (name.n && name.p[0] != '/' && slash)
		path = arena_printf(scan->arena, "%.*s" STR_FMT, (int)(slash + 1 - source->path),
		                    source->path, STR_ARG(name));
	else
		path = arena_str(scan->arena, name);
	if (!path.p)
		return err_memory(scan->err);
	source->include[source->includes++] = (struct include){ path.p, line };
	return 0;
}

/* include("FILE") or include('FILE'), at top level. */
static int take_include(struct scan *scan)
{
	size_t from = scan->at, begin;
	unsigned line = scan->line;
	struct str name;
	int status;

	scan->at += strlen("include");
	while (peek(scan, 0) == ' ' || peek(scan, 0) == '\t' || peek(scan, 0) == '(')
		step(scan);
	begin = scan->at + 1;
	if (peek(scan, 0) != '"' && peek(scan, 0) != '\'')
		return fault(scan, line,
		             "include wants a file in quotes: include(\"weights.conf\")");
	status = skip_string(scan);
	if (status)
		return status;
	name = str_make(scan->p + begin, scan->at - 1 - begin);
	while (peek(scan, 0) == ' ' || peek(scan, 0) == '\t')
		step(scan);
	if (peek(scan, 0) != ')')
		return fault(scan, line, "include(\"FILE\") lacks its closing parenthesis");
	step(scan);
	if (scan->depth)
		return fault(scan, line,
		             "include() stands inside a section; move it to the top of the file");
	status = add_include(scan, name, line);
	blank(scan, from);
	return status;
}

static bool at_word(const struct scan *scan, const char *word)
{
	char before = scan->at ? scan->p[scan->at - 1] : '\n';
	size_t n = strlen(word);
	char behind = peek(scan, n);

	return scan->n - scan->at >= n && memcmp(scan->p + scan->at, word, n) == 0 &&
	       (before == '\n' || before == ' ' || before == '\t' || before == '}') &&
	       (behind == '(' || behind == ' ' || behind == '\t');
}

static int count_brace(struct scan *scan, char c)
{
	if (c == '{' && scan->depth++ == 0)
		scan->open_line = scan->line;
	if (c == '}' && scan->depth-- == 0)
		return fault(scan, scan->line, "this closing brace has no opening one; remove it");
	step(scan);
	return 0;
}

static int scan_one(struct scan *scan)
{
	char c = peek(scan, 0);

	if (c == '#' || (c == '/' && peek(scan, 1) == '/')) {
		skip_line_comment(scan);
		return 0;
	}
	if (c == '/' && peek(scan, 1) == '*')
		return skip_block_comment(scan);
	if (c == '"' || c == '\'')
		return skip_string(scan);
	if (c == '{' || c == '}')
		return count_brace(scan, c);
	if (c == '$' && peek(scan, 1) == '{')
		return fault(scan, scan->line,
		             "${...} is not expanded here; write the value itself");
	if (c == '\0')
		return fault(scan, scan->line, "a NUL byte stands here; this is no text file");
	if (c == ';')
		return fault(scan, scan->line, "there is no \";\" in this file; remove it");
	if (c == 'i' && at_word(scan, "include"))
		return take_include(scan);
	step(scan);
	return 0;
}

int source_parse(struct arena *arena, const char *path, struct str text, struct source *ret,
                 struct err *err)
{
	struct str copy;
	struct scan scan = { .arena = arena, .source = ret, .line = 1, .err = err };

	if (str_starts(text,
	               str_of("\xef\xbb\xbf"))) /* a byte order mark that some editors write */
		text = str_sub(text, 3, text.n);
	copy = arena_str(arena, text);
	*ret = (struct source){ .path = path };
	ret->include = arena_array(arena, INCLUDES_MAX, sizeof *ret->include);
	if (!copy.p || !ret->include)
		return err_memory(err);
	scan.p = (char *)copy.p;
	scan.n = copy.n;
	while (scan.at < scan.n) {
		int status = scan_one(&scan);

		if (status)
			return status;
	}
	if (scan.depth)
		return fault(&scan, scan.open_line,
		             "the section or list that opens here is never closed; add a \"}\"");
	ret->text = copy;
	return 0;
}

int source_read(struct arena *arena, const char *path, struct source *ret, struct err *err)
{
	struct str text;
	int status = textfile_read(arena, path, FILE_MAX, &text, err);

	if (status)
		return status;
	return source_parse(arena, path, text, ret, err);
}
