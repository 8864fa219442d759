#include "support/given.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <cmocka.h>

#include "mail/file.h"
#include "support/findings.h"

#define COUNT(table) (sizeof(table) / sizeof *(table))
#define PERSONS_MAX  4
#define LOCALS_MAX   4
#define PARTNERS_MAX 4
#define AUTHSERV_ID  "mx.ours.example"
#define LOCAL_DOMAIN "ours.example"
#define RECIPIENT    "ap@ours.example"
#define CLIENT       "192.0.2.1"
#define TAG_TEXT     "[BEC?] "
#define ARRIVED_S    1790000000
#define GIVEN        "Given: "

/* Costly to make, the same for all. */
static struct world {
	struct domain_lists *domains;
	struct phrases *phrases;
	struct nicknames *nicknames;
	struct banners *banners;
} world;

struct given {
	struct mail *mail;
	struct buf results; /* "; dkim=pass header.d=...": behind the id of the trusted field */
	struct site site;
	struct domain local[LOCALS_MAX];
	struct str own_domain[LOCALS_MAX];
	struct site_person person[PERSONS_MAX];
	struct site_partner partner[PARTNERS_MAX];
	struct similar learned[PARTNERS_MAX]; /* known, corresponds */
	size_t learned_n;
	bool never_sent;
	struct message message;
	struct auth auth;
	struct text text;
	struct traits traits;
	struct questions questions;
	struct history history;
	struct evidence evidence;
	struct findings findings;
};

static void must(int status, const struct err *err)
{
	if (status)
		fail_msg("%s", err->text);
}

static void world_load(void)
{
	struct err err = { 0 };

	if (world.domains)
		return;
	message_library_init();
	must(domain_lists_load(NULL, &world.domains, &err), &err);
	must(phrases_load(NULL, &world.phrases, &err), &err);
	must(nicknames_load(NULL, &world.nicknames, &err), &err);
	must(banners_load(NULL, str_of(TAG_TEXT), &world.banners, &err), &err);
}

static double number(struct str text)
{
	char digits[32];

	assert_true(text.n > 0 && text.n < sizeof digits);
	memcpy(digits, text.p, text.n);
	digits[text.n] = '\0';
	return strtod(digits, NULL);
}

static struct str word(struct str *rest)
{
	struct str word = { "", 0 };

	str_cut(rest, ' ', &word);
	return word;
}

static struct address address(struct given *given, struct str spec, struct str name)
{
	struct address ret;

	assert_true(address_init(&given->mail->arena, world.domains, spec, name, &ret));
	return ret;
}

/* The way in. */

static void given_client(struct given *given, struct str value)
{
	assert_true(ip_parse(value, &given->mail->client));
}

static void given_recipient(struct given *given, struct str value)
{
	struct err err = { 0 };

	must(mail_add_rcpt(given->mail, value, &err), &err);
}

static void given_envelope(struct given *given, struct str value)
{
	struct err err = { 0 };

	given->mail->has_envelope = true;
	must(mail_set_from(given->mail, value, &err), &err);
}

static void given_session(struct given *given, struct str value)
{
	(void)value;
	given->mail->auth_user = str_of("somebody");
}

/* Proofs. */

static void given_results(struct given *given, struct str value)
{
	buf_printf(&given->results, "; " STR_FMT, STR_ARG(value));
}

static void given_dkim(struct given *given, struct str value)
{
	buf_printf(&given->results, "; dkim=pass header.d=" STR_FMT, STR_ARG(value));
}

static void given_dkim_fail(struct given *given, struct str value)
{
	buf_printf(&given->results, "; dkim=fail header.d=" STR_FMT, STR_ARG(value));
}

static void given_spf(struct given *given, struct str value)
{
	buf_printf(&given->results, "; spf=pass smtp.mailfrom=" STR_FMT, STR_ARG(value));
}

/* The site. */

static void given_local(struct given *given, struct str value)
{
	struct site *site = &given->site;

	assert_true(site->locals < LOCALS_MAX);
	assert_true(domain_init(&given->mail->arena, world.domains, value,
	                        &given->local[site->locals]));
	given->own_domain[site->locals] = given->local[site->locals].name;
	site->locals++;
}

