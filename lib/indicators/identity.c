/* Who claims to speak: what From says, against who we are and what is proven. All of it is about mail from outside. A forger who adds
 * a second author must not be seen less for it: each counts, though only a single one can be proven. A list, even a proven one, never
 * excuses a claim. Persons: identity_person.c; the From field itself: identity_from.c; the reader's own name in it:
 * identity_reader.c; what else names a sender: identity_trail.c; where answers would go: reply.c. */
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

/* A relay of ours writes such marks itself. (Of a file nobody can say which host it came from.) */
static bool is_marked_by_us(const struct evidence *e)
{
	return e->mail->client_known && e->message->client.relayed;
}

static const struct banner_sign {
	const char *what;
	double strength;
} banner_signs[BANNER_KINDS] = {
	[BANNER_VERIFIED] = { "says of itself that its sender was checked", 1 },
	[BANNER_EXTERNAL] = { "bears a warning of mail from outside that only the reader's side "
	                      "writes",
	                      0.5 },
	[BANNER_OURS] = { "bears what looks like our own notice", 1 },
};

/* What no sender knows of himself: that a filter has seen him, and how. What is quoted is the other side's. */
static double fake_banner(const struct evidence *e, struct reason *why)
{
	struct banner banner;

	if (!is_inbound(e) || !e->banners || part_is_known(e) || is_marked_by_us(e) ||
	    !banners_find(e->banners, &e->text->own, e->message->subject, part_answers(e), &banner))
		return 0;
	reason_printf(why, "It %s", banner_signs[banner.kind].what);
	why->quote = banner.span;
	return banner_signs[banner.kind].strength;
}

const struct indicator identity_indicators[] = {
	{ "blocked", 8.0, blocked,
	  "The block list has the sender, its Reply-To, or an account that it names" },
	{ "internal-spoof", 2.6, internal_spoof,
	  "Mail in the name of a local domain came from outside and isn't proven" },
	{ "fake-banner", 0.5, fake_banner,
	  "Imitates a filter's mark: a verified sender, a warning, our own notice" },
	{ 0 },
};
