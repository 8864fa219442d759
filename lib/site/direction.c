/* The session says for sure who submits. Without it an address inside and a From of ours say so, and a From that
 * isn't ours shows a program inside that hands on what came from outside: a list manager, fetchmail, a forwarder. */
#include "site/direction.h"

const char *const direction_names[] = {
	[DIRECTION_INBOUND] = "inbound",
	[DIRECTION_OUTBOUND] = "outbound",
	[DIRECTION_INTERNAL] = "internal",
};

/* A raw envelope recipient; without a domain it is the MTA's own. What isn't written in ASCII counts as
 * outside, which only asks for more care. */
static bool is_local_spec(const struct site *site, struct str spec)
{
	size_t at = str_rchr(spec, '@');
	struct str host = str_sub(spec, at + 1, spec.n);

	if (at == SIZE_MAX)
		return true;
	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	for (size_t i = 0; i < site->locals; i++) {
		struct str local = site->local[i].name;

		if (local.n && str_iends(host, local) &&
		    (host.n == local.n || host.p[host.n - local.n - 1] == '.'))
			return true;
	}
	return false;
}

/* message->recipient holds the first of the envelope only. */
static bool all_local(const struct site *site, const struct mail *mail,
                      const struct message *message)
{
	for (size_t i = 0; i < message->recipient.n; i++) {
		struct domain domain = message->recipient.v[i].domain;

		if (domain.name.n && !site_is_local(site, domain))
			return false;
	}
	for (size_t i = message->recipient.n; i < mail->rcpts; i++)
		if (!is_local_spec(site, mail->rcpt[i]))
			return false;
	return true;
}

enum direction direction_find(const struct site *site, const struct mail *mail,
                              struct message *message)
{
	struct client *client = &message->client;
	bool ours = mail->auth_user.n > 0 ||
	            (client->internal && site_is_local(site, message->author.domain));

	if (ours)
		return all_local(site, mail, message) ? DIRECTION_INTERNAL : DIRECTION_OUTBOUND;
	if (client->internal)
		client->ip.length = 0;
	return DIRECTION_INBOUND;
}