static void given_partner(struct given *given, struct str value)
{
	assert_true(given->site.partners < PARTNERS_MAX);
	assert_true(domain_init(&given->mail->arena, world.domains, value,
	                        &given->partner[given->site.partners++].domain));
}

static void given_person(struct given *given, struct str value)
{
	struct arena *arena = &given->mail->arena;
	struct site_person *person = &given->person[given->site.persons++];
	struct str name;

	assert_true(given->site.persons <= PERSONS_MAX);
	str_cut(&value, '<', &name);
	person->name = str_trim(name);
	person->spelling = arena_array(arena, 1, sizeof *person->spelling);
	person->address = arena_array(arena, 1, sizeof *person->address);
	assert_true(person_name_init(arena, person->name, person->spelling));
	person->address[0] = address(given, str_sub(value, 0, str_chr(value, '>')), name);
	person->spellings = person->addresses = 1;
}

/* What history knows. */

static void given_first_contact(struct given *given, struct str value)
{
	given->history.first_contact = number(value);
	given->history.first_contact_recipient = str_of(RECIPIENT);
}

static enum trait_kind kind_of(struct str name)
{
	enum trait_kind kind = 0;

	while (kind < TRAIT_COUNT && !str_eq(name, str_of(trait_rows[kind].name)))
		kind++;
	if (kind == TRAIT_COUNT)
		fail_msg("no trait " STR_FMT, STR_ARG(name));
	return kind;
}

static void given_shown(struct given *given, struct str value)
{
	enum trait_kind kind = kind_of(word(&value));

	given->history.surprise[kind].days = (uint32_t)number(word(&value));
}

static void given_surprise(struct given *given, struct str value)
{
	struct trait_surprise *surprise = &given->history.surprise[kind_of(word(&value))];

	surprise->strength = number(word(&value));
	surprise->days = (uint32_t)number(word(&value));
	surprise->seen = word(&value);
	surprise->expected = word(&value);
}

static void given_mark(struct given *given, struct str value)
{
	struct history *history = &given->history;
	struct history_mark *mark = &history->mark[history->marks++];

	assert_true(history->marks <= COUNT(history->mark));
	mark->asked.kind = word(&value);
	mark->asked.value = value;
	mark->mark = (struct mark){ .found = true, .verdict = str_of("suspicious") };
}

static void given_block(struct given *given, struct str value)
{
	struct history *history = &given->history;
	struct list_entry *entry = &history->block[history->blocks++];

	assert_true(history->blocks <= COUNT(history->block));
	*entry = (struct list_entry){ .found = true, .list = str_of("block") };
	entry->type = word(&value);
	entry->value = value;
}

static void given_allow(struct given *given, struct str value)
{
	struct history *history = &given->history;

	assert_true(history->allows < COUNT(history->allow));
	history->allow[history->allows++] =
		(struct list_entry){ .found = true, .list = str_of("allow"), .only = value };
}

static void given_staff(struct given *given, struct str value)
{
	struct history *history = &given->history;
	struct staff_name *staff = &history->staff[history->staffs++];
	struct str name;

	assert_true(history->staffs <= HISTORY_STAFF);
	str_cut(&value, '<', &name);
	staff->name = str_trim(name);
	staff->address = str_sub(value, 0, str_chr(value, '>'));
}

static void given_staff_local(struct given *given, struct str value)
{
	given->history.staff_place = STAFF_IN_LOCAL;
	given_staff(given, value);
}

static void given_staff_subject(struct given *given, struct str value)
{
	given->history.staff_place = STAFF_IN_SUBJECT;
	given_staff(given, value);
}

/* One more account that the sender has given. */
static void given_account(struct given *given, struct str value)
{
	struct profile *sender = &given->history.sender;
	struct trait_record *record = &sender->trait[0];

	sender->found = true;
	sender->traits = 1;
	if (!record->value)
		*record = (struct trait_record){
			.kind = str_of(trait_rows[TRAIT_ACCOUNT].name),
			.strong = true,
			.value = arena_array(&given->mail->arena, 4, sizeof *record->value),
		};
	assert_true(record->value && record->values < 4);
	record->value[record->values++] = (struct trait_value){ .value = value, .days = 1 };
}

