/* IP addresses and networks (RFC 4291, RFC 4632). IPv4-mapped IPv6 addresses are IPv4 addresses
 * here. */
#ifndef OPENBEC_PARTY_NETWORK_H
#define OPENBEC_PARTY_NETWORK_H

#include <netinet/in.h>

#include "base/arena.h"

struct ip {
	unsigned char bytes[16];
	unsigned char length; /* 4, 16; 0: none */
};

struct network {
	struct ip ip; /* bits behind the prefix are 0 */
	unsigned prefix;
};

struct network_list {
	const struct network *v;
	size_t n;
};

bool ip_parse(struct str text,
              struct ip *ret); /* "192.0.2.1", "2001:db8::1", "IPv6:...", "[...]" */
struct ip ip_of_sockaddr(const struct sockaddr *address); /* length 0 for other families */
bool ip_eq(struct ip a, struct ip b);
#define IP_TEXT_SIZE 46
const char *ip_text(struct ip ip, char ret[IP_TEXT_SIZE]); /* "" for none */

/* "192.0.2.0/24", or an address alone; bits behind the prefix must be 0. */
bool network_parse(struct str text, struct network *ret);
bool network_has(struct network network, struct ip ip);
bool network_list_has(struct network_list list, struct ip ip); /* never for length 0 */
/* The neighbourhood that history remembers: /24 or /48, as text. {NULL, 0} for none. */
struct str network_of(struct arena *arena, struct ip ip);

#endif
