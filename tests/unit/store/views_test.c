/* Each column of each public view says what it means, where the view is made; and the promised ones are there. */
#include "store/world.h"

#include "base/auto.h"

static const char *const files[] = { TEST_DATA "/../../sql/common/views.sql",
	                             TEST_DATA "/../../sql/sqlite/views.sql" };

/* DESIGN §6. */
static const char *const promised[] = { "sender_reputation", "domain_reputation", "sender_traits",
	                                "bank_accounts",     "correspondents",    "recent_verdicts",
	                                "new_senders",       "indicator_stats" };

static char *read_all(void)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	for (size_t i = 0; i < COUNT(files); i++) {
		FILE *in = fopen(files[i], "r");
		int c;

		if (!in)
			fail_msg("can't read %s", files[i]);
		while ((c = getc(in)) != EOF)
			putc(c, out);
		fclose(in);
	}
	fclose(out);
	return text;
}

/* The text of a view's first SELECT; {NULL, 0}: it isn't made here. */
static struct str view_text(const char *text, const char *view)
{
	char head[128];
	const char *from, *to;

	snprintf(head, sizeof head, "CREATE VIEW %s AS", view);
	from = strstr(text, head);
	to = from ? strstr(from, "\nFROM ") : NULL;
	return to ? str_make(from, (size_t)(to - from)) : (struct str){ NULL, 0 };
}

/* The line that ends with the column ("... AS name, -- meaning", or "name, -- meaning") has three words at least behind "-- ". */
static bool is_explained(struct str view, const char *column)
{
	struct str rest = view, line;
	bool explained = false;

	while (str_line(&rest, &line)) {
		size_t comment = str_find(line, str_of("-- "));
		struct str code =
			str_trim(str_sub(line, 0, comment == SIZE_MAX ? line.n : comment));
		size_t blank;

		if (str_ends(code, str_of(",")))
			code.n--;
		blank = str_rchr(code, ' ');
		if (blank != SIZE_MAX && !str_ends(str_sub(code, 0, blank), str_of("AS")))
			continue;
		if (str_eq(str_sub(code, blank == SIZE_MAX ? 0 : blank + 1, code.n),
		           str_of(column)))
			explained = comment != SIZE_MAX && line.n > comment + 3 + 8;
	}
	return explained;
}

static int look_at(void *context, int columns, char **value, char **name)
{
	const char *text = context;
	struct str view = view_text(text, value[0]);

	(void)columns, (void)name;
	if (!view.p)
		fail_msg("no file makes the view %s", value[0]);
	if (!is_explained(view, value[1]))
		fail_msg("%s.%s: its line doesn't say what it means", value[0], value[1]);
	return 0;
}

static void test_columns(void **state)
{
	struct world *world = *state;
	AUTO(free_done) char *text = read_all();
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(world->path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle,
	                              "SELECT v.name, c.name FROM sqlite_schema v, "
	                              "pragma_table_info(v.name) c WHERE v.type = 'view'",
	                              look_at, text, NULL),
	                 SQLITE_OK);
	sqlite3_close(handle);
}

static void test_promised(void **state)
{
	struct world *world = *state;

	for (size_t i = 0; i < COUNT(promised); i++)
		assert_int_equal(world_lines(world, promised[i]),
		                 0); /* fails where there is none */
}

static void test_is_explained(void **state)
{
	(void)state;
	assert_true(is_explained(str_of("SELECT\n\tp.a AS one, -- what it is\n"), "one"));
	assert_false(is_explained(str_of("SELECT\n\tp.a AS one,\n"), "one"));
	assert_false(is_explained(str_of("SELECT\n\tp.a AS one, -- x\n"), "one"));
	assert_false(is_explained(str_of("SELECT\n\tp.a AS another, -- what it is\n"), "one"));
}

static void test_traits(void **state)
{
	struct world *world = *state;

	world_establish(world, "ann@acme.example", 100);
	world_assert_table(world, "sender_traits",
	                   "ann@acme.example|mailer|Mutt|4|100|115\n"
	                   "ann@acme.example|network|192.0.2.0/24|4|100|115\n");
	assert_int_equal(world_lines(world, "message_traits"), 8);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_columns),
		TEST(test_promised),
		cmocka_unit_test(test_is_explained),
		TEST(test_traits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