static void add_owner(struct given *given, struct str value, enum proof proof)
{
	struct history_account *account = &given->history.account[0];
	struct account_owner *owner = &account->owner[account->owners++];
	struct address spec;

	assert_true(account->owners <= HISTORY_OWNERS);
	given->history.accounts = 1;
	account->value = str_of("DE...3000 0123abcd");
	owner->days = (uint32_t)number(word(&value));
	spec = address(given, value, (struct str){ "", 0 });
	owner->party = owner->address = spec.full;
	owner->domain = spec.domain.org;
	owner->proof = str_of(proof_names[proof]);
}

static void given_owner(struct given *given, struct str value)
{
	add_owner(given, value, PROOF_ALIGNED);
}

static void given_owner_unproven(struct given *given, struct str value)
{
	add_owner(given, value, PROOF_NETWORK);
}

static void given_first_copy(struct given *given, struct str value)
{
	given->history.first_copy = (struct message_record){ .found = true, .findings = value };
}

static void given_both_ways(struct given *given, struct str value)
{
	struct similar *learned = &given->learned[given->learned_n++];

	assert_true(given->learned_n <= PARTNERS_MAX);
	learned->whose = SIMILAR_LEARNED;
	assert_true(domain_init(&given->mail->arena, world.domains, value, &learned->known));
}

static void given_corresponds(struct given *given, struct str value)
{
	given_both_ways(given, value);
	given->learned[given->learned_n - 1].corresponds = true;
}

/* Who had the mail that it answers. */
static void given_thread(struct given *given, struct str value)
{
	const struct site_key key = site_key_fixed();
	struct participant party =
		participant_of(&key, address(given, value, (struct str){ "", 0 }));
	struct thread_record *thread = &given->history.thread;

	assert_true(thread->parties < THREAD_PARTIES_MAX);
	thread->found = true;
	thread->address[thread->parties] = party.address;
	thread->org[thread->parties++] = party.org;
}

static void given_never_sent(struct given *given, struct str value)
{
	(void)value;
	given->never_sent = true;
}

static void given_silent(struct given *given, struct str value)
{
	given->history.silent_days = (uint32_t)number(word(&value));
	given->history.sender.longest_gap_days = (uint32_t)number(word(&value));
}

static void given_correspondent(struct given *given, struct str value)
{
	(void)value;
	given->history.correspondent.found = given->history.correspondent.trusted = true;
}

static const struct {
	const char *name;
	void (*take)(struct given *given, struct str value);
} words[] = {
	{ "client", given_client },
	{ "recipient", given_recipient },
	{ "envelope", given_envelope },
	{ "session", given_session },
	{ "results", given_results },
	{ "dkim", given_dkim },
	{ "dkim-fail", given_dkim_fail },
	{ "spf", given_spf },
	{ "local", given_local },
	{ "partner", given_partner },
	{ "person", given_person },
	{ "first-contact", given_first_contact },
	{ "shown", given_shown },
	{ "surprise", given_surprise },
	{ "mark", given_mark },
	{ "block", given_block },
	{ "allow", given_allow },
	{ "staff", given_staff },
	{ "staff-local", given_staff_local },
	{ "staff-subject", given_staff_subject },
	{ "account", given_account },
	{ "owner", given_owner },
	{ "owner-unproven", given_owner_unproven },
	{ "first-copy", given_first_copy },
	{ "correspondent", given_correspondent },
	{ "silent", given_silent },
	{ "thread", given_thread },
	{ "never-sent", given_never_sent },
	{ "both-ways", given_both_ways },
	{ "corresponds", given_corresponds },
};

#define FLAG(name, member)                                                                         \
	{                                                                                          \
		name, offsetof(struct history, member)                                             \
	}
static const struct {
	const char *name;
	size_t offset; /* of a bool */
} flags[] = {
	FLAG("new-sender", new_sender),           FLAG("new-domain", new_domain),
	FLAG("established", established),         FLAG("domain-established", domain_established),
	FLAG("via-established", via_established), FLAG("known", sender.found),
	FLAG("known-when-proven", aligned.found),
};

static void take_line(struct given *given, struct str line)
{
	struct str name;

	str_cut(&line, '=', &name);
	for (size_t i = 0; i < COUNT(words); i++)
		if (str_eq(name, str_of(words[i].name))) {
			words[i].take(given, line);
			return;
		}
	for (size_t i = 0; i < COUNT(flags); i++)
		if (str_eq(name, str_of(flags[i].name))) {
			*(bool *)((char *)&given->history + flags[i].offset) = true;
			return;
		}
	fail_msg("Given: " STR_FMT " is no word of tests/support/given.h", STR_ARG(name));
}

