/* Who handed the message to us (DESIGN §2, "client"). The MTA in front of us knows it for sure,
 * unless that host is a gateway of ours; then, and in a file, the Received fields tell, read from
 * the top as long as our own hosts wrote them. Everything below the field that names a stranger is
 * what that stranger wrote, so reading never goes on beyond it, and never beyond a field that isn't
 * ours or can't be read.
 *
 * How the fields of our hosts are read here:
 * - A host of ours that names no stranger passed the message on: one in trusted-relays; in a file,
 *   where the way inside our network is written down too, also one in internal-networks. A relay
 *   that saw its own loopback address (a content filter behind it) saw itself.
 * - "by our.host (..., from userid 0)" without a from clause is a submission on that host, or a
 *   message that a program on it (a filter, a list) took in and sent on: what is below says which.
 * - A content filter on a loopback address calls itself "localhost"; that is ours only right below
 *   a field that received from a loopback address.
 * - LMTP over a unix socket names no address and no stranger can speak it.
 * - fetchmail's fields name the mailbox's server, which is no client, outside a comment: not
 *   readable.
 * - No field left: in a file the last host inside is the client; behind a relay nobody is named,
 *   and the client is unknown, unless the relay says that the message began there. A file without
 *   any Received field tells nothing: unknown, so that nobody becomes internal by
 *   leaving them out. */
#include "mail/received.h"

enum hop_kind {
	HOP_INSIDE,   /* passed on by one of us */
	HOP_LOCAL,    /* began, or began anew, on one of our hosts */
	HOP_STRANGER, /* here it came in */
	HOP_UNKNOWN,  /* not ours, or not readable */
};

static bool is_ours(const struct hop_policy *policy, struct str host)
{
	if (host.n && host.p[host.n - 1] == '.')
		host.n--;
	for (size_t i = 0; i < policy->own_hosts_n; i++)
		if (str_ieq(host, policy->own_hosts[i]))
			return true;
	for (size_t i = 0; i < policy->own_domains_n; i++)
		if (domain_is_under(host, policy->own_domains[i]))
			return true;
	return false;
}

static bool is_loopback(struct ip ip)
{
	static const unsigned char v6[16] = { [15] = 1 };

	return (ip.length == 4 && ip.bytes[0] == 127) ||
	       (ip.length == 16 && memcmp(ip.bytes, v6, sizeof v6) == 0);
}

static bool is_inside(const struct hop_policy *policy, struct ip ip, bool file)
{
	return network_list_has(policy->trusted_relays, ip) ||
	       (file ? network_list_has(policy->internal_networks, ip) : is_loopback(ip));
}

/* `above`: the field over it, which one of ours wrote; zero at the top. */
static enum hop_kind hop_kind(const struct hop_policy *policy, const struct received *hop,
                              const struct received *above, bool file)
{
	static const struct str lmtp = STR("LMTP"), localhost = STR("localhost");

	if (!is_ours(policy, hop->by) && !(is_loopback(above->ip) && str_eq(hop->by, localhost)))
		return HOP_UNKNOWN;
	if (hop->helo.n == 0)
		return HOP_LOCAL;
	if (hop->ip.length)
		return is_inside(policy, hop->ip, file) ? HOP_INSIDE : HOP_STRANGER;
	return str_istarts(hop->with, lmtp) ? HOP_INSIDE : HOP_UNKNOWN;
}

static size_t next_received(const struct mail *mail, size_t from)
{
	static const struct str received = STR("Received");

	while (from < mail->fields && !str_ieq(mail->field[from].name, received))
		from++;
	return from;
}

static void client_named(struct client *client, const struct hop_policy *policy,
                         const struct received *hop)
{
	client->ip = hop->ip;
	client->helo = hop->helo;
	client->internal = network_list_has(policy->internal_networks, hop->ip);
}

/* Reads our own fields from the top until one of them ends it. */
static void walk(const struct mail *mail, const struct hop_policy *policy, struct arena *arena,
                 bool file, struct client *ret)
{
	enum hop_kind kind = HOP_UNKNOWN;
	struct received last = { .readable = false };
	size_t i = next_received(mail, 0);

	for (; i < mail->fields; i = next_received(mail, i + 1)) {
		struct received hop;

		received_parse(arena, field_unfold(arena, mail->field[i].value), &hop);
		kind = hop_kind(policy, &hop, &last, file);
		if (kind == HOP_UNKNOWN)
			break;
		last = hop;
		if (kind == HOP_STRANGER)
			break;
	}
	ret->has_date = last.has_date;
	ret->at_s = last.at_s;
	ret->trusted_fields = kind == HOP_STRANGER ? next_received(mail, i + 1) : i;
	if (kind == HOP_STRANGER ||
	    (kind == HOP_INSIDE && file && network_list_has(policy->internal_networks, last.ip)))
		client_named(ret, policy, &last);
	if (kind == HOP_LOCAL)
		ret->internal = true;
}

void client_find(const struct mail *mail, const struct hop_policy *policy, struct arena *arena,
                 struct client *ret)
{
	*ret = (struct client){ .relayed = !mail->client_known ||
		                           network_list_has(policy->trusted_relays, mail->client) };
	if (ret->relayed) {
		walk(mail, policy, arena, !mail->client_known, ret);
		return;
	}
	ret->ip = mail->client;
	ret->helo = mail->helo;
	ret->internal = mail->client.length == 0 ||
	                network_list_has(policy->internal_networks, mail->client);
	ret->trusted_fields = next_received(mail, 0);
}
