/* The wrong answers. Each row says whether it spoils the honest answer or begins with an empty one. */
#include <stdio.h>
#include <stdlib.h>

#include "support/dns_server_wire.h"

#define HUGE_BYTES  60000
#define NOISE_BYTES 90

static void servfail(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	dns_put_flags(packet, DNS_FLAG_ANSWER | 2);
}

static void refused(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	dns_put_flags(packet, DNS_FLAG_ANSWER | 5);
}

static void formerr(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	dns_put_flags(packet, DNS_FLAG_ANSWER | 1);
}

static void truncated(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	dns_put_flags(packet, DNS_FLAG_ANSWER | DNS_FLAG_CUT);
}

static void wrong_id(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	packet->p[0] ^= 0x55;
}

static void other_question(struct dns_packet *packet, const struct dns_query *query)
{
	struct str liar = STR("liar.example");

	(void)query;
	packet->n = DNS_HEADER;
	dns_put_name(packet, liar);
	dns_put_number(packet, DNS_TXT, 2);
	dns_put_number(packet, DNS_CLASS_IN, 2);
	dns_put_flags(packet, DNS_FLAG_ANSWER | 3);
	dns_put_soa(packet, liar);
}

static void put_text(struct dns_packet *packet, struct str owner, struct str text)
{
	dns_put_record(packet, owner, DNS_TXT, &(struct dns_record){ .data = text });
}

static void other_owner(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	put_text(packet, str_of("other.example"), str_of("v=spf1 +all"));
}

static void garbage(struct dns_packet *packet, const struct dns_query *query)
{
	unsigned state = (unsigned)query->end;

	packet->n = 2; /* the id is right */
	for (int i = 0; i < NOISE_BYTES; i++) {
		state = state * 1103515245u + 12345u;
		dns_put_number(packet, state >> 16 & 0xff, 1);
	}
}

static void cut_short(struct dns_packet *packet, const struct dns_query *query)
{
	if (packet->n > query->end + 5)
		packet->n = query->end + 5;
}

static void empty(struct dns_packet *packet, const struct dns_query *query)
{
	(void)query;
	packet->n = 0;
}

static void pointer_loop(struct dns_packet *packet, const struct dns_query *query)
{
	size_t begin = dns_put_begins(packet, query->name, DNS_TXT, DNS_SECTION_ANSWER);

	dns_put_ends(packet, begin);
	packet->p[query->end] = (unsigned char)(0xc0 | query->end >> 8);
	packet->p[query->end + 1] = (unsigned char)query->end;
}

static void cname_chain(struct dns_packet *packet, const struct dns_query *query)
{
	char target[64];

	snprintf(target, sizeof target, "n%d.chain.example", atoi(query->text + 1) + 1);
	dns_put_record(packet, query->name, ZONE_CNAME,
	               &(struct dns_record){ .data = str_of(target) });
}

static void cname_self(struct dns_packet *packet, const struct dns_query *query)
{
	dns_put_record(packet, query->name, ZONE_CNAME,
	               &(struct dns_record){ .data = query->name });
}

static void huge_text(struct dns_packet *packet, const struct dns_query *query)
{
	static const char text[HUGE_BYTES];

	put_text(packet, query->name, str_make(text, sizeof text));
}

static void bad_text(struct dns_packet *packet, const struct dns_query *query)
{
	size_t begin = dns_put_begins(packet, query->name, DNS_TXT, DNS_SECTION_ANSWER);

	dns_put_number(packet, 200, 1); /* of 5 */
	dns_put_name(packet, str_of("bad"));
	dns_put_ends(packet, begin);
}

enum begins_with { HONEST, FRESH };

static const struct fault {
	const char *name;
	enum begins_with begins_with;
	void (*spoil)(struct dns_packet *packet, const struct dns_query *query);
	bool udp_only;
} faults[DNS_FAULTS] = {
	[DNS_FAULT_NONE] = { "none", HONEST, NULL, false },
	[DNS_FAULT_SILENT] = { "silent", HONEST, NULL, false },
	[DNS_FAULT_SLOW] = { "slow", HONEST, NULL, false },
	[DNS_FAULT_SERVFAIL] = { "servfail", FRESH, servfail, false },
	[DNS_FAULT_REFUSED] = { "refused", FRESH, refused, false },
	[DNS_FAULT_FORMERR] = { "formerr", FRESH, formerr, false },
	[DNS_FAULT_TRUNCATED] = { "truncated", FRESH, truncated, true },
	[DNS_FAULT_TRUNCATED_NO_TCP] = { "truncated-no-tcp", FRESH, truncated, true },
	[DNS_FAULT_WRONG_ID] = { "wrong-id", HONEST, wrong_id, false },
	[DNS_FAULT_OTHER_QUESTION] = { "other-question", FRESH, other_question, false },
	[DNS_FAULT_OTHER_OWNER] = { "other-owner", FRESH, other_owner, false },
	[DNS_FAULT_GARBAGE] = { "garbage", HONEST, garbage, false },
	[DNS_FAULT_CUT] = { "cut", HONEST, cut_short, false },
	[DNS_FAULT_EMPTY] = { "empty", HONEST, empty, false },
	[DNS_FAULT_POINTER_LOOP] = { "pointer-loop", FRESH, pointer_loop, false },
	[DNS_FAULT_CNAME_CHAIN] = { "cname-chain", FRESH, cname_chain, false },
	[DNS_FAULT_CNAME_SELF] = { "cname-self", FRESH, cname_self, false },
	[DNS_FAULT_HUGE_TEXT] = { "huge-text", FRESH, huge_text, false },
	[DNS_FAULT_BAD_TEXT] = { "bad-text", FRESH, bad_text, false },
};

const char *dns_fault_name(enum dns_fault fault)
{
	return faults[fault].name;
}

bool dns_fault_spoil(enum dns_fault fault, struct str question, const struct dns_query *query,
                     bool tcp, struct dns_packet *packet)
{
	const struct fault *row = &faults[fault];

	if (fault == DNS_FAULT_SILENT)
		return false;
	if (!row->spoil || (row->udp_only && tcp))
		return true;
	if (row->begins_with == FRESH)
		dns_wire_begin(packet, question, query);
	row->spoil(packet, query);
	return true;
}
