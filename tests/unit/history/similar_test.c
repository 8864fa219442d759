#include "unit/history/world.h"

#include "party/lookalike_keys.h"
#include "store/domain_keys.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))

static struct world world;
static struct domain local[2];
static struct site_partner partner[2];

static int begin(void **state)
{
	(void)state;
	world_begin(&world);
	local[0] = world.local;
	local[1] = world_domain(&world, "goldwater.com");
	partner[0].domain = world_domain(&world, "silverlake.de");
	partner[1].domain = world_domain(&world, "mail.northbridge.com");
	world.site.local = local;
	world.site.locals = 2;
	world.site.partner = partner;
	world.site.partners = 2;
	assert_int_equal(site_index(&world.arena, &world.site, NULL), 0);
	return 0;
}

static int end(void **state)
{
	(void)state;
	world_end(&world);
	return 0;
}

static void learn(const struct batch *batch)
{
	struct err err = { .text = "" };

	if (store_learn(world.store, batch, 10000, &err))
		fail_msg("%s", err.text);
}

/* A clean message of address `who` to `recipient` on some day. */
static void hear(const char *who, int day, const char *recipient)
{
	const char *domain = strchr(who, '@');
	struct str to = str_of(recipient);
	struct batch batch = { .lesson = LESSON_LEARN, .contact = &to, .contacts = 1 };
	struct sighting *sighting = batch.sighting;
	char key[64];

	snprintf(key, sizeof key, "%s %d %s", who, day, recipient);
	batch.message.key = str_of(key);
	batch.message.at_s = SAMPLE_DAY(day);
	sighting[0] = (struct sighting){ .party = str_of(who),
		                         .address = str_of(who),
		                         .domain = str_of(domain + 1),
		                         .proof = STR("aligned"),
		                         .at_s = SAMPLE_DAY(day) };
	sighting[1] = sighting[0];
	sighting[1].party = str_of(domain);
	sighting[1].address = str_of("");
	batch.sightings = 2;
	learn(&batch);
}

/* Ours write to `who` on some day. */
static void write_to(const char *who, int day)
{
	struct str to = str_of(who);
	struct domain domain = world_domain(&world, strchr(who, '@') + 1);
	struct lookalike_keys keys;
	struct domain_keys kept = { domain.org, to, keys.v, 0 };
	struct batch batch = { .lesson = LESSON_LEARN,
		               .written = &to,
		               .written_n = 1,
		               .domain = &kept,
		               .domains = 1 };
	char key[64];

	lookalike_known_keys(&world.arena, &world.site.key, domain, &keys);
	kept.keys = keys.n;
	snprintf(key, sizeof key, "to %s %d", who, day);
	batch.message.key = str_of(key);
	batch.message.at_s = SAMPLE_DAY(day);
	learn(&batch);
}

static const char *const whose_names[] = { "own", "partner", "learned" };

/* "g0ldwater.com own goldwater.com 1.0, ..." */
static void describe(const struct similars *all, char *ret, size_t size)
{
	size_t used = 0;

	*ret = '\0';
	for (size_t i = 0; i < all->n; i++)
		used += (size_t)snprintf(
			ret + used, size - used, "%s" STR_FMT " %s " STR_FMT " %.1f%s",
			i ? ", " : "", STR_ARG(all->v[i].party.domain.name),
			whose_names[all->v[i].whose], STR_ARG(all->v[i].known.name),
			all->v[i].alike.strength, all->v[i].corresponds ? " corresponds" : "");
}

struct row {
	const char *header, *results, *wanted;
};

static void check(const struct row *rows, size_t n, struct store *store)
{
	for (size_t i = 0; i < n; i++) {
		struct given given = { .header = rows[i].header,
			               .results = rows[i].results,
			               .at_s = SAMPLE_DAY(60) };
		struct sample *sample = sample_new(&given);
		char found[512];

		describe(&world_read(&world, store, sample)->similar, found, sizeof found);
		if (strcmp(found, rows[i].wanted) != 0)
			fail_msg("%s: %s, wanted %s", rows[i].header, found, rows[i].wanted);
		sample_free(sample);
	}
}

static const struct row of_site[] = {
	{ "From: ann@g0ldwater.com\n\n", NULL, "g0ldwater.com own goldwater.com 1.0" },
	{ "From: ann@silverlakes.de\n\n", NULL, "silverlakes.de partner silverlake.de 0.8" },
	{ "From: ann@silverlake.com\n\n", NULL, "silverlake.com partner silverlake.de 0.4" },
	{ "From: ann@n0rthbridge.com\n\n", NULL,
	  "n0rthbridge.com partner mail.northbridge.com 1.0" },
	{ "From: ann@other.example\nReply-To: x@goldwatre.com\n\n", NULL,
	  "goldwatre.com own goldwater.com 0.8" },
	{ "From: ann@other.example\nCc: x@goldwatre.com, y@si1verlake.de\n\n", NULL,
	  "goldwatre.com own goldwater.com 0.8, si1verlake.de partner silverlake.de 1.0" },
	{ "From: ann@goldwater.com\n\n", NULL, "" },
	{ "From: ann@eu.goldwater.com\n\n", NULL, "" },
	{ "From: ann@silverlake.de\nCc: bob@mail.silverlake.de\n\n", NULL, "" },
	{ "From: ann@mx.mail.northbridge.com\n\n", NULL, "" },
	{ "From: ann@other.example\n\n", NULL, "" },
	{ "From: ann@[192.0.2.1]\n\n", NULL, "" },
	{ "From: \n\n", NULL, "" },
};

