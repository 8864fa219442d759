/* Accounts that don't belong to whoever gives them: kept in another country than the sender, or given by others, too. Both rest
 * on what honest senders do as well (a branch abroad, a factoring company), so each looks for a reason to be silent first. */
#include "indicators/indicator.h"

#define OWN_DAYS_MIN 4 /* who gave it on so many days may well own it */
#define COUNTRY_SIZE 3

enum { SHARED = DOMAIN_FREEMAIL | DOMAIN_SHARED | DOMAIN_PLATFORM };

/* Country codes under which anybody registers, or whose banks are another country's. */
static bool is_everybodys(struct str label)
{
	static const char codes[] =
		"ac ag ai am as bz cc cd cf co cx dj eu fm fo ga gd gg gl gq gs ht im io "
		"je la li ly mc md me ml ms mu nu pw sc sh sm st su tk tm to tv va vc vg ws";
	struct str rest = str_of(codes), code;

	while (str_cut(&rest, ' ', &code))
		if (str_eq(code, label))
			return true;
	return false;
}

/* The country that a domain's last label names, as banks write it; empty: none. */
static void country_of_domain(struct domain domain, char ret[COUNTRY_SIZE])
{
	size_t dot = str_rchr(domain.name, '.');
	struct str label = dot == SIZE_MAX ? (struct str){ "", 0 }
	                                   : str_sub(domain.name, dot + 1, domain.name.n);

	ret[0] = '\0';
	if (label.n != 2 || (domain.flags & (SHARED | DOMAIN_LITERAL)) || is_everybodys(label))
		return;
	if (str_eq(label, str_of("uk")))
		label = str_of("gb");
	ret[0] = (char)(label.p[0] - 'a' + 'A');
	ret[1] = (char)(label.p[1] - 'a' + 'A');
	ret[2] = '\0';
}

static bool is_our_country(const struct site *site, const char *country)
{
	char ours[COUNTRY_SIZE];

	for (size_t i = 0; i < site->locals; i++) {
		country_of_domain(site->local[i], ours);
		if (strcmp(ours, country) == 0)
			return true;
	}
	return false;
}

/* "IT...3456 ...": the countries of the accounts that a party has given. */
struct known {
	size_t accounts; /* with a country */
	bool same;       /* one is of the country asked for */
};

static void look_known(const struct profile *profile, const char *country, struct known *known)
{
	const struct trait_record *record =
		profile->found ? profile_trait(profile, str_of(trait_rows[TRAIT_ACCOUNT].name))
			       : NULL;

	for (size_t i = 0; record && i < record->values; i++) {
		struct str value = record->value[i].value;

		if (str_find(value, str_of("...")) != COUNTRY_SIZE - 1)
			continue; /* a coin's: BTC..., ETH... */
		known->accounts++;
		known->same |= str_starts(value, str_of(country));
	}
}

static struct known known_of(const struct evidence *e, const char *country)
{
	const struct history *history = e->history;
	struct known known = { 0 };

	look_known(&history->sender, country, &known);
	look_known(&history->domain, country, &known);
	look_known(&history->aligned, country, &known);
	look_known(&history->aligned_domain, country, &known);
	return known;
}

/* Strength for one account: half for each of what speaks against its country; 0 if anything speaks for it. */
static double is_foreign(const struct evidence *e, const char *country, const char *home)
{
	struct known known = known_of(e, country);

	if (known.same || strcmp(country, home) == 0 || is_our_country(e->site, country))
		return 0;
	return (home[0] ? 0.5 : 0) + (known.accounts ? 0.5 : 0);
}

/* Silent if a single account of the message is where it should be: companies list all they have. */
static double bank_country_mismatch(const struct evidence *e, struct reason *why)
{
	const struct bank_account *first = NULL;
	char home[COUNTRY_SIZE], masked[BANK_MASKED_SIZE];
	double strength = 0;

	if (e->direction != DIRECTION_INBOUND)
		return 0;
	country_of_domain(e->message->author.domain, home);
	for (size_t i = 0; i < e->text->own_accounts; i++) {
		const struct bank_account *account = &e->text->account[i];

		if (account->country[0] == '\0')
			continue;
		strength = is_foreign(e, account->country, home);
		if (strength <= 0)
			return 0;
		first = first ? first : account;
	}
	if (!first)
		return 0;
	reason_printf(why, "Account %s is in another country than ", bank_masked(first, masked));
	reason_add(why, e->message->author.full);
	if (known_of(e, first->country).accounts)
		reason_printf(why, "%s the accounts known of this sender", home[0] ? " and" : ":");
	return strength;
}

