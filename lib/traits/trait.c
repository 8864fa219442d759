/* The table of traits. What a message doesn't show at all (no Date, no signature) adds no value: a kind that isn't
 * there is never a surprise. Every value is valid UTF-8 and at most VALUE_MAX bytes long; senders choose it, and it is kept. */
#include "traits/trait.h"

#include "base/unicode.h"
#include "traits/forms.h"

#define VALUE_MAX   128
#define NAME_MAX    512 /* read of a display name */
#define REPLIES_MAX 8   /* organisations that answers would go to */

enum { SHARED = DOMAIN_SHARED | DOMAIN_FREEMAIL };

/* Each value of a kind once. False: the value could not be made, for lack of memory. */
static bool add(struct traits *ret, enum trait_kind kind, struct str value, bool ordinary)
{
	if (!value.p)
		return false;
	value = utf8_clip(value, VALUE_MAX);
	for (size_t i = 0; i < ret->n; i++)
		if (ret->v[i].kind == kind && str_eq(ret->v[i].value, value))
			return true;
	if (value.n && ret->n < TRAITS_MAX)
		ret->v[ret->n++] = (struct trait){ kind, value, ordinary };
	return true;
}

static size_t count_of(const struct traits *traits, enum trait_kind kind)
{
	size_t n = 0;

	for (size_t i = 0; i < traits->n; i++)
		n += traits->v[i].kind == kind;
	return n;
}

/* Who stands behind a domain: strangers share the organisation of a shared one, not the host. */
static struct str owner_of(struct domain domain)
{
	return domain.flags & SHARED ? domain.name : domain.org;
}

static bool is_of(struct domain domain, struct domain author)
{
	return !(domain.flags & SHARED) && domain_same_org(domain, author);
}

/* All of them: programs answer to each. */
static bool show_reply_to(const struct trait_input *input, struct traits *ret)
{
	const struct address *author = &input->message->author;
	const struct address_list *list = &input->message->reply_to.list;

	for (size_t i = 0; i < list->n && count_of(ret, TRAIT_REPLY_TO) < REPLIES_MAX; i++) {
		const struct address *reply = &list->v[i];
		bool whole = (reply->domain.flags & SHARED) || reply->domain.org.n == 0;

		if (reply->full.n == 0 || address_eq(*reply, *author) ||
		    is_of(reply->domain, author->domain))
			continue;
		if (!add(ret, TRAIT_REPLY_TO, whole ? reply->full : reply->domain.org, false))
			return false;
	}
	return count_of(ret, TRAIT_REPLY_TO) || add(ret, TRAIT_REPLY_TO, str_of("none"), true);
}

static bool show_envelope(const struct trait_input *input, struct traits *ret)
{
	struct domain author = input->message->author.domain;
	struct address envelope = input->message->envelope, behind;

	if (!address_unwrap(input->arena, input->domains, envelope, &behind))
		return false;
	if (behind.full.n)
		envelope = behind;
	return envelope.domain.name.n == 0 ||
	       add(ret, TRAIT_ENVELOPE, owner_of(envelope.domain), is_of(envelope.domain, author));
}

static bool show_network(const struct trait_input *input, struct traits *ret)
{
	struct ip ip = input->message->client.ip;

	return ip.length == 0 || add(ret, TRAIT_NETWORK, network_of(input->arena, ip), false);
}

static bool show_dkim(const struct trait_input *input, struct traits *ret)
{
	const struct auth *auth = input->auth;
	struct domain author = input->message->author.domain;

	for (size_t i = 0; i < auth->signatures; i++) {
		struct domain domain = auth->signature[i].domain;

		if (auth->signature[i].result == AUTH_PASS && domain.name.n &&
		    !add(ret, TRAIT_DKIM, owner_of(domain), is_of(domain, author)))
			return false;
	}
	return true;
}

static bool show_mailer(const struct trait_input *input, struct traits *ret)
{
	struct str mailer = input->message->mailer;

	return mailer.n == 0 || add(ret, TRAIT_MAILER, form_mailer(input->arena, mailer), false);
}

static bool show_message_id(const struct trait_input *input, struct traits *ret)
{
	const struct message *message = input->message;

	if (message->message_id.n == 0)
		return add(ret, TRAIT_MESSAGE_ID, str_of("none"), false);
	return add(ret, TRAIT_MESSAGE_ID,
	           form_message_id(input->arena, message->message_id, message->message_id_domain,
	                           message->author.domain),
	           false);
}

static bool show_timezone(const struct trait_input *input, struct traits *ret)
{
	int offset = input->message->utc_offset_min, minutes = offset < 0 ? -offset : offset;

	if (!input->message->has_date)
		return true;
	return add(ret, TRAIT_TIMEZONE,
	           arena_printf(input->arena, "%c%02d%02d", offset < 0 ? '-' : '+', minutes / 60,
	                        minutes % 60),
	           false);
}

