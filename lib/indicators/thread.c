/* Does it stand in a conversation that took place, and does its writer. What is known of a conversation are the mails, in and out, that
 * a message cites by id: who had them may answer them, and so may his colleagues. (What it quotes: quoted.c.) */
#include "indicators/indicator.h"
#include "indicators/parts.h"
#include "party/lookalike.h"

#define AUTHORS_MAX 3
#define REPLIES_MAX 6
#define COPIES_MAX  50

/* What clients put before the subject that they answer; forwarding marks are none of them. */
static bool says_reply(struct str subject)
{
	static const struct str prefixes[] = { STR("re:"),
		                               STR("aw:"),
		                               STR("sv:"),
		                               STR("antw:"),
		                               STR("odp:"),
		                               STR("res:"),
		                               STR("ynt:"),
		                               STR("r:"),
		                               STR("re\uff1a"),
		                               STR("\u56de\u590d:"),
		                               STR("\u56de\u590d\uff1a") };

	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
		if (str_istarts(subject, prefixes[i]))
			return true;
	return false;
}

/* "Re:" without any reference to an earlier message, from somebody new: there is no earlier message. Clients that drop
 * References exist, but not for mail that answers ours: its writer is a correspondent then. */
static double fake_reply(const struct evidence *e, struct reason *why)
{
	const struct message *message = e->message;
	const struct history *history = e->history;

	if (e->direction != DIRECTION_INBOUND || !says_reply(message->subject) ||
	    message->in_reply_to.n || message->references || message->is_list ||
	    message->is_automatic)
		return 0;
	if (!history->new_sender || history->aligned.found || history->correspondent.found)
		return 0;
	reason_printf(why, "The subject says that it answers, but the message names none that it "
	                   "answers, and its sender is new");
	return message->quoted.n ? 0.5 : 0.3;
}

/* ---- who is there now ---- */

/* One of those that a message names: author, Reply-To, addressee. Ours are never asked about. */
typedef bool party_fn(const struct evidence *e, const struct address *party);

static const struct address *find_in(const struct evidence *e, const struct address_list *list,
                                     size_t max, party_fn *is)
{
	for (size_t i = 0; i < list->n && i < max; i++)
		if (list->v[i].domain.name.n && !site_is_local(e->site, list->v[i].domain) &&
		    is(e, &list->v[i]))
			return &list->v[i];
	return NULL;
}

static const struct address *find_copy(const struct evidence *e, party_fn *is)
{
	const struct address *found = find_in(e, &e->message->to.list, COPIES_MAX, is);

	return found ? found : find_in(e, &e->message->cc.list, COPIES_MAX, is);
}

static const struct address *find_party(const struct evidence *e, party_fn *is)
{
	const struct address *found = find_in(e, &e->message->from.list, AUTHORS_MAX, is);

	if (!found)
		found = find_in(e, &e->message->reply_to.list, REPLIES_MAX, is);
	return found ? found : find_copy(e, is);
}

static enum thread_place place_of(const struct evidence *e, const struct address *party)
{
	return history_thread_place(e->history, &e->site->key, *party);
}

static bool had_it(const struct evidence *e, const struct address *party)
{
	return place_of(e, party) == THREAD_PARTY;
}

static bool is_new_to_it(const struct evidence *e, const struct address *party)
{
	return place_of(e, party) == THREAD_STRANGER && !part_knows(e, party->domain);
}

/* ---- thread-intrusion ---- */

/* What brings an honest stranger into a thread: a participant who is still in it, a forward, a list, a program of the participant's,
 * a second address of his own. Whoever writes in bad faith can claim each, so none silences. */
static bool is_excused(const struct evidence *e, const struct address *author)
{
	const struct message *message = e->message;

	if (message->is_automatic || part_passed_on(e) || find_copy(e, had_it) ||
	    (part_answers(e) && !says_reply(message->subject)))
		return true;
	for (size_t i = 0; i < message->quoted_mails; i++) {
		const struct address *writer = &message->quoted_mail[i].writer;

		if (had_it(e, writer) && part_is_same_hand(e->arena, *writer, *author))
			return true;
	}
	return false;
}

/* A name like that of whom we know, or of whom the message itself quotes. */
static bool looks_alike(const struct evidence *e, struct domain domain)
{
	const struct similars *similar = &e->history->similar;

	for (size_t i = 0; i < similar->n; i++)
		if (similar->v[i].party.roles & PARTY_FROM)
			return true;
	for (size_t i = 0; i < e->message->quoted_mails; i++) {
		const struct quoted_mail *quoted = &e->message->quoted_mail[i];

		if (lookalike_of(e->arena, quoted->writer.domain, domain).strength > 0)
			return true;
		for (size_t k = 0; k < quoted->others.n; k++)
			if (lookalike_of(e->arena, quoted->others.v[k].domain, domain).strength > 0)
				return true;
	}
	return false;
}

