/* Record data off the wire (RFC 1035 §3.3, RFC 3596): written by whoever runs the domain, so every length in it is checked. */
#include "auth/dns_answer.h"

/* A domain name as text, label by label. One with bytes that a host name never has (a dot in a label would make another name of it)
 * is given as the empty string. False: it doesn't end within the data, or is compressed, which the resolver has undone. */
static bool rdata_name(struct str rdata, char room[DNS_TEXT_MAX], struct str *ret)
{
	char text[DNS_NAME_MAX + 2]; /* a dot behind each label */
	size_t at = 0, n = 0;
	bool dotted = false;

	for (;;) {
		struct str label;

		if (at >= rdata.n)
			return false;
		label = str_sub(rdata, at + 1, (unsigned char)rdata.p[at]);
		if (label.n != (unsigned char)rdata.p[at] || label.n > DNS_LABEL_MAX ||
		    n + label.n + 1 > sizeof text)
			return false;
		if (label.n == 0)
			break;
		dotted |= str_chr(label, '.') != SIZE_MAX;
		memcpy(text + n, label.p, label.n);
		n += label.n;
		text[n++] = '.';
		at += 1 + label.n;
	}
	*ret = str_make(room, dotted ? 0 : dns_name(str_make(text, n), room));
	return at + 1 == rdata.n;
}

static bool rdata_text(struct str rdata, char room[DNS_TEXT_MAX], struct str *ret)
{
	size_t n = 0;

	for (size_t at = 0; at < rdata.n;) {
		struct str part = str_sub(rdata, at + 1, (unsigned char)rdata.p[at]);

		if (part.n != (unsigned char)rdata.p[at] || n + part.n > DNS_TEXT_MAX)
			return false;
		if (part.n)
			memcpy(room + n, part.p, part.n);
		n += part.n;
		at += 1 + part.n;
	}
	*ret = str_make(room, n);
	return rdata.n > 0;
}

static bool rdata_address(struct str rdata, size_t length, char room[DNS_TEXT_MAX], struct str *ret)
{
	if (rdata.n != length)
		return false;
	memcpy(room, rdata.p, length);
	*ret = str_make(room, length);
	return true;
}

bool dns_rdata(enum dns_type type, struct str rdata, char room[DNS_TEXT_MAX],
               struct dns_record *ret)
{
	ret->preference = 0;
	switch (type) {
	case DNS_A:
		return rdata_address(rdata, 4, room, &ret->data);
	case DNS_AAAA:
		return rdata_address(rdata, 16, room, &ret->data);
	case DNS_TXT:
		return rdata_text(rdata, room, &ret->data);
	case DNS_PTR:
		return rdata_name(rdata, room, &ret->data);
	case DNS_MX:
		if (rdata.n < 2)
			return false;
		ret->preference =
			(uint16_t)((unsigned char)rdata.p[0] << 8 | (unsigned char)rdata.p[1]);
		return rdata_name(str_sub(rdata, 2, rdata.n), room, &ret->data);
	}
	return false;
}
