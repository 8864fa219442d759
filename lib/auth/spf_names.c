/* A name counts if its own A or AAAA records hold the client. Errors on the way only leave names
 * out (§5.5): neither `ptr` nor %{p} is worth a temporary error. That, names in another case and
 * the order that %{p} wants are why this isn't left to libspf2. */
#include "auth/spf_names.h"

#include <stdio.h>

#include "party/domain.h"

#define REVERSE_SIZE 80 /* 32 nibbles and dots, "ip6.arpa" */

static struct str reverse_name(struct ip client, char ret[REVERSE_SIZE])
{
	int n = 0;

	for (size_t i = client.length; i-- > 0;) {
		unsigned byte = client.bytes[i];

		if (client.length == 4)
			n += snprintf(ret + n, REVERSE_SIZE - (size_t)n, "%u.", byte);
		else
			n += snprintf(ret + n, REVERSE_SIZE - (size_t)n, "%x.%x.", byte & 15,
			              byte >> 4);
	}
	n += snprintf(ret + n, REVERSE_SIZE - (size_t)n,
	              client.length == 4 ? "in-addr.arpa" : "ip6.arpa");
	return str_make(ret, (size_t)n);
}

static bool is_confirmed(struct dns *dns, struct str name, struct ip client, enum dns_type type)
{
	const struct dns_answer *answer = dns_wait(dns, name, type);

	for (size_t i = 0; i < answer->n; i++)
		if (str_eq(answer->record[i].data,
		           str_make((const char *)client.bytes, client.length)))
			return true;
	return false;
}

void spf_names_find(struct dns *dns, struct ip client, struct spf_names *names)
{
	enum dns_type type = client.length == 4 ? DNS_A : DNS_AAAA;
	const struct dns_answer *answer;
	char reverse[REVERSE_SIZE];

	if (names->asked)
		return;
	answer = dns_wait(dns, reverse_name(client, reverse), DNS_PTR);
	names->asked = true;
	names->is_void = answer->status == DNS_NODATA || answer->status == DNS_NXDOMAIN;
	for (size_t i = 0; i < answer->n && i < SPF_PTR_MAX; i++)
		dns_start(dns, answer->record[i].data, type);
	for (size_t i = 0; i < answer->n && i < SPF_PTR_MAX; i++)
		if (is_confirmed(dns, answer->record[i].data, client, type))
			names->name[names->n++] = answer->record[i].data;
}

struct str spf_names_under(const struct spf_names *names, struct str domain)
{
	for (size_t i = 0; i < names->n; i++)
		if (domain_is_under(names->name[i], domain))
			return names->name[i];
	return (struct str){ NULL, 0 };
}

struct str spf_names_closest(const struct spf_names *names, struct str domain)
{
	struct str under = spf_names_under(names, domain);

	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->name[i], domain))
			return domain;
	if (under.p)
		return under;
	return names->n ? names->name[0] : str_of("unknown");
}
