/* Tells a story statement by statement. What isn't as wanted is said, and the story goes on: the next failure may explain
 * it. */
#include "story_world.h"

#include <stdio.h>

#include "base/clock.h"

#define DAY_S ((int64_t)86400)

const struct statement *story_find(const struct story_world *world, const char *word,
                                   struct str name)
{
	for (size_t i = 0; i < world->story.n; i++) {
		const struct statement *statement = &world->story.statement[i];

		if (str_eq(statement->word, str_of(word)) && str_eq(statement->rest, name))
			return statement;
	}
	return NULL;
}

/* The configuration is added to what all stories have in common. */
static void configure(struct story_world *world, const struct statement *statement)
{
	if (world->config)
		story_fail(world, statement->number,
		           "the configuration stands before what needs it");
	for (size_t i = 0; i < statement->lines; i++)
		world->configuration = arena_printf(&world->arena, STR_FMT STR_FMT "\n",
		                                    STR_ARG(world->configuration),
		                                    STR_ARG(statement->block[i].text));
}

static void without_store(struct story_world *world, const struct statement *statement)
{
	(void)statement;
	world->without_store = true;
}

/* Mails and senders are read where they are named. */
static void read_later(struct story_world *world, const struct statement *statement)
{
	(void)world;
	(void)statement;
}

/* at 2026-03-02T09:00:00Z, at +3 days */
static void at(struct story_world *world, const struct statement *statement)
{
	struct str rest = statement->rest, number = story_word(&rest);
	uint64_t days;

	if (str_starts(number, str_of("+")) && str_starts(rest, str_of("day")) &&
	    str_number(str_sub(number, 1, number.n), 10000, &days))
		world->now_s += (int64_t)days * DAY_S;
	else if (!clock_parse(statement->rest, &world->now_s))
		story_fail(world, statement->number, "a time is 2026-03-02T09:00:00Z, or +3 days");
}

static void set(struct story_world *world, const struct statement *statement)
{
	struct story_setting setting = { .value = statement->rest };

	setting.name = story_word(&setting.value);
	if (arena_grow(&world->arena, (void **)&world->setting, world->settings,
	               &world->setting_room, sizeof setting))
		world->setting[world->settings++] = setting;
}

/* What is wanted of the mail that was just delivered. */
static void check(struct story_world *world, const struct statement *statement)
{
	bool failed_before = world->failed;

	world->failed = false;
	for (size_t i = 0; i < statement->lines; i++)
		story_expect(world, &statement->block[i]);
	if (world->failed)
		story_print_findings(world);
	world->failed |= failed_before;
}

/* How often: "for 10 days", "20 times", "20 times for 10 days"; once without. */
struct pace {
	uint64_t days, times;
};

static bool read_pace(struct str rest, struct pace *ret)
{
	*ret = (struct pace){ 1, 1 };
	for (struct str word; (word = story_word(&rest)).n;) {
		bool days = str_eq(word, str_of("for"));
		struct str number = days ? story_word(&rest) : word;
		struct str unit = story_word(&rest);

		if (!str_number(number, 1000, days ? &ret->days : &ret->times) ||
		    !str_eq(unit, str_of(days ? "days" : "times")))
			return false;
	}
	return true;
}

/* Days lie between the mails; the clock stays at the last one. */
static void keep_pace(struct story_world *world, const struct statement *statement,
                      const struct statement *mail, struct pace pace)
{
	for (uint64_t day = 0; day < pace.days; day++) {
		world->now_s += day ? DAY_S : 0;
		for (world->index = 1; world->index <= pace.times; world->index++) {
			world->sent++;
			story_deliver(world, story_mail_text(world, mail));
			check(world, statement);
		}
	}
}

/* send MAIL by SENDER [N times] [for N days] */
static void send_mail(struct story_world *world, const struct statement *statement)
{
	struct str rest = statement->rest, name = story_word(&rest), by = story_word(&rest);
	const struct statement *mail = story_find(world, "mail", name);
	struct pace pace;

	world->send = statement;
	world->sender = story_find(world, "sender", story_word(&rest));
	if (!mail || !world->sender || !str_eq(by, str_of("by")) || !read_pace(rest, &pace))
		story_fail(world, statement->number,
		           "want: send MAIL by SENDER [N times] [for N days], both known");
	else
		keep_pace(world, statement, mail, pace);
}

/* The last mail's very bytes once more. */
static void again(struct story_world *world, const struct statement *statement)
{
	if (!world->mail) {
		story_fail(world, statement->number, "nothing was sent yet");
		return;
	}
	world->send = statement;
	story_deliver(world, world->text);
	check(world, statement);
}

static const struct {
	const char *word;
	void (*tell)(struct story_world *world, const struct statement *statement);
	bool opens; /* needs configuration and store */
} statements[] = {
	{ "configuration", configure, false },
	{ "without-store", without_store, false },
	{ "mail", read_later, false },
	{ "sender", read_later, false },
	{ "set", set, false },
	{ "at", at, false },
	{ "send", send_mail, true },
	{ "again", again, true },
	{ "remember", story_remember, true },
	{ "unchanged", story_unchanged, true },
	{ "changed", story_changed, true },
	{ "rows", story_rows, true },
	{ "row", story_row, true },
	{ "no-row", story_no_row, true },
	{ "allow", story_allow, true },
	{ "block", story_block, true },
	{ "feedback", story_feedback, true },
};

/* False: nothing after it can be told. */
static bool tell(struct story_world *world, const struct statement *statement)
{
	struct err err;

	for (size_t i = 0; i < sizeof statements / sizeof *statements; i++) {
		if (!str_eq(statement->word, str_of(statements[i].word)))
			continue;
		if (statements[i].opens && !world->config && story_open(world, &err)) {
			story_fail(world, statement->number, "%s", err.text);
			return false;
		}
		statements[i].tell(world, statement);
		return true;
	}
	story_fail(world, statement->number, "\"" STR_FMT "\" is no statement of a story",
	           STR_ARG(statement->word));
	return true;
}

bool story_run(const char *path, const char *backend)
{
	struct story_world world;
	struct err err;
	int status = story_begin(&world, path, backend, &err);

	if (!status)
		status = story_read(&world.arena, path, &world.story, &err);
	if (status) {
		printf("%s\n", err.text);
		world.failed = true;
	}
	for (size_t i = 0; i < world.story.n; i++)
		if (!tell(&world, &world.story.statement[i]))
			break;
	story_end(&world);
	return !world.failed;
}
