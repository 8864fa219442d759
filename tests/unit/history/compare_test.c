/* Profiles by hand, one message; the figures are those of surprise_test.c. */
#include "history/compare.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <cmocka.h>

/* A profile holds one kind here: its days, and values "a:5 b:1" with the days of each. */
struct given {
	const char *values; /* NULL: the party is unknown; "": the kind was never shown */
	uint32_t days;
};

struct world {
	struct history history;
	struct trait_value value[4][8];
};

static void fill(struct world *world, size_t n, struct profile *profile, const struct given *given,
                 enum trait_kind kind)
{
	static const char *const parties[] = { "ann@acme.example", "acme.example", "proven ann",
		                               "proven acme" };
	struct str rest = str_of(given->values), word, name, days;
	struct trait_record *record = &profile->trait[0];
	uint64_t number;

	if (!given->values)
		return;
	profile->found = true;
	*(n % 2 ? &profile->domain : &profile->address) = str_of(parties[n]);
	if (rest.n == 0)
		return;
	profile->traits = 1;
	record->kind = str_of(trait_rows[kind].name);
	record->days = given->days;
	record->value = world->value[n];
	while (str_cut(&rest, ' ', &word)) {
		assert_true(str_cut(&word, ':', &name));
		days = word;
		assert_true(str_number(days, 1000, &number));
		record->value[record->values++] =
			(struct trait_value){ name, (uint32_t)number, 1, (int32_t)record->values };
	}
}

static const struct row {
	const char *name;
	enum trait_kind kind;
	bool aligned;
	struct given sender, domain; /* if not aligned: sender, and below the proven ones */
	struct given proven, proven_domain;
	const char *shown; /* "x", two "x y"; "x!" ordinary */
	double wanted;
	const char *seen, *expected, *whose;
	uint32_t days;
	bool compared_aligned;
} rows[] = {
	{ "nobody is known", TRAIT_ACCOUNT, true, .shown = "x", .seen = "x" },
	{ "known, but not for accounts", TRAIT_ACCOUNT, true, .sender = { "", 0 }, .shown = "x",
	  .seen = "x" },
	{ "usual", TRAIT_ACCOUNT, true, .sender = { "x:3", 3 }, .shown = "x", .expected = "x",
	  .whose = "ann@acme.example", .days = 3 },
	{ "new after 1 day", TRAIT_ACCOUNT, true, .sender = { "x:1", 1 }, .shown = "y",
	  .wanted = 0.66, .seen = "y", .expected = "x", .whose = "ann@acme.example", .days = 1 },
	{ "new after 10 days", TRAIT_ACCOUNT, true, .sender = { "x:10", 10 }, .shown = "y",
	  .wanted = 1, .seen = "y", .expected = "x", .whose = "ann@acme.example", .days = 10 },
	/* p = (1 + 0.05) / 11.05; the first ever doesn't count as once */
	{ "who changed once", TRAIT_ACCOUNT, true, .sender = { "x:1 z:1 w:8", 10 }, .shown = "y",
	  .wanted = 0.36, .seen = "y", .expected = "w", .whose = "ann@acme.example", .days = 10 },
	{ "the last seen of equals is expected", TRAIT_MAILER, true, .sender = { "x:5 z:5", 10 },
	  .shown = "y", .wanted = 0.39, .seen = "y", .expected = "z", .whose = "ann@acme.example",
	  .days = 10 },
	{ "usual for the organisation", TRAIT_ACCOUNT, true, .sender = { "x:3", 3 },
	  .domain = { "y:2 x:3", 5 }, .shown = "y", .expected = "x", .whose = "ann@acme.example",
	  .days = 3 },
	{ "a colleague's first", TRAIT_ACCOUNT, true, .sender = { "", 0 }, .domain = { "x:3", 3 },
	  .shown = "y", .wanted = 0.80, .seen = "y", .expected = "x", .whose = "acme.example",
	  .days = 3 },
	{ "a new colleague's", TRAIT_ACCOUNT, true, .domain = { "x:3", 3 }, .shown = "y",
	  .wanted = 0.80, .seen = "y", .expected = "x", .whose = "acme.example", .days = 3 },
	{ "personal: not the organisation's", TRAIT_TIMEZONE, true, .sender = { "x:10", 10 },
	  .domain = { "y:9", 9 }, .shown = "y", .wanted = 0.39, .seen = "y", .expected = "x",
	  .whose = "ann@acme.example", .days = 10 },
	{ "personal: nothing of one's own", TRAIT_TIMEZONE, true, .sender = { "", 0 },
	  .domain = { "x:9", 9 }, .shown = "y", .seen = "y" },
	{ "ordinary", TRAIT_REPLY_TO, true, .sender = { "x:10", 10 }, .shown = "none!",
	  .expected = "x", .whose = "ann@acme.example", .days = 10 },
	{ "the most surprising of two", TRAIT_ACCOUNT, true, .sender = { "x:3", 3 }, .shown = "x y",
	  .wanted = 0.80, .seen = "y", .expected = "x", .whose = "ann@acme.example", .days = 3 },
	{ "and in the other order", TRAIT_ACCOUNT, true, .sender = { "x:3", 3 }, .shown = "y x",
	  .wanted = 0.80, .seen = "y", .expected = "x", .whose = "ann@acme.example", .days = 3 },

	/* not proven */
	{ "a forger's first", TRAIT_ACCOUNT, false, .proven = { "x:10", 10 }, .shown = "y",
	  .wanted = 1, .seen = "y", .expected = "x", .whose = "proven ann", .days = 10,
	  .compared_aligned = true },
	{ "a forger's, by the domain", TRAIT_ACCOUNT, false, .proven_domain = { "x:10", 10 },
	  .shown = "y", .wanted = 1, .seen = "y", .expected = "x", .whose = "proven acme",
	  .days = 10, .compared_aligned = true },
	{ "a forger who trained", TRAIT_ACCOUNT, false, .sender = { "y:20", 20 },
	  .proven = { "x:10", 10 }, .shown = "y", .wanted = 1, .seen = "y", .expected = "x",
	  .whose = "proven ann", .days = 10, .compared_aligned = true },
	{ "a forger who trained, no proven account", TRAIT_ACCOUNT, false, .sender = { "y:20", 20 },
	  .proven = { "", 0 }, .shown = "y", .expected = "y", .whose = "ann@acme.example",
	  .days = 20 },
	{ "the proven one's account", TRAIT_ACCOUNT, false, .proven = { "x:10", 10 }, .shown = "x",
	  .expected = "x", .whose = "proven ann", .days = 10, .compared_aligned = true },
	{ "the proven one's, not one's own", TRAIT_ACCOUNT, false, .sender = { "z:3", 3 },
	  .proven = { "x:10", 10 }, .shown = "x", .wanted = 0.80, .seen = "x", .expected = "z",
	  .whose = "ann@acme.example", .days = 3 },
	{ "unknown to both: the larger", TRAIT_ACCOUNT, false, .sender = { "z:1", 1 },
	  .proven = { "x:3", 3 }, .shown = "y", .wanted = 0.80, .seen = "y", .expected = "x",
	  .whose = "proven ann", .days = 3, .compared_aligned = true },
	{ "guarded Reply-To too", TRAIT_REPLY_TO, false, .sender = { "y:20", 20 },
	  .proven = { "x:10", 10 }, .shown = "y", .wanted = 0.87, .seen = "y", .expected = "x",
	  .whose = "proven ann", .days = 10, .compared_aligned = true },
	{ "a list's own network", TRAIT_NETWORK, false, .sender = { "y:20", 20 },
	  .proven = { "x:10", 10 }, .shown = "y", .expected = "y", .whose = "ann@acme.example",
	  .days = 20 },
	{ "a list's new network", TRAIT_NETWORK, false, .sender = { "y:10", 10 },
	  .proven = { "x:10", 10 }, .shown = "x", .wanted = 0.64, .seen = "x", .expected = "y",
	  .whose = "ann@acme.example", .days = 10 },
	{ "a network before any of its own", TRAIT_NETWORK, false, .proven = { "x:10", 10 },
	  .shown = "y", .wanted = 0.64, .seen = "y", .expected = "x", .whose = "proven ann",
	  .days = 10, .compared_aligned = true },
	{ "personal, by the proven domain alone", TRAIT_NAME, false,
	  .proven_domain = { "x:10", 10 }, .shown = "y", .seen = "y" },
};

