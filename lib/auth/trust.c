#include "auth/trust.h"

#include "auth/authres.h"
#include "auth/identity.h"

#define COUNT(table)    (sizeof(table) / sizeof *(table))
#define FIELDS_READ_MAX 16 /* no chain of our own hosts is longer */

/* What one message's fields are read into. */
struct trust {
	const struct auth_input *input;
	struct auth *auth;
	bool spf_read, dmarc_read, arc_read; /* a field above had it already */
	size_t field,
		dkim_field; /* numbers, from 1: the one in hand, and the one that speaks for DKIM; 0: none yet */
	bool spf_refused; /* a pass that doesn't count: nor does a DMARC pass that may rest on it */
	bool dmarc_names_author;
};

/* The domain of "a@b", "@b", "b", "<a@b>". */
static bool domain_of(struct trust *trust, struct str value, struct domain *ret)
{
	size_t at;

	*ret = (struct domain){ 0 };
	if (value.n && value.p[0] == '<')
		value = str_sub(value, 1, value.n);
	if (value.n && value.p[value.n - 1] == '>')
		value.n--;
	at = str_rchr(value, '@');
	if (at != SIZE_MAX)
		value = str_sub(value, at + 1, value.n);
	return value.n == 0 ||
	       domain_init(&trust->input->mail->arena, trust->input->domains, value, ret);
}

/* Of MAIL FROM only. That of another envelope (a forwarder's re-check, a field kept from an earlier hop) says nothing
 * about this one, and neither does any if we don't know who handed the message in. */
static bool counts_for_spf(const struct trust *trust, const struct authres_result *result,
                           struct str mailfrom, struct domain domain)
{
	const struct client *client = &trust->input->message->client;

	if (client->internal || client->ip.length == 0)
		return false;
	if (mailfrom.n == 0)
		return authres_property(result, "smtp", "helo").n == 0;
	return !trust->input->mail->has_envelope ||
	       domain_eq(domain, trust->input->message->envelope.domain);
}

static bool read_spf(struct trust *trust, const struct authres_result *result,
                     enum auth_result value)
{
	struct str mailfrom = authres_property(result, "smtp", "mailfrom");
	struct domain domain;

	if (mailfrom.n == 0)
		mailfrom = authres_property(result, "smtp", "mail");
	if (!domain_of(trust, mailfrom, &domain))
		return false;
	if (!counts_for_spf(trust, result, mailfrom, domain)) {
		trust->spf_refused |= value == AUTH_PASS;
		return true;
	}
	if (trust->spf_read)
		return true;
	trust->spf_read = true;
	trust->auth->spf = value;
	trust->auth->spf_domain = domain;
	return true;
}

static bool read_dkim(struct trust *trust, const struct authres_result *result,
                      enum auth_result value)
{
	struct auth *auth = trust->auth;
	struct auth_signature *place = &auth->signature[auth->signatures];
	struct str name = authres_property(result, "header", "d");
	struct domain domain;

	if (trust->dkim_field == 0)
		trust->dkim_field = trust->field;
	if (trust->dkim_field != trust->field && !trust->input->message->client.relayed)
		return true;
	if (value == AUTH_NONE) /* there is no signature */
		return true;
	if (!domain_of(trust, name.n ? name : authres_property(result, "header", "i"), &domain))
		return false;
	if (auth->signatures == COUNT(auth->signature)) {
		/* many bad signatures must not crowd out a good one */
		for (place = auth->signature; place < auth->signature + auth->signatures; place++)
			if (place->result != AUTH_PASS)
				break;
		if (value != AUTH_PASS || place == auth->signature + auth->signatures)
			return true;
		auth->signatures--;
	}
	*place = (struct auth_signature){
		.result = value,
		.domain = domain,
		.selector = authres_property(result, "header", "s"),
	};
	auth->signatures++;
	return true;
}

/* "p=REJECT sp=NONE dis=NONE", "policy=none" */
static struct str policy_in_comment(struct str comment)
{
	struct str word, name;

	while (str_cut(&comment, ' ', &word)) {
		str_cut(&word, '=', &name);
		if (str_ieq(name, (struct str)STR("p")) || str_ieq(name, (struct str)STR("policy")))
			return str_trim(word);
	}
	return (struct str){ 0 };
}

