/* Where answers would go: the forger who writes as another must still get the answer. Of the family identity.
 *
 * Programs answer to every Reply-To, so each of them counts. A list that is proven, a platform whose From strangers share, and
 * what the sender has always done excuse it; what a sender merely claims halves it. */
#include "auth/dkim.h"
#include "indicators/indicator.h"
#include "indicators/parts.h"
#include "party/lookalike.h"
#include "party/person.h"

#define NAME_FEWEST 3 /* letters of a name that a local part holds not by chance */

/* Where this sender, or its organisation, has let replies go before is no news once one of them is known. */
static bool reply_is_usual(const struct evidence *e)
{
	const struct history *history = e->history;

	return (history->established || history->domain_established) &&
	       history->surprise[TRAIT_REPLY_TO].seen.n == 0;
}

/* Strangers share the From of a platform, and each wants replies at his own address: that is the identity there
 * (platform-new-reply-to). */
static bool is_proven_platform(const struct evidence *e)
{
	return e->auth->identity.proof == PROOF_ALIGNED &&
	       (e->auth->identity.domain.flags & DOMAIN_PLATFORM);
}

/* Whom programs show; of several authors only the first. NULL: nobody. */
static const struct address *author_of(const struct evidence *e)
{
	const struct address_list *from = &e->message->from.list;

	return from->n && from->v[0].full.n ? from->v : NULL;
}

/* Outside From's organisation, and not with us: what comes back to us is lost to nobody. */
static bool is_away(const struct evidence *e, const struct address *reply)
{
	const struct address *author = author_of(e);

	return author && author->domain.name.n && !domain_same_org(author->domain, reply->domain) &&
	       !site_is_local(e->site, reply->domain);
}

/* `find` over every Reply-To that leads away without an excuse. What a sender can claim halves, no more. */
static double away(const struct evidence *e, part_address_fn *find, struct reason *why)
{
	if (e->direction != DIRECTION_INBOUND || evidence_proven_list(e) || is_proven_platform(e) ||
	    reply_is_usual(e))
		return 0;
	return part_any(e, &e->message->reply_to.list, find, why) * (e->message->is_list ? 0.5 : 1);
}

static double reply_diverges(const struct evidence *e, const struct address *reply,
                             struct reason *why)
{
	if (!is_away(e, reply))
		return 0;
	reason_printf(why, "Replies would go to ");
	reason_add(why, reply->domain.name.n ? reply->domain.name : reply->full);
	reason_printf(why, ", not to ");
	reason_add(why, author_of(e)->domain.name);
	return 1;
}

static double reply_to_divergence(const struct evidence *e, struct reason *why)
{
	return away(e, reply_diverges, why);
}

static double reply_is_freemail(const struct evidence *e, const struct address *reply,
                                struct reason *why)
{
	const struct address *author = author_of(e);

	if (!is_away(e, reply) || !(reply->domain.flags & DOMAIN_FREEMAIL) ||
	    (author->domain.flags & DOMAIN_FREEMAIL))
		return 0;
	reason_printf(why, "A sender of ");
	reason_add(why, author->domain.name);
	reason_printf(why, " wants replies at the free mail address ");
	reason_add(why, reply->full);
	return 1;
}

static double reply_to_freemail(const struct evidence *e, struct reason *why)
{
	return away(e, reply_is_freemail, why);
}

static double reply_looks_alike(const struct evidence *e, const struct address *reply,
                                struct reason *why)
{
	struct lookalike alike;

	if (!is_away(e, reply))
		return 0;
	alike = lookalike_of(e->arena, author_of(e)->domain, reply->domain);
	if (alike.way == LOOKALIKE_NONE)
		return 0;
	reason_printf(why, "The Reply-To domain ");
	reason_add(why, reply->domain.name);
	reason_printf(why, " %s ", lookalike_way_names[alike.way]);
	reason_add(why, author_of(e)->domain.name);
	return alike.strength;
}

/* A look-alike's own signature makes it a "list" as well: only history excuses it. */
static double reply_to_lookalike(const struct evidence *e, struct reason *why)
{
	if (e->direction != DIRECTION_INBOUND || e->history->via_established || reply_is_usual(e))
		return 0;
	return part_any(e, &e->message->reply_to.list, reply_looks_alike, why);
}

/* ann.lee@ for Ann Lee. A list or a service that shows a writer's name before an address of its own (dev@list.example) copies nothing
 * when it lets replies go to that writer. */
static bool is_personal(const struct evidence *e, const struct address *author)
{
	struct person_name shown;

	if (part_is_role(author->local) || !person_name_init(e->arena, author->name, &shown))
		return false;
	for (size_t i = 0; i < shown.n; i++)
		if (shown.token[i].n >= NAME_FEWEST &&
		    str_find(author->local, shown.token[i]) != SIZE_MAX)
			return true;
	return person_is_local_part(&shown, author->local);
}

/* A private address, or an impostor's. Names of desks say nothing. */
static double reply_has_same_name(const struct evidence *e, const struct address *reply,
                                  struct reason *why)
{
	const struct address *author = author_of(e);

	if (!is_away(e, reply) || part_is_role(author->local) ||
	    !(str_ieq(author->local, reply->local) ||
	      (part_same_person(e->arena, author->name, reply->name) && is_personal(e, author))))
		return 0;
	reason_printf(why, "Reply-To ");
	reason_add(why, reply->full);
	reason_printf(why, " bears the sender's own name at another organisation than ");
	reason_add(why, author->domain.name);
	return 1;
}

static double reply_to_same_name(const struct evidence *e, struct reason *why)
{
	return away(e, reply_has_same_name, why);
}

/* Whether some signature of From's own domain covers every Reply-To there is. */
static bool reply_is_signed(const struct evidence *e)
{
	for (size_t i = 0; i < e->auth->signatures; i++) {
		const struct auth_signature *signature = &e->auth->signature[i];

		if (signature->result == AUTH_PASS && signature->aligned &&
		    dkim_covers(signature->headers, "reply-to", e->message->reply_to.instances))
			return true;
	}
	return false;
}

/* A genuine signed message, sent again by somebody who wants the answers. What a signature covers is known with our own
 * verification only. */
static double reply_to_unsigned(const struct evidence *e, struct reason *why)
{
	if (!e->auth->verified || !(e->auth->identity.by & IDENTITY_BY_DKIM) ||
	    reply_is_signed(e) || away(e, reply_diverges, why) == 0)
		return 0;
	reason_printf(why, "; the signature of ");
	reason_add(why, e->auth->identity.domain.name);
	reason_printf(why, " doesn't cover the Reply-To, so anybody may have added it");
	return e->message->is_list ? 0.5 : 1;
}

const struct indicator reply_indicators[] = {
	{ "reply-to-divergence", 0.8, reply_to_divergence,
	  "Reply-To names another organisation than From" },
	{ "reply-to-freemail", 1.3, reply_to_freemail,
	  "A company's From wants replies at a free mail address" },
	{ "reply-to-lookalike", 2.5, reply_to_lookalike,
	  "The Reply-To domain looks like From's own but is another" },
	{ "reply-to-unsigned", 0.5, reply_to_unsigned,
	  "From's DKIM signature doesn't cover a foreign Reply-To" },
	{ "reply-to-same-name", 1.5, reply_to_same_name,
	  "Reply-To copies From's name at another organisation" },
	{ 0 },
};
