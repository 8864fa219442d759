/* The published suites against arc_end(), each scenario with its own keys: github.com/ValiMail/arc_test_suite (validation) and a
 * message of github.com/stalwartlabs/mail-auth; tests/data/arc has them, their LICENSE files, and what converted them. Where we
 * answer something else than a suite wants, the table below has the case by name, and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "arc_world.h"
#include "base/buf.h"
#include "base/textfile.h"

#define FILE_MAX (1u << 20)

static const struct suite {
	const char *file;
	size_t cases;
} suites[] = {
	{ "valimail/validation", 171 },
	{ "mail-auth/messages", 1 },
};

static const struct difference {
	const char *name, *ours, *why;
} differences[] = {
	{ "cv_fail_i1_as_cv_fail", "fail", "the suite has no result; RFC 8617 §5.2 step 2" },
	{ "cv_fail_i2_as2_fail", "fail", "the same" },
	{ "cv_fail_i2_as1_fail", "fail", "the same; step 3 at the latest" },
	{ "ams_fields_c_na", "fail",
	  "the suite takes relaxed where c= is missing; RFC 6376 §3.5: simple" },
	{ "ams_fields_h_empty", "fail", "From must be signed: RFC 6376 §5.4, RFC 8617 §4.1.2" },
	{ "ams_fields_h_mis_hdr", "fail", "an empty name in h=: no hdr-name of RFC 6376 §3.5" },
	{ NULL },
};

struct state {
	const struct suite *suite;
	struct buf zone_text, message;
	struct zone *zone;     /* NULL: none made of zone_text yet */
	struct str name, want; /* of the case whose message is read; name {NULL, 0}: none */
	size_t cases, wrong;
};

static const struct difference *difference_of(struct str name)
{
	for (const struct difference *d = differences; d->name; d++) {
		if (str_eq(str_of(d->name), name))
			return d;
	}
	return NULL;
}

static void run_case(struct state *state)
{
	const struct difference *difference = difference_of(state->name);
	struct str want = difference ? str_of(difference->ours) : state->want;
	struct arc_verdict verdict;
	struct mail *mail;
	const char *got;

	if (!state->name.p)
		return;
	if (!state->zone)
		state->zone = zone_new(buf_cstr(&state->zone_text));
	mail = arc_world_mail(buf_str(&state->message));
	verdict = arc_world_check(state->zone, mail, 7);
	got = auth_result_names[verdict.result];
	if (!str_eq(str_of(got), want) || (difference && str_eq(want, state->want))) {
		print_error("%s " STR_FMT ": %s (%s), wanted " STR_FMT "\n", state->suite->file,
		            STR_ARG(state->name), got, verdict.why, STR_ARG(want));
		state->wrong++;
	}
	state->cases++;
	state->name = str_make(NULL, 0);
	mail_free(mail);
}

static void begin_case(struct state *state, struct str line)
{
	buf_reset(&state->message);
	assert_true(str_cut(&line, ' ', &state->name));
	state->want = line;
}

static void begin_scenario(struct state *state)
{
	zone_free(state->zone);
	state->zone = NULL;
	buf_reset(&state->zone_text);
}

static void run_line(struct state *state, struct str line)
{
	static const struct str scenario = STR("scenario "), a_case = STR("case ");
	struct buf *into = state->name.p ? &state->message : &state->zone_text;

	if (line.n && line.p[0] == '\t') {
		buf_add(into, str_sub(line, 1, line.n));
		buf_puts(into, state->name.p ? "\r\n" : "\n");
		return;
	}
	run_case(state);
	if (str_starts(line, a_case))
		begin_case(state, str_sub(line, a_case.n, line.n));
	else if (str_starts(line, scenario))
		begin_scenario(state);
	else
		fail_msg("what is \"" STR_FMT "\"?", STR_ARG(line));
}

/* How many cases went wrong. */
static size_t run_file(const struct suite *suite)
{
	struct state state = { .suite = suite };
	struct str text, line;
	struct arena arena;
	char path[256];

	arena_init(&arena, FILE_MAX * 2);
	buf_init(&state.zone_text, FILE_MAX);
	buf_init(&state.message, FILE_MAX);
	snprintf(path, sizeof path, TEST_DATA "/arc/%s.txt", suite->file);
	assert_int_equal(textfile_read(&arena, path, FILE_MAX, &text, NULL), 0);
	while (str_line(&text, &line))
		run_line(&state, line);
	run_case(&state);
	assert_int_equal(state.cases, suite->cases);
	print_message("%s: %zu of %zu\n", suite->file, state.cases - state.wrong, state.cases);
	zone_free(state.zone);
	buf_done(&state.zone_text);
	buf_done(&state.message);
	arena_done(&arena);
	return state.wrong;
}

static void runs_suites(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
		wrong += run_file(&suites[i]);
	assert_int_equal(wrong, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(runs_suites) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
