#include "indicators/parts.h"

#include "indicators/data/data.h"
#include "party/person.h"
#include "party/wordlist.h"

#define WORDS_MAX     8
#define ADDRESSES_MAX 8

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
}

/* The next word of letters; empty at the end. */
static struct str next_word(struct str *rest)
{
	size_t from = 0, end;
	struct str word;

	while (from < rest->n && !is_letter(rest->p[from]))
		from++;
	for (end = from; end < rest->n && is_letter(rest->p[end]);)
		end++;
	word = str_sub(*rest, from, end - from);
	*rest = str_sub(*rest, end, rest->n);
	return word;
}

bool part_is_role(struct str local)
{
	struct str list = str_make(indicators_role_words, indicators_role_words_size);

	for (size_t i = 0; i < WORDS_MAX; i++) {
		struct str word = next_word(&local);

		if (word.n == 0)
			return false;
		if (wordlist_has(list, "", word))
			return true;
	}
	return false;
}

bool part_same_person(struct arena *arena, struct str one, struct str other)
{
	struct person_name a, b;

	if (one.n == 0 || other.n == 0 || !person_name_init(arena, one, &a) ||
	    !person_name_init(arena, other, &b))
		return false;
	return person_match(NULL, &a, &b) > 0;
}

bool part_is_same_hand(struct arena *arena, struct address one, struct address other)
{
	return (one.local.n && str_eq(one.local, other.local) && !part_is_role(one.local)) ||
	       part_same_person(arena, one.name, other.name);
}

bool part_knows(const struct evidence *e, struct domain domain)
{
	const struct parties_seen *parties = &e->questions->parties;

	for (size_t i = 0; i < parties->n; i++)
		if (domain_eq(parties->v[i].domain, domain))
			return e->history->similar.known & UINT32_C(1) << i;
	return false;
}

double part_any(const struct evidence *e, const struct address_list *list, part_address_fn *find,
                struct reason *why)
{
	for (size_t i = 0; i < list->n && i < ADDRESSES_MAX; i++) {
		double strength = list->v[i].full.n ? find(e, &list->v[i], why) : 0;

		if (strength > 0)
			return strength;
	}
	return 0;
}

bool part_is_known(const struct evidence *e)
{
	const struct history *history = e->history;

	return e->auth->identity.proof == PROOF_ALIGNED &&
	       (history->established ||
	        (history->correspondent.found && history->correspondent.trusted));
}

/* text/text.h puts the writer's own subject in front of his words. */
bool part_answers(const struct evidence *e)
{
	struct str beginning = str_sub(e->message->subject, 0, 64);

	return !str_starts(e->text->own.source, beginning);
}

/* SRS is how forwarders rewrite the envelope, Resent-From (RFC 5322 §3.6.6) what people's programs add. */
bool part_passed_on(const struct evidence *e)
{
	struct str envelope = e->message->envelope.local;

	return e->message->is_list || e->history->via_established ||
	       e->message->resent_from.list.n || str_istarts(envelope, str_of("srs0")) ||
	       str_istarts(envelope, str_of("srs1"));
}