/* Takes the Given: lines off the top and leaves the message. */
static void take_lines(struct given *given, struct str *text)
{
	struct str line, before = *text;

	while (str_line(text, &line) && str_starts(line, str_of(GIVEN))) {
		take_line(given, str_sub(line, strlen(GIVEN), line.n));
		before = *text;
	}
	*text = before;
	if (given->mail->rcpts == 0)
		given_recipient(given, str_of(RECIPIENT));
	given_local(given, str_of(LOCAL_DOMAIN));
}

static void finish_site(struct given *given)
{
	static const struct str hosts[] = { STR(AUTHSERV_ID) };

	given->site.domains = world.domains;
	given->site.nicknames = world.nicknames;
	given->site.local = given->local;
	given->site.person = given->person;
	given->site.partner = given->partner;
	given->site.host = hosts[0];
	given->site.key = site_key_fixed();
	given->site.hops = (struct hop_policy){
		.own_hosts = hosts,
		.own_hosts_n = COUNT(hosts),
		.own_domains = given->own_domain,
		.own_domains_n = given->site.locals,
	};
}

/* What the program in front says stands above what came. */
static void read_mail(struct given *given, struct str text)
{
	struct err err = { 0 };
	struct buf field;

	buf_init(&field, 4096);
	buf_puts(&field, AUTHSERV_ID);
	buf_add(&field, buf_str(&given->results));
	if (given->results.n)
		must(mail_add_field(given->mail, str_of("Authentication-Results"), buf_str(&field),
		                    &err),
		     &err);
	buf_done(&field);
	must(file_parse(text, given->mail, &err), &err);
}

/* What history would find by keys. */
static void find_similar(struct given *given)
{
	const struct parties_seen *parties = &given->questions.parties;
	const struct history_input input = {
		.site = &given->site,
		.direction = given->evidence.direction,
		.questions = &given->questions,
		.arena = &given->mail->arena,
	};
	struct similars *all = &given->history.similar;

	assert_int_equal(site_index(&given->mail->arena, &given->site, NULL), 0);
	similar_of_site(&input, all);
	for (size_t i = 0; i < given->learned_n; i++)
		for (size_t k = 0; k < parties->n && all->n < SIMILAR_MAX; k++) {
			struct similar similar = given->learned[i];

			similar.party = parties->v[k];
			similar.alike = lookalike_of(&given->mail->arena, similar.known,
			                             similar.party.domain);
			if (similar.alike.strength > 0)
				all->v[all->n++] = similar;
		}
}

static void run_stages(struct given *given)
{
	static const struct str ids[] = { STR(AUTHSERV_ID) };
	const struct auth_options options = { AUTH_MODE_TRUST, ids[0], ids, COUNT(ids) };
	const struct message_context context = { world.domains, &given->site.hops, STR("+") };
	struct trait_input input = { given->mail,        &given->message, &given->auth,
		                     &given->text,       world.domains,   &given->site.key,
		                     &given->mail->arena };
	struct evidence *e = &given->evidence;
	struct err err = { 0 };

	*e = (struct evidence){ given->mail,         &given->message, &given->auth,
		                &given->text,        &given->traits,  &given->questions,
		                &given->history,     &given->site,    DIRECTION_INBOUND,
		                &given->mail->arena, world.banners };
	must(message_parse(given->mail, &context, &given->message, &err), &err);
	e->direction = direction_find(&given->site, given->mail, &given->message);
	must(auth_evaluate(&(struct auth_input){ given->mail, &given->message, &options,
	                                         world.domains, NULL,
	                                         e->direction != DIRECTION_INBOUND },
	                   &given->auth, &err),
	     &err);
	must(text_read(world.phrases, world.domains, given->mail, &given->message, &given->text,
	               &err),
	     &err);
	must(traits_show(&input, &given->traits, &err), &err);
	must(questions_ask(&input, &given->traits, &given->questions, &err), &err);
	find_similar(given);
	if (given->never_sent && given->message.quoted_mails)
		given->history.never_sent = &given->message.quoted_mail[0];
	for (size_t i = 0; i < TRAIT_COUNT; i++)
		given->history.surprise[i].whose = given->auth.identity.address;
	must(indicators_run(e, &given->findings, &err), &err);
}

