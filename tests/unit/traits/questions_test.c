#include "unit/traits/sample.h"

#define IBAN "DE89370400440532013000"

/* "kind value" of each, a bar between. */
static const char *list_of(const struct question *list, size_t n)
{
	static char text[8192];
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < n; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s" STR_FMT " " STR_FMT,
		                         i ? "|" : "", STR_ARG(list[i].kind),
		                         STR_ARG(list[i].value));
	return text;
}

static const struct row {
	const char *name;
	struct given given;
	const char *marks, *entries, *domain_seen_key, *staff_key;
} rows[] = {
	{ "aligned",
	  { .header = "From: Ann Able <ann@eu.mx.acme.example>\n\n",
	    .results = "dkim=pass header.d=acme.example" },
	  "identity ann@eu.mx.acme.example|reply-to ann@eu.mx.acme.example",
	  "address ann@eu.mx.acme.example|domain eu.mx.acme.example|domain mx.acme.example|domain "
	  "acme.example",
	  "@acme.example unproven",
	  "able ann" },
	{ "a foreign Reply-To, nothing proven",
	  { .header = "From: Ann <ann@acme.example>\nReply-To: x@evil.example\n\n" },
	  "identity ann@acme.example net 192.0.2.0/24|reply-to ann@acme.example|"
	  "reply-to x@evil.example|identity x@evil.example",
	  "address ann@acme.example|domain acme.example|address x@evil.example|domain evil.example",
	  "@acme.example unproven",
	  "" },
	{ "free mail",
	  { .header = "From: Ann Able <ann@gmail.com>\n\n",
	    .results = "dkim=pass header.d=gmail.com" },
	  "identity ann@gmail.com|reply-to ann@gmail.com",
	  "address ann@gmail.com|domain gmail.com",
	  "",
	  "able ann" },
	{ "two authors: both may be blocked, none is a party",
	  { .header = "From: Ann Able <ann@acme.example>, b@bad.example\n\n" },
	  "",
	  "address ann@acme.example|domain acme.example|address b@bad.example|domain bad.example",
	  "",
	  "able ann" },
	{ "many labels: the name, and the nearest to the organisation",
	  { .header = "From: a@1.2.3.4.5.6.acme.example\n\n",
	    .results = "dkim=pass header.d=acme.example" },
	  "identity a@1.2.3.4.5.6.acme.example|reply-to a@1.2.3.4.5.6.acme.example",
	  "address a@1.2.3.4.5.6.acme.example|domain 1.2.3.4.5.6.acme.example|"
	  "domain 5.6.acme.example|domain 6.acme.example|domain acme.example",
	  "@acme.example unproven",
	  "" },
};

static void each_party_is_asked_for(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct sample *sample = sample_new(&rows[i].given);
		const struct questions *questions = &sample->questions;

		assert_text(rows[i].name, str_of(list_of(questions->mark, questions->marks)),
		            rows[i].marks);
		assert_text(rows[i].name, str_of(list_of(questions->entry, questions->entries)),
		            rows[i].entries);
		assert_text(rows[i].name, questions->domain_seen_key, rows[i].domain_seen_key);
		assert_text(rows[i].name, questions->staff_key[STAFF_IN_NAME], rows[i].staff_key);
		sample_free(sample);
	}
}

static bool has(const struct question *list, size_t n, const char *kind)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(list[i].kind, str_of(kind)))
			return true;
	return false;
}

static void accounts_are_asked_for(void **state)
{
	struct given given = { .header = "From: a@acme.example\n\nTo " IBAN ".\n" },
		     quoted = { .header = "From: a@acme.example\n\nhi\n" };
	struct sample *with = sample_new(&given), *without = sample_new(&quoted);

	(void)state;
	assert_true(has(with->questions.mark, with->questions.marks, "account"));
	assert_true(has(with->questions.entry, with->questions.entries, "account"));
	assert_false(has(without->questions.mark, without->questions.marks, "account"));
	assert_false(has(without->questions.entry, without->questions.entries, "account"));
	sample_free(with);
	sample_free(without);
}

