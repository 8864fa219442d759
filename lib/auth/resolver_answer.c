#include <stdio.h>

#include "auth/dns_answer.h"
#include "auth/resolver_context.h"

enum { RCODE_OK = 0, RCODE_SERVFAIL = 2, RCODE_NXDOMAIN = 3 }; /* RFC 1035 §4.1.1 */

/* The records that can be read. If none can, nobody knows what the name has: that is a failure, never a "no". */
static struct dns_answer *found(const struct ub_result *result, enum dns_type type,
                                char room[RESOLVER_ROOM])
{
	struct dns_record records[DNS_RECORDS_MAX];
	size_t n = 0, used = 0;

	for (size_t i = 0; result->data[i] && n < DNS_RECORDS_MAX; i++) {
		struct str rdata = { result->data[i], (size_t)result->len[i] };

		if (used + DNS_TEXT_MAX > RESOLVER_ROOM)
			break;
		if (!dns_rdata(type, rdata, room + used, &records[n]))
			continue;
		used += records[n++].data.n;
	}
	return n ? dns_answer_found(records, n, (uint32_t)result->ttl)
	         : dns_answer_failed("unreadable records");
}

static struct dns_answer *failed(const struct ub_result *result)
{
	char why[32];

	if (result->rcode == RCODE_SERVFAIL)
		return dns_answer_failed("SERVFAIL");
	snprintf(why, sizeof why, "rcode %d", result->rcode);
	return dns_answer_failed(why);
}

struct dns_answer *resolver_answer(int error, const struct ub_result *result, enum dns_type type,
                                   char room[RESOLVER_ROOM])
{
	struct dns_answer *answer;

	if (error || !result)
		return dns_answer_failed(ub_strerror(error));
	if (result->bogus)
		return dns_answer_failed("bogus (DNSSEC)");
	if (result->rcode == RCODE_NXDOMAIN)
		answer = dns_answer_none(DNS_NXDOMAIN, (uint32_t)result->ttl);
	else if (result->rcode != RCODE_OK)
		return failed(result);
	else if (result->havedata)
		answer = found(result, type, room);
	else
		answer = dns_answer_none(DNS_NODATA, (uint32_t)result->ttl);
	if (answer)
		answer->secure = result->secure != 0;
	return answer;
}
