/* Whether the sender bears the reader's own name: our domain, or the recipient, in a local part or display name elsewhere. Of the family
 * identity. */
#include "indicators/indicator.h"
#include "indicators/parts.h"
#include "party/person.h"

#define RECIPIENTS_MAX 5
#define NAME_FEWEST    5 /* letters of a local part, or of our name, that aren't found everywhere */

static bool is_letter_or_digit(struct str s, size_t i)
{
	return i < s.n && ((s.p[i] >= 'a' && s.p[i] <= 'z') || (s.p[i] >= '0' && s.p[i] <= '9') ||
	                   (unsigned char)s.p[i] >= 0x80);
}

/* Whether `word` stands in the text and is no part of a longer word; both in lower case. */
static bool has_word(struct str text, struct str word)
{
	size_t at = 0;

	while (word.n) {
		size_t next = str_find(str_sub(text, at, text.n), word);

		if (next == SIZE_MAX)
			return false;
		at += next;
		if (!(at && is_letter_or_digit(text, at - 1)) &&
		    !is_letter_or_digit(text, at + word.n))
			return true;
		at++;
	}
	return false;
}

static double bears(struct reason *why, const struct address *author, const char *whose,
                    struct str name, double strength)
{
	reason_printf(why, "The sender ");
	reason_add(why, author->full);
	reason_printf(why, " bears %s, ", whose);
	reason_add(why, name);
	return strength;
}

/* acme@ is what suppliers call the account of their customer: only a name with something beside it poses as one of us. */
static double bears_our_name(const struct evidence *e, const struct address *author,
                             struct str shown, struct reason *why)
{
	for (size_t i = 0; i < e->site->locals; i++) {
		struct domain ours = e->site->local[i];
		struct str label = domain_label(ours);

		if (has_word(author->local, ours.name) || has_word(shown, ours.name))
			return bears(why, author, "our own domain", ours.name, 1);
		if (label.n >= NAME_FEWEST && !str_eq(author->local, label) &&
		    (has_word(author->local, label) || has_word(shown, label)))
			return bears(why, author, "our own name", label, 0.5);
	}
	return 0;
}

/* Ann's private address, or somebody who wants to be taken for her: half. */
static double bears_recipients_name(const struct evidence *e, const struct address *author,
                                    struct reason *why)
{
	const struct address_list *recipient = &e->message->recipient;

	for (size_t i = 0; i < recipient->n && i < RECIPIENTS_MAX; i++) {
		struct address to = recipient->v[i];
		struct person_name shown;

		if (to.local.n < NAME_FEWEST || part_is_role(to.local) || address_eq(to, *author))
			continue;
		if (has_word(author->local, to.local) ||
		    (author->name.n && person_name_init(e->arena, author->name, &shown) &&
		     person_is_local_part(&shown, to.local)))
			return bears(why, author, "the recipient's own name", to.local, 0.5);
	}
	return 0;
}

static double names_reader(const struct evidence *e, const struct address *author,
                           struct reason *why)
{
	struct str shown = arena_lower(e->arena, author->name);
	double strength;

	if (site_is_local(e->site, author->domain))
		return 0; /* internal-spoof */
	strength = bears_our_name(e, author, shown, why);
	if (!(strength > 0))
		strength = bears_recipients_name(e, author, why);
	return e->message->is_list ? strength / 2 : strength;
}

/* A service that writes in the name of its customers, and signs, says so every day. */
static double recipient_in_sender(const struct evidence *e, struct reason *why)
{
	if (e->direction != DIRECTION_INBOUND || part_is_known(e) ||
	    (e->auth->identity.proof == PROOF_ALIGNED &&
	     e->auth->identity.domain.flags & DOMAIN_PLATFORM))
		return 0;
	return part_any(e, &e->message->from.list, names_reader, why);
}

const struct indicator reader_indicators[] = {
	{ "recipient-in-sender", 0.5, recipient_in_sender,
	  "The sender bears our own domain's or the recipient's name" },
	{ 0 },
};
