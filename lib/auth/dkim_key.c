/* RFC 6376 §3.6.1 and §6.1.2. What isn't a DKIM key at all (a wildcard's SPF record) is passed over; of two keys none counts:
 * which of them is meant depends on who asks. */
#include "auth/dkim_key.h"

static const struct str type_names[] = {
	[DKIM_KEY_RSA] = STR("rsa"), [DKIM_KEY_ED25519] = STR("ed25519")
};

/* Whether `word` is among those between colons. */
static bool lists(struct str words, const char *word)
{
	struct str item;

	while (str_cut(&words, ':', &item)) {
		if (str_ieq(str_trim(item), str_of(word)))
			return true;
	}
	return false;
}

static const char *read_public(struct str value, const struct dkim_field *field,
                               struct dkim_public *key)
{
	if (value.p && value.n == 0)
		return "the key was revoked";
	key->type = field->key_type;
	key->n = tags_base64(value, key->bytes, sizeof key->bytes);
	return key->n ? dkim_public_check(key) : "the key is no base64, or too long";
}

/* The record's own conditions. */
static const char *read_record(const struct tags *tags, const struct dkim_field *field,
                               struct dkim_key *key)
{
	struct str type = tags_value(tags, "k"), hashes = tags_value(tags, "h"),
		   services = tags_value(tags, "s"), flags = tags_value(tags, "t");

	if (!str_ieq(type.p ? type : str_of("rsa"), type_names[field->key_type]))
		return "the key is of another type";
	if (hashes.p && !lists(hashes, field->sha1 ? "sha1" : "sha256"))
		return "the key is for another digest";
	if (services.p && !lists(services, "*") && !lists(services, "email"))
		return "the key isn't for mail";
	if (field->subdomain && lists(flags, "s"))
		return "the key isn't for subdomains";
	key->testing = lists(flags, "y");
	return read_public(tags_value(tags, "p"), field, &key->public);
}

/* A tag list that may be a DKIM key: v= is the first tag if there is one, and p= is there. */
static bool is_key(struct str text, struct tags *tags)
{
	struct str version;

	if (!tags_parse(text, tags, NULL) || !tags_value(tags, "p").p)
		return false;
	version = tags_value(tags, "v");
	return !version.p ||
	       (str_eq(tags->tag[0].name, str_of("v")) && str_eq(version, str_of("DKIM1")));
}

enum auth_result dkim_key_read(const struct dns_answer *answer, const struct dkim_field *field,
                               struct dkim_key *ret, const char **why)
{
	struct dkim_key key = { .testing = false };
	struct tags tags, other;
	size_t keys = 0;

	if (answer->status == DNS_FAILED) {
		*why = "the key's DNS gave no answer";
		return AUTH_TEMPERROR;
	}
	for (size_t i = 0; i < answer->n; i++) {
		if (is_key(answer->record[i].data, keys ? &other : &tags))
			keys++;
	}
	if (keys == 1)
		*why = read_record(&tags, field, &key);
	else if (keys)
		*why = "more than one key";
	else
		*why = answer->n ? "no valid key record" : "no key";
	if (*why)
		return AUTH_PERMERROR;
	*ret = key;
	return AUTH_NONE;
}
