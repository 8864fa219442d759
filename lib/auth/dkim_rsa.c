/* DER (X.690) of one fixed shape:
 *
 *     SEQUENCE { SEQUENCE { OID rsaEncryption, NULL }, BIT STRING { SEQUENCE { INTEGER n, INTEGER e } } }
 *
 * or what the BIT STRING holds alone. Lengths in their shortest form and values that fill what holds them, so that there is one way to read a key. */
#include "auth/dkim_rsa.h"

enum { DER_INTEGER = 0x02, DER_BIT_STRING = 0x03, DER_SEQUENCE = 0x30 };

#define EXPONENT_BYTES 8

/* Takes an element with that tag off `rest`; false if none is there. Lengths of one or two bytes behind 0x81, 0x82. */
static bool take(struct str *rest, unsigned char tag, struct str *ret)
{
	const unsigned char *p = (const unsigned char *)rest->p;
	size_t head = 2, length;

	if (rest->n < 2 || p[0] != tag)
		return false;
	length = p[1];
	if (length == 0x81 && rest->n >= 3) {
		head = 3;
		length = p[2];
		if (length < 0x80)
			return false;
	} else if (length == 0x82 && rest->n >= 4) {
		head = 4;
		length = (size_t)p[2] << 8 | p[3];
		if (length < 0x100)
			return false;
	} else if (length >= 0x80) {
		return false;
	}
	if (length > rest->n - head)
		return false;
	*ret = str_sub(*rest, head, length);
	*rest = str_sub(*rest, head + length, rest->n);
	return true;
}

/* A positive number's bytes without the zero that keeps its sign. */
static bool take_number(struct str *rest, struct str *ret)
{
	if (!take(rest, DER_INTEGER, ret) || ret->n == 0 || (ret->p[0] & 0x80))
		return false;
	if (ret->p[0] == 0 && ret->n > 1) {
		*ret = str_sub(*ret, 1, ret->n);
		return (ret->p[0] & 0x80) != 0;
	}
	return true;
}

static unsigned bits_of(struct str number)
{
	unsigned bits = (unsigned)number.n * 8;

	for (unsigned char top = (unsigned char)number.p[0]; !(top & 0x80);
	     top = (unsigned char)(top << 1))
		bits--;
	return bits;
}

static bool is_odd(struct str number)
{
	return number.p[number.n - 1] & 1;
}

static const struct str rsa_encryption =
	STR("\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x01\x05\x00"); /* the OID with its NULL */

/* What a SubjectPublicKeyInfo holds for RSA; false if `der` is none. */
static bool unwrap(struct str der, struct str *ret)
{
	struct str info, algorithm, bits;

	if (!take(&der, DER_SEQUENCE, &info) || der.n || !take(&info, DER_SEQUENCE, &algorithm) ||
	    !str_eq(algorithm, rsa_encryption) || !take(&info, DER_BIT_STRING, &bits) || info.n)
		return false;
	if (bits.n == 0 || bits.p[0] != 0) /* no unused bits */
		return false;
	*ret = str_sub(bits, 1, bits.n);
	return true;
}

bool dkim_rsa_read(struct str der, struct dkim_rsa *ret)
{
	struct dkim_rsa rsa;
	struct str rest, key;

	if (!unwrap(der, &rest))
		rest = der;
	if (!take(&rest, DER_SEQUENCE, &key) || rest.n || !take_number(&key, &rsa.n) ||
	    !take_number(&key, &rsa.e) || key.n)
		return false;
	if (!is_odd(rsa.n) || !is_odd(rsa.e) || rsa.e.n > EXPONENT_BYTES)
		return false;
	rsa.bits = bits_of(rsa.n);
	*ret = rsa;
	return true;
}
