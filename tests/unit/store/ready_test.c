/* The ready queries: one store with something for each, and what each answers. */
#include "store/world.h"

#include <dirent.h>

#include "base/auto.h"

#define READY TEST_DATA "/../../sql/common/ready"
#define DE    "DE...3000:0123456789abcdef0123456789abcdef"

static void shown(struct world *world, const char *key, const char *party, int day,
                  const char *kind, const char *value)
{
	const struct shown_trait trait = { str_of(kind), str_of(value), true, false };

	world_mail(world, key, LESSON_LEARN, party, AT(day), "bob@example.org", &trait, 1);
}

static void judged(struct world *world, const char *key, const char *party, int day,
                   enum batch_lesson lesson, double score, const char *findings)
{
	static const struct shown_trait name = { STR("name"), STR("maria rossi"), false, false };
	struct sighting sighting = world_sighting(party, AT(day), &name, 1);
	struct batch batch = world_batch(key, lesson, AT(day), &sighting, 1);

	batch.message.score = score;
	batch.message.findings = str_of(findings);
	batch.message.party = sighting.party;
	batch.message.domain = sighting.domain;
	batch.message.from = sighting.address;
	world_learn(world, &batch);
}

static void wrote_to(struct world *world, const char *address, int day)
{
	const struct str to = str_of(address);
	struct batch batch = world_batch("out", LESSON_LEARN, AT(day), NULL, 0);

	batch.written = &to;
	batch.written_n = 1;
	world_learn(world, &batch);
}

static void fill(struct world *world)
{
	static const char vip[] = "[{\"id\":\"display-name-vip\",\"family\":\"identity\","
				  "\"strength\":1.0,\"points\":3.0,\"reason\":\"r\"}]";
	static const int days[] = { 100, 105, 110, 115 };
	char key[16];

	for (size_t i = 0; i < COUNT(days); i++) {
		snprintf(key, sizeof key, "a%zu", i);
		shown(world, key, "@acme.example", days[i], "reply-to", "none");
		snprintf(key, sizeof key, "s%zu", i);
		shown(world, key, "@silent.example", days[i] - 90, "network", "192.0.2.0/24");
	}
	shown(world, "reply", "@acme.example", 190, "reply-to", "elsewhere.example");
	shown(world, "account1", "@acme.example", 150, "account", DE);
	shown(world, "account2", "@other.example", 151, "account", DE);
	shown(world, "plain", "sup@plain.example net 192.0.2.0/24", 160, "network", "192.0.2.0/24");
	wrote_to(world, "sup@plain.example", 170);
	shown(world, "fresh", "new@fresh.example", 198, "network", "192.0.2.0/24");
	judged(world, "bad1", "eve@evil.example", 180, LESSON_NOTHING, 9, vip);
	judged(world, "bad2", "mal@evil.example", 190, LESSON_NOTHING, 8, vip);
	judged(world, "alarm", "tom@honest.example", 150, LESSON_PENDING, 6, vip);
	assert_int_equal(
		store_feedback(world->store, str_of("alarm"), FEEDBACK_LEGITIMATE, AT(151), NULL),
		0);
	judged(world, "near", "sup@plain.example net 192.0.2.0/24", 200, LESSON_LEARN, 4.5, "[]");
}

static const struct {
	const char *file, *answer;
} wanted[] = {
	{ "new-senders.sql", "new@fresh.example|fresh.example|aligned|2|0|0\n" },
	{ "changed-reply-to.sql", "acme.example|none|elsewhere.example|1|10\n" },
	{ "shared-accounts.sql", DE "|2|acme.example|other.example|150|0\n" },
	{ "never-proven.sql", "sup@plain.example|1|0\n" },
	{ "impersonated.sql", "maria rossi|3|3|16452000\n" },
	{ "near-misses.sql", "near|sup@plain.example|4.5|5.0|0\n" },
	{ "unanswered.sql", "bad1|eve@evil.example|9.0|[\"bob@example.org\"]|20\n"
	                    "bad2|mal@evil.example|8.0|[\"bob@example.org\"]|10\n" },
	{ "silent-partners.sql", "silent.example|4|175\n" },
	{ "false-alarms.sql", "display-name-vip|1|3.0\n" },
	{ "bad-domains.sql", "evil.example|2|9.0|0\nhonest.example|1|6.0|1\n" },
};

static char *read_file(const char *name)
{
	char path[512], *text = NULL;
	size_t size = 0;
	FILE *in;

	snprintf(path, sizeof path, "%s/%s", READY, name);
	in = fopen(path, "r");
	if (!in || getdelim(&text, &size, '\0', in) < 0)
		fail_msg("can't read %s", path);
	fclose(in);
	return text;
}

static int add_line(void *context, int columns, char **value, char **name)
{
	(void)name;
	for (int i = 0; i < columns; i++)
		fprintf(context, "%s%s", i ? "|" : "", value[i] ? value[i] : "");
	fputc('\n', context);
	return 0;
}

/* As an admin asks: another connection, while the store is open. malloc'd. */
static char *ask(const struct world *world, const char *file)
{
	AUTO(free_done) char *sql = read_file(file);
	char *answer = NULL, *why = NULL;
	size_t size;
	FILE *out = open_memstream(&answer, &size);
	sqlite3 *handle;

	assert_int_equal(sqlite3_open_v2(world->path, &handle, SQLITE_OPEN_READONLY, NULL),
	                 SQLITE_OK);
	if (sqlite3_exec(handle, sql, add_line, out, &why) != SQLITE_OK)
		fail_msg("%s: %s", file, why);
	sqlite3_close(handle);
	fclose(out);
	return answer;
}

static void test_answers(void **state)
{
	struct world *world = *state;

	fill(world);
	for (size_t i = 0; i < COUNT(wanted); i++) {
		AUTO(free_done) char *answer = ask(world, wanted[i].file);

		if (strcmp(answer, wanted[i].answer) != 0)
			fail_msg("%s answers:\n%snot:\n%s", wanted[i].file, answer,
			         wanted[i].answer);
	}
}

/* An empty store is no error; each file has a row above, and begins with what it is for. */
static void test_all(void **state)
{
	struct world *world = *state;
	DIR *folder = opendir(READY);
	struct dirent *entry;
	size_t files = 0;

	assert_non_null(folder);
	while ((entry = readdir(folder))) {
		AUTO(free_done) char *sql = NULL;
		AUTO(free_done) char *answer = NULL;

		if (!str_ends(str_of(entry->d_name), str_of(".sql")))
			continue;
		sql = read_file(entry->d_name);
		answer = ask(world, entry->d_name);
		assert_string_equal(answer, "");
		assert_true(str_starts(str_of(sql), str_of("-- ")));
		files++;
	}
	closedir(folder);
	assert_int_equal(files, COUNT(wanted));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, world_setup, world_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_answers),
		TEST(test_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
