/* A real DNS server on loopback, for tests of what asks it: UDP and TCP at one port, answers of a zone text (zone.h), and faults on
 * demand. As a program: `dns_server PORT ZONEFILE [--fault KIND] [--slow MS] [--for SECONDS]`. */
#ifndef OPENBEC_TESTS_SUPPORT_DNS_SERVER_H
#define OPENBEC_TESTS_SUPPORT_DNS_SERVER_H

#include <stddef.h>
#include <stdint.h>

enum dns_fault {
	DNS_FAULT_NONE,
	DNS_FAULT_SILENT, /* no answer */
	DNS_FAULT_SLOW,   /* after dns_server_slow() milliseconds */
	DNS_FAULT_SERVFAIL,
	DNS_FAULT_REFUSED,
	DNS_FAULT_FORMERR,
	DNS_FAULT_TRUNCATED,        /* TC over UDP; over TCP the whole */
	DNS_FAULT_TRUNCATED_NO_TCP, /* TC over UDP; TCP connections end at once */
	DNS_FAULT_WRONG_ID,
	DNS_FAULT_OTHER_QUESTION, /* answers what nobody asked, right id */
	DNS_FAULT_OTHER_OWNER,    /* right question, records of another name */
	DNS_FAULT_GARBAGE,        /* right id, then noise */
	DNS_FAULT_CUT,            /* ends within the first record */
	DNS_FAULT_EMPTY,          /* a packet without a byte */
	DNS_FAULT_POINTER_LOOP,   /* a compression pointer to itself */
	DNS_FAULT_CNAME_CHAIN,    /* each name an alias of another, without end */
	DNS_FAULT_CNAME_SELF,
	DNS_FAULT_HUGE_TEXT, /* a TXT record of 60,000 bytes */
	DNS_FAULT_BAD_TEXT,  /* a TXT record whose string is longer than its data */
	DNS_FAULTS,
};
const char *dns_fault_name(enum dns_fault fault); /* "none", "silent", ... */

struct dns_server;
/* Port 0: any free one. NULL if it can't be had. */
struct dns_server *dns_server_start(const char *zone_text, uint16_t port);
void dns_server_stop(struct dns_server *server);

uint16_t dns_server_port(const struct dns_server *server);
void dns_server_fault(struct dns_server *server, enum dns_fault fault); /* from now on */
void dns_server_slow(struct dns_server *server, int ms);
size_t dns_server_asked(struct dns_server *server); /* packets that held a question */

#endif
