#include "support/dns_server_wire.h"

#include <stdlib.h>

#define TYPE_SOA    6
#define TYPE_OPT    41
#define PLAIN_UDP   512 /* without EDNS */
#define NEGATIVE_S  60
#define ALIASES_MAX 8

/* ---- writing ---- */

static void put(struct dns_packet *packet, const void *p, size_t n)
{
	if (packet->n + n > sizeof packet->p)
		abort(); /* a zone that no packet holds */
	memcpy(packet->p + packet->n, p, n);
	packet->n += n;
}

void dns_put_number(struct dns_packet *packet, unsigned long number, int bytes)
{
	for (int i = bytes - 1; i >= 0; i--)
		put(packet, &(unsigned char){ (unsigned char)(number >> (8 * i)) }, 1);
}

void dns_put_name(struct dns_packet *packet, struct str name)
{
	struct str label;

	while (name.n && str_cut(&name, '.', &label)) {
		dns_put_number(packet, label.n, 1);
		put(packet, label.p, label.n);
	}
	dns_put_number(packet, 0, 1);
}

static void put_text(struct dns_packet *packet, struct str text)
{
	do {
		struct str part = str_sub(text, 0, 255);

		dns_put_number(packet, part.n, 1);
		if (part.n)
			put(packet, part.p, part.n);
		text = str_sub(text, part.n, text.n);
	} while (text.n);
}

static void count(struct dns_packet *packet, enum dns_section section)
{
	packet->p[4 + 2 * section + 1]++;
}

/* The head of a record; its data follow, then dns_put_ends(). Gives where its length stands. */
size_t dns_put_begins(struct dns_packet *packet, struct str owner, unsigned type,
                      enum dns_section section)
{
	dns_put_name(packet, owner);
	dns_put_number(packet, type, 2);
	dns_put_number(packet, DNS_CLASS_IN, 2);
	dns_put_number(packet, DNS_TTL_S, 4);
	dns_put_number(packet, 0, 2);
	count(packet, section);
	return packet->n;
}

void dns_put_ends(struct dns_packet *packet, size_t begin)
{
	size_t length = packet->n - begin;

	packet->p[begin - 2] = (unsigned char)(length >> 8);
	packet->p[begin - 1] = (unsigned char)length;
}

void dns_put_record(struct dns_packet *packet, struct str owner, unsigned type,
                    const struct dns_record *record)
{
	size_t begin = dns_put_begins(packet, owner, type, DNS_SECTION_ANSWER);

	switch (type) {
	case DNS_TXT:
		put_text(packet, record->data);
		break;
	case DNS_MX:
		dns_put_number(packet, record->preference, 2);
		dns_put_name(packet, record->data);
		break;
	case DNS_PTR:
	case ZONE_CNAME:
		dns_put_name(packet, record->data);
		break;
	default:
		put(packet, record->data.p, record->data.n);
	}
	dns_put_ends(packet, begin);
}

/* So that negative answers have a time to live (RFC 2308 §3). */
void dns_put_soa(struct dns_packet *packet, struct str name)
{
	size_t dot = str_rchr(name, '.');
	struct str top = dot == SIZE_MAX ? name : str_sub(name, dot + 1, name.n);
	size_t begin = dns_put_begins(packet, top, TYPE_SOA, DNS_SECTION_AUTHORITY);

	dns_put_name(packet, top);
	dns_put_name(packet, top);
	for (int i = 0; i < 4; i++)
		dns_put_number(packet, 3600, 4);
	dns_put_number(packet, NEGATIVE_S, 4);
	dns_put_ends(packet, begin);
}

void dns_put_flags(struct dns_packet *packet, unsigned flags)
{
	packet->p[2] = (unsigned char)(flags >> 8);
	packet->p[3] = (unsigned char)flags;
}

static void put_edns(struct dns_packet *packet)
{
	dns_put_number(packet, 0, 1);
	dns_put_number(packet, TYPE_OPT, 2);
	dns_put_number(packet, 1232, 2);
	dns_put_number(packet, 0, 6);
	count(packet, DNS_SECTION_ADDITIONAL);
}