static struct str policy_of(const struct authres_result *result)
{
	static const char *const policies[] = { "none", "quarantine", "reject" };
	struct str found = authres_property(result, "policy", "published-domain-policy");

	if (found.n == 0)
		found = authres_property(result, "policy", "dmarc");
	if (found.n == 0)
		found = policy_in_comment(result->comment);
	for (size_t i = 0; i < COUNT(policies); i++)
		if (str_ieq(found, str_of(policies[i])))
			return str_of(policies[i]);
	return (struct str){ 0 };
}

static bool read_dmarc(struct trust *trust, const struct authres_result *result,
                       enum auth_result value)
{
	struct domain author = trust->input->message->author.domain, from;

	if (trust->dmarc_read)
		return true;
	if (!domain_of(trust, authres_property(result, "header", "from"), &from))
		return false;
	trust->dmarc_read = true;
	if (from.name.n && !domain_eq(from, author))
		return true; /* about another From than the one we read */
	trust->dmarc_names_author = from.name.n > 0;
	trust->auth->dmarc = value;
	trust->auth->dmarc_policy = policy_of(result);
	return true;
}

static bool read_arc(struct trust *trust, const struct authres_result *result,
                     enum auth_result value)
{
	(void)result;
	if (!trust->arc_read)
		trust->auth->arc = value;
	trust->arc_read = true;
	return true;
}

static const struct {
	struct str method;
	bool (*read)(struct trust *trust, const struct authres_result *result,
	             enum auth_result value);
} methods[] = {
	{ STR("spf"), read_spf },
	{ STR("dkim"), read_dkim },
	{ STR("dmarc"), read_dmarc },
	{ STR("arc"), read_arc },
};

static bool read_result(struct trust *trust, const struct authres_result *result)
{
	enum auth_result value;

	if (!auth_result_of(result->result, &value))
		return true;
	for (size_t i = 0; i < COUNT(methods); i++)
		if (str_eq(result->method, methods[i].method))
			return methods[i].read(trust, result, value);
	return true;
}

static bool is_trusted(const struct auth_options *options, const struct authres *field)
{
	if (field->authserv_id.n == 0 || field->instance)
		return false;
	for (size_t i = 0; i < options->trusted_ids_n; i++)
		if (str_ieq(field->authserv_id, options->trusted_ids[i]))
			return true;
	return false;
}

static bool read_field(struct trust *trust, struct str value)
{
	struct authres field;
	enum authres_status status = authres_parse(&trust->input->mail->arena, value, &field);

	if (status == AUTHRES_MEMORY)
		return false;
	if (status != AUTHRES_OK || !is_trusted(trust->input->options, &field))
		return true;
	trust->field++;
	trust->auth->checked = true;
	for (size_t i = 0; i < field.results; i++)
		if (!read_result(trust, &field.result[i]))
			return false;
	return true;
}

/* Of several fields the topmost that has a method speaks for it: it was written last, nearest to us; one below it may be what
 * a sender wrote and nobody took out. Behind a relay of ours signatures are collected from all fields: a relay that changes the
 * message breaks them for the next. */
static bool read_fields(struct trust *trust)
{
	static const struct str name = STR("Authentication-Results");
	size_t n = trust->input->message->client.trusted_fields, read = 0;

	if (trust->input->options->mode != AUTH_MODE_TRUST &&
	    !trust->input->message->client.relayed)
		return true; /* with our own verification, only what was checked on a relay of ours */
	for (size_t i = 0; i < n && i < trust->input->mail->fields && read < FIELDS_READ_MAX; i++) {
		const struct field *field = &trust->input->mail->field[i];

		if (!str_ieq(field->name, name))
			continue;
		read++;
		if (!read_field(trust, field->value))
			return false;
	}
	return true;
}

int trust_read(const struct auth_input *input, struct auth *auth, bool *ret_dmarc_names_author,
               struct err *err)
{
	struct trust trust = { .input = input, .auth = auth };

	if (!read_fields(&trust))
		return err_memory(err);
	if (auth->dmarc == AUTH_PASS && trust.spf_refused)
		trust.dmarc_names_author = false;
	/* A record can make alignment strict: where DMARC failed, the same name alone is enough. */
	identity_align(input->message->author.domain,
	               auth->dmarc == AUTH_FAIL && trust.dmarc_names_author, auth);
	*ret_dmarc_names_author = trust.dmarc_names_author;
	return 0;
}
