/* Received fields (RFC 5321 §4.4) and how far down they can be believed: each names who handed the message to
 * whom; what stands below the first host that isn't ours is whatever that host wrote. DESIGN §2, "client". */
#ifndef OPENBEC_MAIL_RECEIVED_H
#define OPENBEC_MAIL_RECEIVED_H

#include "mail/mail.h"
#include "party/domain.h"

struct received {
	bool readable;   /* a from and a by clause were found */
	struct str helo; /* what the host called itself */
	struct ip ip;    /* its address, as the receiver saw it; length 0: none written */
	struct str by;   /* the receiver's host name, lower case */
	struct str with; /* protocol keyword */
	bool has_date;
	int64_t at_s;
};
/* Takes one unfolded value apart; comments may nest (counted, not recursed). Never fails: what can't be read isn't there. */
void received_parse(struct arena *arena, struct str value, struct received *ret);

/* Whose Received fields and clients are ours. */
struct hop_policy {
	struct network_list trusted_relays;
	struct network_list internal_networks;
	const struct str
		*own_hosts; /* authserv-id, trusted-authserv-ids: exact names, lower case */
	size_t own_hosts_n;
	const struct str *own_domains; /* local-domains: the name or anything under it */
	size_t own_domains_n;
};

struct client {
	struct ip ip; /* length 0: unknown (no SPF result, no network), or local submission */
	struct str helo;
	bool internal;         /* in internal-networks, or the MTA itself */
	bool relayed;          /* found behind trusted-relays, or in a file's Received fields */
	size_t trusted_fields; /* header fields [0, this) stand above the first untrusted host's Received: written by us or our relays */
	bool has_date;         /* the arrival by the last Received field that is believed */
	int64_t at_s;
};
/* Who handed the message to us, by the rules of DESIGN §2, for the wire (mail->client_known) and for files. */
void client_find(const struct mail *mail, const struct hop_policy *policy, struct arena *arena,
                 struct client *ret);

#endif
