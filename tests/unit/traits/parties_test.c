#include "unit/traits/sample.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

/* "F acme.example, RC other.example": roles by letter. */
static void describe(const struct parties_seen *parties, char *ret, size_t size)
{
	static const char letters[] = "FRCN";
	size_t used = 0;

	*ret = '\0';
	for (size_t i = 0; i < parties->n; i++) {
		char roles[8];
		size_t n = 0;

		for (size_t bit = 0; letters[bit]; bit++)
			if (parties->v[i].roles & 1u << bit)
				roles[n++] = letters[bit];
		roles[n] = '\0';
		used += (size_t)snprintf(ret + used, size - used, "%s%s " STR_FMT, i ? ", " : "",
		                         roles, STR_ARG(parties->v[i].domain.name));
	}
}

static void each_domain_has_its_roles(void **state)
{
	static const struct {
		const char *header, *wanted;
	} rows[] = {
		{ "From: ann@acme.example\n\n", "F acme.example" },
		{ "From: ann@acme.example\nReply-To: x@other.example\nTo: bob@ours.example\n"
		  "Cc: eve@other.example, ANN@ACME.example\n\n",
		  "FC acme.example, RC other.example, C ours.example" },
		{ "From: a@one.example, b@two.example, c@three.example, d@four.example\n\n",
		  "F one.example, F two.example, F three.example" },
		{ "From: ann@[192.0.2.1]\nCc: x@co.uk, y@localhost\n\n", "" },
		{ "Subject: nobody\n\n", "" },
		{ "From: ann@m\xc3\xbcller.example\n\n", "F xn--mller-kva.example" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct given given = { .header = rows[i].header };
		struct sample *sample = sample_new(&given);
		char found[512];

		describe(&sample->questions.parties, found, sizeof found);
		if (strcmp(found, rows[i].wanted) != 0)
			fail_msg("%s: %s, wanted %s", rows[i].header, found, rows[i].wanted);
		sample_free(sample);
	}
}

/* What the text names comes last: it fills what the addressees leave. */
static void what_is_named_is_bounded(void **state)
{
	struct given given = { .header = "From: ann@acme.example\nCc: bob@other.example\n\n" };
	struct sample *sample = sample_new(&given);
	struct trait_input input = { .message = &sample->message,
		                     .text = &sample->text,
		                     .arena = &sample->mail->arena };
	struct domain named[40];
	struct parties_seen parties;

	(void)state;
	for (size_t i = 0; i < COUNT(named); i++) {
		struct str name = arena_printf(input.arena, "n%zu.example", i);

		assert_true(domain_init(input.arena, sample_lists, name, &named[i]));
	}
	named[3] = sample->message.author.domain;
	sample->text.named.domain = named;
	sample->text.named.domains = COUNT(named);
	assert_true(parties_see(&input, &parties));
	assert_int_equal(parties.n, 1 + PARTIES_OTHERS);
	assert_int_equal(parties.v[0].roles, PARTY_FROM | PARTY_NAMED);
	assert_int_equal(parties.v[1].roles, PARTY_COPY);
	assert_int_equal(parties.v[2].roles, PARTY_NAMED);
	assert_text("first named", parties.v[2].domain.name, "n0.example");
	sample_free(sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_domain_has_its_roles),
		cmocka_unit_test(what_is_named_is_bounded),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