static bool show_hour(const struct trait_input *input, struct traits *ret)
{
	static const char *const hours[] = { "00-04", "04-08", "08-12", "12-16", "16-20", "20-24" };
	int64_t at_s = input->message->at_s;

	if (at_s <= 0)
		return true;
	return add(ret, TRAIT_HOUR, str_of(hours[at_s / 3600 % 24 / 4]), false);
}

static bool show_language(const struct trait_input *input, struct traits *ret)
{
	struct str language = input->text->language;

	return language.n == 0 || add(ret, TRAIT_LANGUAGE, language, false);
}

static bool show_name(const struct trait_input *input, struct traits *ret)
{
	struct str name = utf8_clip(input->message->author.name, NAME_MAX);

	return name.n == 0 || add(ret, TRAIT_NAME, unicode_fold(input->arena, name), false);
}

/* Of the writer's own words: what is quoted was somebody else's to give. */
static bool show_account(const struct trait_input *input, struct traits *ret)
{
	for (size_t i = 0; i < input->text->own_accounts; i++)
		if (!add(ret, TRAIT_ACCOUNT,
		         trait_account(input->arena, input->key, &input->text->account[i]), false))
			return false;
	return true;
}

static bool show_phone(const struct trait_input *input, struct traits *ret)
{
	for (size_t i = 0; i < input->text->phones; i++)
		if (!add(ret, TRAIT_PHONE,
		         trait_phone(input->arena, input->key, &input->text->phone[i]), false))
			return false;
	return true;
}

/* Priors: WEIGHTS. Those it doesn't name were judged like their neighbours: who signs (dkim) changes as rarely as
 * where answers go; the envelope's organisation as the network, with a new mailing service; a display name is edited
 * now and then; and anybody may write at another hour. */
const struct trait_row trait_rows[TRAIT_COUNT] = {
	/* name, a, b, strong, guarded, personal, show */
	[TRAIT_REPLY_TO] = { "reply-to", 0.1, 1, true, true, false, show_reply_to },
	[TRAIT_ENVELOPE] = { "envelope", 0.3, 1, false, false, false, show_envelope },
	[TRAIT_NETWORK] = { "network", 0.3, 1, true, false, false, show_network },
	[TRAIT_DKIM] = { "dkim", 0.1, 1, false, false, false, show_dkim },
	[TRAIT_MAILER] = { "mailer", 1.0, 1, false, false, false, show_mailer },
	[TRAIT_MESSAGE_ID] = { "message-id", 1.0, 1, false, false, false, show_message_id },
	[TRAIT_TIMEZONE] = { "timezone", 1.0, 1, false, false, true, show_timezone },
	[TRAIT_HOUR] = { "hour", 1.0, 1, false, false, true, show_hour },
	[TRAIT_LANGUAGE] = { "language", 1.0, 1, false, false, false, show_language },
	[TRAIT_NAME] = { "name", 0.5, 1, false, false, true, show_name },
	[TRAIT_ACCOUNT] = { "account", 0.05, 1, true, true, false, show_account },
	[TRAIT_PHONE] = { "phone", 0.1, 1, true, true, false, show_phone },
};

int traits_show(const struct trait_input *input, struct traits *ret, struct err *err)
{
	ret->n = 0;
	for (size_t i = 0; i < TRAIT_COUNT; i++)
		if (!trait_rows[i].show(input, ret))
			return err_memory(err);
	return 0;
}

bool trait_is_fingerprint(enum trait_kind kind)
{
	return kind == TRAIT_ACCOUNT || kind == TRAIT_PHONE;
}

struct str trait_shown(enum trait_kind kind, struct str value)
{
	size_t blank = trait_is_fingerprint(kind) ? str_chr(value, ' ') : SIZE_MAX;

	return blank == SIZE_MAX ? value : str_sub(value, 0, blank);
}

struct str trait_account(struct arena *arena, const struct site_key *key,
                         const struct bank_account *account)
{
	char masked[BANK_MASKED_SIZE], fingerprint[KEYED_HEX_SIZE];

	keyed_hex(key, "account", str_of(account->number), fingerprint);
	return arena_printf(arena, "%s %s", bank_masked(account, masked), fingerprint);
}

struct str trait_phone(struct arena *arena, const struct site_key *key, const struct phone *phone)
{
	char masked[PHONE_MASKED_SIZE], fingerprint[KEYED_HEX_SIZE];

	keyed_hex(key, "phone", str_of(phone->number), fingerprint);
	return arena_printf(arena, "%s %s", phone_masked(phone, masked), fingerprint);
}
