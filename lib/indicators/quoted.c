/* Does what it quotes hold: who is quoted against who writes now, what is quoted as ours against what we sent, and whether any program
 * wrote the lines above it. Of the family thread. All that is quoted is the sender's claim; a thief mostly quotes what was really
 * written, and changes as little as he can. */
#include "base/clock.h"
#include "indicators/indicator.h"
#include "indicators/parts.h"
#include "party/lookalike.h"

#define STRONG     0.8
#define COPIES_MAX 16

/* ---- quoted-swap ---- */

static const struct address *quoted_at(const struct quoted_mail *quoted, size_t i)
{
	return i ? &quoted->others.v[i - 1] : &quoted->writer;
}

typedef double match_fn(const struct evidence *e, const struct address *now,
                        const struct address *quoted);

/* The strongest match of `now` among those quoted, ours apart. */
static double match_quoted(const struct evidence *e, const struct address *now, match_fn *match,
                           const struct address **ret)
{
	double best = 0;

	for (size_t i = 0; i < e->message->quoted_mails; i++) {
		const struct quoted_mail *quoted = &e->message->quoted_mail[i];

		for (size_t k = 0; k <= quoted->others.n; k++) {
			const struct address *party = quoted_at(quoted, k);
			double strength;

			if (party->domain.name.n == 0)
				continue;
			strength = match(e, now, party);
			if (strength > best) {
				best = strength;
				*ret = party;
			}
		}
	}
	return best;
}

static double is_himself(const struct evidence *e, const struct address *now,
                         const struct address *quoted)
{
	(void)e;
	return address_eq(*now, *quoted) || (domain_same_org(now->domain, quoted->domain) &&
	                                     !(now->domain.flags & DOMAIN_SHARED));
}

static bool is_present(const struct message *message, const struct address *party)
{
	const struct address_list *const lists[] = { &message->from.list, &message->to.list,
		                                     &message->cc.list };

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			if (address_eq(lists[i]->v[k], *party))
				return true;
	return false;
}

/* Who is still there himself wasn't replaced. The same hand at another domain may be a second address; people have them. */
static double is_swapped(const struct evidence *e, const struct address *now,
                         const struct address *quoted)
{
	struct lookalike alike;
	bool same;

	if (site_is_local(e->site, quoted->domain) || is_present(e->message, quoted))
		return 0;
	same = part_is_same_hand(e->arena, *quoted, *now);
	alike = lookalike_of(e->arena, quoted->domain, now->domain);
	if (alike.strength >= STRONG)
		return alike.strength;
	if (!same)
		return 0;
	return alike.strength > 0 && alike.way != LOOKALIKE_TLD ? STRONG : 0.3;
}

static double swap_of(const struct evidence *e, const struct address *now, const char *where,
                      struct reason *why)
{
	const struct address *quoted = NULL;
	double strength;

	if (now->domain.name.n == 0 || site_is_local(e->site, now->domain) ||
	    part_knows(e, now->domain) || match_quoted(e, now, is_himself, &quoted) > 0)
		return 0;
	strength = match_quoted(e, now, is_swapped, &quoted);
	if (strength == 0 || !quoted)
		return 0;
	reason_printf(why, "The quoted mail names ");
	reason_add(why, quoted->full);
	reason_printf(why, ", %s is ", where);
	reason_add(why, now->full);
	return strength;
}

static double swap_in(const struct evidence *e, const struct address_list *list, const char *where,
                      struct reason *why)
{
	double strength = 0;

	for (size_t i = 0; i < list->n && i < COPIES_MAX && strength == 0; i++)
		strength = swap_of(e, &list->v[i], where, why);
	return strength;
}

static double quoted_swap(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	double strength = 0;

	if (e->direction != DIRECTION_INBOUND || message->quoted_mails == 0 ||
	    evidence_proven_list(e))
		return 0;
	if (!part_is_known(e))
		strength = swap_in(e, &message->from.list, "the sender", why);
	if (strength == 0)
		strength = swap_in(e, &message->to.list, "an addressee", why);
	if (strength == 0)
		strength = swap_in(e, &message->cc.list, "an addressee", why);
	return strength * (message->is_list || message->is_automatic ? 0.5 : 1);
}

/* ---- quoted-never-sent ---- */

/* Without an id to look for, a part of a mail that was quoted may lack the line by which it is found. */
static double quoted_never_sent(const struct evidence *e, struct reason *why)
{
	const struct quoted_mail *quoted = e->history->never_sent;

	if (!quoted || evidence_proven_list(e))
		return 0;
	reason_printf(why, "It quotes a mail of ");
	reason_add(why, quoted->writer.full);
	reason_printf(why, " that is not among those that left us");
	return (e->questions->citeds ? 1 : 0.3) * (part_passed_on(e) ? 0.5 : 1);
}

/* ---- quoted-format ---- */

static bool is_later(const struct quoted_mail *quoted, int32_t day)
{
	return quoted->dated == QUOTE_DATED && quoted->date.from > day + 1; /* time zones */
}

static double bad_block(const struct message *message, size_t i, const char **ret_what)
{
	const struct quoted_mail *quoted = &message->quoted_mail[i], *outer = quoted - 1;
	int64_t sent_s = message->has_date && message->date_s > message->at_s ? message->date_s
	                                                                      : message->at_s;

	if (quoted->dated == QUOTE_NO_DATE_AT_ALL) {
		*ret_what = "bears a date that doesn't exist";
		return 1;
	}
	if (sent_s && is_later(quoted, day_of(sent_s))) {
		*ret_what = "is dated after the message that quotes it";
		return 1;
	}
	if (quoted->is_mixed) {
		*ret_what = "has header lines in several languages";
		return 0.7;
	}
	if (i > 0 && outer->dated == QUOTE_DATED && is_later(quoted, outer->date.to)) {
		*ret_what = "is dated after the answer that quotes it";
		return 0.5;
	}
	return 0;
}

static double quoted_format(const struct evidence *e, struct reason *why)
{
	const char *what = NULL;
	double strength = 0;

	if (e->direction != DIRECTION_INBOUND)
		return 0;
	for (size_t i = 0; i < e->message->quoted_mails && strength == 0; i++)
		strength = bad_block(e->message, i, &what);
	if (strength == 0)
		return 0;
	reason_printf(why, "A quoted mail %s", what);
	return strength * (e->message->is_list ? 0.5 : 1);
}

const struct indicator quoted_indicators[] = {
	{ "quoted-swap", 2.5, quoted_swap,
	  "A participant of the quoted mail is now at another domain" },
	{ "quoted-never-sent", 2.0, quoted_never_sent,
	  "It quotes mail of ours that we never sent" },
	{ "quoted-format", 0.5, quoted_format,
	  "Header lines of a quoted mail that no program writes" },
	{ 0 },
};
