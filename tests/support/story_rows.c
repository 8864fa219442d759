/* What stands in the store, and what an admin changes there. */
#include "story_world.h"

/* All that is kept of a party, in the tables whose first column is its key. */
static const char *const party_tables[] = { "party", "trait", "contact", "pending" };

static bool read_rows(struct story_world *world, unsigned line, const char *table, struct str key,
                      struct str *ret)
{
	struct err err;

	if (world->backend->rows(world->store_name, &world->arena, str_of(table), key, ret, &err)) {
		story_fail(world, line, "%s", err.text);
		return false;
	}
	return true;
}

static struct str dump(struct story_world *world, unsigned line, struct str party)
{
	struct str all = { "", 0 }, rows;

	for (size_t i = 0; i < sizeof party_tables / sizeof *party_tables; i++) {
		if (!read_rows(world, line, party_tables[i], party, &rows))
			return all;
		if (rows.n)
			all = arena_printf(&world->arena, STR_FMT "%s:\n" STR_FMT, STR_ARG(all),
			                   party_tables[i], STR_ARG(rows));
	}
	return all;
}

/* Nothing there would stay nothing, whatever happens. */
void story_remember(struct story_world *world, const struct statement *statement)
{
	struct story_memory memory = { statement->rest,
		                       dump(world, statement->number, statement->rest) };

	if (memory.rows.n == 0)
		story_fail(world, statement->number, "the store knows nothing of \"" STR_FMT "\"",
		           STR_ARG(statement->rest));
	if (arena_grow(&world->arena, (void **)&world->memory, world->memories, &world->memory_room,
	               sizeof memory))
		world->memory[world->memories++] = memory;
}

static const struct story_memory *memory_of(struct story_world *world,
                                            const struct statement *statement)
{
	for (size_t i = world->memories; i-- > 0;)
		if (str_eq(world->memory[i].party, statement->rest))
			return &world->memory[i];
	story_fail(world, statement->number, "nothing is remembered of \"" STR_FMT "\"",
	           STR_ARG(statement->rest));
	return NULL;
}

void story_unchanged(struct story_world *world, const struct statement *statement)
{
	const struct story_memory *memory = memory_of(world, statement);
	struct str rows = dump(world, statement->number, statement->rest);

	if (memory && !str_eq(memory->rows, rows))
		story_fail(world, statement->number,
		           "what is kept of \"" STR_FMT "\" has changed; it was\n" STR_FMT
		           "and is\n" STR_FMT,
		           STR_ARG(statement->rest), STR_ARG(memory->rows), STR_ARG(rows));
}

void story_changed(struct story_world *world, const struct statement *statement)
{
	const struct story_memory *memory = memory_of(world, statement);
	struct str rows = dump(world, statement->number, statement->rest);

	if (memory && str_eq(memory->rows, rows))
		story_fail(world, statement->number,
		           "what is kept of \"" STR_FMT "\" is unchanged:\n" STR_FMT,
		           STR_ARG(statement->rest), STR_ARG(rows));
}

/* The table's name as a C string. */
static const char *table_name(struct story_world *world, struct str *rest)
{
	return arena_str(&world->arena, story_word(rest)).p;
}

/* rows TABLE NUMBER [KEY] */
void story_rows(struct story_world *world, const struct statement *statement)
{
	struct str rest = statement->rest, rows = { "", 0 }, line;
	const char *table = table_name(world, &rest);
	struct str number = story_word(&rest);
	uint64_t wanted, found = 0;

	if (!str_number(number, 1000000, &wanted)) {
		story_fail(world, statement->number, "\"" STR_FMT "\" is no number of rows",
		           STR_ARG(number));
		return;
	}
	if (!read_rows(world, statement->number, table, rest.n ? rest : (struct str){ NULL, 0 },
	               &rows))
		return;
	for (struct str left = rows; left.n && str_line(&left, &line);)
		found++;
	if (found != wanted)
		story_fail(world, statement->number,
		           "table %s has %u rows, not " STR_FMT "\n" STR_FMT, table,
		           (unsigned)found, STR_ARG(number), STR_ARG(rows));
}

/* "value=DE...3000*": what begins so. */
static bool is_cell(struct str cell, struct str wanted)
{
	if (str_ends(wanted, str_of("*")))
		return str_starts(cell, str_sub(wanted, 0, wanted.n - 1));
	return str_eq(cell, wanted);
}

static bool has_cell(struct str rows, struct str wanted)
{
	struct str line, cell;

	while (rows.n && str_line(&rows, &line))
		while (str_cut(&line, '\t', &cell))
			if (is_cell(cell, wanted))
				return true;
	return false;
}

static void look_for_cells(struct story_world *world, const struct statement *statement,
                           bool wanted)
{
	struct str rest = statement->rest, rows = { "", 0 };
	const char *table = table_name(world, &rest);

	if (!read_rows(world, statement->number, table, rest, &rows))
		return;
	if (rows.n == 0 || statement->lines == 0) {
		story_fail(world, statement->number, "%s",
		           rows.n ? "want column=value lines below it" : "there is no such row");
		return;
	}
	for (size_t i = 0; i < statement->lines; i++) {
		struct story_line line = statement->block[i];

		if (!str_starts(line.text, str_of("#")) && has_cell(rows, line.text) != wanted)
			story_fail(world, line.number, "%s among the rows:\n" STR_FMT,
			           wanted ? "is not" : "is", STR_ARG(rows));
	}
}

/* row TABLE KEY, and below it a column=value a line that stands in one of its rows; */
void story_row(struct story_world *world, const struct statement *statement)
{
	look_for_cells(world, statement, true);
}

/* no-row TABLE KEY, that stands in none. */
void story_no_row(struct story_world *world, const struct statement *statement)
{
	look_for_cells(world, statement, false);
}

static void add_entry(struct story_world *world, const struct statement *statement,
                      const char *list)
{
	struct str rest = statement->rest, type = story_word(&rest), value = story_word(&rest);
	struct str only = story_word(&rest);
	struct list_entry entry = { .list = str_of(list),
		                    .type = type,
		                    .value = value,
		                    .only = str_eq(only, str_of("only")) ? rest : str_of(""),
		                    .comment = str_of("by the story"),
		                    .created_s = world->now_s };
	struct err err;

	if (store_list_add(world->store, &entry, &err))
		story_fail(world, statement->number, "%s", err.text);
}

/* allow TYPE VALUE [only ID] */
void story_allow(struct story_world *world, const struct statement *statement)
{
	add_entry(world, statement, "allow");
}

/* block TYPE VALUE */
void story_block(struct story_world *world, const struct statement *statement)
{
	add_entry(world, statement, "block");
}

/* feedback legitimate, feedback bec: on the last mail */
void story_feedback(struct story_world *world, const struct statement *statement)
{
	bool bec = str_eq(statement->rest, str_of("bec"));
	struct err err;

	if (!world->mail || (!bec && !str_eq(statement->rest, str_of("legitimate")))) {
		story_fail(world, statement->number,
		           "feedback is \"legitimate\" or \"bec\", of a mail that was sent");
		return;
	}
	if (store_feedback(world->store, str_of(world->path->questions.message_key),
	                   bec ? FEEDBACK_BEC : FEEDBACK_LEGITIMATE, world->now_s, &err))
		story_fail(world, statement->number, "%s", err.text);
}