static void show(struct traits *traits, const struct row *row)
{
	struct str rest = str_of(row->shown), word;

	traits->n = 0;
	while (str_cut(&rest, ' ', &word)) {
		bool ordinary = word.n && word.p[word.n - 1] == '!';

		word.n -= ordinary;
		traits->v[traits->n++] = (struct trait){ row->kind, word, ordinary };
	}
}

static void assert_text(const char *row, struct str seen, const char *wanted)
{
	if (!str_eq(seen, str_of(wanted)))
		fail_msg("%s: \"" STR_FMT "\", wanted \"%s\"", row, STR_ARG(seen),
		         wanted ? wanted : "");
}

static void each_value_is_compared(void **state)
{
	static struct world world;
	static struct traits traits;

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		const struct trait_surprise *seen = &world.history.surprise[row->kind];

		memset(&world, 0, sizeof world);
		fill(&world, 0, &world.history.sender, &row->sender, row->kind);
		fill(&world, 1, &world.history.domain, &row->domain, row->kind);
		fill(&world, 2, &world.history.aligned, &row->proven, row->kind);
		fill(&world, 3, &world.history.aligned_domain, &row->proven_domain, row->kind);
		show(&traits, row);
		history_compare(&traits, row->aligned, &world.history);
		if (!(fabs(seen->strength - row->wanted) < 0.005))
			fail_msg("%s: %.4f, wanted %.2f", row->name, seen->strength, row->wanted);
		assert_text(row->name, seen->seen, row->seen);
		assert_text(row->name, seen->expected, row->expected);
		assert_text(row->name, seen->whose, row->whose);
		if (seen->days != row->days || seen->compared_aligned != row->compared_aligned)
			fail_msg("%s: %u days, compared_aligned %d", row->name, seen->days,
			         seen->compared_aligned);
	}
}

static void what_is_not_shown_is_no_surprise(void **state)
{
	static struct world world;
	static struct traits none;
	struct given given = { "x:10", 10 };

	(void)state;
	fill(&world, 0, &world.history.sender, &given, TRAIT_MAILER);
	history_compare(&none, true, &world.history);
	for (size_t i = 0; i < TRAIT_COUNT; i++) {
		assert_int_equal(world.history.surprise[i].seen.n, 0);
		assert_true(world.history.surprise[i].strength == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_value_is_compared),
		cmocka_unit_test(what_is_not_shown_is_no_surprise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
