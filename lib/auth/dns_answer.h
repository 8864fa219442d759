/* How answers are made: by the resolver from rdata off the wire, by tests from their text. */
#ifndef OPENBEC_AUTH_DNS_ANSWER_H
#define OPENBEC_AUTH_DNS_ANSWER_H

#include "auth/dns.h"

#define DNS_NAME_MAX  253 /* as text, without trailing dot (RFC 1035 §2.3.4) */
#define DNS_LABEL_MAX 63

/* Bytes without the answer itself: what it holds, for bounds. */
size_t dns_answer_size(const struct dns_answer *answer);

/* All three: one reference, the caller's; NULL without memory. A copy of the records and their bytes: */
struct dns_answer *dns_answer_found(const struct dns_record *records, size_t n, uint32_t ttl_s);
struct dns_answer *dns_answer_none(enum dns_status status, uint32_t ttl_s); /* NODATA, NXDOMAIN */
struct dns_answer *dns_answer_failed(const char *why);

/* A name as a question has it: lower case, trailing dot off, NUL behind it. Returns its length; 0 for what no DNS can hold or we
 * don't ask: an empty label, one over 63 bytes, more than 253 in all, anything but printable ASCII and blanks (SPF's %_). */
size_t dns_name(struct str name, char ret[DNS_NAME_MAX + 1]);

/* One record's rdata (RFC 1035 §3.3, uncompressed) as a record; its bytes go to `room`. False: garbage, or a text that is too
 * long. Reads rdata only within its length. */
bool dns_rdata(enum dns_type type, struct str rdata, char room[DNS_TEXT_MAX],
               struct dns_record *ret);

#endif
