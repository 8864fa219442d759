/* Names that a reader takes for another's: for our own, a partner's, another participant's, or one that the message itself names. Of the
 * family identity. (Reply-To against From: reply.c.)
 *
 * Whom history knows is nobody's look-alike (history/similar.c), whatever his name. A name that differs but weakly (another ending, a
 * word more, an edit in a short one) is mostly an honest neighbour's; it counts fully where the message poses as the known party, too, or
 * where the recipient deals with that party. Neither proofs nor lists excuse: whoever registers a name can sign with it. */
#include "indicators/parts.h"
#include "indicators/pose.h"

#define STRONG     0.8
#define COPIES_MAX 16 /* of To and Cc */
#define CITED_MAX  8  /* of References, the newest */

/* ---- look-alikes of whom we know ---- */

static const char *const whose_names[] = {
	[SIMILAR_OWN] = "our own domain",
	[SIMILAR_PARTNER] = "a partner's domain",
	[SIMILAR_LEARNED] = "a correspondent's domain",
};

#define WRITERS (PARTY_FROM | PARTY_REPLY)

/* How a sentence begins and goes on behind the domain; the first that holds. */
static const struct role {
	unsigned bit;
	const char *begin, *go_on;
} roles[] = {
	{ PARTY_FROM, "The From domain ", " " },
	{ PARTY_REPLY, "The Reply-To domain ", " " },
	{ PARTY_COPY, "The addressee's domain ", " " },
	{ PARTY_NAMED, "It names ", ", which " },
};

static void say_similar(struct reason *why, const struct similar *similar, const char *more)
{
	const struct role *role = roles;

	while (!(similar->party.roles & role->bit) && role->bit != PARTY_NAMED)
		role++;
	reason_printf(why, "%s", role->begin);
	reason_add(why, similar->party.domain.name);
	reason_printf(why, "%s%s ", role->go_on, lookalike_way_names[similar->alike.way]);
	reason_add(why, similar->known.org);
	reason_printf(why, ", %s%s%s", whose_names[similar->whose], more ? ", " : "",
	              more ? more : "");
}

/* A link or a quote can be honest, and the writer another than he whom it resembles: half, and no claims. */
static double similar_strength(const struct evidence *e, const struct similar *similar,
                               const char **ret_more)
{
	double strength = similar->alike.strength;

	*ret_more = NULL;
	if (!(similar->party.roles & WRITERS))
		return similar->party.roles & PARTY_COPY || strength < STRONG ? 0 : strength / 2;
	if (strength >= STRONG)
		return strength;
	*ret_more = similar->corresponds ? "and it writes to the recipient"
	                                 : pose_of(e, similar->known);
	return *ret_more ? STRONG : strength;
}

/* The strongest of those of our own, or of the others. */
static double known_lookalike(const struct evidence *e, bool own, struct reason *why)
{
	const struct similar *best = NULL;
	const char *best_more = NULL, *more;
	double best_strength = 0;

	for (size_t i = 0; i < e->history->similar.n; i++) {
		const struct similar *similar = &e->history->similar.v[i];
		double strength = similar_strength(e, similar, &more);

		if ((similar->whose == SIMILAR_OWN) != own || strength <= best_strength)
			continue;
		best = similar;
		best_more = more;
		best_strength = strength;
	}
	if (best)
		say_similar(why, best, best_more);
	return best_strength;
}

static double lookalike_own_domain(const struct evidence *e, struct reason *why)
{
	return known_lookalike(e, true, why);
}

static double lookalike_partner_domain(const struct evidence *e, struct reason *why)
{
	return known_lookalike(e, false, why);
}

/* ---- look-alikes within the message ---- */

/* Said already by one of the rows above. */
static bool is_told(const struct evidence *e, struct domain known)
{
	for (size_t i = 0; i < e->history->similar.n; i++)
		if (e->history->similar.v[i].party.roles & WRITERS &&
		    domain_same_org(e->history->similar.v[i].known, known))
			return true;
	return false;
}

/* To and Cc as one list. */
static const struct address *copy_at(const struct message *message, size_t i)
{
	const struct address_list *to = &message->to.list, *cc = &message->cc.list;

	return i < to->n ? &to->v[i] : i - to->n < cc->n ? &cc->v[i - to->n] : NULL;
}

/* Two firms with names alike may both be there; the same person at both is a swap, unless it is but another ending or a word. */
static double swap_strength(const struct evidence *e, const struct address *copy,
                            const struct address *other, enum lookalike_way *ret_way)
{
	struct lookalike alike;

	if (!other->domain.name.n || domain_same_org(copy->domain, other->domain))
		return 0;
	alike = lookalike_of(e->arena, other->domain, copy->domain);
	*ret_way = alike.way;
	if (alike.strength >= STRONG)
		return alike.strength;
	return (alike.way == LOOKALIKE_EDIT || alike.way == LOOKALIKE_HYPHEN) &&
	                       str_eq(copy->local, other->local)
	               ? STRONG
	               : 0;
}

