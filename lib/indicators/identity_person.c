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

/* History was asked for the names that the message shows. They are learned, not configured, and so weigh less. */
static double shows_staff(const struct evidence *e, enum staff_place place,
                          const struct address *author, struct reason *why)
{
	static const char *const places[STAFF_PLACES] = {
		[STAFF_IN_NAME] = "The sender shows",
		[STAFF_IN_LOCAL] = "The sender's address bears",
		[STAFF_IN_SUBJECT] = "The subject bears",
	};
	const struct history *history = e->history;

	if (history->staffs == 0 || history->staff_place != place ||
	    author != e->message->from.list.v || is_staff_address(history, author->full))
		return 0;
	reason_printf(why, "%s the name of a colleague, ", places[place]);
	reason_add(why, history->staff[0].name);
	reason_printf(why, ", who writes from ");
	reason_add(why, history->staff[0].address);
	reason_printf(why, ", not from ");
	reason_add(why, author->full);
	return 0.6;
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
		return shows_staff(e, STAFF_IN_NAME, author, why);
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

static bool shows_full_name(const struct evidence *e, const struct address *author,
                            struct person_name *ret)
{
	return person_name_init(e->arena, author->name, ret) && ret->n >= 2;
}

/* "Marco Rossi" <mrossi@...> is not Maria Rossi. */
static bool shows_another_name(const struct evidence *e, const struct site_person *person,
                               const struct address *author)
{
	struct person_name shown;

	if (!shows_full_name(e, author, &shown))
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
	struct person_name shown;

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
	/* a colleague of that full name is display-name-vip's */
	return shows_full_name(e, author, &shown) ? 0 : shows_staff(e, STAFF_IN_LOCAL, author, why);
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

static enum person_naming naming_of(const struct person_text *subject,
                                    const struct site_person *person)
{
	enum person_naming most = PERSON_UNNAMED;

	for (size_t i = 0; i < person->spellings; i++) {
		enum person_naming naming = person_naming_in(subject, &person->spelling[i]);

		if (naming > most)
			most = naming;
	}
	return most;
}

static double subject_names_person(const struct evidence *e, struct reason *why)
{
	struct person_text subject;

	if (e->site->persons == 0 || !person_text_init(e->arena, e->message->subject, &subject))
		return 0;
	for (size_t i = 0; i < e->site->persons; i++) {
		const struct site_person *person = &e->site->person[i];
		enum person_naming naming = naming_of(&subject, person);

		if (naming == PERSON_UNNAMED || takes_part(e, person))
			continue;
		reason_printf(why, "The subject bears the name of ");
		reason_add(why, person->name);
		reason_printf(why, ", the mail comes from ");
		reason_add(why, e->message->from.list.v[0].full);
		return naming == PERSON_NAMED_ALONE ? 1 : 0.5;
	}
	return 0;
}

static bool is_to_staff(const struct evidence *e)
{
	for (size_t i = 0; i < e->message->recipient.n; i++)
		if (is_staff_address(e->history, e->message->recipient.v[i].full))
			return true;
	return false;
}

/* The name as a signature in the subject, where any address may send it. People are also spoken of there: a subject that says more than
 * the name counts half, and so does an answer, or a list's. */
static double subject_vip(const struct evidence *e, struct reason *why)
{
	const struct address_list *from = &e->message->from.list;
	double strength;

	if (is_excused(e) || e->message->subject.n == 0 || from->n == 0)
		return 0;
	strength = subject_names_person(e, why);
	if (!(strength > 0) && !is_to_staff(e))
		strength = shows_staff(e, STAFF_IN_SUBJECT, from->v, why);
	return part_answers(e) || e->message->is_list ? strength / 2 : strength;
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
