/* Who claims to speak: what From and its display name say, against who we are and what is proven. All of it is about
 * mail from outside. A forger who adds a second author must not be seen less for it: each counts, though only a single
 * one can be proven. A list, even a proven one, never excuses a claim. Where answers would go: reply.c. */
#include "indicators/indicator.h"
#include "indicators/parts.h"

static bool is_inbound(const struct evidence *e)
{
	return e->direction == DIRECTION_INBOUND;
}

/* An entry of the admin's block list, or an account or number that feedback called fraud. */
static double blocked(const struct evidence *e, struct reason *why)
{
	const struct list_entry *entry = &e->history->block[0];
	bool named = str_eq(entry->type, str_of("account")) || str_eq(entry->type, str_of("phone"));

	if (e->direction == DIRECTION_OUTBOUND || e->history->blocks == 0)
		return 0;
	reason_printf(why, "The ");
	reason_add(why, entry->type);
	reason_printf(why, " ");
	reason_add(why, named ? trait_shown(TRAIT_ACCOUNT, entry->value) : entry->value);
	reason_printf(why, "%s is on the block list", named ? " that it names" : "");
	if (entry->comment.n) {
		reason_printf(why, ": ");
		reason_add(why, entry->comment);
	}
	return 1;
}

/* A namesake who has long been writing from a proven address of his own is no alarm. */
static bool is_known_namesake(const struct evidence *e)
{
	return e->history->established && e->auth->identity.proof == PROOF_ALIGNED;
}

static bool is_proven_colleague(const struct evidence *e)
{
	return e->auth->identity.proof == PROOF_ALIGNED &&
	       site_is_local(e->site, e->auth->identity.domain);
}

static bool is_staff_address(const struct history *history, struct str address)
{
	for (size_t i = 0; i < history->staffs; i++)
		if (str_ieq(history->staff[i].address, address))
			return true;
	return false;
}

/* History was asked for the name that the first author shows. */
static double shows_staff(const struct evidence *e, const struct address *author,
                          struct reason *why)
{
	const struct history *history = e->history;

	if (history->staffs == 0 || author != e->message->from.list.v ||
	    is_staff_address(history, author->full))
		return 0;
	reason_printf(why, "The sender shows the name of a colleague, ");
	reason_add(why, history->staff[0].name);
	reason_printf(why, ", who writes from ");
	reason_add(why, history->staff[0].address);
	reason_printf(why, ", not from ");
	reason_add(why, author->full);
	return 0.6; /* learned, not configured */
}

/* Whether an address that is really the person's is proven is for internal-spoof and the auth family to say. */
static double shows_person(const struct evidence *e, const struct address *author,
                           struct reason *why)
{
	const struct site_person *person;
	struct person_name shown;
	double match;

	if (author->name.n == 0 || !person_name_init(e->arena, author->name, &shown))
		return 0;
	person = site_person_shown(e->site, &shown, &match);
	if (!person)
		return shows_staff(e, author, why);
	if (site_person_has(person, *author))
		return 0;
	reason_printf(why, "The sender shows the name of ");
	reason_add(why, person->name);
	reason_printf(why, " but writes from ");
	reason_add(why, author->full);
	return match;
}

static double display_name_vip(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e) || is_known_namesake(e) || is_proven_colleague(e))
		return 0;
	return part_any(e, &e->message->from.list, shows_person, why);
}

/* "Marco Rossi" <mrossi@...> is not Maria Rossi. */
static bool shows_another_name(const struct evidence *e, const struct site_person *person,
                               const struct address *author)
{
	struct person_name shown;

	if (!person_name_init(e->arena, author->name, &shown) || shown.n < 2)
		return false;
	for (size_t i = 0; i < person->spellings; i++)
		if (person_match(&person->spelling[i], &shown) > 0)
			return false;
	return true;
}

static bool bears_name(const struct site_person *person, struct str local)
{
	for (size_t i = 0; i < person->spellings; i++)
		if (person_is_local_part(&person->spelling[i], local))
			return true;
	return false;
}

/* maria.rossi@ somewhere that isn't hers. */
static double is_named_like_person(const struct evidence *e, const struct address *author,
                                   struct reason *why)
{
	for (size_t i = 0; i < e->site->persons; i++) {
		const struct site_person *person = &e->site->person[i];

		if (site_person_has(person, *author) || !bears_name(person, author->local) ||
		    shows_another_name(e, person, author))
			continue;
		reason_printf(why, "The address ");
		reason_add(why, author->full);
		reason_printf(why, " bears the name of ");
		reason_add(why, person->name);
		reason_printf(why, ", who doesn't use it");
		return 1;
	}
	return 0;
}

