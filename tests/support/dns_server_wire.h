/* The packets of the test's DNS server (RFC 1035 §4, RFC 6891 §6.1): right ones, and what dns_server_fault.c makes of them. */
#ifndef OPENBEC_TESTS_SUPPORT_DNS_SERVER_WIRE_H
#define OPENBEC_TESTS_SUPPORT_DNS_SERVER_WIRE_H

#include "auth/dns_answer.h"
#include "support/dns_server.h"
#include "support/zone_text.h"

#define DNS_PACKET_MAX  65535
#define DNS_HEADER      12
#define DNS_CLASS_IN    1
#define DNS_TTL_S       300
#define DNS_FLAG_ANSWER 0x8180 /* QR RD RA; the rcode is added */
#define DNS_FLAG_CUT    0x0200 /* TC */

enum dns_section {
	DNS_SECTION_QUESTION,
	DNS_SECTION_ANSWER,
	DNS_SECTION_AUTHORITY,
	DNS_SECTION_ADDITIONAL
};

struct dns_packet {
	unsigned char p[DNS_PACKET_MAX];
	size_t n;
};

struct dns_query {
	struct str name; /* lower case; empty if it isn't printable */
	char text[DNS_NAME_MAX + 1];
	unsigned type;
	size_t end;  /* of the question in the packet */
	size_t room; /* for the answer */
	bool edns;
};

/* What is answered to `query`. False: nothing is (a silent record or fault; no question at all). */
bool dns_wire_answer(const struct zone_text *zone, struct str query, enum dns_fault fault, bool tcp,
                     struct dns_packet *ret);

/* The pieces. */
void dns_wire_begin(struct dns_packet *packet, struct str query, const struct dns_query *read);
void dns_put_flags(struct dns_packet *packet, unsigned flags);
void dns_put_number(struct dns_packet *packet, unsigned long number, int bytes);
void dns_put_name(struct dns_packet *packet, struct str name);
void dns_put_record(struct dns_packet *packet, struct str owner, unsigned type,
                    const struct dns_record *record);
void dns_put_soa(struct dns_packet *packet, struct str name);
/* The head of a record, whose data follow, then dns_put_ends() with what this gave. */
size_t dns_put_begins(struct dns_packet *packet, struct str owner, unsigned type,
                      enum dns_section section);
void dns_put_ends(struct dns_packet *packet, size_t begin);

/* `packet` holds the honest answer: makes a wrong one of it. False: silence. */
bool dns_fault_spoil(enum dns_fault fault, struct str question, const struct dns_query *query,
                     bool tcp, struct dns_packet *packet);

#endif