struct given *given_new(const char *lines)
{
	struct mail_options options = mail_options_default();
	struct given *given = calloc(1, sizeof *given);
	struct site_key key = site_key_fixed();
	struct str text = str_of(lines);

	world_load();
	assert_non_null(given);
	given->mail = mail_new(&options, &key);
	assert_non_null(given->mail);
	given->mail->client_known = true;
	given->mail->at_s = ARRIVED_S;
	given_client(given, str_of(CLIENT));
	buf_init(&given->results, 4000);
	take_lines(given, &text);
	finish_site(given);
	read_mail(given, text);
	run_stages(given);
	return given;
}

void given_free(struct given *given)
{
	if (!given)
		return;
	buf_done(&given->results);
	mail_free(given->mail);
	free(given);
}

const struct evidence *given_evidence(const struct given *given)
{
	return &given->evidence;
}

struct findings *given_findings(struct given *given)
{
	return &given->findings;
}

const struct finding *given_finding(const struct given *given, const char *id)
{
	return findings_find(&given->findings, id);
}

/* What any sender can write of himself: a list, a program, an answer, a ticket. */
static const char forged_innocence[] =
	"List-Id: <news.forged.example>\n"
	"List-Unsubscribe: <mailto:off@forged.example>\n"
	"Precedence: bulk\n"
	"Auto-Submitted: auto-replied\n"
	"In-Reply-To: <ticket-1@forged.example>\n"
	"References: <ticket-0@forged.example> <ticket-1@forged.example>\n"
	"X-RT-Ticket: forged.example #4711\n";

static double strength_of(const char *lines, const char *id, struct buf *sentence)
{
	struct given *given = given_new(lines);
	const struct finding *finding = given_finding(given, id);
	double strength = finding ? finding->strength : 0;

	if (finding)
		buf_add(sentence, finding->sentence);
	given_free(given);
	return strength;
}

/* The lines with forged innocence between what is given and the message. */
static double strength_if_forged(const struct spec *spec, const char *id, struct buf *sentence)
{
	struct str rest = str_of(spec->lines), line, before = rest;
	struct buf lines;
	double strength;

	buf_init(&lines, (size_t)1 << 20);
	while (str_line(&rest, &line) && str_starts(line, str_of(GIVEN)))
		before = rest;
	buf_add(&lines, str_make(spec->lines, (size_t)(before.p - spec->lines)));
	buf_puts(&lines, forged_innocence);
	buf_add(&lines, before);
	strength = strength_of(buf_cstr(&lines), id, sentence);
	buf_done(&lines);
	return strength;
}

struct wanted_row {
	const char *id;
	bool identity;
};

static void see_row(void *context, enum family family, const char *id, double weight,
                    const char *description)
{
	struct wanted_row *wanted = context;

	(void)weight, (void)description;
	if (strcmp(id, wanted->id) == 0)
		wanted->identity = family == FAMILY_IDENTITY;
}

static bool is_of_identity(const char *id)
{
	struct wanted_row wanted = { id, false };

	indicators_each(see_row, &wanted);
	return wanted.identity;
}

static void check_spec(const char *id, const struct spec *spec)
{
	struct buf sentence;
	double found, forged;

	buf_init(&sentence, 1000);
	found = strength_of(spec->lines, id, &sentence);
	if (found < spec->want - 0.001 || found > spec->want + 0.001)
		fail_msg("%s: %s: %.3f wanted, %.3f found: %s", id, spec->name, spec->want, found,
		         buf_cstr(&sentence));
	if (spec->want > 0 && is_of_identity(id)) {
		forged = strength_if_forged(spec, id, &sentence);
		if (forged < spec->want / 2 - 0.001)
			fail_msg("%s: %s: %.3f, but %.3f with forged innocence", id, spec->name,
			         found, forged);
	}
	buf_done(&sentence);
}

void given_check(const char *id, const struct spec *specs, size_t n)
{
	assert_true(indicator_exists(str_of(id)));
	for (size_t i = 0; i < n; i++)
		check_spec(id, &specs[i]);
}