static double is_swapped(const struct evidence *e, const struct address *copy,
                         const struct address *other, struct reason *why)
{
	enum lookalike_way way = LOOKALIKE_NONE;
	double strength = swap_strength(e, copy, other, &way);

	if (strength == 0 || is_told(e, other->domain) || is_told(e, copy->domain))
		return 0;
	reason_printf(why, "The addressee ");
	reason_add(why, copy->full);
	reason_printf(why, " is at a domain that %s that of ", lookalike_way_names[way]);
	reason_add(why, other->full);
	return strength;
}

/* Against From, the other addressees, and the addresses that the text names: mostly those of the thread that it quotes. */
static double swapped_copy(const struct evidence *e, const struct address *copy, struct reason *why)
{
	const struct address_list *from = &e->message->from.list;
	const struct named *named = &e->text->named;
	const struct address *other;
	double strength = from->n ? is_swapped(e, copy, &from->v[0], why) : 0;

	for (size_t i = 0; i < COPIES_MAX && !(strength > 0); i++)
		if ((other = copy_at(e->message, i)))
			strength = is_swapped(e, copy, other, why);
	for (size_t i = 0; i < named->addresses && i < COPIES_MAX && !(strength > 0); i++)
		strength = is_swapped(e, copy, &named->address[i], why);
	return strength;
}

static double lookalike_participant(const struct evidence *e, struct reason *why)
{
	const struct address *copy;
	double strength = 0;

	if (e->direction != DIRECTION_INBOUND)
		return 0;
	for (size_t i = 0; i < e->history->similar.n; i++) {
		const struct similar *similar = &e->history->similar.v[i];

		if (!(similar->party.roles & PARTY_COPY) || similar->party.roles & WRITERS)
			continue;
		say_similar(why, similar, NULL);
		return similar->alike.strength;
	}
	for (size_t i = 0; i < COPIES_MAX && !(strength > 0); i++)
		if ((copy = copy_at(e->message, i)) && copy->domain.name.n &&
		    !part_knows(e, copy->domain))
			strength = swapped_copy(e, copy, why);
	return strength;
}

static bool is_known_sender(const struct evidence *e)
{
	const struct history *history = e->history;

	return part_knows(e, e->message->from.list.v[0].domain) || history->established ||
	       history->domain_established ||
	       (history->correspondent.found && history->correspondent.trusted);
}

struct resemblance {
	struct domain known;
	struct lookalike alike;
};

/* Firms name their other domains in every mail: another ending says nothing here. */
static bool is_sister_like(struct lookalike alike)
{
	return alike.way == LOOKALIKE_TLD;
}

static void compare(const struct evidence *e, struct domain known, struct resemblance *best)
{
	struct lookalike alike = lookalike_of(e->arena, known, e->message->from.list.v[0].domain);

	if (alike.strength > best->alike.strength && !is_sister_like(alike) && !is_told(e, known))
		*best = (struct resemblance){ known, alike };
}

/* The hosts of the thread's ids: those of the newest mails, which a thief answers. */
static void compare_cited(const struct evidence *e, struct resemblance *best)
{
	const struct message *message = e->message;
	size_t first = message->references > CITED_MAX ? message->references - CITED_MAX : 0;

	for (size_t i = first; i <= message->references; i++) {
		struct str id =
			i < message->references ? message->reference[i] : message->in_reply_to;
		size_t at = str_rchr(id, '@');
		struct domain host;

		if (at != SIZE_MAX &&
		    domain_init(e->arena, e->site->domains, str_sub(id, at + 1, id.n), &host))
			compare(e, host, best);
	}
}

static double lookalike_of_named(const struct evidence *e, struct reason *why)
{
	const struct named *named = &e->text->named;
	struct resemblance best = { .alike = { LOOKALIKE_NONE, 0 } };

	if (e->direction != DIRECTION_INBOUND || e->message->from.list.n == 0 || is_known_sender(e))
		return 0;
	for (size_t i = 0; i < named->domains; i++)
		compare(e, named->domain[i], &best);
	compare_cited(e, &best);
	if (best.alike.strength == 0)
		return 0;
	reason_printf(why, "The From domain ");
	reason_add(why, e->message->from.list.v[0].domain.name);
	reason_printf(why, " %s ", lookalike_way_names[best.alike.way]);
	reason_add(why, best.known.org);
	reason_printf(why, ", which the message itself names");
	return best.alike.strength;
}

const struct indicator lookalike_indicators[] = {
	{ "lookalike-own-domain", 3.3, lookalike_own_domain,
	  "A domain of the sender looks like one of ours" },
	{ "lookalike-partner-domain", 3.3, lookalike_partner_domain,
	  "A domain of the sender looks like a partner's or correspondent's" },
	{ "lookalike-participant", 3.3, lookalike_participant,
	  "An addressee's domain looks like that of another party of the conversation" },
	{ "lookalike-of-named", 2.5, lookalike_of_named,
	  "From's domain looks like one that the message itself names" },
	{ 0 },
};
