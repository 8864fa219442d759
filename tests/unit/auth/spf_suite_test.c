/* The published suites (tests/data/spf, LICENSE files beside them) against spf_check(), each
 * scenario with its own zone. Explanations are left out. Where an older edition wants what a
 * newer one or RFC 7208 says otherwise, the table below has it by name, and why. */
#include <stdarg.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "auth/spf.h"
#include "base/buf.h"
#include "base/textfile.h"
#include "support/zone.h"

#define FILE_MAX (1u << 20)

static const struct suite {
	const char *file;
	size_t cases;
} suites[] = {
	{ "openspf/rfc7208-tests", 200 },
	{ "openspf/rfc7208-tests-2014-05", 193 },
	{ "pyspf/rfc7208-tests", 203 },
	{ "pyspf/rfc4408-tests", 191 },
	{ "pyspf/test", 16 },
	{ "second", 539 },
};

/* What the edition wants isn't what RFC 7208 wants. */
static const struct difference {
	const char *suite, *name, *ours, *why;
} differences[] = {
	{ "pyspf/test", "default-modifier", "neutral",
	  "default= is of a draft before RFC 4408; openspf's default-modifier-obsolete has it "
	  "ignored" },
	{ "pyspf/test", "default-modifier-harsh", "neutral",
	  "the same; pyspf alone knows \"ambiguous\"" },
	{ NULL },
};

struct state {
	const struct suite *suite;
	struct buf zone_text;
	struct zone *zone; /* NULL: none made of zone_text yet */
	size_t cases, wrong;
};

static const struct difference *difference_of(const struct state *state, struct str name)
{
	for (const struct difference *d = differences; d->suite; d++)
		if (strcmp(d->suite, state->suite->file) == 0 && str_eq(str_of(d->name), name))
			return d;
	return NULL;
}

static bool is_wanted(struct str results, const char *got)
{
	struct str one;

	while (str_cut(&results, ',', &one))
		if (str_eq(one, str_of(got)))
			return true;
	return false;
}

static const char *result_of(struct zone *zone, const struct spf_input *input, char why[96])
{
	struct dns *dns = dns_new(zone_source(zone), 1000, 5000);
	struct spf_verdict verdict;
	struct arena arena;

	arena_init(&arena, 1 << 20);
	spf_prefetch(dns, input);
	for (size_t i = 0; i < 12; i++)
		spf_prefetch_more(dns, input);
	assert_int_equal(spf_check(dns, input, &arena, &verdict, NULL), 0);
	memcpy(why, verdict.why, 96);
	arena_done(&arena);
	dns_free(dns);
	return auth_result_names[verdict.result];
}

/* NAME, CLIENT, HELO, MAIL FROM, RESULTS between tabs. */
static void run_case(struct state *state, struct str line)
{
	struct str name, client, wanted;
	const struct difference *difference;
	struct spf_input input;
	const char *got;
	char why[96];

	assert_true(str_cut(&line, '\t', &name) && str_cut(&line, '\t', &client) &&
	            str_cut(&line, '\t', &input.helo) && str_cut(&line, '\t', &input.mail_from) &&
	            str_cut(&line, '\t', &wanted));
	assert_true(ip_parse(client, &input.client));
	if (!state->zone)
		state->zone = zone_new(buf_cstr(&state->zone_text));
	difference = difference_of(state, name);
	got = result_of(state->zone, &input, why);
	state->cases++;
	if (is_wanted(difference ? str_of(difference->ours) : wanted, got) &&
	    (!difference || !is_wanted(wanted, got)))
		return;
	print_error("%s " STR_FMT ": %s (%s), wanted " STR_FMT "%s\n", state->suite->file,
	            STR_ARG(name), got, why, STR_ARG(wanted),
	            difference ? ", and something else by the table" : "");
	state->wrong++;
}

static void run_line(struct state *state, struct str line)
{
	static const struct str scenario = STR("scenario "), a_case = STR("case ");

	if (str_starts(line, a_case)) {
		run_case(state, str_sub(line, a_case.n, line.n));
	} else if (str_starts(line, scenario)) {
		zone_free(state->zone);
		state->zone = NULL;
		buf_reset(&state->zone_text);
	} else {
		assert_false(state->zone); /* a scenario's zone stands before its cases */
		buf_add(&state->zone_text, line);
		buf_addc(&state->zone_text, '\n');
	}
}

static void run_suite(void **unused)
{
	size_t wrong = 0;

	(void)unused;
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++) {
		struct state state = { .suite = &suites[i] };
		struct str text, rest, line;
		struct arena arena;
		char path[256];

		arena_init(&arena, FILE_MAX * 2);
		buf_init(&state.zone_text, FILE_MAX);
		snprintf(path, sizeof path, TEST_DATA "/spf/%s.txt", suites[i].file);
		assert_int_equal(textfile_read(&arena, path, FILE_MAX, &text, NULL), 0);
		rest = text;
		while (str_line(&rest, &line))
			run_line(&state, line);
		assert_int_equal(state.cases, suites[i].cases);
		print_message("%s: %zu of %zu\n", suites[i].file, state.cases - state.wrong,
		              state.cases);
		wrong += state.wrong;
		zone_free(state.zone);
		buf_done(&state.zone_text);
		arena_done(&arena);
	}
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(run_suite) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
