/* IPv4 and IPv6 kept as bytes in network order. An IPv4-mapped address (::ffff:a.b.c.d, RFC 4291
 * 2.5.5.2) is what a dual-stack socket shows of an IPv4 client, so it becomes that IPv4 address. */
#include "party/network.h"

#include <arpa/inet.h>

static const unsigned char mapped_prefix[12] = { 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff };

static void unmap(struct ip *ip)
{
	if (ip->length != 16 || memcmp(ip->bytes, mapped_prefix, sizeof mapped_prefix) != 0)
		return;
	memcpy(ip->bytes, ip->bytes + 12, 4);
	memset(ip->bytes + 4, 0, 12);
	ip->length = 4;
}

/* What inet_pton() takes, and the whole of it: a NUL inside ends nothing. */
static bool parse_bare(struct str text, struct ip *ret)
{
	char buffer[INET6_ADDRSTRLEN];
	struct ip ip = { 0 };

	if (text.n == 0 || text.n >= sizeof buffer || memchr(text.p, 0, text.n))
		return false;
	memcpy(buffer, text.p, text.n);
	buffer[text.n] = 0;
	if (inet_pton(AF_INET, buffer, ip.bytes) == 1)
		ip.length = 4;
	else if (inet_pton(AF_INET6, buffer, ip.bytes) == 1)
		ip.length = 16;
	else
		return false;
	*ret = ip;
	return true;
}

bool ip_parse(struct str text, struct ip *ret)
{
	static const struct str tag = STR("IPv6:");
	struct ip ip;

	if (text.n >= 2 && text.p[0] == '[' && text.p[text.n - 1] == ']')
		text = str_sub(text, 1, text.n - 2);
	if (str_istarts(text, tag))
		text = str_sub(text, tag.n, text.n);
	if (!parse_bare(text, &ip))
		return false;
	unmap(&ip);
	*ret = ip;
	return true;
}

struct ip ip_of_sockaddr(const struct sockaddr *address)
{
	struct ip ip = { 0 };

	if (address && address->sa_family == AF_INET) {
		const struct sockaddr_in *in = (const struct sockaddr_in *)(const void *)address;

		memcpy(ip.bytes, &in->sin_addr, 4);
		ip.length = 4;
	} else if (address && address->sa_family == AF_INET6) {
		const struct sockaddr_in6 *in6 = (const struct sockaddr_in6 *)(const void *)address;

		memcpy(ip.bytes, &in6->sin6_addr, 16);
		ip.length = 16;
		unmap(&ip);
	}
	return ip;
}

bool ip_eq(struct ip a, struct ip b)
{
	return a.length && a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

const char *ip_text(struct ip ip, char ret[IP_TEXT_SIZE])
{
	ret[0] = 0;
	if (ip.length)
		inet_ntop(ip.length == 4 ? AF_INET : AF_INET6, ip.bytes, ret, IP_TEXT_SIZE);
	return ret;
}

/* The mask of the byte at `i` for a prefix of so many bits. */
static unsigned char mask_at(unsigned prefix, size_t i)
{
	unsigned first = (unsigned)i * 8;

	if (prefix <= first)
		return 0;
	return prefix >= first + 8 ? 0xff : (unsigned char)(0xff << (8 - (prefix - first)));
}

static struct ip masked(struct ip ip, unsigned prefix)
{
	for (size_t i = 0; i < sizeof ip.bytes; i++)
		ip.bytes[i] &= mask_at(prefix, i);
	return ip;
}

bool network_parse(struct str text, struct network *ret)
{
	struct network network = { 0 };
	struct str rest = text, address;
	uint64_t bits, prefix;

	if (!str_cut(&rest, '/', &address) || !parse_bare(address, &network.ip))
		return false;
	bits = prefix = (uint64_t)8 * network.ip.length;
	if (rest.p && !str_number(rest, bits, &prefix))
		return false;
	network.prefix = (unsigned)prefix;
	if (!ip_eq(network.ip, masked(network.ip, network.prefix)))
		return false;
	unmap(&network.ip);
	if (bits == 128 && network.ip.length == 4)
		network.prefix -= 96; /* at least 96 since the bits of ::ffff are not behind it */
	*ret = network;
	return true;
}

bool network_has(struct network network, struct ip ip)
{
	return ip.length && ip.length == network.ip.length &&
	       ip_eq(masked(ip, network.prefix), network.ip);
}

bool network_list_has(struct network_list list, struct ip ip)
{
	for (size_t i = 0; i < list.n; i++)
		if (network_has(list.v[i], ip))
			return true;
	return false;
}

struct str network_of(struct arena *arena, struct ip ip)
{
	unsigned prefix = ip.length == 4 ? 24 : 48;
	char text[IP_TEXT_SIZE];

	if (!ip.length)
		return (struct str){ NULL, 0 };
	return arena_printf(arena, "%s/%u", ip_text(masked(ip, prefix), text), prefix);
}