static bool is_proven_platform(const struct evidence *e)
{
	return e->auth->identity.proof == PROOF_ALIGNED &&
	       e->auth->identity.domain.flags & DOMAIN_PLATFORM;
}

static double thread_intrusion(const struct evidence *e, struct reason *why)
{
	const struct address *author = &e->message->author;

	if (e->direction != DIRECTION_INBOUND || !e->history->thread.found ||
	    author->domain.name.n == 0 || site_is_local(e->site, author->domain) ||
	    !is_new_to_it(e, author) || part_is_known(e) || is_proven_platform(e) ||
	    evidence_proven_list(e))
		return 0;
	reason_printf(why, "It answers in a conversation of ours in which nobody of ");
	reason_add(why, author->domain.flags & DOMAIN_SHARED ? author->full : author->domain.org);
	reason_printf(why, " took part");
	if (looks_alike(e, author->domain)) {
		reason_printf(why, ", from a name like a participant's");
		return 1;
	}
	return is_excused(e, author) ? 0.25 : 0.5;
}

/* ---- participant-dropped ---- */

static bool is_here(const struct address *party, const struct address *other)
{
	return address_eq(*party, *other) || (domain_same_org(party->domain, other->domain) &&
	                                      !(party->domain.flags & DOMAIN_SHARED));
}

static bool lists_has(const struct address_list *const *lists, size_t n,
                      const struct address *party)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < lists[i]->n; k++)
			if (is_here(party, &lists[i]->v[k]))
				return true;
	return false;
}

static bool is_still_here(const struct message *message, const struct address *party)
{
	const struct address_list *const lists[] = { &message->from.list, &message->reply_to.list,
		                                     &message->to.list, &message->cc.list };

	return lists_has(lists, sizeof lists / sizeof lists[0], party);
}

/* The newest mail that it quotes, if its header lines name all who had it: an attribution names the writer alone. */
static const struct quoted_mail *newest(const struct evidence *e)
{
	const struct quoted_mail *quoted = e->message->quoted_mail;

	return e->message->quoted_mails && quoted->is_block && quoted->writer.full.n &&
	                       quoted->others.n
	               ? quoted
	               : NULL;
}

/* An outside party of the quoted mail whose whole organisation is gone. */
static const struct address *dropped(const struct evidence *e, const struct quoted_mail *quoted)
{
	for (size_t i = 0; i <= quoted->others.n; i++) {
		const struct address *party = i ? &quoted->others.v[i - 1] : &quoted->writer;

		if (!site_is_local(e->site, party->domain) && !is_still_here(e->message, party))
			return party;
	}
	return NULL;
}

static bool was_not_quoted(const struct evidence *e, const struct address *party)
{
	const struct quoted_mail *quoted = newest(e);
	const struct address_list *const lists[] = { &quoted->others };

	return !is_here(&quoted->writer, party) && !lists_has(lists, 1, party) &&
	       !part_knows(e, party->domain) &&
	       (!e->history->thread.found || is_new_to_it(e, party));
}

/* An organisation that was in it is gone, and another is there: the thief keeps those out who would notice. People come and go in
 * honest threads, too, but seldom at the same time. */
static double participant_dropped(const struct evidence *e, struct reason *why)
{
	const struct quoted_mail *quoted = newest(e);
	const struct address *gone, *here;

	if (e->direction != DIRECTION_INBOUND || !quoted || evidence_proven_list(e) ||
	    is_proven_platform(e) || !(gone = dropped(e, quoted)) ||
	    !(here = find_party(e, was_not_quoted)))
		return 0;
	reason_printf(why, "The mail that it quotes went to or from ");
	reason_add(why, gone->full);
	reason_printf(why, "; instead ");
	reason_add(why, here->full);
	reason_printf(why, " takes part now");
	if (e->message->is_automatic || part_passed_on(e) || !says_reply(e->message->subject))
		return 0.25;
	return e->history->thread.found ? 1 : 0.5;
}

const struct indicator thread_indicators[] = {
	{ "fake-reply", 1.2, fake_reply, "\"Re:\" from a stranger without an earlier message" },
	{ "thread-intrusion", 2.0, thread_intrusion,
	  "A stranger answers in a conversation of ours in which he took no part" },
	{ "participant-dropped", 0.5, participant_dropped,
	  "Somebody of the conversation is gone, and somebody new is there" },
	{ 0 },
};