/* ---- reading ---- */

static unsigned number_at(struct str s, size_t at)
{
	return (unsigned)(unsigned char)s.p[at] << 8 | (unsigned char)s.p[at + 1];
}

static bool read_query(struct str packet, struct dns_query *ret)
{
	char text[DNS_NAME_MAX + 2];
	size_t n = 0, at = DNS_HEADER;

	if (packet.n < DNS_HEADER + 5 || number_at(packet, 4) != 1)
		return false;
	while (at < packet.n && packet.p[at]) {
		size_t label = (unsigned char)packet.p[at];

		if (label > DNS_LABEL_MAX || at + label >= packet.n || n + label + 1 > sizeof text)
			return false;
		memcpy(text + n, packet.p + at + 1, label);
		n += label;
		text[n++] = '.';
		at += label + 1;
	}
	if (at + 5 > packet.n)
		return false;
	ret->name = str_make(ret->text, dns_name(str_make(text, n), ret->text));
	ret->type = number_at(packet, at + 1);
	ret->end = at + 5;
	ret->edns = number_at(packet, 10) > 0 && ret->end + 5 <= packet.n &&
	            number_at(packet, ret->end + 1) == TYPE_OPT;
	ret->room = ret->edns ? number_at(packet, ret->end + 3) : PLAIN_UDP;
	return true;
}

/* ---- answers ---- */

void dns_wire_begin(struct dns_packet *packet, struct str query, const struct dns_query *read)
{
	packet->n = 0;
	put(packet, query.p, read->end);
	memset(packet->p + 6, 0, 6); /* no records yet */
	dns_put_flags(packet, DNS_FLAG_ANSWER);
}

/* False: silence. */
static bool honest(const struct zone_text *zone, const struct dns_query *query,
                   struct dns_packet *ret)
{
	static const unsigned rcodes[] = {
		[ZONE_DATA] = 0, [ZONE_NODATA] = 0, [ZONE_SERVFAIL] = 2
	};
	struct str name = query->name;
	const struct zone_record *record = NULL;

	for (size_t i = 0; i < ALIASES_MAX && !record; i++) {
		const struct zone_record *alias;

		record = zone_text_next(zone, name, query->type, NULL);
		alias = record ? NULL : zone_text_next(zone, name, ZONE_CNAME, NULL);
		if (!alias)
			break;
		dns_put_record(ret, name, ZONE_CNAME, &alias->record);
		name = alias->record.data;
	}
	if (record && (record->word == ZONE_TIMEOUT || record->word == ZONE_SILENT))
		return false;
	if (record)
		dns_put_flags(ret, DNS_FLAG_ANSWER | rcodes[record->word]);
	else if (!zone_text_exists(zone, name))
		dns_put_flags(ret, DNS_FLAG_ANSWER | 3);
	if (!record || record->word == ZONE_NODATA)
		dns_put_soa(ret, name);
	for (; record && record->word == ZONE_DATA;
	     record = zone_text_next(zone, name, query->type, record))
		dns_put_record(ret, name, query->type, &record->record);
	return true;
}

/* Too long for UDP as it was asked. */
static void cut(struct dns_packet *packet, struct str query, const struct dns_query *read)
{
	dns_wire_begin(packet, query, read);
	dns_put_flags(packet, DNS_FLAG_ANSWER | DNS_FLAG_CUT);
}

bool dns_wire_answer(const struct zone_text *zone, struct str packet, enum dns_fault fault,
                     bool tcp, struct dns_packet *ret)
{
	struct dns_query query;

	if (!read_query(packet, &query))
		return false;
	dns_wire_begin(ret, packet, &query);
	if (!honest(zone, &query, ret))
		return false;
	if (!dns_fault_spoil(fault, packet, &query, tcp, ret))
		return false;
	if (!tcp && ret->n > query.room)
		cut(ret, packet, &query);
	if (query.edns && fault <= DNS_FAULT_SLOW)
		put_edns(ret);
	return true;
}