/* However many addresses a message names, From and the accounts are asked for. */
static void nothing_is_crowded_out(void **state)
{
	static char header[20000];
	struct given given = { .header = header };
	struct sample *sample;
	size_t n = (size_t)sprintf(header, "From: ann@acme.example\nReply-To: r@r.example");

	(void)state;
	for (int i = 0; i < 300; i++)
		n += (size_t)sprintf(header + n, ",\n r%d@a.b.c.d.e.r%d.example", i, i);
	sprintf(header + n, "\n\nTo " IBAN ".\n");
	sample = sample_new(&given);
	assert_true(has(sample->questions.entry, sample->questions.entries, "account"));
	assert_true(has(sample->questions.mark, sample->questions.marks, "account"));
	assert_true(str_eq(sample->questions.entry[0].value, str_of("ann@acme.example")));
	assert_true(sample->questions.entries <= QUESTIONS_MAX);
	sample_free(sample);
}

static void one_message_has_one_key(void **state)
{
#define BASE                                                                                       \
	"From: ann@acme.example\nMessage-ID: <1@acme.example>\nDate: Mon, 1 Jan 2024 10:00:00 "    \
	"+0000\n"
	static const struct {
		const char *name, *header;
		bool same;
	} rest[] = {
		{ "the same", BASE "\nbody\n", true },
		{ "line ends", BASE "\nbody\r\n\r\n", true },
		{ "a relay's field",
		  "Received: from a by b; Mon, 1 Jan 2024 10:00:00 +0000\n" BASE "\nbody\n", true },
		{ "another body", BASE "\nbodY\n", false },
		{ "another id",
		  "From: ann@acme.example\nMessage-ID: <2@acme.example>\n"
		  "Date: Mon, 1 Jan 2024 10:00:00 +0000\n\nbody\n",
		  false },
		{ "another date",
		  "From: ann@acme.example\nMessage-ID: <1@acme.example>\n"
		  "Date: Mon, 1 Jan 2024 10:00:01 +0000\n\nbody\n",
		  false },
		{ "another name",
		  "From: A <ann@acme.example>\nMessage-ID: <1@acme.example>\n"
		  "Date: Mon, 1 Jan 2024 10:00:00 +0000\n\nbody\n",
		  false },
	};
	struct given given = { .header = BASE "\nbody\n" };
	struct sample *first = sample_new(&given);

	(void)state;
	assert_int_equal(strlen(first->questions.message_key), KEYED_HEX_SIZE - 1);
	for (size_t i = 0; i < sizeof rest / sizeof *rest; i++) {
		struct given other = { .header = rest[i].header,
			               .rcpt = "eve@ours.example",
			               .client = "198.51.100.1" };
		struct sample *sample = sample_new(&other);

		if ((strcmp(sample->questions.message_key, first->questions.message_key) == 0) !=
		    rest[i].same)
			fail_msg("%s", rest[i].name);
		sample_free(sample);
	}
	sample_free(first);
}

static void ids_of_the_thread_are_asked_for(void **state)
{
	struct given sent = { .header =
		                      "From: bob@ours.example\nMessage-ID: <7@ours.example>\n\n" },
		     answer = { .header = "From: ann@acme.example\nMessage-ID: <8@acme.example>\n"
		                          "In-Reply-To: <7@ours.example>\n"
		                          "References: <1@x.example> <2@x.example> <3@x.example>\n"
		                          " <4@x.example> <7@ours.example>\n\n" },
		     fourth = { .header = "From: b@x.example\nMessage-ID: <4@x.example>\n\n" };
	struct sample *ours = sample_new(&sent), *theirs = sample_new(&answer),
		      *older = sample_new(&fourth);

	(void)state;
	assert_int_equal(ours->questions.citeds, 0);
	assert_int_equal(theirs->questions.citeds, QUESTIONS_CITED);
	assert_string_equal(theirs->questions.cited[0], ours->questions.sent_key);
	assert_string_equal(theirs->questions.cited[1], older->questions.sent_key);
	sample_free(ours);
	sample_free(theirs);
	sample_free(older);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_party_is_asked_for),
		cmocka_unit_test(accounts_are_asked_for),
		cmocka_unit_test(nothing_is_crowded_out),
		cmocka_unit_test(one_message_has_one_key),
		cmocka_unit_test(ids_of_the_thread_are_asked_for),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