static bool names_address(const struct address_list *list, struct str address)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].full.n && str_eq(list->v[i].full, address))
			return true;
	return false;
}

/* The message itself says that they have to do with each other: an accountant's copy, a factoring company's letter. */
static bool is_named(const struct evidence *e, const struct account_owner *owner,
                     struct domain domain)
{
	const struct message *message = e->message;
	const struct named *named = &e->text->named;

	if (names_address(&message->to.list, owner->address) ||
	    names_address(&message->cc.list, owner->address) ||
	    names_address(&message->reply_to.list, owner->address))
		return true;
	for (size_t i = 0; i < named->domains; i++)
		if (!(domain.flags & SHARED) && domain_same_org(named->domain[i], domain))
			return true;
	for (size_t i = 0; i < named->addresses; i++)
		if (owner->address.n && str_eq(named->address[i].full, owner->address))
			return true;
	return false;
}

enum relation { OWNER_STRANGER, OWNER_RELATED, OWNER_OURS };

static enum relation relation_of(const struct evidence *e, const struct account_owner *owner)
{
	const struct address *author = &e->message->author;
	struct domain domain;

	if (!str_eq(owner->proof, str_of(proof_names[PROOF_ALIGNED])) ||
	    !domain_init(e->arena, e->site->domains, owner->domain, &domain))
		return OWNER_RELATED; /* anybody can write in a name that isn't proven */
	if (site_is_local(e->site, domain))
		return OWNER_OURS;
	if ((domain.flags & DOMAIN_PLATFORM) || str_eq(owner->address, author->full) ||
	    (!(author->domain.flags & SHARED) && domain_same_org(domain, author->domain)))
		return OWNER_RELATED;
	return is_named(e, owner, domain) ? OWNER_RELATED : OWNER_STRANGER;
}

/* Given by ours, or by too many: a known account, such as our own or the tax office's. */
static double is_shared(const struct evidence *e, const struct history_account *account,
                        struct reason *why)
{
	const struct account_owner *stranger = NULL;
	bool owned = false;

	if (account->owners == HISTORY_OWNERS)
		return 0;
	for (size_t i = 0; i < account->owners; i++) {
		enum relation relation = relation_of(e, &account->owner[i]);

		if (relation == OWNER_OURS)
			return 0;
		if (relation != OWNER_STRANGER)
			continue;
		stranger = stranger ? stranger : &account->owner[i];
		owned |= account->owner[i].days >= OWN_DAYS_MIN;
	}
	if (!stranger)
		return 0;
	reason_printf(why, "Account ");
	reason_add(why, trait_shown(TRAIT_ACCOUNT, account->value));
	reason_printf(why, " was also given by ");
	reason_add(why, stranger->address.n ? stranger->address : stranger->domain);
	return owned ? 0.5 : 1;
}

static double bank_detail_shared(const struct evidence *e, struct reason *why)
{
	bool platform = e->message->author.domain.flags & DOMAIN_PLATFORM;

	if (e->direction != DIRECTION_INBOUND || platform || e->history->established)
		return 0;
	for (size_t i = 0; i < e->history->accounts; i++) {
		double strength = is_shared(e, &e->history->account[i], why);

		if (strength > 0)
			return strength;
	}
	return 0;
}

const struct indicator bank_indicators[] = {
	{ "bank-country-mismatch", 0.5, bank_country_mismatch,
	  "An account in another country than the sender and the sender's known accounts" },
	{ "bank-detail-shared", 0.5, bank_detail_shared,
	  "An account that senders who have nothing to do with each other have given" },
	{ 0 },
};