static double local_part_vip(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e) || is_known_namesake(e) || is_proven_colleague(e))
		return 0;
	return part_any(e, &e->message->from.list, is_named_like_person, why);
}

/* "ceo@acme.example" <x@gmail.com>: mail programs show the first and hide the second. Lists that rewrite From write
 * so, too. */
static double shows_address(const struct evidence *e, const struct address *author,
                            struct reason *why)
{
	struct str written = person_address_in(author->name);
	struct address shown;

	if (!written.n ||
	    !address_init(e->arena, e->site->domains, written, (struct str){ "", 0 }, &shown))
		return 0;
	if (!shown.domain.name.n || (shown.domain.flags & (DOMAIN_LITERAL | DOMAIN_SUFFIX)) ||
	    domain_same_org(shown.domain, author->domain))
		return 0;
	reason_printf(why, "The display name shows the address ");
	reason_add(why, shown.full);
	reason_printf(why, ", the mail comes from ");
	reason_add(why, author->full);
	return e->message->is_list ? 0.5 : 1;
}

static double display_name_address(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e) || is_known_namesake(e))
		return 0;
	return part_any(e, &e->message->from.list, shows_address, why);
}

static double is_ours(const struct evidence *e, const struct address *author, struct reason *why)
{
	bool passed_on = part_passed_on(e);

	if (!site_is_local(e->site, author->domain))
		return 0;
	reason_printf(why, "It claims to come from our own ");
	reason_add(why, author->full);
	reason_printf(why, ", came from outside and nothing proves it%s",
	              passed_on ? " (perhaps a list or forwarder)" : "");
	return passed_on ? 0.5 : 1;
}

/* Mail in our own name from outside, not proven. Lists and forwarders bring our own mail back: half. */
static double internal_spoof(const struct evidence *e, struct reason *why)
{
	if (!is_inbound(e) || e->auth->identity.proof == PROOF_ALIGNED)
		return 0;
	return part_any(e, &e->message->from.list, is_ours, why);
}

static size_t authors(const struct parties *from)
{
	size_t n = from->list.n > 0;

	for (size_t i = 1; i < from->list.n; i++)
		n += !address_eq(from->list.v[0], from->list.v[i]);
	return n;
}

static double multiple_from(const struct evidence *e, struct reason *why)
{
	const struct parties *from = &e->message->from;

	if (!is_inbound(e) || (from->instances <= 1 && authors(from) <= 1))
		return 0;
	if (from->instances > 1)
		reason_printf(why, "There are %u From fields; mail programs show different ones",
		              from->instances);
	else
		reason_printf(why, "From names %zu authors; nothing can prove all of them",
		              authors(from));
	return from->instances > 1 ? 1 : 0.4; /* several authors in one field are legal, and rare */
}

/* Not even one author, or one that programs read differently; nothing can be proven then. Fields that we dropped ourselves are
 * no fault of the sender's. */
static double malformed_from(const struct evidence *e, struct reason *why)
{
	const struct parties *from = &e->message->from;

	if (!is_inbound(e) || e->mail->header_cut || e->message->author.full.n ||
	    from->instances > 1 || authors(from) > 1)
		return 0;
	if (from->instances == 0) {
		reason_printf(why, "There is no From field");
		return 1;
	}
	reason_printf(why, "From names %s: ",
	              from->list.n ? "an author whom mail programs read differently"
	                           : "no address");
	reason_add(why, from->raw);
	return 1;
}

const struct indicator identity_indicators[] = {
	{ "blocked", 8.0, blocked,
	  "The block list has the sender, its Reply-To, or an account that it names" },
	{ "display-name-vip", 3.0, display_name_vip,
	  "From shows the name of one of our people at an address that isn't theirs" },
	{ "local-part-vip", 1.5, local_part_vip,
	  "The local part of From is a protected person's name elsewhere" },
	{ "display-name-address", 1.5, display_name_address,
	  "The display name holds an address of another organisation" },
	{ "internal-spoof", 2.6, internal_spoof,
	  "Mail in the name of a local domain came from outside and isn't proven" },
	{ "multiple-from", 2.5, multiple_from,
	  "Several From fields or authors: programs disagree who wrote it" },
	{ "malformed-from", 0.5, malformed_from,
	  "From names no author that all programs read alike" },
	{ 0 },
};
