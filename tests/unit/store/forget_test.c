/* Who is forgotten is nowhere: not in a row, not in a free page, not in the log beside the file. Others stay. */
#include "store/world.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/auto.h"

#define ANN    "ann.forgotten@acme.example"
#define BOB    "bob@acme.example"
#define NEEDLE "ann.forgotten"

/* Whether the bytes stand in a file; a missing one holds nothing. */
static bool file_has(const char *path, const char *needle)
{
	AUTO(free_done) char *text = NULL;
	size_t size = 0, n = 0;
	FILE *in = fopen(path, "r"), *out = open_memstream(&text, &size);
	int c;

	while (in && (c = getc(in)) != EOF)
		putc(c, out);
	fclose(out);
	if (in)
		fclose(in);
	for (n = 0; n + strlen(needle) <= size; n++)
		if (memcmp(text + n, needle, strlen(needle)) == 0)
			return true;
	return false;
}

static bool store_has(const struct world *world, const char *needle)
{
	static const char *const ends[] = { "", "-wal", "-shm", "-journal" };
	char path[160];
	bool has = false;

	for (size_t i = 0; i < COUNT(ends); i++) {
		snprintf(path, sizeof path, "%s%s", world->path, ends[i]);
		has |= file_has(path, needle);
	}
	return has;
}

/* In every place that there is. */
static void fill(struct world *world)
{
	static const struct shown_trait reply[] = { { STR("reply-to"), STR(ANN), true, true },
		                                    { STR("mailer"), STR(ANN), false, false } };
	const struct str ann = STR(ANN);
	const struct mark mark = { .kind = STR("reply-to"), .value = STR(ANN) };
	const struct list_entry entry = { .list = STR("block"),
		                          .type = STR("address"),
		                          .value = STR(ANN),
		                          .comment = STR("by " BOB) };
	const struct list_entry person = {
		.list = STR("person"), .type = STR("address"), .value = STR(ANN), .name = STR("Ann")
	};
	const struct list_entry about = { .list = STR("allow"),
		                          .type = STR("address"),
		                          .value = STR(BOB),
		                          .comment = STR("asked by " ANN) };
	struct sighting sighting = world_sighting(BOB, AT(130), reply, COUNT(reply));
	struct batch batch = world_batch("bob", LESSON_LEARN, AT(130), &sighting, 1);

	world_establish(world, ANN, 100);
	world_mail(world, "net", LESSON_LEARN, ANN " net 192.0.2.0/24", AT(110), ANN, NULL, 0);
	world_mail(world, "wait", LESSON_PENDING, ANN, AT(125), BOB, reply, 1);
	world_mail(world, "platform", LESSON_LEARN, "pay@bill.example reply " ANN, AT(126), BOB,
	           NULL, 0);
	batch.message.from = str_of(BOB);
	batch.message.envelope = str_of(BOB);
	batch.message.recipients = str_of("[\"" ANN "\",\"" BOB "\"]");
	batch.message.findings = str_of("[{\"id\":\"x\",\"reason\":\"Replies go to " ANN "\"}]");
	batch.message.authentication = str_of("{\"address\":\"" ANN "\"}");
	batch.message.party = str_of(BOB);
	batch.contact = &ann, batch.contacts = 1;
	batch.written = &ann, batch.written_n = 1;
	batch.mark = &mark, batch.marks = 1;
	batch.staff = (struct staff_name){
		.key = STR("ann"), .name = STR("Ann"), .address = ann, .days = 1, .last_day = 130
	};
	world_learn(world, &batch);
	assert_int_equal(store_list_add(world->store, &entry, NULL), 0);
	assert_int_equal(store_list_add(world->store, &about, NULL), 0);
	assert_int_equal(store_list_add(world->store, &person, NULL), 0);
}

/* Each table of the schema is filled here, or can't hold an address. */
static const char *const free_tables[] = { "schema_version", "setting", "known_domain",
	                                   "domain_key",     "sent",    "thread",
	                                   "coverage",       "counter" };
static const char *const tables[] = { "party", "trait", "contact", "recipient", "correspondent",
	                              "mark",  "entry", "staff",   "message",   "pending" };

static bool one_of(const char *const *list, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (strcmp(list[i], name) == 0)
			return true;
	return false;
}

static int look_at_table(void *context, int columns, char **value, char **name)
{
	const struct world *world = context;
	AUTO(free_done) char *rows = NULL;

	(void)columns, (void)name;
	if (one_of(free_tables, COUNT(free_tables), value[0]))
		return 0;
	if (!one_of(tables, COUNT(tables), value[0]))
		fail_msg("the table %s is new: does becctl forget know it?", value[0]);
	rows = world->backend->dump(world->path, value[0]);
	if (!strstr(rows, NEEDLE))
		fail_msg("the table %s wasn't filled", value[0]);
	return 0;
}

static void assert_every_table_filled(struct world *world)
{
	sqlite3 *handle;

	assert_int_equal(sqlite3_open(world->path, &handle), SQLITE_OK);
	assert_int_equal(sqlite3_exec(handle, "SELECT name FROM sqlite_schema WHERE type = 'table'",
	                              look_at_table, world, NULL),
	                 SQLITE_OK);
	sqlite3_close(handle);
}

