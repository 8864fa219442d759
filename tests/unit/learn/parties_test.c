/* Who is seen in a message, to whom it wrote, and who becomes known by it. */
#include "unit/learn/lesson.h"

static const struct party_row {
	const char *name;
	struct given given;
	const char *parties; /* of the sightings */
	const char *proof;
	bool dkim;
	size_t domain_traits;
} party_rows[] = {
	{ "signed",
	  { .header = ANN "\n", .results = ALIGNED },
	  "ann@acme.example @acme.example",
	  "aligned",
	  true,
	  4 },
	{ "by SPF",
	  { .header = ANN "\n",
	    .results = "spf=pass smtp.mailfrom=acme.example",
	    .envelope = "b@acme.example" },
	  "ann@acme.example @acme.example",
	  "aligned",
	  false,
	  4 },
	{ "forwarded",
	  { .header = ANN "\n", .results = "dkim=pass header.d=list.example" },
	  "ann@acme.example via list.example @acme.example unproven",
	  "via",
	  false,
	  0 },
	{ "not proven",
	  { .header = ANN "\n" },
	  "ann@acme.example net 192.0.2.0/24 @acme.example unproven",
	  "network",
	  false,
	  0 },
	{ "free mail",
	  { .header = "From: x@gmail.com\n\n", .results = "dkim=pass header.d=gmail.com" },
	  "x@gmail.com",
	  "aligned",
	  true,
	  0 },
	{ "two authors",
	  { .header = "From: a@acme.example, b@acme.example\n\n", .results = ALIGNED },
	  "",
	  "",
	  false,
	  0 },
	{ "submitted",
	  { .header = OURS "\n", .user = "maria" },
	  "maria@ours.example @ours.example",
	  "aligned",
	  false,
	  3 },
};

static void each_party_is_seen(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof party_rows / sizeof *party_rows; i++) {
		const struct party_row *row = &party_rows[i];
		struct lesson *lesson = lesson_new(&row->given, VERDICT_CLEAN);
		const struct batch *batch = &lesson->batch;
		struct str parties[3];
		char room[512];

		for (size_t k = 0; k < batch->sightings; k++)
			parties[k] = batch->sighting[k].party;
		assert_text(row->name, str_of(joined(room, sizeof room, parties, batch->sightings)),
		            row->parties);
		if (batch->sightings) {
			assert_text(row->name, batch->sighting[0].proof, row->proof);
			assert_int_equal(batch->sighting[0].dkim, row->dkim);
			assert_int_equal(batch->sighting[0].traits, lesson->sample->traits.n);
		} else {
			assert_int_equal(batch->lesson, LESSON_NOTHING);
			assert_int_equal(batch->contacts, 0);
		}
		if (batch->sightings > 1 && batch->sighting[1].traits != row->domain_traits)
			fail_msg("%s: %zu traits of the domain", row->name,
			         batch->sighting[1].traits);
		lesson_free(lesson);
	}
}

static void personal_traits_are_not_the_organisations(void **state)
{
	struct given given = { .header =
		                       ANN "Date: Mon, 1 Jan 2024 10:00:00 +0100\n\nTo " IBAN "\n",
		               .results = ALIGNED };
	struct lesson *lesson = lesson_new(&given, VERDICT_CLEAN);
	const struct sighting *address = &lesson->batch.sighting[0],
			      *domain = &lesson->batch.sighting[1];

	(void)state;
	/* name, hour, time zone */
	assert_int_equal(address->traits - domain->traits, 3);
	assert_int_equal(domain->address.n, 0);
	for (size_t i = 0; i < domain->traits; i++)
		for (size_t k = 0; k < TRAIT_COUNT; k++)
			if (str_eq(domain->trait[i].kind, str_of(trait_rows[k].name)))
				assert_false(trait_rows[k].personal);
	lesson_free(lesson);
}

static const struct pair_row {
	const char *name;
	struct given given;
	const char *contacts, *written, *staff;
} pair_rows[] = {
	{ "inbound",
	  { .header = ANN "\n",
	    .results = ALIGNED,
	    .rcpt = "bob+x@ours.example carol@ours.example" },
	  "bob@ours.example carol@ours.example",
	  "",
	  "" },
	{ "automatic, inbound",
	  { .header = ANN "Auto-Submitted: auto-replied\n\n", .results = ALIGNED },
	  "bob@ours.example",
	  "",
	  "" },
	{ "internal",
	  { .header = OURS "\n", .user = "maria", .envelope = "maria@ours.example" },
	  "bob@ours.example",
	  "",
	  "maria rossi" },
	{ "outbound",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example bob@ours.example y@there.example" },
	  "",
	  "x@there.example y@there.example",
	  "maria rossi" },
	{ "an automatic answer",
	  { .header = OURS "Auto-Submitted: auto-replied\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example" },
	  "",
	  "",
	  "" },
	{ "bulk",
	  { .header = OURS "Precedence: bulk\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@there.example" },
	  "",
	  "",
	  "" },
	{ "20 recipients",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t "
	            "q@t r@t s@t" },
	  "",
	  "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t q@t r@t s@t",
	  "maria rossi" },
	{ "21 recipients",
	  { .header = OURS "\n",
	    .user = "maria",
	    .envelope = "maria@ours.example",
	    .rcpt = "x@t.example a@t b@t c@t d@t e@t f@t g@t h@t i@t j@t k@t l@t m@t n@t o@t p@t "
	            "q@t r@t s@t u@t" },
	  "",
	  "",
	  "maria rossi" },
	{ "a submitted foreign From",
	  { .header = ANN "\n",
	    .user = "maria",
	    .rcpt = "x@there.example",
	    .envelope = "maria@ours.example" },
	  "",
	  "x@there.example",
	  "" },
	{ "a first name alone",
	  { .header = "From: Maria <maria@ours.example>\n\n",
	    .user = "maria",
	    .envelope = "maria@ours.example" },
	  "bob@ours.example",
	  "",
	  "" },
	{ "a stranger in our name", { .header = OURS "\n" }, "bob@ours.example", "", "" },
};

static void pairs_and_staff(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof pair_rows / sizeof *pair_rows; i++) {
		const struct pair_row *row = &pair_rows[i];
		struct lesson *lesson = lesson_new(&row->given, VERDICT_CLEAN);
		const struct batch *batch = &lesson->batch;
		char room[512];

		assert_text(row->name,
		            str_of(joined(room, sizeof room, batch->contact, batch->contacts)),
		            row->contacts);
		assert_text(row->name,
		            str_of(joined(room, sizeof room, batch->written, batch->written_n)),
		            row->written);
		assert_text(row->name, batch->staff.key, row->staff);
		lesson_free(lesson);
		lesson = lesson_new(&row->given, VERDICT_SUSPICIOUS);
		assert_int_equal(lesson->batch.staff.key.n, 0);
		lesson_free(lesson);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_party_is_seen),
		TEST(personal_traits_are_not_the_organisations),
		TEST(pairs_and_staff),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
