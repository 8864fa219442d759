#include "learn/domains.h"

#include "party/lookalike_keys.h"
#include "unit/history/world.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define ALIGNED      "dkim=pass header.d=mail.acme.example"
#define ANN          "From: Ann <ann@mail.acme.example>\nMessage-ID: <1@acme.example>\n"
#define OURS         "From: Bob <bob@ours.example>\nMessage-ID: <1@ours.example>\n"

static struct world world;

static int begin(void **state)
{
	(void)state;
	world_begin(&world);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_end(&world);
	return 0;
}

static void describe(const struct batch *batch, char *ret, size_t size)
{
	size_t used = 0;

	*ret = '\0';
	for (size_t i = 0; i < batch->domains; i++) {
		const struct domain_keys *domain = &batch->domain[i];

		used += (size_t)snprintf(ret + used, size - used, "%s" STR_FMT "%s" STR_FMT,
		                         i ? ", " : "", STR_ARG(domain->domain),
		                         domain->address.n ? " to " : "", STR_ARG(domain->address));
		assert_true(domain->keys >= 3 && domain->keys <= LOOKALIKE_KEYS_MAX);
	}
}

static void learns(const char *name, const struct given *given, enum batch_lesson lesson,
                   const char *written, const char *wanted)
{
	struct sample *sample = sample_new(given);
	struct evidence evidence = {
		.message = &sample->message,
		.auth = &sample->auth,
		.site = &world.site,
		.direction = world_direction(&world, sample),
	};
	struct str rest = str_of(written), address[40];
	struct batch batch = { .lesson = lesson, .written = address };
	char found[1024];

	while (batch.written_n < COUNT(address) && str_cut(&rest, ' ', &address[batch.written_n]))
		batch.written_n++;
	assert_true(domains_learn(&evidence, &sample->mail->arena, &batch));
	describe(&batch, found, sizeof found);
	if (strcmp(found, wanted) != 0)
		fail_msg("%s: %s, wanted %s", name, found, wanted);
	sample_free(sample);
}

static void who_was_heard(void **state)
{
	static const struct {
		const char *name, *header, *results, *wanted;
		enum batch_lesson lesson;
	} rows[] = {
		{ "a proven one's organisation", ANN "\n", ALIGNED, "acme.example", LESSON_LEARN },
		{ "not proven", ANN "\n", NULL, "", LESSON_LEARN },
		{ "suspicious", ANN "\n", ALIGNED, "", LESSON_PENDING },
		{ "malicious", ANN "\n", ALIGNED, "", LESSON_NOTHING },
		{ "a program's answer", ANN "Auto-Submitted: auto-replied\n\n", ALIGNED, "",
		  LESSON_LEARN },
		{ "a newsletter", ANN "List-Unsubscribe: <https://acme.example/u>\n\n", ALIGNED, "",
		  LESSON_LEARN },
		{ "free mail", "From: ann@gmail.com\n\n", "dkim=pass header.d=gmail.com", "",
		  LESSON_LEARN },
		{ "a platform", "From: dse@docusign.net\n\n", "dkim=pass header.d=docusign.net", "",
		  LESSON_LEARN },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct given given = { .header = rows[i].header,
			               .results = rows[i].results,
			               .envelope = "x@acme.example" };

		learns(rows[i].name, &given, rows[i].lesson, "", rows[i].wanted);
	}
}

static void to_whom_was_written(void **state)
{
	static const struct {
		const char *name, *written, *wanted;
	} rows[] = {
		{ "one", "ann@acme.example", "acme.example to ann@acme.example" },
		{ "a host of it, and another", "ann@mail.acme.example x@other.example",
		  "acme.example to ann@mail.acme.example, other.example to x@other.example" },
		{ "free mail between", "ann@gmail.com x@other.example",
		  "other.example to x@other.example" },
		{ "no domains", "ann x@[192.0.2.1] y@co.uk", "" },
		{ "nobody", "", "" },
	};
	struct given given = { .header = OURS "\n", .user = "bob", .rcpt = "x@other.example" };
	char many[1024] = "", wanted[2048] = "";

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		learns(rows[i].name, &given, LESSON_LEARN, rows[i].written, rows[i].wanted);
	for (int i = 0; i < 40; i++) {
		snprintf(many + strlen(many), sizeof many - strlen(many), "%sx@many%d.example",
		         i ? " " : "", i);
		if (i < 20)
			snprintf(wanted + strlen(wanted), sizeof wanted - strlen(wanted),
			         "%smany%d.example to x@many%d.example", i ? ", " : "", i, i);
	}
	learns("twenty at most", &given, LESSON_LEARN, many, wanted);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(who_was_heard, begin, end),
		cmocka_unit_test_setup_teardown(to_whom_was_written, begin, end),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