/* The configuration's need no store, and stay where it knows nothing. */
static void the_sites_are_found(void **state)
{
	(void)state;
	check(of_site, COUNT(of_site), NULL);
	check(of_site, COUNT(of_site), world.store);
}

static void nobody_is_asked_about_our_own_mail(void **state)
{
	struct given given = { .header = "From: ann@goldwater.com\nReply-To: ann@g0ldwater.com\n\n",
		               .user = "ann",
		               .at_s = SAMPLE_DAY(60) };
	struct sample *sample = sample_new(&given);

	(void)state;
	assert_int_equal(world_read(&world, world.store, sample)->similar.n, 0);
	sample_free(sample);
}

static void both_ways_are_learned(void **state)
{
	static const struct row before[] = { { "From: ann@westfa1ia.com\n\n", NULL, "" } };
	static const struct row after[] = {
		{ "From: ann@westfa1ia.com\n\n", NULL, "westfa1ia.com learned westfalia.com 1.0" },
		{ "From: ann@westfalia.net\nTo: bob@ours.example\n\n", NULL,
		  "westfalia.net learned westfalia.com 0.4" },
		{ "From: ann@westfalia.com\n\n", NULL, "" },
		{ "From: ann@eu.westfalia.com\n\n", NULL, "" },
	};
	static const struct row corresponding[] = {
		{ "From: ann@westfalia.net\n\n", NULL,
		  "westfalia.net learned westfalia.com 0.4 corresponds" },
	};

	(void)state;
	hear("joe@westfalia.com", 0, "eve@ours.example");
	check(before, COUNT(before), world.store);
	write_to("joe@westfalia.com", 20);
	check(after, COUNT(after), world.store);
	hear("joe@westfalia.com", 30, "bob@ours.example");
	check(corresponding, COUNT(corresponding), world.store);
}

/* Sisters: one that has long written, proven; one that ours write to, and that answers. */
static void who_is_known_looks_like_nobody(void **state)
{
	static const struct row new[] = {
		{ "From: ann@silverlakes.de\n\n", "dkim=pass header.d=silverlakes.de",
		  "silverlakes.de partner silverlake.de 0.8" },
	};
	static const struct row known[] = {
		{ "From: ann@silverlakes.de\n\n", "dkim=pass header.d=silverlakes.de", "" },
		{ "From: bob@silverlakes.de\n\n", NULL,
		  "" }, /* the name is known, whoever writes */
		{ "From: ann@other.example\nCc: ann@silverlakes.de\n\n", NULL, "" },
		{ "From: ann@si1verlake.de\n\n", NULL, "si1verlake.de partner silverlake.de 1.0" },
	};
	static const struct row written[] = { { "From: ann@silver-lake.de\n\n", NULL, "" } };

	(void)state;
	check(new, COUNT(new), world.store);
	for (int day = 0; day < 20; day += 5)
		hear("ann@silverlakes.de", day, "bob@ours.example");
	check(known, COUNT(known), world.store);
	hear("tim@silver-lake.de", 0, "bob@ours.example");
	write_to("tim@silver-lake.de", 20);
	check(written, COUNT(written), world.store);
}

/* However many parties a message names. */
static void many_are_bounded(void **state)
{
	char header[4096] = "From: ann@g0ldwater.com\nCc: ";
	struct given given = { .header = header, .at_s = SAMPLE_DAY(60) };
	struct sample *sample;
	const struct history *history;

	(void)state;
	for (int i = 0; i < 60; i++)
		snprintf(header + strlen(header), sizeof header - strlen(header),
		         "x@go%cldwater.com, y@n%d.example%s", 'a' + i % 26, i,
		         i < 59 ? ", " : "\n\n");
	sample = sample_new(&given);
	assert_int_equal(sample->questions.parties.n, 1 + PARTIES_OTHERS);
	history = world_read(&world, world.store, sample);
	assert_int_equal(history->similar.n, SIMILAR_MAX);
	assert_true(history->similar.v[0].party.roles == PARTY_FROM);
	sample_free(sample);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_sites_are_found, begin, end),
		cmocka_unit_test_setup_teardown(nobody_is_asked_about_our_own_mail, begin, end),
		cmocka_unit_test_setup_teardown(both_ways_are_learned, begin, end),
		cmocka_unit_test_setup_teardown(who_is_known_looks_like_nobody, begin, end),
		cmocka_unit_test_setup_teardown(many_are_bounded, begin, end),
	};

	return cmocka_run_group_tests(tests, sample_setup, sample_teardown);
}
