/* Where answers come from on a real host: libunbound behind one thread of its own, with a cache of ready answers in front (a hit
 * costs no thread switch). Validates DNSSEC where a trust anchor is given. Thread-safe. */
#ifndef OPENBEC_AUTH_RESOLVER_H
#define OPENBEC_AUTH_RESOLVER_H

#include "auth/dns.h"

struct resolver_options {
	/* "ADDRESS" or "ADDRESS@PORT"; none: those of /etc/resolv.conf. "recursive" alone: we ask the root servers' way down
	 * ourselves, as also without a resolv.conf that names a server. */
	const struct str *servers;
	size_t servers_n;
	/* Local zones, for tests and split views; NULL: none. A line a record: "a.example. 300 IN TXT \"v=spf1 -all\"". A name
	 * begins a zone, unless it is below one before it: what isn't listed there doesn't exist. A name alone on its line does so
	 * without records ("example." takes all of .example from the servers). No CNAMEs are followed. */
	const char *zones_file;
	/* A file of DS or DNSKEY records, such as /usr/share/dns/root.key; NULL: no validation of our own. */
	const char *trust_anchor;
	size_t cache_entries; /* of the cache in front; 0: the default */
};

struct resolver;

/* Checks the options only: the context and its thread start with the first question (a daemon forks before that).
 * ERR_CONFIG names the bad server, file or line; ERR_MISSING, ERR_SYSTEM a file that can't be read. */
int resolver_new(const struct resolver_options *options, struct resolver **ret, struct err *err);
void resolver_free(struct resolver *resolver); /* no message may use it any more; takes NULL */
struct dns_source *resolver_source(struct resolver *resolver);

/* What the log tells: how often the cache had it, what was asked, failed; and whether nothing answers at present (then
 * questions fail at once, but for one a second that looks whether it is back). */
struct resolver_health {
	uint64_t hits, asked, failed;
	bool down;
};
void resolver_health(struct resolver *resolver, struct resolver_health *ret);

#endif