static void test_forget(void **state)
{
	struct world *world = *state;
	size_t rows = 0, again = 1;
	struct err err;

	fill(world);
	assert_every_table_filled(world);
	assert_true(store_has(world, NEEDLE)); /* the grep itself */
	if (store_forget(world->store, str_of(ANN), &rows, &err))
		fail_msg("%s", err.text);
	assert_true(rows >= 14);
	assert_false(store_has(world, NEEDLE));

	/* the other ones are as they were, without the name */
	assert_true(world_profile(world, BOB).found);
	assert_true(world_message(world, "bob").found);
	assert_true(str_eq(world_message(world, "bob").recipients,
	                   str_of("[\"forgotten\",\"" BOB "\"]")));
	assert_true(world_listed(world, "allow", "address", BOB, AT(131)));
	assert_false(world_listed(world, "block", "address", ANN, AT(131)));
	assert_int_equal(store_forget(world->store, str_of(ANN), &again, NULL), 0);
	assert_int_equal(again, 0);

	/* the store goes on, and hears of it as of somebody new */
	world_mail(world, "new", LESSON_LEARN, ANN, AT(140), BOB, NULL, 0);
	assert_int_equal(world_profile(world, ANN).days, 1);
}

/* What was deleted before, by ageing say, leaves the file, too. */
static void test_deleted_before(void **state)
{
	struct world *world = *state;

	world_establish(world, ANN, 100);
	assert_int_equal(store_prune(world->store, AT(5000), NULL, NULL), 0);
	assert_int_equal(store_forget(world->store, str_of(ANN), NULL, NULL), 0);
	assert_false(store_has(world, NEEDLE));
}

/* Others that look alike are somebody else. */
static void test_neighbours(void **state)
{
	struct world *world = *state;

	world_establish(world, "jo" ANN, 100);
	world_establish(world, ANN ".org", 101);
	assert_int_equal(store_forget(world->store, str_of(ANN), NULL, NULL), 0);
	assert_true(world_profile(world, "jo" ANN).found);
	assert_true(world_profile(world, ANN ".org").found);
}

/* ---- privacy = hashed ---- */

static struct store_options hashed_options(const struct world *world, const struct site_key *key)
{
	struct store_options options = world_options(world);

	options.privacy = PRIVACY_HASHED;
	options.key = key;
	return options;
}

static void open_as(struct world *world, const struct store_options *options)
{
	struct err err;

	if (store_open(options, &world->store, &err))
		fail_msg("%s", err.text);
}

static void assert_refused(const struct store_options *options, const char *why)
{
	struct err err = { .text = "" };
	struct store *store;

	assert_int_equal(store_open(options, &store, &err), ERR_CONFIG);
	if (!strstr(err.text, why))
		fail_msg("\"%s\" doesn't say \"%s\"", err.text, why);
}

/* Nothing of an address is in the file, and all questions find what they found before. */
static void test_hashed(void **state)
{
	struct world *world = *state;
	struct site_key key = site_key_fixed();
	struct store_options options = hashed_options(world, &key);
	struct profile ann, bob;

	world_close(world);
	assert_int_equal(remove(world->path), 0);
	open_as(world, &options);
	fill(world);
	ann = world_profile(world, ANN);
	assert_int_equal(ann.days, 4);
	assert_true(profile_established(&ann));
	assert_true(world_contact(world, ANN, "bob@example.org").found);
	assert_true(world_marked(world, "reply-to", ANN, AT(131)));
	assert_true(world_listed(world, "block", "address", ANN, AT(131)));
	assert_true(str_find(world_profile(world, ANN).address, str_of("@acme.example")) == 33);

	/* persons are configuration: they stand as they are */
	assert_true(world_listed(world, "person", "address", ANN, AT(131)));
	assert_int_equal(store_list_remove(world->store, str_of("person"), str_of("address"),
	                                   str_of(ANN), NULL, NULL),
	                 0);
	assert_int_equal(store_forget(world->store, str_of("nobody@else.example"), NULL, NULL), 0);
	assert_false(store_has(world, NEEDLE));
	assert_false(store_has(world, "bob@"));

	/* a value met again is the same value */
	world_mail(world, "again", LESSON_LEARN, BOB, AT(131), BOB,
	           &(struct shown_trait){ STR("reply-to"), STR(ANN), true, true }, 1);
	bob = world_profile(world, BOB);
	assert_int_equal(profile_trait(&bob, str_of("reply-to"))->values, 1);
	assert_int_equal(store_feedback(world->store, str_of("wait"), FEEDBACK_BEC, AT(132), NULL),
	                 0);
	assert_true(world_marked(world, "identity", ANN, AT(133)));
	assert_int_equal(store_forget(world->store, str_of(ANN), NULL, NULL), 0);
	assert_false(world_profile(world, ANN).found);
}

static void test_switching(void **state)
{
	struct world *world = *state;
	struct site_key key = site_key_fixed(), other = { { 1 } };
	struct store_options plain = world_options(world), hashed = hashed_options(world, &key),
			     wrong = hashed_options(world, &other);

	fill(world);
	world_close(world);
	assert_refused(&hashed, "migrate --hash");
	hashed.hash = true;
	open_as(world, &hashed);
	assert_int_equal(world_profile(world, ANN).days, 4);
	assert_true(world_listed(world, "person", "address", ANN, AT(131)));
	assert_int_equal(store_list_remove(world->store, str_of("person"), str_of("address"),
	                                   str_of(ANN), NULL, NULL),
	                 0);
	assert_int_equal(store_forget(world->store, str_of("nobody@else.example"), NULL, NULL), 0);
	assert_false(store_has(world, NEEDLE));
	world_close(world);
	assert_refused(&plain, "can't be undone");
	assert_refused(&wrong, "another key");
	hashed.hash = false;
	open_as(world, &hashed);
	assert_true(world_profile(world, ANN).found);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_forget), TEST(test_deleted_before), TEST(test_neighbours),
		TEST(test_hashed), TEST(test_switching),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
