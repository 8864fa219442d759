/* Whether the message poses as one of our people: by the name that From shows, by its local part, or in the subject. Of the family
 * identity. Namesakes exist; one who writes from a proven address that is known is no alarm. */
#include "indicators/indicator.h"
#include "indicators/parts.h"

/* Whom a namesake's mail can't be mistaken for: known for long, or a proven colleague. */
static bool is_excused(const struct evidence *e)
{
	return e->direction != DIRECTION_INBOUND || part_is_known(e) ||
	       (e->auth->identity.proof == PROOF_ALIGNED &&
	        site_is_local(e->site, e->auth->identity.domain));
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
	return is_excused(e) ? 0 : part_any(e, &e->message->from.list, shows_person, why);
}

/* "Marco Rossi" <mrossi@...> is not Maria Rossi. */
static bool shows_another_name(const struct evidence *e, const struct site_person *person,
                               const struct address *author)
{
	struct person_name shown;

	if (!person_name_init(e->arena, author->name, &shown) || shown.n < 2)
		return false;
	for (size_t i = 0; i < person->spellings; i++)
		if (person_match(e->site->nicknames, &person->spelling[i], &shown) > 0)
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
	return is_excused(e) ? 0 : part_any(e, &e->message->from.list, is_named_like_person, why);
}

static bool has_any(const struct site_person *person, const struct address_list *list)
{
	for (size_t i = 0; i < list->n; i++)
		if (site_person_has(person, list->v[i]))
			return true;
	return false;
}

/* To write to her about herself is no pose. */
static bool takes_part(const struct evidence *e, const struct site_person *person)
{
	const struct message *message = e->message;

	return has_any(person, &message->from.list) || has_any(person, &message->to.list) ||
	       has_any(person, &message->cc.list) || has_any(person, &message->recipient);
}

static enum person_naming naming_of(const struct evidence *e, const struct site_person *person)
{
	enum person_naming most = PERSON_UNNAMED;

	for (size_t i = 0; i < person->spellings; i++) {
		enum person_naming naming =
			person_naming_in(e->arena, &person->spelling[i], e->message->subject);

		if (naming > most)
			most = naming;
	}
	return most;
}

/* The name as a signature in the subject, where any address may send it. People are also spoken of there: a subject that says more than
 * the name counts half, and so does an answer, or a list's. */
static double subject_vip(const struct evidence *e, struct reason *why)
{
	if (is_excused(e) || e->message->subject.n == 0)
		return 0;
	for (size_t i = 0; i < e->site->persons; i++) {
		const struct site_person *person = &e->site->person[i];
		enum person_naming naming = naming_of(e, person);

		if (naming == PERSON_UNNAMED || takes_part(e, person))
			continue;
		reason_printf(why, "The subject bears the name of ");
		reason_add(why, person->name);
		reason_printf(why, ", the mail comes from ");
		reason_add(why, e->message->from.list.n ? e->message->from.list.v[0].full
		                                        : str_of("nobody"));
		return (naming == PERSON_NAMED_ALONE ? 1 : 0.5) *
		       (part_answers(e) || e->message->is_list ? 0.5 : 1);
	}
	return 0;
}

const struct indicator person_indicators[] = {
	{ "display-name-vip", 3.0, display_name_vip,
	  "From shows the name of one of our people at an address that isn't theirs" },
	{ "subject-vip", 1.5, subject_vip,
	  "The subject bears the name of one of our people, the sender is another" },
	{ "local-part-vip", 1.5, local_part_vip,
	  "The local part of From is a protected person's name elsewhere" },
	{ 0 },
};
