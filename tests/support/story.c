#include "story.h"

#include "base/textfile.h"

#define STORY_MAX ((size_t)1 << 20)

struct parser {
	struct arena *arena;
	struct story *story;
	size_t statement_room, line_room;
	unsigned number, blanks; /* empty lines that belong to the block if it goes on */
};

struct str story_word(struct str *rest)
{
	struct str word;

	*rest = str_trim(*rest);
	if (!str_cut(rest, ' ', &word))
		return (struct str){ "", 0 };
	*rest = str_trim(*rest);
	return word;
}

static bool add_line(struct parser *parser, struct str text, unsigned number)
{
	struct statement *last = &parser->story->statement[parser->story->n - 1];

	if (!arena_grow(parser->arena, (void **)&last->block, last->lines, &parser->line_room,
	                sizeof *last->block))
		return false;
	last->block[last->lines++] = (struct story_line){ number, text };
	return true;
}

static int take_block_line(struct parser *parser, struct str line, struct err *err)
{
	if (parser->story->n == 0)
		return err_set(err, ERR_INPUT,
		               "the line is set in, but no statement stands before it");
	for (; parser->blanks; parser->blanks--)
		if (!add_line(parser, str_of(""), parser->number - parser->blanks))
			return err_memory(err);
	return add_line(parser, str_sub(line, 1, line.n), parser->number) ? 0 : err_memory(err);
}

static int take_statement(struct parser *parser, struct str line, struct err *err)
{
	struct story *story = parser->story;
	struct statement statement = { .number = parser->number, .rest = line };

	if (!arena_grow(parser->arena, (void **)&story->statement, story->n,
	                &parser->statement_room, sizeof statement))
		return err_memory(err);
	statement.word = story_word(&statement.rest);
	story->statement[story->n++] = statement;
	parser->line_room = 0;
	parser->blanks = 0;
	return 0;
}

static int take(struct parser *parser, struct str line, struct err *err)
{
	if (str_trim(line).n == 0) {
		parser->blanks++;
		return 0;
	}
	if (line.p[0] == '\t')
		return take_block_line(parser, line, err);
	return line.p[0] == '#' ? 0 : take_statement(parser, line, err);
}

int story_read(struct arena *arena, const char *path, struct story *ret, struct err *err)
{
	struct story story = { .path = path };
	struct parser parser = { .arena = arena, .story = &story };
	struct str text, line;
	int status = textfile_read(arena, path, STORY_MAX, &text, err);

	if (status)
		return status;
	while (str_line(&text, &line)) {
		parser.number++;
		if (take(&parser, line, err))
			return err_prefix(err, "%s:%u", path, parser.number);
	}
	*ret = story;
	return 0;
}
